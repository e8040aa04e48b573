//! All that is said outside the screen, in Chinese, and in a locale without its characters.

use std::path::Path;

use crate::command::{command, failed, run, stdout, succeeded, temporary, text};
use crate::wrong::WRONG;

const COMMANDS: [&str; 10] = [
    "",
    "step",
    "train",
    "gradients",
    "differences",
    "check",
    "new",
    "completions",
    "man",
    "doctor",
];

/// Two words of English in a row, outside quotes: a phrase that has not been put into Chinese.
fn english(line: &str) -> bool {
    let unquoted: String = line.split(['“', '”']).step_by(2).collect();
    let words: Vec<&str> = unquoted.split(' ').collect();
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|character| ('\u{4e00}'..'\u{a000}').contains(&character))
}

#[test]
fn help_and_manual_pages_are_chinese() {
    for name in COMMANDS {
        for flag in ["--help", "-h"] {
            let arguments = [name, flag, "--lang", "zh"];
            let arguments: Vec<&str> =
                arguments.into_iter().filter(|word| !word.is_empty()).collect();
            let page = stdout(&arguments);
            assert!(is_chinese(&page));
            for line in page.lines().filter(|line| !line.contains("backprop ")) {
                assert!(!english(line), "{line:?} in {name} {flag}");
            }
            for heading in ["Usage:", "Options:", "Commands:", "Arguments:", "default: ", "values"]
            {
                assert!(!page.contains(heading), "{heading} in {name} {flag}");
            }
        }
        let arguments = ["man", name, "--lang", "zh"];
        let arguments: Vec<&str> = arguments.into_iter().filter(|word| !word.is_empty()).collect();
        let page = stdout(&arguments);
        for line in page.lines().filter(|line| !line.contains("backprop")) {
            let is_roff = line.starts_with(".TH") || line.starts_with(".ie");
            assert!(is_roff || !english(line), "{line:?} in man {name}");
        }
    }
}

#[test]
fn wrong_command_lines_are_told_in_chinese() {
    for (arguments, code, sentence) in WRONG {
        let (said, found) = failed(&run(&[&["--lang", "zh"], *arguments].concat()));
        assert_eq!(found, *code);
        assert!(is_chinese(&said) && !english(&said), "{said:?} for {sentence:?}");
    }
    let (said, _) = failed(&command(&["--lnag"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap());
    assert_eq!(said, "没有“--lnag”这个参数；是不是想写“--lang”？（见 backprop --help）");
}

#[test]
fn files_are_checked_and_begun_in_chinese() {
    let lesson = temporary("begun.toml", stdout(&["new", "2-3-1", "--lang", "zh"]));
    let contents = std::fs::read_to_string(&lesson).unwrap();
    assert!(contents.contains("weights = [ # 每个输入一行，每个单元一列\n"), "{contents}");
    let said = stdout(&["check", lesson.to_str().unwrap(), "--lang", "zh"]);
    assert!(said.ends_with("begun.toml：2-3-1 网络，没有问题\n"), "{said}");
    let page = stdout(&["doctor", "--lang", "zh"]);
    for line in ["屏幕       标准输出不是终端", "语言       zh", "字符       unicode（C.UTF-8）"]
    {
        assert!(page.lines().any(|found| found == line), "{line:?} not in\n{page}");
    }
    assert!(!page.lines().any(english), "{page}");
}

/// What can't be shown in a locale's characters is not printed.
#[test]
fn a_locale_without_utf8_gets_ascii_and_is_told_why() {
    let chinese = temporary("课.toml", stdout(&["new", "2-1"]));
    let missing = Path::new("没有这一课.toml");
    let cases: [&[&str]; 11] = [
        &["step"],
        &["step", "--lang", "zh"],
        &["--help"],
        &["train", "--epochs", "0", "--lang", "zh"],
        &["train", "--epochs", "1"],
        &["check", chinese.to_str().unwrap()],
        &["check", missing.to_str().unwrap()],
        &["new", "2-1"],
        &["doctor"],
        &["differences"],
        &["gradients"],
    ];
    for arguments in cases {
        for (locale, notes) in [("zh_CN.GBK", 1), ("C", usize::from(arguments.contains(&"zh")))] {
            let output = command(arguments).env("LC_ALL", locale).output().unwrap();
            let (said, complaint) = (text(&output.stdout), text(&output.stderr));
            assert!(said.is_ascii() && complaint.is_ascii(), "{arguments:?} {said} {complaint}");
            let note = format!("as the locale \"{locale}\" is not UTF-8");
            assert_eq!(complaint.matches(&note).count(), notes, "{arguments:?} {complaint}");
        }
    }
    let begun = command(&["new", "2-1"]).env("LC_ALL", "C").output().unwrap();
    let escaped = temporary("escaped.toml", succeeded(&begun));
    let said = stdout(&["step", escaped.to_str().unwrap(), "--lang", "zh"]);
    assert!(said.starts_with("2-1 网络\n"), "{said}");
    let arguments = ["step", "--lang", "zh", "--symbols", "unicode"];
    let asked = command(&arguments).env("LC_ALL", "zh_CN.GBK").output().unwrap();
    assert_eq!(succeeded(&asked), stdout(&arguments));
}

/// Every entry of the menu can be gone through in lines, in both languages.
#[test]
fn lines_offer_all_that_the_menu_offers() {
    for language in ["en", "zh"] {
        let menu = |typed: &str| {
            let input = temporary(&format!("menu-{language}"), format!("{typed}\nquit\n"));
            let mut program = command(&["--linear", "--lang", language]);
            let said = program.stdin(std::fs::File::open(input).unwrap()).output().unwrap();
            succeeded(&said)
        };
        let script = stdout(&["train", "--format", "text", "--verbose"]);
        let training = menu("4");
        assert!(script.lines().all(|line| training.contains(line)), "{training}");
        let gradients = stdout(&["gradients", "--linear", "--lang", language]);
        assert!(menu("5").contains(&gradients));
        let differences = stdout(&["differences", "--lang", language]);
        assert!(menu("6").contains(&differences));
        assert!(differences.contains("0.030153") && differences.contains("\n26"), "{differences}");
        assert!(differences.lines().chain(gradients.lines()).all(|line| !line.starts_with(' ')));
    }
}
