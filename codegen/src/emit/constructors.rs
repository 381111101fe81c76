//! The constructors of a model: their arguments, and whether these are passed by position or by name.

use std::collections::HashSet;

use super::docs;
use crate::ir::{Api, Constructor, Field, Model, Need, Scalar, ScalarKind, Type, UnionId};
use crate::suggest;

/// Maximum number of arguments that are passed by position.
const MAX_POSITIONAL: usize = 3;

/// A constructor: its function, its arguments and the fields that it sets.
pub(crate) struct ConstructorFn<'a> {
    pub(crate) function: &'a str,
    pub(crate) doc: String,
    /// The struct that passes the arguments by name, if they are not passed by position.
    pub(crate) arguments: String,
    pub(crate) by_position: bool,
    pub(crate) required: Vec<&'a Field>,
    pub(crate) sets: &'a [(String, Scalar)],
}

impl ConstructorFn<'_> {
    /// The wire names of the required fields.
    pub(crate) fn required_names(&self) -> HashSet<&str> {
        self.required.iter().map(|field| field.wire.as_str()).collect()
    }
}

/// All constructors of a model; the first is the default one.
pub(crate) fn constructors<'a>(api: &Api, model: &'a Model) -> Vec<ConstructorFn<'a>> {
    if model.constructors.is_empty() {
        let required: Vec<_> =
            model.stored_fields().filter(|field| field.presence.need == Need::Always).collect();
        return vec![ConstructorFn {
            function: "new",
            doc: format!("Creates {} with its required fields.", suggest::a(&model.name)),
            arguments: argument_struct("Required", model),
            by_position: is_positional(api, &required),
            required,
            sets: &[],
        }];
    }
    model.constructors.iter().map(|constructor| named(api, model, constructor)).collect()
}

fn named<'a>(api: &Api, model: &'a Model, constructor: &'a Constructor) -> ConstructorFn<'a> {
    let asked: HashSet<&String> = constructor.required.iter().collect();
    let required: Vec<_> = model.stored_fields().filter(|field| asked.contains(&field.wire)).collect();
    ConstructorFn {
        function: &constructor.name,
        doc: docs::text(
            &constructor.docs,
            &format!("Creates {} for the case `{}`.", suggest::a(&model.name), constructor.name),
        ),
        arguments: argument_struct(&constructor.required_struct, model),
        by_position: is_positional(api, &required),
        required,
        sets: &constructor.sets,
    }
}

/// The name of the struct that passes arguments by name; the model itself may have that name.
fn argument_struct(name: &str, model: &Model) -> String {
    if model.name == name { format!("{name}Fields") } else { name.to_owned() }
}

/// Whether the arguments are passed by position: they are few, and no two can be exchanged without a compile error,
/// since their order is that of lines in the spec.
fn is_positional(api: &Api, required: &[&Field]) -> bool {
    let mut pairs = required
        .iter()
        .enumerate()
        .flat_map(|(index, one)| required.iter().skip(index + 1).map(move |other| (*one, *other)));
    required.len() <= MAX_POSITIONAL && !pairs.any(|(one, other)| can_swap(api, &one.ty, &other.ty))
}

/// Whether some value can be the argument for either type.
fn can_swap(api: &Api, one: &Type, other: &Type) -> bool {
    let is_literal = |ty: &Type| ty.scalar().is_some_and(ScalarKind::is_plain);
    match (unboxed(one), unboxed(other)) {
        // JSON is created from any plain value.
        (Type::Scalar(ScalarKind::Json), other) | (other, Type::Scalar(ScalarKind::Json)) => {
            is_literal(other) || *other == Type::JSON
        }
        // Number literals fit any numeric type.
        (Type::Scalar(one), Type::Scalar(other)) => {
            let is_numeral = |kind: ScalarKind| kind.is_number() && kind.is_plain();
            one.rust() == other.rust() || (is_numeral(*one) && is_numeral(*other))
        }
        // A union is created from any of its variants' models.
        (Type::Union(id), Type::Model(model)) | (Type::Model(model), Type::Union(id)) => {
            api.unions[*id].variants.iter().any(|variant| variant.model == *model)
        }
        (Type::Union(one), Type::Union(other)) => {
            let models = |id| api.unions[id].variants.iter().map(|variant| variant.model);
            let has_values = |id: &UnionId| !api.unions[*id].values.is_empty();
            one == other
                || models(*one).any(|model| models(*other).any(|other| other == model))
                || has_values(one) && has_values(other)
        }
        // A union is created from any of its values.
        (Type::Union(id), other) | (other, Type::Union(id)) => {
            api.unions[*id].values.iter().any(|field| can_swap(api, &field.ty, other))
        }
        // Both are lists of arguments like those above.
        (Type::List(one), Type::List(other)) => can_swap(api, one, other),
        (one, other) => one == other,
    }
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => unboxed(inner),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::constructors;
    use crate::Source;
    use crate::check::check;

    /// Whether `new` of a model with these required fields takes them by position.
    fn is_positional(types: &[&str]) -> bool {
        let fields: String = types
            .iter()
            .enumerate()
            .map(|(i, ty)| format!("  f{i}: {{ type: {ty}, required: true }}\n"))
            .collect();
        let files = [
            "api: a\nserver: https://a.example\n".to_owned(),
            "operation: send\nmethod: POST\npath: /a\nrequest: Sent\n".to_owned(),
            format!("model: Sent\nfields:\n{fields}  one: {{ type: One }}\n  other: {{ type: Other }}\n"),
            "union: One\ntag: t\nvariants: { A: { value: a, model: Shared } }\n".to_owned(),
            "union: Other\ntag: t\nvariants: { A: { value: a, model: Shared }, B: { value: b } }\n"
                .to_owned(),
            "model: Shared\nfields:\n  x: { type: int }\n".to_owned(),
        ];
        let source =
            |(i, text): (usize, String)| Source { path: format!("{i}.yaml"), bytes: text.into_bytes() };
        let sources: Vec<Source> = files.into_iter().enumerate().map(source).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        let (_, model) = api.models.iter().find(|(_, model)| model.name == "Sent").unwrap();
        constructors(&api, model).remove(0).by_position
    }

    #[test]
    fn arguments_that_can_be_exchanged_are_passed_by_name() {
        let by_position: [&[&str]; 7] = [
            &["string"],
            &["Shared", "string", "int"],
            &["bool", "int"],
            &["timestamp", "int"],
            &["list<string>", "string"],
            &["One", "string"],
            &["map<int>", "map<string>"],
        ];
        for types in by_position {
            assert!(is_positional(types), "{types:?}");
        }
        let by_name: [&[&str]; 13] = [
            &["string", "string"],
            &["box<Shared>", "int", "Shared"],
            &["int", "uint32"],
            &["float", "int"],
            &["bool", "bool"],
            &["json", "string"],
            &["int", "json"],
            &["timestamp", "digit_timestamp"],
            &["One", "Shared"],
            &["One", "Other"],
            &["list<string>", "list<string>"],
            &["list<One>", "list<Other>"],
            &["string", "int", "bool", "Shared"],
        ];
        for types in by_name {
            assert!(!is_positional(types), "{types:?}");
        }
    }
}
