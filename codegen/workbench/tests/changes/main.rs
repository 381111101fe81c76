//! Two specs are compared, and each change has the verdicts it should.

#![cfg(test)]

mod cases;
mod compiled;
mod edit;
mod order;
mod verdicts;
