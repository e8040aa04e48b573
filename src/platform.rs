//! What each system has of its own: the keyboard, signals, the window, permissions. Nothing else
//! names a system's interfaces, and this must not know what the program is for.

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::*;
