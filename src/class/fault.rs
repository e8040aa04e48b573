//! What can be wrong with the files of a class.

use crate::files::{EncodingFault, IoFault, Located};
use crate::lesson::file::fault::LessonFault;
use crate::message::messages;
use crate::suggest::Suggestion;

/// What is wrong, in which file, and where.
pub type ClassError = Located<ClassFault>;

messages!("class"
    /// What is wrong with a roster, or with answers.
    pub enum ClassFault {
        /// The system does not let it be read or written.
        Io { why: IoFault },
        /// It is no text.
        Encoding { why: EncodingFault },
        /// More bytes than any class has.
        TooLarge { limit: String },
        /// No rows.
        Empty,
        /// A row with another number of cells than the header.
        RaggedRow { cells: usize, columns: usize },
        /// A column that is needed is missing.
        MissingColumn { column: String },
        /// A column is there twice.
        DoubleColumn { column: String },
        /// A column that is no blank of the assignment.
        UnknownColumn { column: String, suggestion: Suggestion },
        /// A row without an id.
        NoId,
        /// An id that can be no file's name.
        BadId { id: String },
        /// An id that is there twice.
        DoubleId { id: String, first: usize },
        /// An id that the assignment does not have.
        UnknownId { id: String, suggestion: Suggestion },
        /// A file of somebody who has handed in another one.
        DoubleFile { id: String, other: String },
        /// No answers as the screen writes them.
        NoAnswers { why: LessonFault },
        /// The file of a whole class where that of one student belongs.
        ManySheets { id: String },
        /// A folder that is not empty.
        NotEmpty,
        /// A number to leave blank that the lesson does not have.
        UnknownBlank { name: String, suggestion: Suggestion },
    }
);
