//! Type expressions: `string`, `list<int>`, `map<Sku>`, `list<nullable<int>>`, `box<Filter>`, a name.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{ScalarKind, Type};

use super::{Lookup, Names, foreign};
use crate::check::at::At;
use crate::suggest;

/// Maximum depth of nested `list<…>`, `map<…>` and `box<…>`.
const MAX_DEPTH: usize = 8;

const WRAPPERS: [&str; 4] = ["list", "map", "nullable", "box"];

/// Resolves the expression at `at`; `None` if it is invalid, which is reported.
pub(in crate::check) fn resolve(
    expression: &str,
    at: &At,
    names: &Names,
    found: &mut Diagnostics,
) -> Option<Type> {
    let (wrappers, name) = match unwrap(expression) {
        Ok(parts) => parts,
        Err(help) => {
            found.push(malformed(expression, at, help));
            return None;
        }
    };
    let mut ty = named(name, at, names, found)?;
    if wrappers.iter().skip(1).any(|wrapper| *wrapper == "box") {
        found.push(
            Diagnostic::error(
                Code::BadTypeExpression,
                at.value(),
                "`box<…>` inside of another type has no effect",
            )
            .help("remove the box: a type can contain itself in a list or a map"),
        );
        return None;
    }
    if let Some((message, help)) = misplaced_null(&wrappers, &ty) {
        found.push(Diagnostic::error(Code::BadTypeExpression, at.value(), message).help(help));
        return None;
    }
    for wrapper in wrappers.into_iter().rev() {
        ty = match wrapper {
            "list" => Type::List(Box::new(ty)),
            "map" => Type::Map(Box::new(ty)),
            "nullable" => Type::Nullable(Box::new(ty)),
            _ => boxed(ty, at, found)?,
        };
    }
    Some(ty)
}

/// What is wrong with a `nullable<…>` that is not directly inside a list or a map, or contains what includes null.
fn misplaced_null(wrappers: &[&str], named: &Type) -> Option<(&'static str, &'static str)> {
    let is_null = |wrapper: &&str| *wrapper == "nullable";
    if wrappers.first().is_some_and(is_null) {
        return Some((
            "`nullable<…>` is only for the elements of a list and the values of a map",
            "write `nullable: true` at a field that can be null, `no_content: true` at an operation whose reply can",
        ));
    }
    if wrappers.windows(2).any(|pair| pair == ["nullable", "nullable"]) {
        return Some(("`nullable<…>` inside of another one has no effect", "remove one of them"));
    }
    (wrappers.last().is_some_and(is_null) && *named == Type::JSON)
        .then_some(("`json` includes null", "remove `nullable`: `list<json>`"))
}

/// Resolves the expression of a whole request or reply, outside of a model.
pub(in crate::check) fn resolve_whole(
    expression: &str,
    at: &At,
    names: &Names,
    found: &mut Diagnostics,
) -> Option<Type> {
    let ty = resolve(expression, at, names, found)?;
    let (message, help) = if let Type::Boxed(_) = ty {
        ("`box<…>` has no effect outside of a model", "remove the box")
    } else if *ty.innermost() == Type::Scalar(ScalarKind::DigitTimestamp) {
        (
            "`digit_timestamp` is only allowed in the fields of a model",
            "use it in a field of a model, or write `string` and convert the digits in the program",
        )
    } else {
        return Some(ty);
    };
    found.push(Diagnostic::error(Code::BadTypeExpression, at.value(), message).help(help));
    None
}

/// Removes the wrappers of an expression, outermost first. The error is the help.
fn unwrap(expression: &str) -> Result<(Vec<&str>, &str), String> {
    if let Some(help) = foreign::full_width(expression) {
        return Err(help);
    }
    let mut wrappers = Vec::new();
    let mut rest = expression.trim();
    while let Some((head, tail)) = rest.split_once('<') {
        let head = head.trim();
        if !WRAPPERS.contains(&head) {
            return Err(foreign::wrapper(head, tail, wrappers.last().copied()));
        }
        let Some(inside) = tail.trim_end().strip_suffix('>') else {
            return Err(format!("close every `<` with `>`: `{head}<…>`"));
        };
        if head != "nullable"
            && wrappers.iter().filter(|wrapper| **wrapper != "nullable").count() == MAX_DEPTH
        {
            return Err(format!(
                "types can be nested {MAX_DEPTH} levels deep; declare models for the inner ones"
            ));
        }
        wrappers.push(head);
        rest = inside.trim();
    }
    if rest.is_empty() || !rest.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(foreign::expression(rest, wrappers.last().copied()));
    }
    if rest == "box" {
        return Err("write the name of the model that contains itself: `box<Filter>`".to_owned());
    }
    if WRAPPERS.contains(&rest) {
        return Err(format!("write the type of the elements: `{rest}<string>`"));
    }
    Ok((wrappers, rest))
}

fn named(name: &str, at: &At, names: &Names, found: &mut Diagnostics) -> Option<Type> {
    if let Some(kind) = ScalarKind::named(name) {
        return Some(Type::Scalar(kind));
    }
    match names.lookup(name) {
        Lookup::Found(ty) => Some(ty),
        Lookup::Hidden => None,
        Lookup::Unknown => {
            found.push(unknown(name, at, names));
            None
        }
    }
}

/// A box breaks a cycle, so that it contains a model or a union.
fn boxed(inner: Type, at: &At, found: &mut Diagnostics) -> Option<Type> {
    if matches!(inner, Type::Model(_) | Type::Union(_)) {
        return Some(Type::Boxed(Box::new(inner)));
    }
    found.push(
        Diagnostic::error(
            Code::BadTypeExpression,
            at.value(),
            "`box<…>` can only contain a model or a union",
        )
        .help("a box allows a type to contain itself; remove it here"),
    );
    None
}

fn malformed(expression: &str, at: &At, help: String) -> Diagnostic {
    Diagnostic::error(Code::BadTypeExpression, at.value(), format!("`{expression}` is not a type"))
        .label("expected a name, `list<…>`, `map<…>` or `box<…>`")
        .help(help)
}

fn unknown(name: &str, at: &At, names: &Names) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(Code::UnknownType, at.part(name), format!("there is no type `{name}`"));
    if let Some(help) = foreign::name(name) {
        return diagnostic.help(help);
    }
    let known = ScalarKind::ALL.map(ScalarKind::name).into_iter().chain(names.all());
    if let Some(near) = suggest::nearest(name, known) {
        return diagnostic.help(format!("did you mean `{near}`?"));
    }
    let foreign = suggest::nearest(name, ScalarKind::foreign_names());
    match foreign.and_then(|near| Some((near, foreign::name(near)?))) {
        Some((near, help)) => diagnostic.help(format!("did you mean `{near}`? {help}")),
        None => diagnostic.help(format!(
            "declare it in a separate file, with `model: {name}`, `union: {name}` or `enum: {name}`"
        )),
    }
}
