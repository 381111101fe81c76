//! The keys of every mapping of the dialect.
