//! What is done with every operation of an API.

use super::Generate;
use crate::mock::FromWire;
use crate::{Operation, Request};

/// Something that is done with every operation of an API: the generated function `operations::each` passes them, so that
/// a test that holds for all operations needs no list of them.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::FromWire;
/// use specwright_runtime::proptest::{Generate, VisitOperation};
///
/// struct Names(Vec<&'static str>);
///
/// impl VisitOperation for Names {
///     fn visit<Req, Rep>(&mut self, operation: &'static Operation<Req, Rep>)
///     where
///         Req: Generate + Request + FromWire + Send + Sync,
///         Rep: Send + 'static,
///     {
///         self.0.push(operation.spec().name);
///     }
/// }
///
/// # fn main() {
/// let mut names = Names(Vec::new());
/// names.visit(&LIST_PETS);
/// assert_eq!(names.0, ["list_pets"]);
/// # }
/// ```
pub trait VisitOperation {
    /// Visits one operation.
    fn visit<Req, Rep>(&mut self, operation: &'static Operation<Req, Rep>)
    where
        Req: Generate + Request + FromWire + Send + Sync,
        Rep: Send + 'static;
}
