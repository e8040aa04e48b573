//! What can be wrong with a table.

use super::role::Role;
use super::separator::Separator;
use crate::files::{EncodingFault, IoFault, Located};
use crate::message::messages;
use crate::suggest::Suggestion;

/// Why a table can't be read or prepared: file, line, column, and what is wrong there.
pub type TableError = Located<TableFault>;

messages!("table"
    /// What is wrong with a table. Values and names are as they are shown, limits in MiB.
    #[expect(missing_docs, reason = "the fields are the values in the sentences of the words")]
    pub enum TableFault {
        /// The system does not let it be read.
        Io { why: IoFault },
        /// The caller asked to stop reading or preparing it.
        Stopped,
        /// More bytes than allowed.
        TooLarge { limit: String },
        /// It is no text.
        Encoding { why: EncodingFault },
        /// It begins like a zip archive, which spreadsheets are.
        Archive,
        /// A cell that is not UTF-8.
        NotUtf8Cell { value: String },
        /// The same, and what it probably is: the encoding's name and label, and the cell in it.
        OtherEncoding { encoding: &'static str, label: &'static str, value: String },
        /// A cell that is not in the encoding that was asked for.
        NotInEncoding { encoding: &'static str },
        /// Lines that end in a carriage return without a line feed.
        CarriageReturns,
        /// No line with anything in it.
        Empty,
        /// A header, and nothing below.
        NoRows,
        /// A column without a name in the header.
        Nameless,
        /// Two columns of one name; the first of them, from 1.
        SameName { first: usize },
        /// A first line of numbers.
        NumericHeader,
        /// A first line that looks like those below it; what is no name in it.
        RecordHeader { value: String },
        /// A header that ends in a separator, without a column behind it.
        TrailingSeparator { separator: Separator },
        /// One column, in whose name there are full-width commas.
        FullWidthCommas,
        /// One column, so nothing to learn from.
        OneColumn { separator: Separator },
        /// More columns than allowed.
        TooManyColumns { most: usize },
        /// A row beyond the limit.
        RowTooLong { limit: String },
        /// A cell beyond the limit.
        CellTooLong { limit: String },
        /// A quoted cell that goes on to the end of the file; what follows the quote.
        OpenQuote { value: String },
        /// A row with fewer cells than the header.
        TooFewCells { found: usize, expected: usize },
        /// A row with more cells than the header.
        TooManyCells { found: usize, expected: usize, separator: Separator },
        /// A row with more or fewer cells than the header that ends in a later line.
        RunsOn { found: usize, expected: usize, last: usize },
        /// An empty cell; how many of the rows have one in its column.
        Missing { gaps: usize, rows: usize, name: String },
        /// A cell that says that it has no value.
        SaidToBeMissing { value: String, gaps: usize, rows: usize, name: String },
        /// A row without a target.
        MissingTarget { gaps: usize, rows: usize },
        /// Nothing is left when the rows with missing values are left out.
        AllMissing,
        /// A role names a column that is not there.
        UnknownColumn { role: Role, name: String, suggestion: Suggestion },
        /// One column twice in the same role.
        NamedTwice { role: Role },
        /// One column with two roles.
        TwoRoles { first: Role, second: Role },
        /// A column with too many different values for dummies.
        TooManyCategories { most: usize },
        /// Text where a number is needed.
        NotANumber { value: String },
        /// Text that would be a number if it were written plainly, in one way or one of two.
        OddNumber { value: String, plain: String },
        /// See [`TableFault::OddNumber`].
        AmbiguousNumber { value: String, plain: String, other: String },
        /// A number that is infinite, or too large to hold.
        NotFinite { value: String },
        /// A target other than 0 and 1.
        NotATarget { value: String },
        /// The value that is to be 1 is nowhere in the column, or everywhere.
        NotPositive { value: String },
        /// Two values, but not 0 and 1.
        TwoClasses { value: String, one: String, other: String },
        /// More than two classes, one of them.
        ManyClasses { value: String, classes: usize, one: String },
        /// Texts of many values.
        TextTarget { value: String },
        /// Numbers between 0 and 1.
        ProbabilityTarget { value: String },
        /// Numbers of many values.
        AmountTarget { value: String },
        /// A number that is no probability.
        NoProbability { value: String },
        /// The same value in every row, which is not 0 or 1.
        OneTarget { value: String },
        /// More different values than there may be classes.
        TooManyClasses { most: usize },
        /// Every column has another role.
        NoTarget,
        /// The same target everywhere.
        OneClass { value: u8 },
        /// The same number everywhere.
        Constant { value: String },
        /// Numbers whose mean or standard deviation leaves the range of `f64`.
        Unscalable,
        /// No column beside the target.
        NoFeatures,
        /// More memory than a table may take.
        TooManyNumbers { records: usize, features: usize, limit: String },
        /// A test fraction that is none.
        Fraction { fraction: f64 },
        /// One row can't be split.
        OneRecord,
        /// A split that leaves nothing to learn from.
        NoneToTrain { fraction: f64, records: usize },
        /// A split that leaves nothing to test on.
        NoneToTest { fraction: f64, records: usize },
    }
);
