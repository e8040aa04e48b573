//! What stands between two cells of a row.

use crate::message::messages;

messages!("separator"
    /// What stands between two cells of a row.
    #[derive(Copy, Eq)]
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
    /// All of them, the likeliest first, with their names on the command line.
    pub const ALL: [(Self, &str); 4] = [
        (Self::Comma, "comma"),
        (Self::Semicolon, "semicolon"),
        (Self::Tab, "tab"),
        (Self::Pipe, "pipe"),
    ];

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
        let is_meant = |(separator, name): &(Self, &str)| {
            given.as_bytes() == [separator.byte()]
                || given == *name
                || (given == r"\t" && *separator == Self::Tab)
        };
        let found = Self::ALL.into_iter().find(is_meant).map(|(separator, _)| separator);
        found.ok_or_else(|| {
            format!("“{given}” is no separator; choose comma, semicolon, tab or pipe")
        })
    }
}
