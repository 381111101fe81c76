//! The spec that is being made: types and operations whose names are not settled yet.

use super::report::Loss;
use super::value::Value;

/// The index of a type in [`Draft::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TypeId(pub(super) usize);

/// What is written as files.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) types: Vec<Declaration>,
    pub(super) operations: Vec<Operation>,
}

/// A model, a union or an enumeration.
#[derive(Debug)]
pub(super) struct Declaration {
    /// The pointer of its schema.
    pub(super) at: String,
    pub(super) naming: Naming,
    /// The number of places that use it.
    pub(super) uses: usize,
    pub(super) texts: Texts,
    pub(super) body: Body,
}

/// Where the name of a type comes from.
#[derive(Clone, Debug)]
pub(super) enum Naming {
    /// The name that the document gives.
    Own(String),
    /// The name that the document gives, for a variant of a union without the field of the tag.
    Variant { name: String, union: TypeId, plain: String },
    /// The place where the schema stands.
    Place(Place),
}

/// A place that has no name of its own.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) owner: Owner,
    /// The wire name of the field, or what it is: `body`.
    pub(super) word: String,
}

/// What a place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Type(TypeId),
    Operation(usize),
}

#[derive(Debug)]
pub(super) enum Body {
    /// Not read yet.
    Pending,
    Model {
        fields: Vec<Field>,
        rules: Vec<Value>,
    },
    Union {
        tag: Option<String>,
        variants: Vec<Variant>,
        /// The variants that are not objects, by their names.
        values: Vec<Field>,
    },
    Enum {
        values: Vec<EnumValue>,
    },
}

#[derive(Debug)]
pub(super) struct Variant {
    /// The name, if it is not that of the model.
    pub(super) name: Option<String>,
    pub(super) value: Option<Value>,
    pub(super) also_read: Vec<Value>,
    pub(super) model: TypeId,
}

#[derive(Debug)]
pub(super) struct EnumValue {
    pub(super) value: Value,
    pub(super) doc: Option<String>,
}

/// The texts of a declaration.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) doc: Option<String>,
    pub(super) deprecated: bool,
}

/// A type expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ty {
    pub(super) wrappers: Vec<Wrapper>,
    pub(super) base: Base,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapper {
    List,
    Map,
    Nullable,
    Box,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A type of the dialect: `string`.
    Scalar(&'static str),
    Named(TypeId),
}

/// A field or a parameter.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) wire: String,
    /// The pointer of its schema or parameter.
    pub(super) at: String,
    pub(super) ty: Ty,
    pub(super) required: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) nullable: bool,
    pub(super) texts: Texts,
    /// Its other keys, in the order in which they are written.
    pub(super) keys: Vec<(&'static str, Value)>,
}

/// An operation.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) at: String,
    pub(super) name: String,
    /// The folder below `operations/`.
    pub(super) folder: Option<String>,
    /// The group, and the name in it if it is another one.
    pub(super) group: Option<(String, Option<String>)>,
    pub(super) texts: Texts,
    pub(super) method: String,
    pub(super) path: String,
    /// The server in place of that of the API.
    pub(super) server: Option<String>,
    pub(super) path_params: Vec<Field>,
    pub(super) query: Vec<Field>,
    pub(super) headers: Vec<Field>,
    pub(super) request: Option<Ty>,
    /// The format of the body, if it is not JSON.
    pub(super) body: Option<&'static str>,
    /// What else it says of a body that is text or bytes.
    pub(super) plain: Vec<(&'static str, Value)>,
    pub(super) optional_body: bool,
    pub(super) reply: Option<Ty>,
    /// The successes by their status, if their types differ; `reply` is `None` then.
    pub(super) replies: Vec<Success>,
    /// The format of a success that is not JSON, and its media type, if there is one.
    pub(super) other_reply: Option<(&'static str, Option<String>)>,
    pub(super) reply_headers: Vec<Field>,
    pub(super) no_content: bool,
    pub(super) failures: Vec<Failure>,
    pub(super) auth: Option<bool>,
    pub(super) pages: Vec<(&'static str, Value)>,
    /// Why something of it has no type.
    pub(super) untyped: Vec<Loss>,
}

/// A success with one of several statuses.
#[derive(Debug)]
pub(super) struct Success {
    pub(super) status: u16,
    pub(super) ty: Option<Ty>,
    pub(super) doc: Option<String>,
}

/// The body of a failure.
#[derive(Debug)]
pub(super) struct Failure {
    /// The status, or `default`.
    pub(super) status: String,
    pub(super) ty: Ty,
    pub(super) doc: Option<String>,
}

impl Ty {
    pub(super) const JSON: Ty = Ty::scalar("json");
    pub(super) const TEXT: Ty = Ty::scalar("string");

    pub(super) const fn scalar(name: &'static str) -> Ty {
        Ty { wrappers: Vec::new(), base: Base::Scalar(name) }
    }

    pub(super) const fn named(id: TypeId) -> Ty {
        Ty { wrappers: Vec::new(), base: Base::Named(id) }
    }

    pub(super) fn inside(mut self, wrapper: Wrapper) -> Ty {
        self.wrappers.insert(0, wrapper);
        self
    }

    /// The same without null as an element or a value, which what is sent as text does not have.
    pub(super) fn without_null(mut self) -> Ty {
        self.wrappers.retain(|wrapper| *wrapper != Wrapper::Nullable);
        self
    }

    /// The declared type, if it is one without a wrapper.
    pub(super) fn as_named(&self) -> Option<TypeId> {
        match self.base {
            Base::Named(id) if self.wrappers.is_empty() => Some(id),
            Base::Named(_) | Base::Scalar(_) => None,
        }
    }

    /// The name of the scalar type, if it is one without a wrapper.
    pub(super) fn as_scalar(&self) -> Option<&'static str> {
        match self.base {
            Base::Scalar(name) if self.wrappers.is_empty() => Some(name),
            Base::Scalar(_) | Base::Named(_) => None,
        }
    }

    /// The declared type inside of it.
    pub(super) fn target(&self) -> Option<TypeId> {
        match self.base {
            Base::Named(id) => Some(id),
            Base::Scalar(_) => None,
        }
    }

    /// Whether it is the scalar type of this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.wrappers.is_empty() && matches!(self.base, Base::Scalar(own) if own == name)
    }
}

impl Draft {
    pub(super) fn declare(&mut self, at: &str, naming: Naming) -> TypeId {
        self.types.push(Declaration {
            at: at.to_owned(),
            naming,
            uses: 0,
            texts: Texts::default(),
            body: Body::Pending,
        });
        TypeId(self.types.len() - 1)
    }

    pub(super) fn get(&self, id: TypeId) -> Option<&Declaration> {
        self.types.get(id.0)
    }

    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut Declaration> {
        self.types.get_mut(id.0)
    }
}
