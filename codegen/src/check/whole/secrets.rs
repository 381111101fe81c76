//! Which models can hold a secret, however deep.

use crate::ir::{Api, Type};

/// States for every model whether a value of it can hold a secret.
pub(in crate::check) fn lower(mut api: Api) -> Api {
    let mut held_by = vec![Vec::new(); api.models.len()];
    let mut waiting = Vec::new();
    for (id, model) in api.models.iter() {
        let mut hold = |part: usize| held_by.get_mut(part).into_iter().for_each(|by| by.push(id.index()));
        for field in &model.fields {
            match field.ty.innermost() {
                Type::Model(part) => hold(part.index()),
                Type::Union(union) => {
                    api.unions[*union].models().for_each(|model| hold(model.index()));
                }
                Type::Scalar(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => {}
            }
        }
        waiting.extend(model.fields.iter().any(|field| field.secret).then_some(id.index()));
    }
    let mut holds_secret = vec![false; api.models.len()];
    while let Some(model) = waiting.pop() {
        if let Some(new) = holds_secret.get_mut(model).filter(|holds| !**holds) {
            *new = true;
            waiting.extend(held_by.get(model).into_iter().flatten());
        }
    }
    for (model, holds_secret) in api.models.values_mut().zip(holds_secret) {
        model.holds_secret = holds_secret;
    }
    api
}
