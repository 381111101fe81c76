//! Judges JSON by the checked API, without generated code.
