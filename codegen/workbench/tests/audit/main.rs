//! Specs and documentation that agree, and what is said once either changes.

#![cfg(test)]

mod ferries;
mod page;
mod paths;
mod rows;
mod values;
