//! In which directions each type is sent, and whether it is used.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, EnumId, Input, ModelId, Type, UnionId, Usage};

use crate::check::graph;
use crate::check::names::{Names, Origin};

/// Sets the directions in which every type is sent, and reports unused types.
pub(in crate::check) fn lower(api: Api, names: &Names, certain: bool, found: &mut Diagnostics) -> Api {
    let mut usages = Usages::new(&api);
    for operation in &api.operations {
        match &operation.input {
            Input::None => {}
            Input::Whole(ty) => usages.mark(ty, Direction::Request, &api),
            Input::Parameters(id) => usages.mark(&Type::Model(*id), Direction::Request, &api),
        }
        operation.reply_types().for_each(|ty| usages.mark(ty, Direction::Reply, &api));
        let values = operation.success_types().filter(|_| operation.data.is_empty());
        values.for_each(|ty| usages.mark_whole(ty));
    }
    for events in &api.events {
        usages.mark(&Type::Model(events.common), Direction::Event, &api);
        usages.mark(&Type::Union(events.union), Direction::Event, &api);
    }
    if certain && !api.operations.is_empty() {
        report(&api, &usages, names, found);
    }
    usages.write_into(api)
}

/// The unused types.
pub(in crate::check) fn unused(api: &Api) -> BTreeSet<String> {
    let models = api.models.iter().map(|(_, model)| (&model.name, model.usage));
    let unions = api.unions.iter().map(|(_, union)| (&union.name, union.usage));
    let enums = api.enums.iter().map(|(_, one)| (&one.name, one.usage));
    let unused = models.chain(unions).chain(enums).filter(|(_, usage)| *usage == Usage::default());
    unused.map(|(name, _)| name.clone()).collect()
}

#[derive(Clone, Copy)]
enum Direction {
    Request,
    Reply,
    Event,
}

struct Usages {
    models: Vec<Usage>,
    unions: Vec<Usage>,
    enums: Vec<Usage>,
    /// The models that are whole replies.
    whole: Vec<bool>,
}

impl Usages {
    fn new(api: &Api) -> Usages {
        Usages {
            models: vec![Usage::default(); api.models.len()],
            unions: vec![Usage::default(); api.unions.len()],
            enums: vec![Usage::default(); api.enums.len()],
            whole: vec![false; api.models.len()],
        }
    }

    /// Marks a type and all types that it contains.
    fn mark(&mut self, ty: &Type, direction: Direction, api: &Api) {
        let mut waiting = vec![ty.innermost().clone()];
        while let Some(ty) = waiting.pop() {
            let usage = match &ty {
                Type::Model(id) => self.models.get_mut(id.index()),
                Type::Union(id) => self.unions.get_mut(id.index()),
                Type::Enum(id) => self.enums.get_mut(id.index()),
                _ => None,
            };
            let flag = usage.map(|usage| match direction {
                Direction::Request => &mut usage.request,
                Direction::Reply => &mut usage.reply,
                Direction::Event => &mut usage.event,
            });
            if let Some(new) = flag.filter(|flag| !**flag) {
                *new = true;
                waiting.extend(parts(&ty, api));
            }
        }
    }

    /// Marks the type of a whole reply.
    fn mark_whole(&mut self, reply: &Type) {
        if let Type::Model(id) = reply
            && let Some(is_whole) = self.whole.get_mut(id.index())
        {
            *is_whole = true;
        }
    }

    fn write_into(self, mut api: Api) -> Api {
        for ((model, usage), is_whole) in api.models.values_mut().zip(self.models).zip(self.whole) {
            model.usage = received(usage);
            model.is_whole_reply = is_whole;
        }
        for (union, usage) in api.unions.values_mut().zip(self.unions) {
            union.usage = received(usage);
        }
        for (one, usage) in api.enums.values_mut().zip(self.enums) {
            one.usage = received(usage);
        }
        api
    }
}

/// The usage of a type that may be part of events: it is received, as a reply is.
fn received(usage: Usage) -> Usage {
    let only_event = usage.event && !usage.request && !usage.reply;
    Usage { reply: usage.reply || usage.event, only_event, ..usage }
}

/// The types that a type contains directly, without lists, maps and boxes.
fn parts(ty: &Type, api: &Api) -> Vec<Type> {
    match ty {
        Type::Model(id) => {
            let fields = api.models[*id].fields.iter();
            fields.map(|field| field.ty.innermost().clone()).collect()
        }
        Type::Union(id) => {
            let union = &api.unions[*id];
            let values = union.values.iter().map(|field| field.ty.innermost().clone());
            union.variants.iter().map(|variant| Type::Model(variant.model)).chain(values).collect()
        }
        _ => Vec::new(),
    }
}

/// Reports unused types, except those used by another unused type.
fn report(api: &Api, usages: &Usages, names: &Names, found: &mut Diagnostics) {
    let all = all_types(api);
    let unused: Vec<bool> = all.iter().map(|(ty, _)| is_unused(ty, usages)).collect();
    if !unused.contains(&true) {
        return;
    }
    let targets = |ty: &Type| parts(ty, api).iter().filter_map(|part| position(part, api)).collect();
    let edges: Vec<Vec<usize>> = all.iter().map(|(ty, _)| targets(ty)).collect();
    let mut is_root = vec![true; all.len()];
    for (index, targets) in edges.iter().enumerate() {
        for target in targets.iter().filter(|target| **target != index) {
            is_root.get_mut(*target).into_iter().for_each(|is_root| *is_root = false);
        }
    }
    let mut reported = vec![false; all.len()];
    // Types that no other type uses come first; the remaining types use each other.
    for roots_only in [true, false] {
        for (index, (_, name)) in all.iter().enumerate() {
            let wanted = unused.get(index) == Some(&true) && reported.get(index) == Some(&false);
            if wanted && (!roots_only || is_root.get(index) == Some(&true)) {
                graph::mark_reachable(&edges, index, &mut reported);
                push(name, names, found);
            }
        }
    }
}

/// The position of a type in [`all_types`].
fn position(ty: &Type, api: &Api) -> Option<usize> {
    match ty {
        Type::Model(id) => Some(id.index()),
        Type::Union(id) => Some(api.models.len() + id.index()),
        Type::Enum(id) => Some(api.models.len() + api.unions.len() + id.index()),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => None,
    }
}

fn all_types(api: &Api) -> Vec<(Type, &str)> {
    let models = api.models.iter();
    let unions = api.unions.iter();
    let enums = api.enums.iter();
    models
        .map(|(id, model)| (Type::Model(id), model.name.as_str()))
        .chain(unions.map(|(id, union)| (Type::Union(id), union.name.as_str())))
        .chain(enums.map(|(id, one)| (Type::Enum(id), one.name.as_str())))
        .collect()
}

fn is_unused(ty: &Type, usages: &Usages) -> bool {
    let usage = match ty {
        Type::Model(id) => usages.models.get(ModelId::index(*id)),
        Type::Union(id) => usages.unions.get(UnionId::index(*id)),
        Type::Enum(id) => usages.enums.get(EnumId::index(*id)),
        _ => None,
    };
    usage == Some(&Usage::default())
}

fn push(name: &str, names: &Names, found: &mut Diagnostics) {
    let Some(declaration) = names.declaration(name) else {
        return;
    };
    // A variant is unused only with its union, and parameters only with their operation.
    if declaration.origin != Origin::File {
        return;
    }
    found.push(
        Diagnostic::warning(Code::UnusedType, declaration.place.clone(), format!("`{name}` is unused"))
            .label("no request, reply or event contains it, so that nothing is generated for it")
            .help("use the type in a field or an operation, or remove the file"),
    );
}
