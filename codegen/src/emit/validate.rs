//! `Check` for models: presence, values and order, field by field.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_runtime::Direction;

use super::limits::severity;
use super::siblings::Siblings;
use super::types::ident;
use super::{conditions, limits, rules, secrets};
use crate::ir::{Api, Field, Input, Limit, Location, Model, Need, Operation, ScalarForm, ScalarKind};
use crate::phrase;

/// The method `validate` of models in requests. That of an operation's parameters also knows the path.
pub(crate) fn method(api: &Api, model: &Model) -> TokenStream {
    let takes = |operation: &&Operation| match &operation.input {
        Input::Parameters(id) => api.models[*id].name == model.name,
        Input::None | Input::Whole(_) => false,
    };
    let validated = match api.operations.iter().filter(|_| model.is_parameters()).find(takes) {
        Some(operation) => {
            let constant = ident(&operation.constant);
            quote!(rt::validate_request(&super::operations::#constant, self))
        }
        None => quote!(rt::validate(self)),
    };
    quote! {
        /// Checks every value against the documented limits, and reports all violations at once.
        #[must_use]
        pub fn validate(&self) -> rt::Report {
            #validated
        }
    }
}

/// The constants and the `impl Check` of a model in a request.
pub(crate) fn model(api: &Api, model: &Model) -> Vec<TokenStream> {
    if !model.usage.request {
        return Vec::new();
    }
    let rules = model.stored_fields().filter_map(rules_constant);
    rules.chain([check(api, model)]).collect()
}

fn check(api: &Api, model: &Model) -> TokenStream {
    let name = ident(&model.name);
    let siblings = Siblings::new(api, model);
    let parameters = model.is_parameters();
    // Parameters are at the root of their own paths; only the body is where the operation puts it.
    let judge = if parameters { quote!(at.root()) } else { quote!(at) };
    let of_fields = model.fields.iter().flat_map(|field| field_checks(&siblings, field, &judge));
    let of_rules = model.rules.iter().flat_map(|rule| rules::checks(&siblings, rule));
    let checks: Vec<TokenStream> = of_fields.chain(of_rules).collect();
    let body = model.fields.iter().find(|field| field.location == Location::Body).map(|field| {
        let field_name = ident(&field.ident);
        quote!(rt::Check::check(&self.#field_name, at, &rt::Rules::NONE);)
    });
    // The type of the root's judge is opaque; its methods must be in scope.
    let scope = (parameters && !checks.is_empty()).then(|| {
        quote!(
            use rt::Judge as _;
        )
    });
    let extra = (!parameters).then(|| quote!(at.extra(&self.extra);));
    let judge = match (checks.is_empty() && extra.is_none(), &body) {
        (false, _) => quote!(mut at),
        (true, Some(_)) => quote!(at),
        (true, None) => quote!(_),
    };
    let secrets = secrets::of_model(api, model);
    quote! {
        impl rt::Check for #name {
            fn check(&self, #judge: impl rt::Judge, _: &rt::Rules) {
                #scope
                #(#checks)*
                #body
                #extra
            }

            #secrets
        }
    }
}

/// The constant with the rules of a field, if it has any.
pub(crate) fn rules_constant(field: &Field) -> Option<TokenStream> {
    let rules = limits::rules(field)?;
    let name = rules_name(field);
    Some(quote!(pub(super) const #name: rt::Rules = #rules;))
}

/// The constant with the rules of a field, in the module of its model.
pub(crate) fn rules_name(field: &Field) -> proc_macro2::Ident {
    ident(&field.ident.to_uppercase())
}

/// The rules of a value of a union, in the file of the union.
pub(crate) fn value_rules(field: &Field) -> TokenStream {
    if limits::rules(field).is_none() {
        return quote!(rt::Rules::NONE);
    }
    let name = rules_name(field);
    quote!(#name)
}

fn field_checks(siblings: &Siblings<'_>, field: &Field, judge: &TokenStream) -> Vec<TokenStream> {
    let model = siblings.model();
    if field.constant.is_some() {
        return known(model, field).into_iter().collect();
    }
    let presence = presence_checks(siblings, field, judge);
    let value = value_check(model, field, judge);
    let order = order_check(siblings, field, judge);
    presence.into_iter().chain(value).chain(order).collect()
}

fn presence_checks(siblings: &Siblings<'_>, field: &Field, judge: &TokenStream) -> Vec<TokenStream> {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let mut checks = Vec::new();
    let is_absent = || conditions::is_none(field, &quote!(self));
    match &field.presence.need {
        Need::When(condition) => {
            let (is_absent, holds) = (is_absent(), conditions::holds(siblings, condition, &quote!(self)));
            let when = phrase::when(condition);
            checks.push(quote! {
                if #is_absent && #holds {
                    #judge.missing(#wire, #when);
                }
            });
        }
        // The struct has an `Option`, since replies lack the field.
        Need::Always if siblings.model().is_optional(field) => {
            let is_absent = is_absent();
            checks.push(quote! {
                if #is_absent {
                    #judge.required(#wire);
                }
            });
        }
        Need::Always | Need::Optional => {}
    }
    if let Some(forbidden) = &field.presence.forbidden {
        let condition = conditions::holds(siblings, forbidden, &quote!(self));
        let condition = (!forbidden.is_always()).then(|| quote!(&& #condition));
        let when = phrase::when(forbidden);
        let is_present = conditions::is_some(field, &quote!(self));
        checks.push(quote! {
            if #is_present #condition {
                #judge.forbidden(#wire, #when);
            }
        });
    }
    if let Some(reason) = &field.discouraged {
        let is_used = if field.unless_empty {
            quote!(self.#name.as_ref().is_some_and(|text| !text.is_empty()))
        } else {
            conditions::is_some(field, &quote!(self))
        };
        checks.push(quote! {
            if #is_used {
                #judge.discouraged(#wire, #reason);
            }
        });
    }
    checks
}

fn value_check(model: &Model, field: &Field, judge: &TokenStream) -> Option<TokenStream> {
    if field.location == Location::Body {
        return None;
    }
    let (name, wire) = (ident(&field.ident), &field.wire);
    if limits::rules(field).is_some() {
        let rules = rules_name(field);
        let check = quote!(#judge.field_by(#wire, &self.#name, &#rules););
        // Of an empty list, a minimum number of elements is all that could be violated.
        let has_least = |limit: &Limit| {
            limit.kind().subject().is_whole() && limit.kind().direction() == Some(Direction::Minimum)
        };
        let mut limits = field.limits.errors.iter().chain(&field.limits.warnings);
        if field.is_absent_if_empty() && limits.any(has_least) {
            let is_present = conditions::is_some(field, &quote!(self));
            return Some(quote!(if #is_present { #check }));
        }
        return Some(check);
    }
    // Values of these types cannot violate a rule.
    if field.ty.innermost().scalar().is_some_and(|kind| !has_rules(kind)) {
        return known(model, field);
    }
    Some(quote!(#judge.field(#wire, &self.#name);))
}

/// Whether values of the type can violate rules of the type itself or, for text, of its marker.
fn has_rules(kind: ScalarKind) -> bool {
    match kind.form() {
        // A float can be infinite, and a JSON value too deep.
        ScalarForm::Text
        | ScalarForm::Seconds
        | ScalarForm::DigitSeconds
        | ScalarForm::Float
        | ScalarForm::File
        | ScalarForm::Json => true,
        ScalarForm::Integer | ScalarForm::Bool | ScalarForm::Milliseconds | ScalarForm::Parsed(_) => false,
    }
}

/// Declares the key to the judge, so that an extra with this key is an error. Models with parameters have no extras.
fn known(model: &Model, field: &Field) -> Option<TokenStream> {
    let wire = &field.wire;
    (!model.is_parameters()).then(|| quote!(at.known(#wire);))
}

fn order_check(siblings: &Siblings<'_>, field: &Field, judge: &TokenStream) -> Option<TokenStream> {
    let order = field.after.as_ref()?;
    let earlier = siblings.field(&order.field)?;
    let (name, wire) = (ident(&field.ident), &field.wire);
    let (earlier_name, earlier_wire) = (ident(&earlier.ident), &earlier.wire);
    let severity = severity(order.severity);
    let (later, earlier) = (quote!((#wire, &self.#name)), quote!((#earlier_wire, &self.#earlier_name)));
    Some(quote!(#judge.after(#later, #earlier, #severity);))
}
