//! What each system has of its own: the keyboard, signals, the window, permissions. Nothing else
//! names a system or its interfaces, and this must not know what the program is for.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;
