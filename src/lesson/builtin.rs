//! The lessons that come with the program: files of the same format as everyone's, embedded.

use std::sync::OnceLock;

use super::Lesson;

/// Name and contents of each file under `assets/lessons`, in the order in which they are listed:
/// our own, then examples of others by their authors.
const FILES: [(&str, &str); 18] = [
    ("2-1-1", include_str!("../../assets/lessons/2-1-1.toml")),
    ("3-2-1", include_str!("../../assets/lessons/3-2-1.toml")),
    ("two-outputs", include_str!("../../assets/lessons/two-outputs.toml")),
    ("2-2-2", include_str!("../../assets/lessons/2-2-2.toml")),
    ("mazur", include_str!("../../assets/lessons/mazur.toml")),
    ("han-kamber", include_str!("../../assets/lessons/han-kamber.toml")),
    ("negnevitsky", include_str!("../../assets/lessons/negnevitsky.toml")),
    ("nielsen-easy", include_str!("../../assets/lessons/nielsen-easy.toml")),
    ("nielsen-saturated", include_str!("../../assets/lessons/nielsen-saturated.toml")),
    ("nielsen-cross-entropy", include_str!("../../assets/lessons/nielsen-cross-entropy.toml")),
    ("ng-xnor", include_str!("../../assets/lessons/ng-xnor.toml")),
    ("goodfellow-xor", include_str!("../../assets/lessons/goodfellow-xor.toml")),
    ("cs231n-neuron", include_str!("../../assets/lessons/cs231n-neuron.toml")),
    ("karpathy-neuron", include_str!("../../assets/lessons/karpathy-neuron.toml")),
    ("cs231n-softmax", include_str!("../../assets/lessons/cs231n-softmax.toml")),
    ("trask", include_str!("../../assets/lessons/trask.toml")),
    ("wu-fei", include_str!("../../assets/lessons/wu-fei.toml")),
    ("four-layers", include_str!("../../assets/lessons/four-layers.toml")),
];

/// The names of all lessons that come with the program.
pub fn builtin_names() -> [&'static str; FILES.len()] {
    FILES.map(|(name, _)| name)
}

/// The lesson of that name, if there is one.
pub fn builtin(name: &str) -> Option<Lesson> {
    lessons().iter().find(|lesson| lesson.name == name).cloned()
}

fn lessons() -> &'static [Lesson] {
    static LESSONS: OnceLock<Vec<Lesson>> = OnceLock::new();
    LESSONS.get_or_init(|| {
        FILES
            .iter()
            .map(|(name, text)| {
                Lesson::from_bytes(name, name, text.as_bytes())
                    .expect("the tests read every embedded lesson")
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_lesson_can_be_opened_and_has_the_shape_that_it_is_named_after() {
        for name in builtin_names() {
            let lesson = builtin(name).expect("a lesson");
            if name.starts_with(|first: char| first.is_ascii_digit()) {
                assert_eq!(lesson.example.network.shape(), name);
            }
            assert_ne!(lesson.title.en, lesson.title.zh);
        }
        assert_eq!(builtin("2-1-2"), None);
    }
}
