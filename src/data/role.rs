//! What a column is to be used for.

use crate::message::messages;

messages!("role"
    /// What a column is to be used for. Told as the option that says so.
    #[derive(Copy, Eq)]
    pub enum Role {
        /// What the network learns to tell.
        Target,
        /// One dummy for each of its values.
        OneHot,
        /// Shifted to mean 0 and scaled to standard deviation 1.
        Standardize,
        /// Not used at all.
        LeaveOut,
    }
);
