//! Asserts the invariants of `ir`.

use std::collections::BTreeSet;

use specwright_runtime::Subject;

use crate::ir::{
    Api, Body, Condition, Enum, Field, Input, Is, Location, Model, Need, Number, PathPart, ScalarKind,
    TagValue, Type, Union, Usage, Variant,
};

/// Panics if the API violates an invariant.
pub(super) fn hold(api: &Api) {
    assert!(!api.server.ends_with('/') && api.server.starts_with("http"));
    sorted(api.models.iter().map(|(_, model)| model.name.as_str()));
    sorted(api.unions.iter().map(|(_, union)| union.name.as_str()));
    sorted(api.enums.iter().map(|(_, one)| one.name.as_str()));
    sorted(api.operations.iter().map(|operation| operation.name.as_str()));
    distinct(
        api.models
            .iter()
            .map(|(_, model)| model.module.clone())
            .chain(api.unions.iter().map(|(_, union)| union.module.clone()))
            .chain(api.enums.iter().map(|(_, one)| one.module.clone())),
    );
    distinct(api.errors.iter().map(|error| error.variant.clone()));
    api.models.iter().for_each(|(_, model)| hold_model(api, model));
    api.unions.iter().for_each(|(_, union)| hold_union(api, union));
    api.enums.iter().for_each(|(_, one)| hold_enum(one));
    hold_operations(api);
    hold_auth(api);
    for (_, model) in api.models.iter() {
        finite_size(api, model, &mut Vec::new());
    }
}

fn hold_model(api: &Api, model: &Model) {
    assert_ne!(model.usage, Usage::default(), "{}", model.name);
    assert!(!model.file.is_empty());
    distinct(model.fields.iter().map(|field| field.wire.clone()));
    distinct(model.fields.iter().map(|field| field.ident.clone()));
    distinct(model.fields.iter().map(|field| field.marker.clone()));
    for field in &model.fields {
        assert!(syn::parse_str::<syn::Ident>(&field.ident).is_ok(), "{}", field.ident);
        assert!(syn::parse_str::<syn::Ident>(&field.marker).is_ok(), "{}", field.marker);
        hold_type(api, &field.ty);
        hold_field(model, field);
    }
    for constructor in &model.constructors {
        assert!(!model.fields.iter().any(|field| field.ident == constructor.name));
        for (wire, _) in &constructor.sets {
            assert!(model.field(wire).is_some());
        }
        for wire in &constructor.required {
            assert!(model.field(wire).is_some_and(|field| field.constant.is_none()));
        }
    }
}

fn hold_field(model: &Model, field: &Field) {
    let condition = |condition: &Condition| {
        assert!(!condition.choices.is_empty());
        for choice in &condition.choices {
            assert!(matches!(&choice.is, Is::AnyOf(any_of) if !any_of.is_empty()));
            let wire = choice.field.own().unwrap();
            assert_ne!(wire, field.wire);
            let ty = &model.field(wire).unwrap().ty;
            assert!(matches!(ty, Type::Enum(_)) || ty.scalar().unwrap().can_be_compared());
        }
    };
    match &field.presence.need {
        Need::Optional | Need::Always => {}
        Need::When(given) => condition(given),
    }
    field.presence.forbidden.iter().for_each(condition);
    if let Some(after) = &field.after {
        assert_ne!(after.field, field.wire);
        assert!(model.field(&after.field).is_some());
    }
    if field.location == Location::Path {
        assert_eq!(field.presence.need, Need::Always);
    }
    for limit in field.limits.errors.iter().chain(&field.limits.warnings) {
        let scalar = field.ty.innermost().scalar();
        let applies = match limit.kind().subject() {
            Subject::Elements => matches!(field.ty, Type::List(_) | Type::Map(_)),
            Subject::List => matches!(field.ty, Type::List(_)),
            Subject::Text if field.ty.is_file() => limit.kind().unit() == Some("byte"),
            subject => scalar.and_then(ScalarKind::limits) == Some(subject),
        };
        let fits = match limit.number() {
            Some(Number::Float(_)) => scalar == Some(ScalarKind::Float),
            Some(Number::Int(_)) => scalar.and_then(ScalarKind::range).is_some(),
            None => true,
        };
        assert!(applies && fits, "{limit:?} on {:?}", field.ty);
    }
}

fn hold_type(api: &Api, ty: &Type) {
    match ty.innermost() {
        Type::Model(id) => assert!(id.index() < api.models.len()),
        Type::Union(id) => assert!(id.index() < api.unions.len()),
        Type::Enum(id) => assert!(id.index() < api.enums.len()),
        _ => {}
    }
}

fn hold_union(api: &Api, union: &Union) {
    assert!(!union.variants.is_empty() && union.tag.as_deref() != Some(""));
    assert_ne!(union.usage, Usage::default());
    distinct(union.variants.iter().map(|variant| variant.name.clone()));
    distinct(union.variants.iter().flat_map(|variant| variant.also_read.iter().chain([&variant.value])));
    same_kind(union.variants.iter().map(|variant| &variant.value));
    for variant in &union.variants {
        match &union.tag {
            Some(tag) => assert!(api.models[variant.model].field(tag).is_none()),
            None => {
                let key = variant.value.to_string();
                let has = |other: &&Variant| api.models[other.model].field(&key).is_some();
                assert_eq!(union.variants.iter().filter(has).count(), 1, "{key}");
            }
        }
    }
}

fn hold_enum(one: &Enum) {
    assert!(!one.values.is_empty());
    assert_ne!(one.usage, Usage::default());
    distinct(one.values.iter().map(|value| value.name.clone()));
    distinct(one.values.iter().flat_map(|value| value.also_read.iter().chain([&value.value])));
    same_kind(one.values.iter().map(|value| &value.value));
    assert!(one.values.iter().map(|value| value.extra).is_sorted());
    if let Some(default) = &one.default {
        assert!(one.values.iter().any(|value| value.value == *default));
    }
}

fn hold_operations(api: &Api) {
    for operation in &api.operations {
        assert!(operation.path_template().starts_with('/'));
        let model = match &operation.input {
            Input::None => None,
            Input::Whole(ty) => {
                hold_type(api, ty);
                None
            }
            Input::Parameters(id) => Some(&api.models[*id]),
        };
        let in_path: BTreeSet<&str> = model
            .into_iter()
            .flat_map(|model| &model.fields)
            .filter(|field| field.location == Location::Path)
            .map(|field| field.wire.as_str())
            .collect();
        let named: BTreeSet<&str> = operation
            .path
            .iter()
            .filter_map(|part| match part {
                PathPart::Parameter(name) => Some(name.as_str()),
                PathPart::Literal(_) => None,
            })
            .collect();
        assert_eq!(in_path, named);
        let has_body = match (&operation.input, model) {
            (Input::Whole(_), _) => true,
            (_, Some(model)) => model.field("body").is_some_and(|field| field.location == Location::Body),
            (_, None) => false,
        };
        assert_eq!(has_body, operation.body != Body::Empty);
        if let Some(wrap) = &operation.wrap {
            assert!(operation.body == Body::Json && !wrap.path.is_empty());
            let inside = wrap.path.iter().try_fold(&wrap.template, |value, key| value.get(key));
            assert_eq!(inside, Some(&serde_json::Value::Null));
        }
        operation.reply_types().for_each(|ty| hold_type(api, ty));
        assert!(operation.data.is_empty() || operation.success_types().next().is_some());
        assert!(operation.replies.len() != 1 && (operation.replies.is_empty() || operation.reply.is_none()));
        assert!(operation.replies.windows(2).all(|pair| pair[0].status < pair[1].status));
    }
}

fn hold_auth(api: &Api) {
    for source in api.auth.iter().flat_map(|auth| &auth.sources) {
        let operation = api.operation(&source.operation).unwrap();
        assert!(!operation.auth);
        assert!(matches!(&operation.input, Input::Parameters(_) | Input::Whole(Type::Model(_))));
        let Some(Type::Model(reply)) = &operation.reply else {
            panic!("{:?}", operation.reply);
        };
        let token = api.models[*reply].field(&source.token).unwrap();
        assert!(token.ty == Type::TEXT && token.presence.need == Need::Always);
    }
    for credential in &api.credentials {
        let operation = api.operation(&credential.exchange.operation).unwrap();
        let Some(Type::Model(reply)) = &operation.reply else {
            panic!("{:?}", operation.reply);
        };
        let token = api.models[*reply].field(&credential.exchange.token).unwrap();
        assert!(token.ty == Type::TEXT && token.presence.need == Need::Always);
    }
    assert!(api.auth.is_some() || !api.operations.iter().any(|operation| operation.auth));
}

/// A model must not contain itself except in a list, a map or a box.
fn finite_size<'a>(api: &'a Api, model: &'a Model, above: &mut Vec<&'a str>) {
    assert!(!above.contains(&model.name.as_str()), "{above:?} {}", model.name);
    above.push(&model.name);
    for field in &model.fields {
        match &field.ty {
            Type::Model(id) => finite_size(api, &api.models[*id], above),
            Type::Union(id) => {
                for variant in &api.unions[*id].variants {
                    finite_size(api, &api.models[variant.model], above);
                }
            }
            _ => {}
        }
    }
    above.pop();
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
}

fn distinct<T: Ord + std::fmt::Debug>(names: impl Iterator<Item = T>) {
    let names: Vec<T> = names.collect();
    let set: BTreeSet<&T> = names.iter().collect();
    assert_eq!(set.len(), names.len(), "{names:?}");
}

fn same_kind<'a>(values: impl Iterator<Item = &'a TagValue>) {
    let kinds: BTreeSet<bool> = values.map(|value| matches!(value, TagValue::Int(_))).collect();
    assert_eq!(kinds.len(), 1);
}
