//! Which types have finite values, and how deep these are.

use super::{Api, Field, LimitKind, Need, Type};

/// The minimum depth of a value of each model and then of each union; `None` if there is no finite value.
///
/// Depths are assigned in ascending order, so that the last part of a model to get one is its deepest, and the first
/// variant of a union its least deep.
pub(crate) fn depths(api: &Api) -> Vec<Option<usize>> {
    let count = api.models.len() + api.unions.len();
    let (mut depths, mut needed_by) = (vec![None; count], vec![Vec::new(); count]);
    // The number of parts of each without a depth so far. A union needs one variant only.
    let mut missing = vec![1_usize; count];
    let (mut layer, mut next) = (Vec::new(), Vec::new());
    for (id, model) in api.models.iter() {
        let parts: Vec<Option<usize>> =
            model.fields.iter().filter_map(required_type).map(|ty| node(ty, api)).collect();
        let nodes = || parts.iter().copied().flatten();
        nodes().for_each(|part| needed_by.get_mut(part).into_iter().for_each(|by| by.push(id.index())));
        match (nodes().count(), parts.is_empty()) {
            (0, true) => layer.push(id.index()),
            (0, false) => next.push(id.index()),
            (parts, _) => missing.get_mut(id.index()).into_iter().for_each(|missing| *missing = parts),
        }
    }
    for (id, union) in api.unions.iter() {
        let node = api.models.len() + id.index();
        let in_values: Vec<Option<usize>> = union
            .values
            .iter()
            .map(|field| required_inside(field).and_then(|ty| self::node(ty, api)))
            .collect();
        let models = union.variants.iter().map(|variant| variant.model.index());
        for part in models.chain(in_values.iter().copied().flatten()) {
            needed_by.get_mut(part).into_iter().for_each(|by| by.push(node));
        }
        // A value of no model, or nothing at all.
        let is_end = in_values.contains(&None) || union.variants.is_empty() && in_values.is_empty();
        layer.extend(is_end.then_some(node));
    }
    for depth in 0.. {
        if layer.is_empty() && next.is_empty() {
            break;
        }
        for node in std::mem::replace(&mut layer, std::mem::take(&mut next)) {
            if let Some(known) = depths.get_mut(node).filter(|known| known.is_none()) {
                *known = Some(depth);
                for &other in needed_by.get(node).into_iter().flatten() {
                    if let Some(missing) = missing.get_mut(other) {
                        *missing = missing.saturating_sub(1);
                        layer.extend((*missing == 0).then_some(other));
                    }
                }
            }
        }
    }
    depths
}

/// The type that a value of the field's model must contain.
pub(crate) fn required_type(field: &Field) -> Option<&Type> {
    if field.presence.need != Need::Always || field.nullable {
        return None;
    }
    required_inside(field)
}

/// The type that a value of the field must contain, where the field is there.
pub(crate) fn required_inside(field: &Field) -> Option<&Type> {
    let has_elements = field.limits.count(LimitKind::MinItems).is_some_and(|least| least > 0);
    match &field.ty {
        Type::List(inner) | Type::Map(inner) if has_elements && !matches!(**inner, Type::Nullable(_)) => {
            Some(inner)
        }
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

#[cfg(test)]
mod tests {
    use super::depths;
    use crate::Source;
    use crate::check::check_incomplete;

    #[test]
    fn a_model_is_as_deep_as_its_deepest_part_and_a_union_as_its_least_deep_variant() {
        let files = [
            "api: a\nserver: https://a.example",
            "operation: send\nmethod: POST\npath: /a\nrequest: Top",
            "model: Bottom\nfields: { x: { type: int } }",
            "model: Middle\nfields: { x: { type: int, required: true }, b: { type: Bottom, required: true } }",
            "model: Top\nfields: { m: { type: Middle, required: true }, u: { type: list<Either>, required: true, min_items: 1 } }",
            "union: Either\ntag: t\nvariants: { Deep: { value: deep, model: Top }, Flat: { value: flat, model: Bottom } }",
        ];
        let source = |(index, text): (usize, &str)| Source::new(format!("{index}.yaml"), text);
        let sources: Vec<Source> = files.into_iter().enumerate().map(source).collect();
        let api =
            check_incomplete(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false)));
        // The models Bottom, Middle and Top, then the union.
        assert_eq!(depths(&api), [Some(0), Some(1), Some(2), Some(1)]);
    }
}
