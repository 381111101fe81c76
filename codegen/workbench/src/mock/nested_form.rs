//! A form with names in brackets as JSON that the interpreter can validate.

use serde_json::{Map, Value};
use specwright::ir::{Api, Field, Model, Need, Type, Union, Variant};
use specwright_runtime::nested_names;

use super::arguments::one;

/// The value of a name: the texts of a scalar or of a list of scalars, or what is inside.
#[derive(Debug)]
enum Tree {
    Texts(Vec<String>),
    Inside(Vec<(String, Tree)>),
}

/// The fields of a form as an object. A name that contradicts an earlier one is a key of its own, which the interpreter
/// refuses.
pub(super) fn read(api: &Api, model: Option<&Model>, body: &[u8]) -> Value {
    let mut root: Vec<(String, Tree)> = Vec::new();
    for (name, text) in form_urlencoded::parse(body).into_owned() {
        if let Err(text) = insert(&mut root, &nested_names(&name), text) {
            root.push((name, Tree::Texts(vec![text])));
        }
    }
    let model = model.map(|model| (model, root));
    model.map_or(Value::Null, |(model, root)| object(api, model, root))
}

/// Adds a text; returns it where another value has its name.
fn insert(entries: &mut Vec<(String, Tree)>, names: &[&str], text: String) -> Result<(), String> {
    let [name, rest @ ..] = names else { return Err(text) };
    let index = entries.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        let empty = if rest.is_empty() { Tree::Texts(Vec::new()) } else { Tree::Inside(Vec::new()) };
        entries.push(((*name).to_owned(), empty));
        entries.len() - 1
    });
    match (entries.get_mut(index).map(|(_, tree)| tree), rest) {
        (Some(Tree::Texts(texts)), []) => texts.push(text),
        (Some(Tree::Inside(inner)), [_, ..]) => return insert(inner, rest, text),
        (_, _) => return Err(text),
    }
    Ok(())
}

fn object(api: &Api, model: &Model, entries: Vec<(String, Tree)>) -> Value {
    let mut object = Map::new();
    for (name, tree) in entries {
        let ty = model.field(&name).map_or(&Type::TEXT, |field| &field.ty);
        object.insert(name, value(api, ty, tree));
    }
    for field in &model.fields {
        if let (false, Some(value)) = (object.contains_key(&field.wire), without_trace(api, field)) {
            object.insert(field.wire.clone(), value);
        }
    }
    Value::Object(object)
}

fn value(api: &Api, ty: &Type, tree: Tree) -> Value {
    match (ty, tree) {
        (Type::Boxed(inner), tree) => value(api, inner, tree),
        (Type::List(inner), Tree::Texts(texts)) => texts.iter().map(|text| one(api, inner, text)).collect(),
        (Type::List(inner), Tree::Inside(mut entries)) if is_indexed(&entries) => {
            entries.sort_by_key(|(name, _)| name.parse::<u64>().unwrap_or(u64::MAX));
            entries.into_iter().map(|(_, tree)| value(api, inner, tree)).collect()
        }
        (Type::Map(inner), Tree::Inside(entries)) => {
            entries.into_iter().map(|(name, tree)| (name, value(api, inner, tree))).collect()
        }
        (Type::Model(id), Tree::Inside(entries)) => object(api, &api.models[*id], entries),
        (Type::Union(id), Tree::Inside(entries)) => variant(api, &api.unions[*id], entries),
        (_, Tree::Texts(texts)) => match texts.as_slice() {
            [text] => one(api, ty, text),
            several => several.iter().map(|text| one(api, ty, text)).collect(),
        },
        // The interpreter refuses it.
        (_, Tree::Inside(entries)) => {
            entries.into_iter().map(|(name, tree)| (name, value(api, &Type::TEXT, tree))).collect()
        }
    }
}

/// An object of the variant that its tag names, or of the one whose required key it has.
fn variant(api: &Api, union: &Union, entries: Vec<(String, Tree)>) -> Value {
    let mut entries = entries;
    let is_tag =
        |(name, tree): &(String, Tree)| Some(name) == union.tag.as_ref() && matches!(tree, Tree::Texts(_));
    let tag = entries.iter().position(is_tag).map(|index| entries.remove(index));
    let text = match &tag {
        Some((_, Tree::Texts(texts))) => texts.first().map(String::as_str),
        Some((_, Tree::Inside(_))) | None => None,
    };
    let named = |variant: &Variant| {
        let mut values = std::iter::once(&variant.value).chain(&variant.also_read);
        values
            .find(|value| match &union.tag {
                Some(_) => text == Some(value.to_string().as_str()),
                None => entries.iter().any(|(name, _)| *name == value.to_string()),
            })
            .cloned()
    };
    let found = union.variants.iter().find_map(|variant| Some((variant.model, named(variant)?)));
    let mut value = match &found {
        Some((model, _)) => object(api, &api.models[*model], entries),
        None => entries.into_iter().map(|(name, tree)| (name, value(api, &Type::TEXT, tree))).collect(),
    };
    if let (Value::Object(object), Some((name, tree))) = (&mut value, tag) {
        let known = found.map(|(_, tag)| Value::from(&tag));
        object.insert(name, known.unwrap_or_else(|| self::value(api, &Type::TEXT, tree)));
    }
    value
}

/// The value of a required field that leaves no trace: what has nothing in it, or null.
fn without_trace(api: &Api, field: &Field) -> Option<Value> {
    let is_required = match &field.presence.need {
        Need::Always => true,
        Need::When(_) | Need::Optional => false,
    };
    if is_required && field.nullable {
        return Some(Value::Null);
    }
    is_required.then(|| empty(api, &field.ty)).flatten()
}

fn empty(api: &Api, ty: &Type) -> Option<Value> {
    match ty {
        Type::List(_) => Some(Value::Array(Vec::new())),
        Type::Map(_) => Some(Value::Object(Map::new())),
        Type::Model(id) => Some(object(api, &api.models[*id], Vec::new())),
        Type::Boxed(inner) => empty(api, inner),
        Type::Scalar(_) | Type::Enum(_) | Type::Union(_) | Type::Nullable(_) => None,
    }
}

fn is_indexed(entries: &[(String, Tree)]) -> bool {
    entries.iter().all(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()))
}
