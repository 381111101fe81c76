use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{
    field, is_keyword, is_pascal, is_screaming, is_snake, marker, module, request_model, required_struct,
    reserved_operation, variants,
};
use crate::ir::TagValue;

fn texts(values: &[&str]) -> Vec<TagValue> {
    values.iter().map(|value| TagValue::Text((*value).to_owned())).collect()
}

#[test]
fn a_wire_name_becomes_a_field() {
    let cases = [
        ("brand_name", "brand_name"),
        ("brandName", "brand_name"),
        ("HTTPServer", "http_server"),
        ("X-Request-Id", "x_request_id"),
        ("is_cancel ", "is_cancel"),
        ("type", "type_"),
        ("self", "self_"),
        ("Self", "self_"),
        ("crate", "crate_"),
        ("gen", "gen_"),
        ("async", "async_"),
        ("from", "from"),
        ("validate", "validate_"),
        ("new", "new_"),
        ("2d", "n2d"),
        ("名称", "field_540d_79f0"),
        ("名称2", "field_540d_79f0_32"),
        ("名称abc", "abc"),
        ("_", "field_5f"),
        ("$", "field_24"),
        ("", "field_empty"),
        ("1", "n1"),
    ];
    for (wire, expected) in cases {
        assert_eq!(field(wire), expected, "for {wire:?}");
    }
}

#[test]
fn every_field_is_a_valid_identifier() {
    for wire in ["a", "-", "💥", "9", "a b", "try", "é", "ß", "\u{0}", "ﬀ", "__", "a__b"] {
        let name = field(wire);
        assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{wire:?} gives {name:?}");
    }
}

#[test]
fn a_marker_has_no_name_in_use() {
    let none = BTreeSet::new();
    assert_eq!(marker("brand_name", &none), "BrandName");
    assert_eq!(marker("type_", &none), "Type");
    assert_eq!(marker("n2d", &none), "N2d");
    assert_eq!(marker("required", &none), "RequiredField");
    assert_eq!(marker("option", &none), "OptionField");
    assert_eq!(marker("self_", &none), "SelfField");
    assert_eq!(marker("sku", &BTreeSet::from(["Sku".to_owned()])), "SkuField");
}

#[test]
fn a_module_is_a_valid_file_name_everywhere() {
    assert_eq!(module("BaseInfo"), "base_info");
    assert_eq!(module("Type"), "type_");
    assert_eq!(module("Aux"), "aux_");
    assert_eq!(module("Com1"), "com1_");
    assert_eq!(module("Comma"), "comma");
}

#[test]
fn a_module_shadows_no_crate_and_no_primitive_type() {
    assert_eq!(module("Rt"), "rt_");
    assert_eq!(module("Std"), "std_");
    assert_eq!(module("SpecwrightRuntime"), "specwright_runtime_");
    assert_eq!(module("Bool"), "bool_");
    assert_eq!(module("I64"), "i64_");
    assert_eq!(module("String"), "string");
}

#[test]
fn derived_types_are_named_after_their_owner() {
    assert_eq!(request_model("list_stores"), "ListStoresRequest");
    assert_eq!(required_struct("check_in"), "CheckInRequired");
}

#[test]
fn the_prefix_of_an_enumeration_is_stripped_from_all_values_or_none() {
    let of = |name: &str, values: &[&str]| variants(name, &texts(values));
    assert_eq!(of("CodeType", &["CODE_TYPE_TEXT", "CODE_TYPE_ONLY_QRCODE"]), ["Text", "OnlyQrcode"]);
    assert_eq!(of("Color", &["Color010", "Color020"]), ["Color010", "Color020"]);
    assert_eq!(of("Mode", &["MODE_A", "B"]), ["ModeA", "B"]);
    assert_eq!(of("Mode", &["MODE", "MODE_A"]), ["Mode", "ModeA"]);
    assert_eq!(of("Mode", &["modern", "mode_x"]), ["Modern", "ModeX"]);
    assert_eq!(of("Mode", &["MODE_SELF", "MODE_A"]), ["ModeSelf", "ModeA"]);
}

#[test]
fn unusual_values_have_names() {
    assert_eq!(
        variants("Sign", &texts(&["", "+", "中", "self", "UNKNOWN", "4k"])),
        ["ValueEmpty", "Value2b", "Value4e2d", "SelfValue", "UnknownValue", "N4k"]
    );
    assert_eq!(variants("Level", &[TagValue::Int(1), TagValue::Int(-1)]), ["N1", "Minus1"]);
    assert_eq!(variants("Level", &[TagValue::Int(i64::MIN)]), ["Minus9223372036854775808"]);
}

#[test]
fn naming_conventions_are_checked() {
    assert!(is_pascal("BaseInfo") && is_pascal("HTTPServer") && is_pascal("A1"));
    assert!(!is_pascal("baseInfo") && !is_pascal("Base_Info") && !is_pascal("") && !is_pascal("Ä"));
    assert!(is_snake("create_ticket2") && is_snake("a"));
    assert!(!is_snake("createTicket") && !is_snake("_a") && !is_snake("a__b") && !is_snake("2a"));
    assert!(!is_snake("a_") && !is_snake(""));
    assert!(is_screaming("INVALID_TOKEN") && !is_screaming("Invalid"));
    assert!(is_keyword("_") && is_keyword("Self") && is_keyword("yield") && !is_keyword("from"));
}

/// The public methods and functions that the inherent implementations of a file's types have.
fn public_methods(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src").join(file);
    let items = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap().items;
    let implementations = items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(found) if found.trait_.is_none() => Some(found.items),
        _ => None,
    });
    let methods = implementations.flatten().filter_map(|item| match item {
        syn::ImplItem::Fn(method) if matches!(method.vis, syn::Visibility::Public(_)) => {
            Some(method.sig.ident.to_string())
        }
        _ => None,
    });
    methods.collect()
}

#[test]
fn no_operation_hides_a_method_of_the_clients_and_the_mock() {
    let methods: Vec<_> = ["client.rs", "mock.rs"].into_iter().flat_map(public_methods).collect();
    assert!(methods.len() > 14, "{methods:?}");
    for method in methods {
        assert!(reserved_operation(&method), "{method}");
    }
}
