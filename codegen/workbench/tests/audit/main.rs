//! Audits: specs and documentation that agree, and the differences after edits.

#![cfg(test)]

mod ferries;
mod page;
mod paths;
mod requests;
mod rows;
mod values;
