//! Which models are forms.

use std::collections::BTreeSet;

use crate::ir::{Api, Body, Location, Type};

/// Marks the fields of the models that are the body of a form or a multipart body, and nothing else.
pub(in crate::check) fn lower(mut api: Api) -> Api {
    let (mut forms, mut others) = (BTreeSet::new(), BTreeSet::new());
    let mut add = |ty: &Type, is_form: bool| {
        if let Type::Model(id) = ty.innermost() {
            if is_form {
                forms.insert(id.index())
            } else {
                others.insert(id.index())
            };
        }
    };
    for operation in &api.operations {
        let is_form = match operation.body {
            Body::Form | Body::NestedForm | Body::Multipart => true,
            Body::Empty | Body::Json | Body::Text | Body::Bytes => false,
        };
        operation.body_type(&api).into_iter().for_each(|ty| add(ty, is_form));
        operation.reply_types().for_each(|ty| add(ty, false));
    }
    for (_, model) in api.models.iter() {
        let fields = model.fields.iter().filter(|field| field.location != Location::Body);
        fields.for_each(|field| add(&field.ty, false));
    }
    for (_, union) in api.unions.iter() {
        union.variants.iter().for_each(|variant| add(&Type::Model(variant.model), false));
    }
    api.events.iter().for_each(|events| add(&Type::Model(events.common), false));
    for (index, model) in api.models.values_mut().enumerate() {
        if forms.contains(&index) && !others.contains(&index) {
            model.fields.iter_mut().for_each(|field| field.is_in_form = true);
        }
    }
    api
}
