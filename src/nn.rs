//! Fully connected networks: forward pass, gradients and training.
//!
//! Everything here is plain arithmetic on [`ndarray`] arrays. It must not know lessons, files, words or screens.

pub mod activation;
pub mod gradient;
pub mod network;
pub mod random;
pub mod training;

pub use activation::Activation;
pub use gradient::Backward;
pub use network::{Forward, Layer, Network, NetworkError};
pub use random::{NumpyRandom, initial_network};
pub use training::{Dataset, Health, Point, Position, Trainer};
