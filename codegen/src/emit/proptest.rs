//! `proptest.rs`: how the values of a request are made for property tests, in the words in which they are validated.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::EmittedFile;
use super::types::ident;
use super::{limits, model, validate};
use crate::ir::{Api, Choice, Enum, Field, Location, Model, Need, Scalar, ScalarKind, Union, ends};

/// Whether any operation takes something that values can be made of.
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

/// First the fields that stand by themselves, then those whose presence depends on others, then the orders: each sees
/// what it is about.
fn model(api: &Api, model: &Model) -> TokenStream {
    let fields = model.stored_fields().map(|field| {
        let name = ident(&field.ident);
        let value = if is_conditional(field) { quote!(None) } else { independent(model, field) };
        quote!(#name: #value)
    });
    let extra = (!model.is_parameters()).then(|| quote!(extra: rt::Extra::new(),));
    let whole = quote!(Self { #(#fields,)* #extra });

    let conditional = model.stored_fields().filter(|field| is_conditional(field)).collect();
    let conditional =
        sorted(conditional, depends_on).into_iter().map(|field| self::conditional(api, model, field));
    let ordered = model.stored_fields().filter(|field| field.after.is_some()).collect();
    let ordered = sorted(ordered, comes_after).into_iter().filter_map(|field| order(model, field));
    let asked = model.stored_fields().filter_map(|field| asked(api, model, field));
    let later: Vec<TokenStream> = asked.chain(conditional).chain(ordered).collect();
    match (later.is_empty(), model.stored_fields().next()) {
        (true, None) => generate(&model.name, &quote!(_), &whole),
        (true, Some(_)) => generate(&model.name, &quote!(source), &whole),
        (false, _) => {
            generate(&model.name, &quote!(source), &quote!(let mut value = #whole; #(#later)* value))
        }
    }
}

fn is_conditional(field: &Field) -> bool {
    field.presence.forbidden_if.is_some() || matches!(field.presence.need, Need::If(_) | Need::Unless(_))
}

fn depends_on(field: &Field, other: &Field) -> bool {
    choices(field).any(|choice| choice.field == other.wire)
}

/// What the conditions of a field ask of others.
fn choices(field: &Field) -> impl Iterator<Item = &Choice> {
    let need = match &field.presence.need {
        Need::If(condition) | Need::Unless(condition) => Some(condition),
        Need::Optional | Need::Always => None,
    };
    need.into_iter().chain(&field.presence.forbidden_if).flat_map(|condition| &condition.choices)
}

/// Whether conditions compare with values of the type that chance would hardly meet.
fn is_asked(kind: ScalarKind) -> bool {
    kind.can_be_compared() && kind != ScalarKind::Bool
}

/// The values that conditions compare a text or an integer with.
fn asked(api: &Api, model: &Model, field: &Field) -> Option<TokenStream> {
    if is_conditional(field) || !field.ty.scalar().is_some_and(is_asked) {
        return None;
    }
    let mut values: Vec<&Scalar> = Vec::new();
    for choice in model.fields.iter().flat_map(choices).filter(|choice| choice.field == field.wire) {
        values.extend(choice.any_of.iter().filter(|value| !values.contains(value)).collect::<Vec<_>>());
    }
    let values: Vec<TokenStream> = values
        .into_iter()
        .map(|value| model::wrapped(model, field, model::scalar(api, field, value)))
        .collect();
    let (name, wire) = (ident(&field.ident), &field.wire);
    (!values.is_empty()).then(|| quote!(source.sometimes(#wire, &mut value.#name, [#(#values),*]);))
}

fn comes_after(field: &Field, other: &Field) -> bool {
    field.after.as_ref().is_some_and(|order| order.field == other.wire)
}

/// The fields, each behind those that it needs. The check refuses circles.
fn sorted(mut fields: Vec<&Field>, needs: fn(&Field, &Field) -> bool) -> Vec<&Field> {
    let mut sorted = Vec::new();
    while let Some(next) = fields.iter().position(|field| !fields.iter().any(|other| needs(field, other))) {
        sorted.push(fields.remove(next));
    }
    sorted
}

fn independent(model: &Model, field: &Field) -> TokenStream {
    let wire = &field.wire;
    match (&field.location, rules(model, field)) {
        (Location::Body, _) => quote!(source.inner()),
        (_, Some(rules)) => quote!(source.field_by(#wire, #rules)),
        (_, None) => quote!(source.field(#wire)),
    }
}

fn conditional(api: &Api, model: &Model, field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let rules = rules(model, field).unwrap_or_else(|| quote!(&rt::Rules::NONE));
    let value = quote!(value);
    let required = validate::needed(api, model, field, &value).unwrap_or_else(|| quote!(false));
    let forbidden = field.presence.forbidden_if.as_ref();
    let forbidden = forbidden
        .map_or_else(|| quote!(false), |condition| validate::condition(api, model, condition, &value));
    let presence = quote!(rt::proptest::Presence { required: #required, forbidden: #forbidden });
    quote!(value.#name = source.conditional(#wire, #rules, #presence);)
}

fn order(model: &Model, field: &Field) -> Option<TokenStream> {
    let order = field.after.as_ref()?;
    let (name, wire) = (ident(&field.ident), &field.wire);
    let earlier = ident(&model.field(&order.field)?.ident);
    let severity = validate::severity(order.severity);
    Some(quote!(source.after((#wire, &mut value.#name), &mut value.#earlier, #severity);))
}

/// The constant that the validator has for the field.
fn rules(model: &Model, field: &Field) -> Option<TokenStream> {
    limits::rules(field)?;
    let (module, name) = (ident(&model.module), validate::rules_name(field));
    Some(quote!(&super::#module::#name))
}

/// The variants whose values come to an end soonest first: the first one is taken where a value is deep enough.
fn union(depths: &[Option<usize>], union: &Union) -> TokenStream {
    let mut variants: Vec<_> = union.variants.iter().collect();
    variants
        .sort_by_key(|variant| depths.get(variant.model.index()).copied().flatten().unwrap_or(usize::MAX));
    let names = variants.iter().map(|variant| ident(&variant.name));
    let values: Vec<TokenStream> = names.map(|name| quote!(Self::#name(source.inner()))).collect();
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
