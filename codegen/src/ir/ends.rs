//! Which types have finite values, and how deep these are.

use super::{Api, Field, LimitKind, Need, Type};

/// The minimum depth of a value of each model and then of each union; `None` if there is no finite value.
pub(crate) fn depths(api: &Api) -> Vec<Option<usize>> {
    let mut depths = vec![None; api.models.len() + api.unions.len()];
    loop {
        let depth = |node: Option<usize>| node.map_or(Some(0), |node| depths.get(node).copied().flatten());
        let models = api.models.iter().map(|(_, model)| {
            let required_type = model.fields.iter().filter_map(required_type);
            // The depth of a model is that of its deepest required part; if that has no finite value, neither has the
            // model.
            required_type
                .map(|ty| depth(node(ty, api)))
                .try_fold(0, |deepest, part| Some(deepest.max(part? + 1)))
        });
        let unions = api.unions.iter().map(|(_, union)| {
            let variants = union.variants.iter().filter_map(|variant| depth(Some(variant.model.index())));
            if union.variants.is_empty() { Some(0) } else { variants.min().map(|least| least + 1) }
        });
        let next: Vec<Option<usize>> = models.chain(unions).collect();
        if next == depths {
            return depths;
        }
        depths = next;
    }
}

/// The type that a value of the field's model must contain.
pub(crate) fn required_type(field: &Field) -> Option<&Type> {
    if field.presence.need != Need::Always || field.nullable {
        return None;
    }
    let has_elements = field.limits.count(LimitKind::MinItems).is_some_and(|least| least > 0);
    match &field.ty {
        Type::List(inner) | Type::Map(inner) if has_elements => Some(unboxed(inner)),
        Type::List(_) | Type::Map(_) => None,
        other => Some(unboxed(other)),
    }
}

/// The index of a model or union among all of them; `None` for any other type.
pub(crate) fn node(ty: &Type, api: &Api) -> Option<usize> {
    match ty {
        Type::Model(id) => Some(id.index()),
        Type::Union(id) => Some(api.models.len() + id.index()),
        _ => None,
    }
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => unboxed(inner),
        other => other,
    }
}
