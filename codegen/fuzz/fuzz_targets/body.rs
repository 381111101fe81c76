#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| specwright_properties::body(input));
