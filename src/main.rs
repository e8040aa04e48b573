//! The `backprop` command.
fn main() {}
