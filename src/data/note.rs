//! What was decided about a table unasked.

use super::role::Role;
use super::separator::Separator;
use crate::message::messages;

messages!("note"
    /// Something that was decided about a table unasked.
    pub enum Note {
        /// What separates the cells.
        Separator {
            /// This.
            separator: Separator,
        },
        /// Some rows with a missing value were left out.
        SkippedRows {
            /// How many.
            rows: usize,
        },
        /// Which of two values of the target is 1.
        Positive {
            /// The target.
            column: String,
            /// This.
            positive: String,
            /// Not this.
            other: String,
        },
        /// The target holds numbers from 0 to 1.
        Probability {
            /// The target.
            column: String,
        },
        /// The target holds amounts.
        Amount {
            /// The target.
            column: String,
        },
        /// The target holds several classes.
        Classes {
            /// The target.
            column: String,
        },
        /// What is made of some columns.
        Role {
            /// What is made of them.
            role: Role,
            /// Their names; never empty.
            columns: Vec<String>,
            /// Why.
            reason: Reason,
        },
    }
);

messages!("reason"
    /// Why columns were given a role unasked.
    #[derive(Copy, Eq)]
    pub enum Reason {
        /// The target: no other column holds only 0 and 1.
        OnlyBinary,
        /// The target: of several columns of 0 and 1 the one at the end of the table.
        LastBinary,
        /// The target: of several columns of 0 and 1, none of them at the end, the first.
        FirstBinary,
        /// The target: the last column, of two texts, where 0 and 1 stand only in its midst.
        LastTwoValues,
        /// The target: the last of two texts, where no column holds only 0 and 1.
        TwoTexts,
        /// The target: two numbers, where there are no two texts either.
        TwoValues,
        /// The target: the last column, where no column has two values.
        LastColumn,
        /// A few whole numbers without a gap, or a few texts.
        FewValues,
        /// Numbers of many values.
        ManyNumbers,
        /// The same value in every row.
        OneValue,
        /// Each number one above that of the row before.
        RowNumbers,
        /// Too many different texts for categories.
        ManyTexts,
    }
);
