//! Operations and types of both specs: by their names, and where these changed by what they are.

use std::collections::BTreeMap;

use super::matching::{Pair, also_if, also_similar, by, by_keys};
use specwright::ir::{
    Api, Arena, Enum, EnumId, Id, Input, Model, ModelId, Named, Operation, PathPart, Type, Union, UnionId,
};
use specwright::phrase;

pub(super) fn operations<'a>(old: &'a Api, new: &'a Api) -> Vec<Pair<&'a Operation>> {
    let pairs = by(&old.operations, &new.operations, |operation| operation.name.as_str());
    let call = |operation: &Operation| (operation.method.as_str(), address(operation));
    let key = |operation: &'a Operation| Some(call(operation));
    let pairs = also_if(pairs, key, key, |before, after| is_same_call(old, before, new, after));
    // Where several operations have the address, their bodies distinguish them.
    let calls = |api: &'a Api| {
        let mut calls: BTreeMap<_, usize> = BTreeMap::new();
        api.operations.iter().for_each(|operation| *calls.entry(call(operation)).or_default() += 1);
        calls
    };
    let (old_calls, new_calls) = (calls(old), calls(new));
    let alone = |calls: &BTreeMap<_, usize>, operation: &'a Operation| {
        Some(call(operation)).filter(|call| calls.get(call) == Some(&1))
    };
    let (old_key, new_key) = (|one| alone(&old_calls, one), |one| alone(&new_calls, one));
    also_if(pairs, old_key, new_key, |_, _| true)
}

/// Whether two operations with the same method and path send and receive the same.
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
    let reply = |api: &Api, operation: &Operation| {
        let statuses: Vec<u16> = operation.replies.iter().map(|success| success.status).collect();
        (statuses, operation.success_types().map(|ty| said(api, ty)).collect::<Vec<_>>())
    };
    before.wrap == after.wrap
        && before.body == after.body
        && input(old, before) == input(new, after)
        && reply(old, before) == reply(new, after)
}

/// The path without the names of its parameters, which are not sent.
pub(in crate::changes) fn address(operation: &Operation) -> String {
    let part = |part: &PathPart| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(_) => "{}".to_owned(),
    };
    operation.path.iter().map(part).collect()
}

pub(super) fn enums(old: &Api, new: &Api) -> Vec<Pair<EnumId>> {
    let values = |choice: &Enum| choice.values.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
    let pairs = by_name(&old.enums, &new.enums);
    also_similar(pairs, |id| values(&old.enums[id]), |id| values(&new.enums[id]), |_, _| true)
}

pub(super) fn unions(old: &Api, new: &Api) -> Vec<Pair<UnionId>> {
    let values =
        |union: &Union| union.variants.iter().map(|variant| variant.value.clone()).collect::<Vec<_>>();
    also_similar(
        by_name(&old.unions, &new.unions),
        |id| values(&old.unions[id]),
        |id| values(&new.unions[id]),
        |before, after| old.unions[before].tag == new.unions[after].tag,
    )
}

pub(super) fn models(old: &Api, new: &Api, operations: &[Pair<&Operation>]) -> Vec<Pair<ModelId>> {
    // The parameters of an operation belong to it, whatever they are.
    let parameters = |operation: &Operation| match operation.input {
        Input::Parameters(id) => Some(id),
        Input::None | Input::Whole(_) => None,
    };
    let shared = operations.iter().filter_map(Pair::new_and_old).enumerate();
    let (of_old, of_new): (Vec<_>, Vec<_>) = shared
        .map(|(index, (after, before))| ((parameters(before), index), (parameters(after), index)))
        .unzip();
    let by_model = |list: Vec<(Option<ModelId>, usize)>| -> BTreeMap<usize, usize> {
        list.into_iter().filter_map(|(id, operation)| Some((id?.index(), operation))).collect()
    };
    let (of_old, of_new) = (by_model(of_old), by_model(of_new));
    let pairs = also_if(
        by_name(&old.models, &new.models),
        |id| of_old.get(&id.index()).copied(),
        |id| of_new.get(&id.index()).copied(),
        |_, _| true,
    );
    // Names of types are left out, since the types may have been renamed as well.
    let fields = |api: &Api, model: &Model| {
        let said = |ty: &Type| match ty.innermost() {
            Type::Model(_) | Type::Union(_) | Type::Enum(_) => String::new(),
            _ => phrase::ty(api, ty),
        };
        model.fields.iter().map(|field| (field.wire.clone(), said(&field.ty))).collect::<Vec<_>>()
    };
    also_similar(
        pairs,
        |id| fields(old, &old.models[id]),
        |id| fields(new, &new.models[id]),
        |before, after| old.models[before].is_parameters() == new.models[after].is_parameters(),
    )
}

fn by_name<T: Named>(old: &Arena<T>, new: &Arena<T>) -> Vec<Pair<Id<T>>> {
    let (ids, new_ids) = (old.iter().map(|(id, _)| id), new.iter().map(|(id, _)| id));
    by_keys(ids, new_ids, |id| old[id].name(), |id| new[id].name())
}
