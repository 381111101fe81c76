//! Comparisons of two specs, with the expected verdicts.

#![cfg(test)]

mod cases;
mod compiled;
mod edit;
mod order;
mod verdicts;
