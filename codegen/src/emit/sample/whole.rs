//! Examples for the API as a whole: its clients, its mock, its operations and its error classes.

use heck::ToPascalCase;

use super::{call, fallible, hidden, is_valid, object, program, request};
use crate::emit::code::{Code, statement};
use crate::emit::expression::{Parts, Writer};
use crate::emit::{reply_headers, server};
use crate::example;
use crate::ir::{Api, AuthPlace, Body, Input, Operation, ReplyKind, ServerTemplate, Type};
use crate::names;

/// Building and using a client.
pub(crate) fn client(api: &Api, client: &str, end: &str, public_path: &str) -> Option<Code> {
    let operation = most_typical(api).next()?;
    let mut set_up = source(api).unwrap_or_default();
    let credential = match (&api.auth, set_up.is_empty()) {
        (None, _) => "",
        (Some(auth), true) if auth.place == AuthPlace::Basic => {
            ".token(runtime::AccessToken::basic(\"the user name\", \"the password\"))"
        }
        (Some(_), true) => ".token(\"the API key\")",
        (Some(_), false) => ".token_source(source)",
    };
    set_up.push(format!("let client = {client}::builder(){credential}.build()?;"));
    call(api, operation, Vec::new(), set_up, end, public_path)
}

/// A call by path.
pub(crate) fn raw(api: &Api, public_path: &str) -> Code {
    let code = vec![
        "let body = runtime::serde_json::json!({ \"id\": 7 });".to_owned(),
        "let reply = client.call_raw(runtime::Method::Post, \"/some/path\", Some(&body)).await?;".to_owned(),
        "println!(\"{}\", reply[\"name\"]);".to_owned(),
    ];
    fallible(api, "client: Client", code, true, public_path)
}

/// The token for other requests of the program.
pub(crate) fn token(api: &Api, public_path: &str) -> Code {
    let code = vec![
        "let token = client.token().await?;".to_owned(),
        "println!(\"a token of {} bytes\", token.expose().len());".to_owned(),
        "// If the server rejects it:".to_owned(),
        "client.invalidate_token(&token);".to_owned(),
    ];
    fallible(api, "client: Client", code, true, public_path)
}

/// A credential of the client, by its name.
pub(crate) fn credential(api: &Api, name: &str, public_path: &str) -> Code {
    let code = vec![
        format!("let {name} = client.{name}().await?;"),
        format!("println!(\"a credential of {{}} bytes\", {name}.expose().len());"),
    ];
    fallible(api, "client: Client", code, true, public_path)
}

/// A token source of the API.
fn source(api: &Api) -> Option<Code> {
    let source = api.auth.as_ref()?.sources.first()?;
    let (Input::Whole(Type::Model(id)) | Input::Parameters(id)) = &api.operation(&source.operation)?.input
    else {
        return None;
    };
    let mut writer = Writer::new(api, Parts::Built);
    let built = writer.building(&source.name, &api.models[*id], &example::least(api, *id)?)?;
    let mut code = hidden(writer.before);
    code.extend(statement("let source = ", built));
    Some(code)
}

/// A mock that answers one call. It needs no async runtime, since nothing waits.
pub(crate) fn mock(api: &Api, public_path: &str) -> Option<Code> {
    let mocked = |operation| Some((operation, exchange(api, operation)?));
    let (operation, exchange) =
        most_typical(api).filter(|operation| is_valid(api, operation)).find_map(mocked)?;
    let name = &operation.name;
    let argument = if exchange.has_request { "request" } else { "" };
    let error = Writer::new(api, Parts::Built).own_or_runtime("Error");
    let mut code = vec![
        format!("use {public_path}::{{mock::Mock, *}};"),
        String::new(),
        "# let example = async {".to_owned(),
        "let mock = Mock::new();".to_owned(),
    ];
    code.extend(exchange.reply);
    code.push(format!("let expected = mock.{name}().reply({});", exchange.answer));
    code.extend(exchange.request);
    code.extend([
        format!("mock.client().{}({argument}).await?;", operation.on_client(operation.method_name())),
        "assert_eq!(expected.count(), 1);".to_owned(),
        format!("# Ok::<(), {error}>(())"),
        "# };".to_owned(),
        "# let mut context = std::task::Context::from_waker(std::task::Waker::noop());".to_owned(),
        "# let done = std::future::Future::poll(std::pin::pin!(example), &mut context);".to_owned(),
        "# assert!(matches!(done, std::task::Poll::Ready(Ok(()))), \"{done:?}\");".to_owned(),
    ]);
    Some(code)
}

/// A request and a reply for a mock.
struct Exchange {
    has_request: bool,
    /// Statements that end with the request.
    request: Code,
    /// Statements that end with the reply.
    reply: Code,
    /// The argument of `reply`.
    answer: String,
}

fn exchange(api: &Api, operation: &Operation) -> Option<Exchange> {
    let mut writer = Writer::new(api, Parts::Built);
    let request = self::request(api, operation, &mut writer)?;
    let has_request = request.is_some();
    let request = stated(writer, "request", request);
    let mut writer = Writer::new(api, Parts::Built);
    let (status, usual) = operation.usual_success();
    let reply = match usual {
        None => None,
        Some(Type::Model(id)) => {
            let model = &api.models[*id];
            Some(writer.building(&model.name, model, &object(api, *id)?.0)?)
        }
        Some(reply) => Some(writer.value(reply, &example::reply(api, reply))?),
    };
    let answer = match operation.reply_kind() {
        ReplyKind::Nothing => "()".to_owned(),
        ReplyKind::Value(_) => "reply".to_owned(),
        ReplyKind::Optional(_) => "Some(reply)".to_owned(),
        ReplyKind::ByStatus(replies) => {
            let variant = replies.iter().find(|success| success.status == status)?.variant();
            let value = if reply.is_some() { "(reply)" } else { "" };
            format!("{}::{variant}{value}", names::reply_enum(&operation.name))
        }
        ReplyKind::Text => "\"a text\".to_owned()".to_owned(),
        ReplyKind::Bytes => "b\"some bytes\".to_vec()".to_owned(),
    };
    Some(Exchange { has_request, request, reply: stated(writer, "reply", reply), answer })
}

/// A named value, with the statements it needs.
fn stated(writer: Writer<'_>, name: &str, value: Option<Code>) -> Code {
    let mut code = hidden(writer.before);
    code.extend(value.into_iter().flat_map(|value| statement(&format!("let {name} = "), value)));
    code
}

/// An operation as data.
pub(crate) fn operations(api: &Api, public_path: &str) -> Option<Code> {
    let operation = most_typical(api).next()?;
    let (method, path) = (operation.method.as_str(), operation.path_template());
    Some(vec![
        format!("use {public_path}::operations;"),
        String::new(),
        format!("let spec = operations::{}.spec();", operation.constant),
        format!("assert_eq!((spec.method.as_str(), spec.path), ({method:?}, {path:?}));"),
        format!("assert_eq!(operations::API.name, {:?});", api.name),
    ])
}

/// The address of a server with another value of its first variable.
pub(crate) fn server(template: &ServerTemplate, public_path: &str) -> Option<Code> {
    let variable = template.variables.first()?;
    let value = match variable.values.last() {
        Some((_, variant)) => format!("server::{}::{variant}", server::choice_name(variable)),
        None => format!("{:?}", variable.default),
    };
    Some(vec![
        format!("use {public_path}::{{server, Client}};"),
        String::new(),
        format!("let server = server::Server::default().{}({value});", variable.ident),
        "let client = Client::builder().server(server);".to_owned(),
        "# let _ = client;".to_owned(),
    ])
}

/// A header of a reply.
pub(crate) fn reply_header(api: &Api, public_path: &str) -> Option<Code> {
    let with_headers = |operation: &&Operation| !operation.reply_headers.is_empty();
    let operation = api.operations.iter().find(with_headers)?;
    let constant = reply_headers::constant_name(operation.reply_headers.first()?);
    Some(vec![
        format!("use {public_path}::{{reply_headers, runtime::Answer}};"),
        String::new(),
        "fn show<Rep>(answer: &Answer<Rep>) {".to_owned(),
        format!("    match answer.typed_header(&reply_headers::{}::{constant}) {{", operation.name),
        "        Ok(value) => println!(\"{value:?}\"), // `None` if it is absent".to_owned(),
        "        Err(error) => println!(\"{error}\"),".to_owned(),
        "    }".to_owned(),
        "}".to_owned(),
    ])
}

/// A class of errors: how one is recognised. Preferably a temporary one.
pub(crate) fn error_classes(api: &Api, public_path: &str) -> Option<Code> {
    let passes = |class: &str| api.wait.iter().any(|waited| waited == class);
    let classified = || api.errors.iter().filter_map(|error| Some((error, error.class.as_deref()?)));
    let (error, class) = classified().find(|(_, class)| passes(class)).or_else(|| classified().next())?;
    let variant = class.to_pascal_case();
    let code = vec![
        format!("let is_meant = |error: &Error| ErrorClass::of(error) == Some(ErrorClass::{variant});"),
        format!("assert_eq!(ErrorCode::{}.class(), Some(ErrorClass::{variant}));", error.variant),
        format!("assert_eq!(ErrorClass::{variant}.name(), {class:?});"),
        "# let _ = is_meant;".to_owned(),
    ];
    Some(program(public_path, code))
}

/// The operations that are most typical of the API: those with its credential first.
fn most_typical(api: &Api) -> impl Iterator<Item = &Operation> {
    // A method that sends files is behind a feature.
    let is_usual =
        |operation: &&Operation| operation.docs.deprecated.is_none() && operation.body != Body::Multipart;
    let current = || api.operations.iter().filter(is_usual);
    current().filter(|operation| operation.auth).chain(current().filter(|operation| !operation.auth))
}
