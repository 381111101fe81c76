//! The examples in the documentation: short programs that compile and pass.
//!
//! Irrelevant code is in hidden lines, which begin with `#`.

mod whole;

pub(crate) use whole::{
    client, credential, error_classes, mock, operations, raw, reply_header, server, token,
};

use serde_json::{Map, Value};

use super::code::{Code, converted, one, quoted, statement, suffixed};
use super::expression::{Parts, Writer, has_type};
use super::types;
use crate::example;
use crate::interpret::Interpreter;
use crate::ir::{
    Api, Enum, Field, Input, Model, ModelId, Need, Operation, ReplyKind, ScalarKind, Success, TokenExchange,
    Type, Union,
};
use crate::names;

/// Examples import what is under the public path; without one there are none.
fn wanted(public_path: &str) -> Option<()> {
    (!public_path.is_empty()).then_some(())
}

/// A model: its required fields, and an optional one.
pub(crate) fn model(api: &Api, model: &Model, public_path: &str) -> Option<Code> {
    wanted(public_path)?;
    let (object, is_valid) = object(api, api.models.named(&model.name)?)?;
    let mut writer = Writer::new(api, Parts::Built);
    let built = writer.building(&model.name, model, &object)?;
    let name = &model.module;
    let mut code = hidden(writer.before);
    code.extend(statement(&format!("let {name} = "), built));
    code.push(match (model.usage.request, is_valid) {
        (true, true) => format!("assert!({name}.validate().is_valid());"),
        (true, false) => format!("println!(\"{{}}\", {name}.validate());"),
        (false, _) => assertion(model, &object),
    });
    Some(program(public_path, code))
}

/// A line about a field of a reply.
fn assertion(model: &Model, object: &Map<String, Value>) -> String {
    let name = &model.module;
    let is_usable = |field: &&Field| field.ty == Type::TEXT && !field.secret && !field.nullable;
    let mut candidates = model.stored_fields().filter(|field| !model.is_optional(field)).filter(is_usable);
    match candidates.next().and_then(|field| Some((field, object.get(&field.wire)?.as_str()?))) {
        Some((field, text)) => format!("assert_eq!({name}.{}, {});", field.ident, quoted(text)),
        None => format!("println!(\"{{{name}:?}}\");"),
    }
}

/// A text field of a model, by its marker, preferably one with a limit.
pub(crate) fn marker(model: &Model, public_path: &str) -> Option<Code> {
    let is_const_text =
        |field: &&Field| types::contains_text(field) && !field.secret && field.docs.deprecated.is_none();
    let text = |example: &'_ Value| example.as_str().or_else(|| example.get(0)?.as_str()).map(str::to_owned);
    let texts = || {
        let texts = model.stored_fields().filter(is_const_text);
        texts.filter_map(|field| Some((field, text(field.example.as_ref()?)?)))
    };
    let is_limited = |(field, _): &(&Field, _)| !field.limits.errors.is_empty();
    let (field, text) = texts().find(is_limited).or_else(|| texts().next())?;
    let (name, marker) = (&field.ident, format!("{}::{}", model.module, field.marker));
    let text = quoted(&text);
    let code = vec![
        format!("let {name} = lit!({marker}, {text});"),
        format!("assert_eq!({name}.as_str(), {text});"),
    ];
    Some(program(public_path, code))
}

/// A union: its first variant.
pub(crate) fn union(api: &Api, union: &Union, public_path: &str) -> Option<Code> {
    wanted(public_path)?;
    if let (true, Some(field)) = (union.variants.is_empty(), union.values.first()) {
        return value_of_union(api, union, field, public_path);
    }
    let variant = union.variants.iter().find(|variant| variant.docs.deprecated.is_none())?;
    let model = &api.models[variant.model];
    let mut writer = Writer::new(api, Parts::Built);
    let built = writer.building(&model.name, model, &example::least(api, variant.model)?)?;
    let is_only = union.variants.iter().filter(|other| other.model == variant.model).count() == 1;
    let (name, variant_name) = (&union.module, &variant.name);
    let mut code = hidden(writer.before);
    code.extend(match is_only {
        true => statement(&format!("let {name}: {} = ", union.name), converted(built)),
        false => statement(&format!("let {name} = {}::{variant_name}(", union.name), suffixed(built, ")")),
    });
    code.push(format!("assert!(matches!({name}, {}::{variant_name}(_)));", union.name));
    Some(program(public_path, code))
}

fn value_of_union(api: &Api, union: &Union, field: &Field, public_path: &str) -> Option<Code> {
    let mut writer = Writer::new(api, Parts::Built);
    let built = writer.value(&field.ty, field.example.as_ref()?)?;
    let (name, variant_name) = (&union.module, &field.wire);
    let mut code = hidden(writer.before);
    code.extend(statement(&format!("let {name} = {}::{variant_name}(", union.name), suffixed(built, ")")));
    code.push(format!("assert!(matches!({name}, {}::{variant_name}(_)));", union.name));
    Some(program(public_path, code))
}

/// An enumeration: a value, and its form on the wire.
pub(crate) fn enumeration(choice: &Enum, public_path: &str) -> Option<Code> {
    let value = choice.values.iter().find(|value| value.docs.deprecated.is_none())?;
    let (name, variant, wire) = (&choice.name, &value.name, value.value.to_string());
    Some(program(public_path, one(format!("assert_eq!({name}::{variant}.to_string(), {wire:?});"))))
}

/// The error codes: how one is recognised.
pub(crate) fn error_codes(api: &Api, public_path: &str) -> Option<Code> {
    let error = api.errors.first()?;
    let variant = &error.variant;
    let code = vec![
        format!("let is_meant = |error: &Error| ErrorCode::of(error) == Some(ErrorCode::{variant});"),
        format!("assert_eq!(ErrorCode::{variant}.name(), {:?});", error.name),
        "# let _ = is_meant;".to_owned(),
    ];
    Some(program(public_path, code))
}

/// A call of an operation.
pub(crate) fn operation(api: &Api, operation: &Operation, public_path: &str) -> Option<Code> {
    call(api, operation, vec!["client: Client".to_owned()], Vec::new(), ".await", public_path)
}

/// The same call without async.
pub(crate) fn blocking(api: &Api, operation: &Operation, public_path: &str) -> Option<Code> {
    let client = vec!["client: blocking::Client".to_owned()];
    call(api, operation, client, Vec::new(), ".send()", public_path)
}

/// A program of [`fallible`] whose hidden lines are shown: readable where nothing hides them.
pub(crate) fn whole_program(code: Code) -> String {
    let mut lines = code.iter().map(|line| line.strip_prefix("# ").unwrap_or(line));
    let import = lines.next().unwrap_or_default();
    let opening = lines.next().unwrap_or_default();
    let closing = lines.next_back().unwrap_or_default();
    let body: String = lines.map(|line| format!("    {line}\n")).collect();
    format!("{import}\n\n{opening}\n{body}{closing}\n")
}

/// The items of all pages of an operation's list.
pub(crate) fn pages(api: &Api, operation: &Operation, public_path: &str) -> Option<Code> {
    wanted(public_path)?;
    let mut parameters = vec!["client: Client".to_owned()];
    let (mut code, argument) = prepared(api, operation, &mut parameters)?;
    code.extend([
        format!(
            "let mut items = client.{}({argument}).items();",
            operation.on_client(&operation.pages_method())
        ),
        "while let Some(item) = items.next().await {".to_owned(),
        "    println!(\"{:?}\", item?);".to_owned(),
        "}".to_owned(),
    ]);
    Some(fallible(api, &parameters.join(", "), code, true, public_path))
}

/// The statements that make the request, and the argument of the call.
fn prepared(api: &Api, operation: &Operation, parameters: &mut Vec<String>) -> Option<(Code, &'static str)> {
    let mut writer = Writer::new(api, Parts::Given);
    let request = request(api, operation, &mut writer)?;
    let argument = if request.is_some() { "request" } else { "" };
    parameters.append(&mut writer.parameters);
    let mut code = hidden(writer.before);
    code.extend(request.into_iter().flat_map(|request| statement("let request = ", request)));
    Some((code, argument))
}

/// A function that calls an operation, with these parameters and after these statements.
fn call(
    api: &Api,
    operation: &Operation,
    mut parameters: Vec<String>,
    set_up: Code,
    end: &str,
    public_path: &str,
) -> Option<Code> {
    wanted(public_path)?;
    let (prepared, argument) = prepared(api, operation, &mut parameters)?;
    let name = operation.on_client(operation.method_name());
    let mut code = set_up;
    code.extend(prepared);
    let called = format!("client.{name}({argument}){end}?");
    match operation.reply_kind() {
        ReplyKind::Nothing => code.push(format!("{called};")),
        ReplyKind::Value(reply) => code.extend([format!("let reply = {called};"), shown(api, reply)]),
        ReplyKind::Optional(_) => {
            code.extend([format!("let reply = {called};"), "println!(\"{reply:?}\");".to_owned()]);
        }
        ReplyKind::ByStatus(replies) => code.extend(matched(operation, replies, &called)),
        ReplyKind::Text => {
            code.extend([format!("let text = {called};"), "println!(\"{text}\");".to_owned()]);
        }
        ReplyKind::Bytes => {
            let shown = "println!(\"{} bytes\", bytes.len());".to_owned();
            code.extend([format!("let bytes = {called};"), shown]);
        }
    }
    Some(fallible(api, &parameters.join(", "), code, end == ".await", public_path))
}

/// A `match` over the replies of a call, or of a variable.
fn matched(operation: &Operation, replies: &[Success], reply: &str) -> Code {
    let name = names::reply_enum(&operation.name);
    let mut code = vec![format!("match {reply} {{")];
    code.extend(replies.iter().map(|success| {
        let (variant, status) = (success.variant(), success.status);
        match success.ty {
            Some(_) => format!("    {name}::{variant}(reply) => println!(\"{{reply:?}}\"),"),
            None => format!("    {name}::{variant} => println!(\"{status}\"),"),
        }
    }));
    code.extend(["    other => println!(\"{other:?}\"),".to_owned(), "}".to_owned()]);
    code
}

/// The replies of an operation: how they are distinguished.
pub(crate) fn by_status(operation: &Operation, public_path: &str) -> Option<Code> {
    wanted(public_path)?;
    let name = operation.reply_enum()?;
    let mut code = vec![format!("fn show(reply: {name}) {{")];
    code.extend(
        matched(operation, &operation.replies, "reply").into_iter().map(|line| format!("    {line}")),
    );
    code.push("}".to_owned());
    Some(program(public_path, code))
}

/// Statements in a fallible function with these parameters.
fn fallible(api: &Api, parameters: &str, statements: Code, is_async: bool, public_path: &str) -> Code {
    let result = if has_type(api, "Result") { "std::result::Result" } else { "Result" };
    let is_async = if is_async { "async " } else { "" };
    let mut code = vec![
        format!("# {}", import(public_path)),
        format!("# {is_async}fn example({parameters}) -> {result}<(), Error> {{"),
    ];
    code.extend(statements);
    code.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    code
}

/// A token source with the arguments of its operation.
pub(crate) fn token_source(
    api: &Api,
    source: &TokenExchange,
    model: &Model,
    public_path: &str,
) -> Option<Code> {
    let id = api.models.named(&model.name)?;
    let mut writer = Writer::new(api, Parts::Built);
    let built = writer.building(&source.name, model, &example::least(api, id)?)?;
    let mut code = hidden(writer.before);
    code.extend(statement("let source = ", built));
    code.push("let client = Client::builder().token_source(source);".to_owned());
    code.push("# let _ = client;".to_owned());
    Some(program(public_path, code))
}

fn program(public_path: &str, code: Code) -> Code {
    let mut program = vec![import(public_path), String::new()];
    program.extend(code);
    program
}

fn import(public_path: &str) -> String {
    format!("use {public_path}::*;")
}

fn hidden(code: Code) -> Code {
    code.into_iter().map(|line| format!("# {line}")).collect()
}

/// The request as an expression; `Some(None)` for an operation without input.
fn request(api: &Api, operation: &Operation, writer: &mut Writer<'_>) -> Option<Option<Code>> {
    let built = match &operation.input {
        Input::None => return Some(None),
        Input::Whole(Type::Model(id)) | Input::Parameters(id) => {
            let model = &api.models[*id];
            writer.building(&model.name, model, &object(api, *id)?.0)
        }
        Input::Whole(ty) => writer.value(ty, &example::value(api, ty)),
    };
    built.map(Some)
}

/// Whether the request of the example is valid.
fn is_valid(api: &Api, operation: &Operation) -> bool {
    match &operation.input {
        Input::None => true,
        Input::Whole(Type::Model(id)) | Input::Parameters(id) => {
            object(api, *id).is_some_and(|(_, is_valid)| is_valid)
        }
        Input::Whole(_) => false,
    }
}

/// A line that uses a part of a reply.
fn shown(api: &Api, reply: &Type) -> String {
    let is_plain = |field: &&Field| {
        field.ty.scalar().is_some_and(ScalarKind::is_plain) && !field.secret && !field.nullable
    };
    let debug = "println!(\"{reply:?}\");".to_owned();
    match reply {
        Type::Model(id) => {
            let model = &api.models[*id];
            let mut plain = model.stored_fields().filter(|field| !model.is_optional(field)).filter(is_plain);
            match plain.next() {
                // A text that is also sent has a limit and no `Display`.
                Some(field) if model.usage.request => format!("println!(\"{{:?}}\", reply.{});", field.ident),
                Some(field) => format!("println!(\"{{}}\", reply.{});", field.ident),
                None => debug,
            }
        }
        _ => debug,
    }
}

/// The required fields of a model and one optional field on the wire, and whether they are valid. `None` if that is too
/// much for an example.
fn object(api: &Api, id: ModelId) -> Option<(Map<String, Value>, bool)> {
    let model = &api.models[id];
    let interpreter = Interpreter::new(api);
    let least = Value::Object(example::least(api, id)?);
    let mut fuller = least.clone();
    if let Value::Object(object) = &mut fuller {
        object.extend(
            most_typical(model, object).map(|(field, example)| (field.wire.clone(), example.clone())),
        );
    }
    let is_valid = |value: &Value| interpreter.value_of(id, value).is_valid();
    let (value, is_valid) =
        if is_valid(&fuller) { (fuller, true) } else { (least.clone(), is_valid(&least)) };
    match value {
        Value::Object(object) => Some((object, is_valid)),
        _ => None,
    }
}

/// The optional field that shows best how one is set: preferably a text, and a scalar rather than a list.
fn most_typical<'a>(model: &'a Model, least: &Map<String, Value>) -> Option<(&'a Field, &'a Value)> {
    let is_plain = |ty: &Type| ty.scalar().is_some_and(ScalarKind::is_plain) || matches!(ty, Type::Enum(_));
    let is_simple = |field: &Field| {
        let value = if let Type::List(element) = &field.ty { element } else { &field.ty };
        is_plain(value) && !field.nullable && !field.secret && field.docs.deprecated.is_none()
    };
    let free = |field: &&Field| {
        field.presence.need == Need::Optional
            && field.discouraged.is_none()
            && is_simple(field)
            && !least.contains_key(&field.wire)
    };
    let candidates = || {
        let fields = model.stored_fields().filter(|field| model.is_optional(field)).filter(free);
        fields.filter_map(|field| Some((field, field.example.as_ref()?)))
    };
    let text = candidates().find(|(field, _)| field.ty == Type::TEXT);
    text.or_else(|| candidates().find(|(field, _)| is_plain(&field.ty))).or_else(|| candidates().next())
}
