//! A field that both specs have.

use super::model_pair::ModelPair;
use crate::changes::collector::{Collector, Draft, Node};
use crate::changes::{Kind, Verdict};
use specwright::ir::{Field, ScalarKind, Type};
use specwright_runtime::Subject;

pub(super) struct FieldPair<'f, 'p, 'a> {
    pub(super) both: &'f ModelPair<'p, 'a>,
    pub(super) old: &'f Field,
    pub(super) new: &'f Field,
    /// The name of the field in reports: `BaseInfo.title`.
    pub(super) at: String,
    /// Its position in the new spec.
    pub(super) node: Node,
}

impl FieldPair<'_, '_, '_> {
    /// A change of the field; `key` is the key in the spec that expresses it, a path if it has dots.
    pub(super) fn draft(&self, kind: Kind, key: &str) -> Draft {
        let node = key.split('.').fold(self.node.clone(), |node, key| node.key(key));
        Draft::new(kind, &self.at, node).direction(self.both.directions.direction())
    }

    /// What an edit of the old field does to the Rust API.
    pub(super) fn trial(&self, found: &mut Collector<'_>, edit: impl FnOnce(&mut Field)) -> Verdict {
        self.both.trial(found, &[&self.old.wire], |model| {
            if let Some(field) = model.fields.iter_mut().find(|field| field.wire == self.old.wire) {
                edit(field);
            }
        })
    }

    /// Whether limits and tolerated forms mean the same for both types: they are equal, or numbers.
    pub(super) fn has_like_type(&self) -> bool {
        let (old, new) = (&self.old.ty, &self.new.ty);
        let is_number = |ty: &Type| ty.scalar().and_then(ScalarKind::limits) == Some(Subject::Number);
        let shape = |ty: &Type| match ty {
            Type::List(_) => 1,
            Type::Map(_) => 2,
            _ => 0,
        };
        let (old_inner, new_inner) = (old.innermost(), new.innermost());
        shape(old) == shape(new) && (old_inner == new_inner || (is_number(old_inner) && is_number(new_inner)))
    }
}
