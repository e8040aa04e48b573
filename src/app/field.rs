//! One line of text that is being typed.

use crate::limits;
use crate::sanitize::narrow;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A number or a small expression: digits, signs, brackets, and the letters of functions.
    Expression,
    /// A number, or several with commas between them.
    Number,
    /// A name, as of a file: anything but control characters.
    Name,
}

impl FieldKind {
    /// Whether a character may be typed. A mark that has no business in a number is better seen and
    /// objected to than left out: the number would be another.
    pub fn accepts(self, character: char) -> bool {
        // The marks, letters and digits of Chinese input methods.
        let is_wide = matches!(character, '\u{3000}'..='\u{301F}' | '！'..='｡');
        match self {
            Self::Expression => {
                character.is_ascii_digit()
                    || character.is_ascii_lowercase()
                    || " .,+-−–*·×⋅∙/÷^()'′’½²".contains(character)
                    || is_wide
            }
            Self::Number => {
                character.is_ascii_digit()
                    || character.is_ascii_punctuation()
                    || " −eE".contains(character)
                    || is_wide
            }
            Self::Name => !character.is_control(),
        }
    }

    /// What stands in the field for a character that was typed. A name stays as it is.
    fn written(self, character: char) -> char {
        if self == Self::Name { character } else { narrow(character) }
    }
}

/// A change to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A character at the cursor.
    Insert(char),
    /// The character before the cursor goes.
    Backspace,
    /// The character under the cursor goes.
    Delete,
    /// The cursor goes one character left.
    Left,
    /// The cursor goes one character right.
    Right,
    /// The cursor goes to the start.
    Start,
    /// The cursor goes to the end.
    End,
    /// Everything goes.
    Clear,
}

/// A line of text with a cursor in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What the field takes.
    pub kind: FieldKind,
    text: Vec<char>,
    /// How many characters stand before the cursor.
    pub cursor: usize,
    /// Whether the first character that is typed replaces the text.
    pub is_proposal: bool,
}

impl Field {
    /// A field with a text in it, the cursor behind it.
    pub fn new(kind: FieldKind, text: &str) -> Self {
        let text: Vec<char> = text.chars().take(limits::FIELD).collect();
        Self { kind, cursor: text.len(), text, is_proposal: false }
    }

    /// A field that proposes a text: it can be changed, or replaced by typing another.
    pub fn proposing(kind: FieldKind, text: &str) -> Self {
        Self { is_proposal: true, ..Self::new(kind, text) }
    }

    /// What is in it.
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Changes the text or moves the cursor.
    pub fn edit(&mut self, edit: Edit) {
        let replaces = std::mem::take(&mut self.is_proposal);
        match edit {
            Edit::Insert(character) => {
                if replaces {
                    *self = Self::new(self.kind, "");
                }
                if self.kind.accepts(character) && self.text.len() < limits::FIELD {
                    self.text.insert(self.cursor, self.kind.written(character));
                    self.cursor += 1;
                }
            }
            Edit::Backspace => {
                if let Some(before) = self.cursor.checked_sub(1) {
                    self.text.remove(before);
                    self.cursor = before;
                }
            }
            Edit::Delete => {
                if self.cursor < self.text.len() {
                    self.text.remove(self.cursor);
                }
            }
            Edit::Left => self.cursor = self.cursor.saturating_sub(1),
            Edit::Right => self.cursor = (self.cursor + 1).min(self.text.len()),
            Edit::Start => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::Clear => *self = Self::new(self.kind, ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_typed_erased_and_walked_through() {
        let mut field = Field::new(FieldKind::Expression, "0.5");
        for edit in
            [Edit::Left, Edit::Insert('2'), Edit::Insert('Q'), Edit::Start, Edit::Insert('−')]
        {
            field.edit(edit);
        }
        assert_eq!((field.text().as_str(), field.cursor), ("−0.25", 1));
        for edit in
            [Edit::Backspace, Edit::Backspace, Edit::Delete, Edit::End, Edit::Right, Edit::Delete]
        {
            field.edit(edit);
        }
        assert_eq!((field.text().as_str(), field.cursor), (".25", 3));
        field.edit(Edit::Clear);
        assert!(field.is_empty());
    }

    #[test]
    fn a_proposal_is_replaced_by_typing_and_changed_by_moving() {
        let mut field = Field::proposing(FieldKind::Number, "21");
        field.edit(Edit::Insert('7'));
        field.edit(Edit::Insert('8'));
        assert_eq!(field.text(), "78");
        let mut field = Field::proposing(FieldKind::Number, "21");
        field.edit(Edit::Left);
        field.edit(Edit::Insert('5'));
        assert_eq!(field.text(), "251");
    }

    #[test]
    fn full_width_characters_are_plain_in_numbers_and_stay_in_names() {
        let typed = |kind, text: &str| {
            let mut field = Field::new(kind, "");
            text.chars().for_each(|character| field.edit(Edit::Insert(character)));
            field.text()
        };
        assert_eq!(typed(FieldKind::Number, "０。５，－１ｅ３　２"), "0.5,-1e3 2");
        assert_eq!(typed(FieldKind::Expression, "（０．５＋１）＊2。5"), "(0.5+1)*2.5");
        assert_eq!(typed(FieldKind::Name, "２０２４。ｃｓｖ"), "２０２４。ｃｓｖ");
        // Not another number because of what is left out.
        assert_eq!(typed(FieldKind::Number, "1/2;3、4"), "1/2;3、4");
        assert_eq!(typed(FieldKind::Expression, "0、5"), "0、5");
    }

    #[test]
    fn no_text_grows_without_end() {
        let mut field = Field::new(FieldKind::Name, &"x".repeat(500));
        field.edit(Edit::Insert('x'));
        assert_eq!(field.text().len(), limits::FIELD);
    }
}
