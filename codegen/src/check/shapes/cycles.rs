//! Recursive types, which need a box in Rust and a finite value on the wire.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::ir::ends::{depths, node, required_type};
use crate::ir::{Api, Field, Id, Type};

use crate::check::graph;
use crate::check::names::Names;
use crate::suggest;

/// Reports cycles without a list, map or box, and types without a finite value.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    for cycle in graph::cycles(&edges(api, unboxed)) {
        report_unboxed(&cycle, api, names, found);
    }
    check_endless(api, names, found);
}

/// The part of a field that leads to another model, if any.
type Part = fn(&Field) -> Option<&Type>;

/// The type of a field if it is not in a list, map or box.
fn unboxed(field: &Field) -> Option<&Type> {
    Some(&field.ty)
}

/// The nodes are the models and then the unions.
fn edges(api: &Api, part: Part) -> Vec<Vec<usize>> {
    let models = api.models.iter().map(|(_, model)| {
        let unboxed = model.fields.iter().filter_map(part);
        unboxed.filter_map(|ty| node(ty, api)).collect()
    });
    let unions = api.unions.iter().map(|(_, union)| {
        let variants = union.variants.iter();
        variants.map(|variant| variant.model.index()).collect()
    });
    models.chain(unions).collect()
}

fn name(node: usize, api: &Api) -> &str {
    match node.checked_sub(api.models.len()) {
        None => &api.models[Id::new(node)].name,
        Some(union) => &api.unions[Id::new(union)].name,
    }
}

/// The types of a cycle, for a message.
fn names_of(cycle: &[usize], api: &Api) -> String {
    suggest::some_of(cycle.iter().map(|node| name(*node, api)))
}

fn report_unboxed(cycle: &[usize], api: &Api, names: &Names, found: &mut Diagnostics) {
    let Some((place, target)) = step(cycle, api, names, unboxed) else {
        return;
    };
    let message = match cycle {
        [one] => format!("`{}` contains itself, which is not possible in Rust", name(*one, api)),
        _ => format!("{} contain each other, which is not possible in Rust", names_of(cycle, api)),
    };
    found.push(
        Diagnostic::error(Code::ModelCycle, place, message)
            .label("the value would contain itself")
            .help(format!("write `box<{target}>`; it makes no difference on the wire")),
    );
}

/// The first field on a cycle that leads to its next node, and the name of that node.
fn step<'a>(cycle: &[usize], api: &'a Api, names: &Names, part: Part) -> Option<(Place, &'a str)> {
    cycle.iter().enumerate().find_map(|(position, &from)| {
        let to = *cycle.get((position + 1) % cycle.len())?;
        let model = (from < api.models.len()).then(|| &api.models[Id::new(from)])?;
        let leads_on = |field: &&Field| part(field).and_then(|ty| node(ty, api)) == Some(to);
        let field = model.fields.iter().find(leads_on)?;
        let at = names.declaration(&model.name)?.field("fields", &field.wire);
        let place = at.child("type").value();
        Some((place, name(to, api)))
    })
}

/// A cycle of required fields has no finite value.
fn check_endless(api: &Api, names: &Names, found: &mut Diagnostics) {
    let depths = depths(api);
    let is_endless = |node: usize| depths.get(node) == Some(&None);
    let mut edges = edges(api, required_type);
    for (node, targets) in edges.iter_mut().enumerate() {
        if is_endless(node) {
            targets.retain(|target| is_endless(*target));
        } else {
            targets.clear();
        }
    }
    for cycle in graph::cycles(&edges) {
        let Some((place, target)) = step(&cycle, api, names, required_type) else {
            continue;
        };
        found.push(
            Diagnostic::error(
                Code::EndlessValue,
                place,
                format!("{} has no finite value", names_of(&cycle, api)),
            )
            .label(format!("a `{target}` is required"))
            .help("make one of the fields optional: remove its `required`"),
        );
    }
}
