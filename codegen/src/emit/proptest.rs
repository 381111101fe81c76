//! `proptest.rs`: the implementations of `Generate`, which make requests for property tests.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::EmittedFile;
use super::siblings::Siblings;
use super::types::ident;
use super::{conditions, limits, mend, model, validate};
use crate::ir::{
    Api, Choice, Condition, Enum, Field, Is, Location, Model, Need, Rule, Scalar, ScalarKind, Union, ends,
};
use crate::phrase;

/// Whether any operation has an input.
pub(crate) fn has_requests(api: &Api) -> bool {
    api.models.iter().any(|(_, model)| model.usage.request)
}

/// `proptest.rs`, compiled with the feature of that name.
pub(crate) fn emit(api: &Api) -> Option<EmittedFile<'_>> {
    if !has_requests(api) {
        return None;
    }
    let models = || api.models.iter().map(|(_, model)| model).filter(|model| model.usage.request);
    let unions = || api.unions.iter().map(|(_, union)| union).filter(|union| union.usage.request);
    let enums = || api.enums.iter().map(|(_, choice)| choice).filter(|choice| choice.usage.request);
    let names = models().map(|model| &model.name).chain(unions().map(|union| &union.name));
    let names = names.chain(enums().map(|choice| &choice.name)).map(|name| ident(name));
    let arbitrary = quote!(rt::arbitrary!(#(super::#names),*););

    let depths = ends::depths(api);
    let values = models().map(|model| self::model(api, model));
    let values = values.chain(unions().map(move |union| self::union(&depths, union)));
    let values = values.chain(enums().map(enumeration));
    Some(EmittedFile {
        name: "proptest.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: "Strategies of requests for property tests; see the [runtime's page](rt::proptest).".to_owned(),
        items: Box::new(std::iter::once(arbitrary).chain(values)),
    })
}

fn generate(name: &str, source: &TokenStream, body: &TokenStream) -> TokenStream {
    let name = ident(name);
    quote! {
        impl rt::proptest::Generate for super::#name {
            fn generate(#source: &mut rt::proptest::Source, _: &rt::Rules) -> Self {
                #body
            }
        }
    }
}

/// Generates fields without conditions first, then those whose presence depends on others, then orders, so that each
/// has the fields it needs.
fn model(api: &Api, model: &Model) -> TokenStream {
    let fields = model.stored_fields().map(|field| {
        let name = ident(&field.ident);
        let value = if is_conditional(model, field) { quote!(None) } else { independent(model, field) };
        quote!(#name: #value)
    });
    let extra = (!model.is_parameters()).then(|| quote!(extra: rt::Extra::new(),));
    let whole = quote!(Self { #(#fields,)* #extra });

    let siblings = Siblings::new(api, model);
    let conditional = model.stored_fields().filter(|field| is_conditional(model, field)).collect();
    let conditional =
        sorted(conditional, needed).into_iter().map(|field| self::conditional(model, &siblings, field));
    let ordered = model.stored_fields().filter(|field| field.after.is_some()).collect();
    let ordered = sorted(ordered, earlier).into_iter().filter_map(|field| order(&siblings, field));
    let compared = compared(model);
    let compared_values =
        model.stored_fields().filter_map(|field| compared_values(api, model, field, &compared));
    let later: Vec<TokenStream> =
        compared_values.chain(conditional).chain(ordered).chain(mend::all(&siblings)).collect();
    match (later.is_empty(), model.stored_fields().next()) {
        (true, None) => generate(&model.name, &quote!(_), &whole),
        (true, Some(_)) => generate(&model.name, &quote!(source), &whole),
        (false, _) => {
            generate(&model.name, &quote!(source), &quote!(let mut value = #whole; #(#later)* value))
        }
    }
}

/// Whether it is decided apart from its value whether the field is present.
fn is_conditional(model: &Model, field: &Field) -> bool {
    let is_required = field.presence.need == Need::Always && model.is_optional(field);
    is_required || conditions(field).next().is_some()
}

/// The fields that the conditions of a field are about.
fn needed(field: &Field) -> Vec<&str> {
    choices(field).filter_map(|choice| choice.field.own()).collect()
}

/// The conditions that decide whether a field is present.
fn conditions(field: &Field) -> impl Iterator<Item = &Condition> {
    let need = match &field.presence.need {
        Need::When(condition) => Some(condition),
        Need::Optional | Need::Always => None,
    };
    need.into_iter().chain(&field.presence.forbidden)
}

/// What these conditions require of other fields.
fn choices(field: &Field) -> impl Iterator<Item = &Choice> {
    conditions(field).flat_map(|condition| &condition.choices)
}

/// Whether conditions compare with values of the type that are unlikely to be generated at random.
fn is_rare(kind: ScalarKind) -> bool {
    kind.can_be_compared() && kind != ScalarKind::Bool
}

/// For each field the values that conditions compare it with.
fn compared(model: &Model) -> BTreeMap<&str, Vec<&Scalar>> {
    let mut compared: BTreeMap<&str, Vec<&Scalar>> = BTreeMap::new();
    let of_rules = model.rules.iter().flat_map(Rule::choices);
    for choice in model.fields.iter().flat_map(choices).chain(of_rules) {
        if let (Some(wire), Is::AnyOf(values)) = (choice.field.own(), &choice.is) {
            compared.entry(wire).or_default().extend(values);
        }
    }
    compared
}

/// The values that conditions compare a text or an integer with, each once.
fn compared_values(
    api: &Api,
    model: &Model,
    field: &Field,
    compared: &BTreeMap<&str, Vec<&Scalar>>,
) -> Option<TokenStream> {
    if is_conditional(model, field) || !field.ty.scalar().is_some_and(is_rare) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let values: Vec<TokenStream> = compared
        .get(field.wire.as_str())?
        .iter()
        .filter(|value| seen.insert(phrase::scalar(value)))
        .map(|value| model::wrapped(model, field, model::scalar(api, field, value)))
        .collect();
    let (name, wire) = (ident(&field.ident), &field.wire);
    Some(quote!(source.sometimes(#wire, &mut value.#name, [#(#values),*]);))
}

/// The field that a field comes after.
fn earlier(field: &Field) -> Vec<&str> {
    field.after.iter().map(|order| order.field.as_str()).collect()
}

/// The fields, each after those that it needs, else in their order. The check excludes cycles.
fn sorted<'a>(fields: Vec<&'a Field>, needs: fn(&'a Field) -> Vec<&'a str>) -> Vec<&'a Field> {
    let positions: HashMap<&str, usize> =
        fields.iter().enumerate().map(|(position, field)| (field.wire.as_str(), position)).collect();
    let mut needed_by = vec![Vec::new(); fields.len()];
    let mut missing = vec![0_usize; fields.len()];
    for ((position, field), missing) in fields.iter().enumerate().zip(&mut missing) {
        for needed in needs(field).into_iter().filter_map(|wire| positions.get(wire)) {
            if let Some(needed_by) = needed_by.get_mut(*needed) {
                needed_by.push(position);
                *missing += 1;
            }
        }
    }
    let mut ready: BTreeSet<usize> = missing
        .iter()
        .enumerate()
        .filter(|(_, missing)| **missing == 0)
        .map(|(position, _)| position)
        .collect();
    let mut sorted = Vec::with_capacity(fields.len());
    while let Some(position) = ready.pop_first() {
        sorted.extend(fields.get(position));
        for next in needed_by.get(position).into_iter().flatten() {
            if let Some(missing) = missing.get_mut(*next) {
                *missing -= 1;
                if *missing == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    sorted
}

fn independent(model: &Model, field: &Field) -> TokenStream {
    let wire = &field.wire;
    if field.discouraged.is_some() {
        let rules = rules(model, field).unwrap_or_else(|| quote!(&rt::Rules::NONE));
        let make = ident(if field.unless_empty { "discouraged_unless_empty" } else { "discouraged" });
        return quote!(source.#make(#wire, #rules));
    }
    match (&field.location, rules(model, field)) {
        (Location::Body, _) => quote!(source.inner()),
        (_, Some(rules)) => quote!(source.field_by(#wire, #rules)),
        (_, None) => quote!(source.field(#wire)),
    }
}

fn conditional(model: &Model, siblings: &Siblings<'_>, field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let rules = rules(model, field).unwrap_or_else(|| quote!(&rt::Rules::NONE));
    let value = quote!(value);
    let required = match &field.presence.need {
        Need::Optional => quote!(false),
        Need::Always => quote!(true),
        Need::When(condition) => conditions::holds(siblings, condition, &value),
    };
    let forbidden = field.presence.forbidden.as_ref();
    let forbidden =
        forbidden.map_or_else(|| quote!(false), |condition| conditions::holds(siblings, condition, &value));
    let presence = quote!(rt::proptest::Presence { required: #required, forbidden: #forbidden });
    quote!(value.#name = source.conditional(#wire, #rules, #presence);)
}

fn order(siblings: &Siblings<'_>, field: &Field) -> Option<TokenStream> {
    let order = field.after.as_ref()?;
    let (name, wire) = (ident(&field.ident), &field.wire);
    let earlier = ident(&siblings.field(&order.field)?.ident);
    let severity = limits::severity(order.severity);
    Some(quote!(source.after((#wire, &mut value.#name), &mut value.#earlier, #severity);))
}

/// The validator's constant for the field.
fn rules(model: &Model, field: &Field) -> Option<TokenStream> {
    limits::rules(field)?;
    let (module, name) = (ident(&model.module), validate::rules_name(field));
    Some(quote!(&super::#module::#name))
}

/// The variants with the shallowest values first: the first one is generated at the maximum depth.
fn union(depths: &[Option<usize>], union: &Union) -> TokenStream {
    let mut variants: Vec<_> = union.variants.iter().collect();
    variants
        .sort_by_key(|variant| depths.get(variant.model.index()).copied().flatten().unwrap_or(usize::MAX));
    let names = variants.iter().map(|variant| ident(&variant.name));
    let objects = names.map(|name| quote!(Self::#name(source.inner())));
    let module = ident(&union.module);
    let mut plain: Vec<&Field> = union.values.iter().collect();
    // What ends goes first, also among the values.
    plain.sort_by_key(|field| ends::required_inside(field).is_some());
    let others = plain.into_iter().map(|field| {
        let name = ident(&field.wire);
        match limits::rules(field) {
            Some(_) => {
                let rules = validate::rules_name(field);
                quote!(Self::#name(source.inner_by(&super::#module::#rules)))
            }
            None => quote!(Self::#name(source.inner())),
        }
    });
    let values: Vec<TokenStream> = others.chain(objects).collect();
    let body = match values.as_slice() {
        [only] => quote!(#only),
        [others @ .., last] => {
            let count = Literal::usize_unsuffixed(values.len());
            let indices = (0..others.len()).map(Literal::usize_unsuffixed);
            quote! {
                match source.variant(#count) {
                    #(#indices => #others,)*
                    _ => #last,
                }
            }
        }
        [] => quote!(),
    };
    generate(&union.name, &quote!(source), &body)
}

fn enumeration(choice: &Enum) -> TokenStream {
    let others = choice.values.iter().filter(|value| value.extra).map(|value| ident(&value.name));
    let first = choice.values.first().map(|value| ident(&value.name));
    generate(
        &choice.name,
        &quote!(source),
        &quote!(source.value(Self::DOCUMENTED, &[#(Self::#others),*]).unwrap_or(Self::#first)),
    )
}
