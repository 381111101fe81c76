//! Types that contain themselves: in Rust they need a box, and on the wire an end.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::ir::ends::{demanded, depths, node};
use crate::ir::{Api, Field, Id, Type};

use crate::check::graph;
use crate::check::names::Names;
use crate::suggest;

/// Reports cycles without a list, map or box, and cycles that no value can end.
pub(in crate::check) fn check(api: &Api, names: &Names, found: &mut Diagnostics) {
    for cycle in graph::cycles(&edges(api, held)) {
        report_unboxed(&cycle, api, names, found);
    }
    check_endless(api, names, found);
}

/// What leads from a model to another: the part of a field that counts, if one does.
type Part = fn(&Field) -> Option<&Type>;

/// What a field holds without a list, map or box around it.
fn held(field: &Field) -> Option<&Type> {
    Some(&field.ty)
}

/// The nodes are the models and then the unions.
fn edges(api: &Api, part: Part) -> Vec<Vec<usize>> {
    let models = api.models.iter().map(|(_, model)| {
        let held = model.fields.iter().filter_map(part);
        held.filter_map(|ty| node(ty, api)).collect()
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
    let Some((place, target)) = step(cycle, api, names, held) else {
        return;
    };
    let message = match cycle {
        [one] => format!("`{}` contains itself without end in Rust", name(*one, api)),
        _ => format!("{} contain each other without end in Rust", names_of(cycle, api)),
    };
    found.push(
        Diagnostic::error(Code::ModelCycle, place, message)
            .label("the value would have to hold itself")
            .help(format!("write `box<{target}>`; it is the same on the wire")),
    );
}

/// The first field on a cycle that leads on to its next node, and the name of that node.
fn step<'a>(cycle: &[usize], api: &'a Api, names: &Names, part: Part) -> Option<(Place, &'a str)> {
    cycle.iter().enumerate().find_map(|(position, &from)| {
        let to = *cycle.get((position + 1) % cycle.len())?;
        let model = (from < api.models.len()).then(|| &api.models[Id::new(from)])?;
        let leads_on = |field: &&Field| part(field).and_then(|ty| node(ty, api)) == Some(to);
        let field = model.fields.iter().find(leads_on)?;
        let at = &names.home(&model.name)?.at;
        let place = at.child("fields").child(&field.wire).child("type").value();
        Some((place, name(to, api)))
    })
}

/// A cycle of required fields has no finite value.
fn check_endless(api: &Api, names: &Names, found: &mut Diagnostics) {
    let depths = depths(api);
    let is_endless = |node: usize| depths.get(node) == Some(&None);
    let mut edges = edges(api, demanded);
    for (node, targets) in edges.iter_mut().enumerate() {
        if is_endless(node) {
            targets.retain(|target| is_endless(*target));
        } else {
            targets.clear();
        }
    }
    for cycle in graph::cycles(&edges) {
        let Some((place, target)) = step(&cycle, api, names, demanded) else {
            continue;
        };
        found.push(
            Diagnostic::error(
                Code::EndlessValue,
                place,
                format!("no value of {} can ever end", names_of(&cycle, api)),
            )
            .label(format!("a `{target}` must be in it"))
            .help("let one of the fields on the way be absent: remove its `required`"),
        );
    }
}
