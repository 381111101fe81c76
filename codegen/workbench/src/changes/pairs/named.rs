//! Operations and types of both specs: by their names, and where these changed by what they are.

use super::{Pair, also, by};
use specwright::emit::is_parameters;
use specwright::ir::{
    Api, Arena, Enum, EnumId, Id, Input, Model, ModelId, Operation, PathPart, Type, Union, UnionId,
};
use specwright::phrase;

pub(super) fn operations<'a>(old: &'a Api, new: &'a Api) -> Vec<Pair<&'a Operation>> {
    let pairs = by(&old.operations, &new.operations, |operation| operation.name.as_str());
    let pairs = also(pairs, |before, after| is_same_call(old, before, new, after));
    let alone = |api: &Api, operation: &Operation| {
        api.operations.iter().filter(|other| has_address_of(other, operation)).count() == 1
    };
    also(pairs, |before, after| has_address_of(before, after) && alone(old, before) && alone(new, after))
}

/// Whether all that is sent and received is the same.
fn is_same_call(old: &Api, before: &Operation, new: &Api, after: &Operation) -> bool {
    let said = |api: &Api, ty: &Type| phrase::ty(api, ty);
    let input = |api: &Api, operation: &Operation| match &operation.input {
        Input::None => String::new(),
        Input::Whole(ty) => said(api, ty),
        Input::Parameters(id) => {
            let fields = api.models[*id].fields.iter();
            fields.map(|field| format!("{} {}, ", field.wire, said(api, &field.ty))).collect()
        }
    };
    let reply = |api: &Api, operation: &Operation| operation.reply.as_ref().map(|ty| said(api, ty));
    has_address_of(before, after)
        && before.wrap == after.wrap
        && before.body == after.body
        && input(old, before) == input(new, after)
        && reply(old, before) == reply(new, after)
}

/// Whether both are called by the same method and path.
fn has_address_of(one: &Operation, other: &Operation) -> bool {
    one.method == other.method && address(one) == address(other)
}

/// The path without the names of its parameters, which do not travel.
pub(in crate::changes) fn address(operation: &Operation) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    operation.path.iter().map(part).collect()
}

pub(super) fn enums(old: &Api, new: &Api) -> Vec<Pair<EnumId>> {
    let values = |choice: &Enum| choice.values.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
    arenas(
        &old.enums,
        &new.enums,
        |choice| choice.name.as_str(),
        |before, after| mostly_same(&values(before), &values(after)),
    )
}

pub(super) fn unions(old: &Api, new: &Api) -> Vec<Pair<UnionId>> {
    let values =
        |union: &Union| union.variants.iter().map(|variant| variant.value.clone()).collect::<Vec<_>>();
    arenas(
        &old.unions,
        &new.unions,
        |union| union.name.as_str(),
        |before, after| before.tag == after.tag && mostly_same(&values(before), &values(after)),
    )
}

pub(super) fn models(old: &Api, new: &Api, operations: &[Pair<&Operation>]) -> Vec<Pair<ModelId>> {
    // Types that a name says are left out, since they may have been renamed as well.
    let fields = |model: &Model, api: &Api| {
        let said = |ty: &Type| match ty.innermost() {
            Type::Model(_) | Type::Union(_) | Type::Enum(_) => String::new(),
            _ => phrase::ty(api, ty),
        };
        model.fields.iter().map(|field| (field.wire.clone(), said(&field.ty))).collect::<Vec<_>>()
    };
    // The parameters of an operation go with it, whatever they are.
    let parameters = |api: &Api, operation: &Operation| match operation.input {
        Input::Parameters(id) => Some(api.models[id].name.clone()),
        Input::None | Input::Whole(_) => None,
    };
    let go_with_operation = |before: &Model, after: &Model| {
        operations.iter().any(|pair| match pair {
            Pair::Both(one, other) => {
                parameters(old, one).as_ref() == Some(&before.name)
                    && parameters(new, other).as_ref() == Some(&after.name)
            }
            Pair::Removed(_) | Pair::Added(_) => false,
        })
    };
    arenas(
        &old.models,
        &new.models,
        |model| model.name.as_str(),
        |before, after| {
            go_with_operation(before, after)
                || (is_parameters(before) == is_parameters(after)
                    && mostly_same(&fields(before, old), &fields(after, new)))
        },
    )
}

fn arenas<T>(
    old: &Arena<T>,
    new: &Arena<T>,
    name: impl Fn(&T) -> &str,
    resembles: impl Fn(&T, &T) -> bool,
) -> Vec<Pair<Id<T>>> {
    let old_ids: Vec<Id<T>> = old.iter().map(|(id, _)| id).collect();
    let mut pairs: Vec<Pair<Id<T>>> = Vec::new();
    for id in old_ids {
        let partner = new.iter().find(|(_, after)| name(after) == name(&old[id]));
        pairs.push(partner.map_or(Pair::Removed(id), |(partner, _)| Pair::Both(id, partner)));
    }
    let only_new = new.iter().filter(|(_, after)| old.iter().all(|(_, before)| name(before) != name(after)));
    pairs.extend(only_new.map(|(id, _)| Pair::Added(id)));
    also(pairs, |before, after| resembles(&old[before], &new[after]))
}

/// Whether at least four of five are in both lists.
fn mostly_same<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    let shared = old.iter().filter(|one| new.contains(one)).count();
    shared * 5 >= old.len().max(new.len()) * 4 && shared > 0
}
