//! Fully connected networks: forward pass, gradients and training.
//!
//! Plain arithmetic on [`ndarray`] arrays. It must not know lessons, files, words or screens.

mod activation;
pub mod gradient;
pub(crate) mod loss;
mod network;
pub mod random;
pub mod training;

pub use activation::{Activation, LEAK};
pub use loss::Loss;
pub use network::{Forward, Layer, Network, NetworkError};
