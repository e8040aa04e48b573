//! What can be wrong with a lesson file.

use crate::files::{EncodingFault, IoFault, Located};
use crate::message::messages;
use crate::nn::NetworkError;
use crate::suggest::Suggestion;

/// Why a lesson could not be read: file, line, character, and what is wrong there.
pub type LessonError = Located<LessonFault>;

messages!("lesson"
    /// What is wrong with a lesson file. Layers and rows count from 1.
    pub enum LessonFault {
        /// The system does not let it be read.
        Io { why: IoFault },
        /// It is no text.
        Encoding { why: EncodingFault },
        /// More bytes than any lesson has.
        TooLarge { limit: String },
        /// Nothing but white space.
        Empty,
        /// The parser's words, where there is no better advice.
        NotToml { reason: String },
        /// A key is given twice.
        KeyTwice { key: String },
        /// It looks like JSON.
        Json,
        /// Nothing stands after the `=`.
        NoValue,
        /// A word without quotes.
        Unquoted { value: String },
        /// `.5`
        NoDigit { value: String },
        /// `0,5`, and how it is written.
        DecimalComma { value: String },
        /// A full-width character where TOML has a plain one.
        FullWidth { found: String, plain: String },
        /// Something stands behind a value.
        ValueEnds,
        /// A value of another type.
        Expected { what: Wanted, found: Found },
        /// A number that is infinite or none.
        NotFinite { value: String },
        /// A key that no such section has.
        UnknownKey { key: String, section: SectionName, suggestion: Suggestion },
        /// A key that slipped into a section.
        Misplaced { key: String },
        /// A key is missing.
        MissingKey { section: SectionName, key: String },
        /// No inputs, or no targets.
        NoNumbers { key: String },
        /// More than can be shown.
        TooMany { count: usize, what: Counted, most: usize },
        /// The number of updates is none of these.
        Updates { key: String, most: usize },
        /// A file of another kind.
        OtherKind { kind: String, wanted: String },
        /// A kind that there is not.
        UnknownKind { kind: String, suggestion: Suggestion },
        /// A course that is called nothing.
        Untitled,
        /// None or too many lessons in a course.
        Lessons { most: usize },
        /// A lesson of a course has neither a name nor a file, or both.
        NameOrFile,
        /// No lesson of that name comes with the program.
        UnknownLesson { name: String, suggestion: Suggestion },
        /// No mode of that name.
        UnknownMode,
        /// No assignment, nor a part of one.
        NoAssignment,
        /// An assignment of another version.
        OtherVersion,
        /// Too few or too many digits.
        Digits { least: usize, most: usize },
        /// A number to leave blank that the lesson does not have.
        UnknownBlank { name: String, suggestion: Suggestion },
        /// An id that can be no file's name.
        BadId { id: String },
        /// An id that is there twice.
        DoubleId { id: String },
        /// A sheet with a network of another shape.
        OtherShape,
        /// No sheet at all.
        NoSheet,
        /// An empty list of layers.
        NoLayer,
        /// More layers than can be shown.
        TooManyLayers { layers: usize, most: usize },
        /// More weights than can be shown.
        ManyWeights { count: usize, most: usize },
        /// The last layer does not fit the targets.
        WrongOutputs { units: usize, targets: usize },
        /// A layer without weights.
        EmptyLayer { layer: usize },
        /// A row without weights.
        EmptyRow { row: usize, layer: usize },
        /// A row with another number of weights than the first.
        RaggedRow { row: usize, layer: usize, weights: usize, units: usize },
        /// The first layer does not fit the inputs.
        WrongInputs { layer: usize, rows: usize, values: usize },
        /// Another layer does not fit the one below.
        WrongRows { layer: usize, rows: usize, values: usize },
        /// Another number of biases than of units.
        WrongBiases { layer: usize, biases: usize, units: usize },
        /// An activation function that does not exist, and the one that may be meant.
        MisspeltActivation { name: String, near: String },
        /// An activation function that does not exist.
        UnknownActivation { name: String },
        /// Rows that are neither inputs nor units.
        UnknownRows,
        /// Another number of weights into a unit than values come in.
        WrongColumns { layer: usize, weights: usize, values: usize },
        /// A loss that does not exist.
        UnknownLoss { name: String, suggestion: Suggestion },
        /// Outputs of a function that cross-entropy has no use for.
        UnfitOutputs { activation: String },
        /// A target that cross-entropy has no use for.
        UnfitTarget { target: String },
        /// Softmax with another loss, or none.
        SoftmaxLoss,
        /// The loss of softmax without it.
        NoSoftmax,
        /// Softmax below the last layer.
        SoftmaxBelow { layer: usize },
        /// Targets of softmax that do not sum to 1.
        UnfitShares { sum: String },
        /// A loss of no targets.
        LossWithoutTargets,
        /// Targets as well as the slope of the outputs.
        TargetsAndGradient,
        /// A rule for updates without several records.
        NoRecords,
        /// None or too many records.
        RecordCount { most: usize },
        /// A record at the top besides those below.
        TwoPlaces { key: String },
        /// A record with another number of inputs or targets than the first.
        OtherLengths { record: usize },
        /// No such rule for updates.
        UnknownUpdate,
        /// The number of updates is given twice over.
        UpdatesAndEpochs,
        /// What else speaks against the network.
        Network { why: NetworkError },
    }
);

messages!("wanted"
    /// What a value should be.
    pub enum Wanted {
        Numbers,
        Layers,
        Rows,
        Row,
        Languages,
        Text,
        Texts,
        Number,
        Boolean,
        Whole,
        Sheets,
        Notes,
        Records,
        Biases,
        Answers,
        Lessons,
    }
);

messages!("found"
    /// What a value is.
    pub enum Found {
        Text { text: String },
        Number,
        Boolean { value: String },
        Date,
        List,
        Section,
    }
);

messages!("section"
    /// What a section of the file is called.
    pub enum SectionName {
        Lesson,
        Course,
        Entry,
        Layer,
        Assignment,
        Sheet,
        Note,
        Record,
        Answers,
        Named { key: &'static str },
    }
);

messages!("counted"
    /// What there can be too many of.
    #[derive(Copy)]
    pub enum Counted {
        Inputs,
        Targets,
        Units,
    }
);
