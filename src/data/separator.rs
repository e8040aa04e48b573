//! What stands between two cells of a row.

use strum::{IntoStaticStr, VariantArray};

use crate::message::messages;

messages!("separator"
    /// What stands between two cells of a row; the likeliest first.
    #[derive(Copy, Eq, IntoStaticStr, VariantArray)]
    #[strum(serialize_all = "snake_case")]
    pub enum Separator {
        /// `,`
        Comma,
        /// `;`
        Semicolon,
        /// The tab character.
        Tab,
        /// `|`
        Pipe,
    }
);

impl Separator {
    /// The byte in the file.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// The separator that is given by the character itself, its name, or `\t`.
    ///
    /// # Errors
    /// What may be given instead.
    pub fn named(given: &str) -> Result<Self, String> {
        let name = if given == r"\t" { "tab" } else { given };
        let is_meant = |separator: &Self| {
            name.as_bytes() == [separator.byte()] || name == <&str>::from(*separator)
        };
        Self::VARIANTS.iter().copied().find(is_meant).ok_or_else(|| {
            format!("“{given}” is no separator; choose comma, semicolon, tab or pipe")
        })
    }
}
