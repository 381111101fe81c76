//! The Rust API of a generated crate: the items that code outside of it can name, read from the emitted tokens.

mod read;

use std::collections::BTreeMap;

use super::Verdict;

/// Every item that code outside of the crate can name, with how it is declared.
#[derive(Clone, Debug, Default)]
pub(super) struct Surface {
    items: BTreeMap<ItemName, String>,
}

/// The name of an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ItemName {
    /// The file without its ending, which is also the module.
    pub(super) file: String,
    kind: Kind,
    /// `Card::title`, `card::Required::title`, `From<Cash> for Payment`.
    pub(super) path: String,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A field of a struct that callers build with a literal: every new field is required.
    RequiredField,
    Field,
    Variant,
    Function,
    Type,
    Derive,
    Implementation,
    Constant,
    Export,
    Module,
}

/// An item that two surfaces do not have in common.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) name: ItemName,
    old: Option<String>,
    new: Option<String>,
    /// Whether code that compiled no longer does.
    pub(super) breaking: bool,
}

impl ItemName {
    /// The identifiers in the path.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.path.split(|character: char| !character.is_alphanumeric() && character != '_')
    }

    /// The type that it belongs to.
    fn parent(&self) -> ItemName {
        let path = self.path.rsplit_once("::").map_or("", |(parent, _)| parent);
        ItemName { file: self.file.clone(), kind: Kind::Type, path: path.to_owned() }
    }

    /// Whether it is an implementation of a trait.
    pub(super) fn is_implementation(&self) -> bool {
        self.kind == Kind::Implementation
    }

    /// The type, function or constant that it is or belongs to.
    pub(super) fn owner(&self) -> &str {
        match self.kind {
            Kind::Implementation => self.path.rsplit(" for ").next().unwrap_or(&self.path),
            Kind::RequiredField | Kind::Field | Kind::Variant | Kind::Function | Kind::Derive => {
                self.path.rsplit_once("::").map_or(&self.path, |(owner, _)| owner)
            }
            Kind::Type | Kind::Constant | Kind::Export | Kind::Module => &self.path,
        }
    }
}

impl Surface {
    /// The item that the root of the crate exports under a name.
    pub(super) fn exports(&self, name: &str) -> Option<&str> {
        let exported = ItemName { file: "mod".to_owned(), kind: Kind::Export, path: name.to_owned() };
        self.items.get(&exported).map(String::as_str)
    }

    /// The number of items.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The items that belong to a type.
    pub(super) fn of_owner(mut self, name: &str) -> Surface {
        self.items.retain(|item, _| item.owner() == name);
        self
    }

    /// The items of both.
    pub(super) fn join(mut self, other: Surface) -> Surface {
        self.items.extend(other.items);
        self
    }

    /// The items that are in one of the two only, or declared differently; breaking differences first.
    pub(super) fn differences(&self, new: &Surface) -> Vec<Difference> {
        let of_old = self.items.iter().filter_map(|(name, old)| match new.items.get(name) {
            Some(after) if after == old => None,
            Some(after) => Some(Difference {
                name: name.clone(),
                old: Some(old.clone()),
                new: Some(after.clone()),
                breaking: name.kind.breaks(old, after),
            }),
            None => {
                Some(Difference { name: name.clone(), old: Some(old.clone()), new: None, breaking: true })
            }
        });
        let only_new = new.items.iter().filter(|(name, _)| !self.items.contains_key(name));
        let only_new = only_new.map(|(name, after)| Difference {
            name: name.clone(),
            old: None,
            new: Some(after.clone()),
            breaking: name.kind == Kind::RequiredField && self.has_type(name),
        });
        let mut all: Vec<_> = of_old.chain(only_new).collect();
        all.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.name.cmp(&b.name)));
        all
    }

    /// Whether the struct of a field is here.
    fn has_type(&self, field: &ItemName) -> bool {
        self.items.contains_key(&field.parent())
    }
}

/// The effect of differences on code outside of the crate.
pub(super) fn verdict(differences: &[Difference]) -> Verdict {
    let by_name: BTreeMap<&ItemName, &Difference> =
        differences.iter().map(|difference| (&difference.name, difference)).collect();
    // An item that was added or removed together with its type is less informative than the type.
    let with_type = |one: &Difference| {
        let whole = by_name.get(&one.name.parent());
        whole.is_some_and(|whole| {
            whole.old.is_none() == one.old.is_none() && whole.new.is_none() == one.new.is_none()
        })
    };
    match differences.iter().find(|one| !with_type(one)).or(differences.first()) {
        None => Verdict::none("No item of the Rust API changes."),
        Some(first) if first.breaking => Verdict::breaking(first.sentence()),
        Some(first) => Verdict::compatible(first.sentence()),
    }
}

impl Difference {
    /// Breaking differences come first, and of these the most informative.
    fn rank(&self) -> (bool, u8) {
        let rank = match self.name.kind {
            Kind::RequiredField if self.old.is_none() => 0,
            Kind::Field => 1,
            Kind::RequiredField => 2,
            Kind::Variant => 3,
            Kind::Function => 4,
            Kind::Type => 5,
            Kind::Derive => 6,
            Kind::Implementation => 7,
            Kind::Constant => 8,
            Kind::Export => 9,
            Kind::Module => 10,
        };
        (!self.breaking, rank)
    }

    /// How the item was declared.
    pub(super) fn before(&self) -> Option<String> {
        self.old.as_deref().map(plain)
    }

    /// How the item is declared.
    pub(super) fn after(&self) -> Option<String> {
        self.new.as_deref().map(plain)
    }

    /// The difference, and which code no longer compiles because of it.
    pub(super) fn sentence(&self) -> String {
        let ItemName { kind, path, .. } = &self.name;
        let (parent, field) = path.rsplit_once("::").unwrap_or(("", path));
        let path = plain(path);
        match (kind, self.before(), self.after()) {
            (Kind::RequiredField, Some(_), None) => {
                format!("`{parent}` no longer has `{field}`: code that sets it does not compile.")
            }
            (Kind::RequiredField, None, Some(_)) if self.breaking => {
                format!("`{parent}` requires `{field}`: code that does not set it does not compile.")
            }
            (Kind::Implementation, Some(_), None) => {
                format!("`impl {path}` was removed: code that relies on it does not compile.")
            }
            (Kind::Implementation, None, _) => format!("`impl {path}` is new."),
            (Kind::Implementation, Some(_), Some(_)) if self.breaking => {
                format!("`impl {path}` requires a feature now: code without it does not compile.")
            }
            (Kind::Implementation, Some(_), Some(_)) => {
                format!("`impl {path}` no longer requires a feature.")
            }
            (Kind::Derive, Some(_), None) => {
                format!("`{parent}` is no longer `{field}`: code that relies on it does not compile.")
            }
            (Kind::Derive, None, _) => format!("`{parent}` is now `{field}`."),
            (Kind::Function, Some(old), Some(new)) => {
                format!("`{path}` is `{new}` and was `{old}`: code that calls it does not compile.")
            }
            (_, Some(_), None) => format!("`{path}` was removed: code that names it does not compile."),
            (_, None, _) => format!("`{path}` is new."),
            (_, Some(old), Some(new)) => {
                format!("`{path}` is `{new}` and was `{old}`: code that relies on its type does not compile.")
            }
        }
    }
}

impl Kind {
    /// Whether code that relied on the old declaration breaks.
    fn breaks(self, old: &str, new: &str) -> bool {
        match self {
            // The declaration is the condition under which the item exists.
            Kind::Implementation | Kind::Module => !new.is_empty() && !old.contains(new),
            Kind::RequiredField
            | Kind::Field
            | Kind::Variant
            | Kind::Function
            | Kind::Type
            | Kind::Derive
            | Kind::Constant
            | Kind::Export => true,
        }
    }
}

/// Without the module of the runtime, whose types are exported from the crate's root.
fn plain(declaration: &str) -> String {
    declaration.replace("rt::", "")
}
