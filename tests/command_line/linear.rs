//! `--linear`: the real program, lines in and lines out.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use crate::command::{command, succeeded, text};
use serde_json::Value;

/// What the program says to each of these lines, typed into a pipe: first what it says before any, then one part a line.
fn talk(arguments: &[&str], typed: &[&str]) -> Vec<String> {
    let mut program = command(arguments)
        .arg("--linear")
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keyboard = program.stdin.take().unwrap();
    for line in typed {
        writeln!(keyboard, "{line}").unwrap();
    }
    drop(keyboard);
    let said = succeeded(&program.wait_with_output().unwrap());
    assert!(!said.contains('\u{1b}'), "an escape sequence in {said:?}");
    said.split_terminator("\n\n").map(str::to_owned).collect()
}

fn steps(lesson: &str) -> Vec<Value> {
    let document = command(&["step", lesson, "--format", "json"]).output();
    let document: Value = serde_json::from_str(&succeeded(&document.unwrap())).unwrap();
    document["steps"].as_array().unwrap().clone()
}

#[test]
fn a_step_is_a_few_lines_each_complete_in_itself() {
    let said = talk(&["step"], &["", "", "next", "back"]);
    assert_eq!(
        said[2],
        "2 of 17: a, activation of a hidden unit\n\
         a = f(h)\n\
         a = sigmoid(−0.02)\n\
         a ≈ 0.495\n\
         sigmoid(x) = 1 / (1 + e^(−x))\n\
         ≈: rounded, within one unit of the last digit.\n\
         NumPy: a = sigmoid(h)\n\
         The activation function f turns the sum into what the unit passes on. The\n\
         sigmoid is always between 0 and 1."
    );
    assert!(said[3].starts_with("3 of 17: z, "));
    assert_eq!(said[4], said[2]);
}

#[test]
fn enter_goes_through_every_number_of_a_lesson() {
    for lesson in ["2-1-1", "3-2-1"] {
        for (language, step, colon, end) in [
            ("en", "{n} of {total}: {symbol}, ", ": ", "That was the last number."),
            ("zh", "第 {n} 个，共 {total} 个：{symbol}，", "：", "这是最后一个数。"),
        ] {
            let mut steps = steps(lesson);
            // Those of the second forward pass belong to the last number.
            let on_the_way = ["new_pre_activation", "new_activation"];
            steps.retain(|step| !on_the_way.contains(&step["quantity"].as_str().unwrap()));
            let total = steps.len();
            let said = talk(&["step", lesson, "--lang", language], &vec![""; total + 1]);
            assert_eq!(said.len(), total + 2);
            for (index, (expected, said)) in steps.iter().zip(&said[1..]).enumerate() {
                let symbol = expected["symbol"].as_str().unwrap();
                let heading = step
                    .replace("{n}", &(index + 1).to_string())
                    .replace("{total}", &total.to_string())
                    .replace("{symbol}", symbol);
                assert!(said.contains(&heading), "{heading:?} not in {said}");
                // What goes before it in a script (an array to put it into) is not said.
                let numpy = expected["numpy"].as_str().unwrap().lines().last().unwrap();
                let numpy = format!("NumPy{colon}{numpy}");
                assert!(said.contains(&numpy), "{numpy:?} not in {said}");
            }
            assert!(said[total + 1].starts_with(end), "{}", said[total + 1]);
        }
    }
}

#[test]
fn words_go_where_they_say_in_english_and_in_chinese() {
    let english = ["end", "home", "next", "again", "BACK", "convention", "help"];
    let chinese = ["结尾", "开头", "下一个", "重复", "上一个", "约定", "帮助"];
    let said = talk(&["step"], &english);
    assert!(said[1].contains("17 of 17"));
    assert_eq!(said[2], said[0]);
    assert!(said[3].contains("1 of 17"));
    assert_eq!(said[4], said[3]);
    assert_eq!(said[5], said[0]);
    assert!(said[6].contains("E = ½ Σ (y − ŷ)²"));
    for word in ["back: ", "predict: ", "help, ?: ", "quit, q: "] {
        assert!(said[7].contains(word), "{word} not in {}", said[7]);
    }
    let arguments = ["step", "--lang", "zh"];
    let said = talk(&arguments, &chinese);
    assert_eq!(said, talk(&arguments, &english));
    assert!(said[7].contains("上一个、上一步、back："), "{}", said[7]);
}

#[test]
fn questions_the_whole_picture_and_further_updates_have_their_words() {
    let typed = ["end", "overview", "questions", "1", "2", "", "1", "see", "menu"];
    let said = talk(&["step"], &typed);
    assert!(said[2].contains("ŷ = f(z) ≈ 0.51237") && said[2].contains("ΔW = η·δᵒ·a ≈ 0.030153"));
    assert!(said[3].starts_with("question 1 of 5") && said[3].contains("3: it makes"));
    assert!(said[4].starts_with("The minus is in δ already"), "{}", said[4]);
    assert!(said[5].starts_with("Yes. A larger h"), "{}", said[5]);
    assert!(said[6].starts_with("question 2 of 5"), "{}", said[6]);
    // W = 0 is put in: 0·δᵒ·f′(h).
    assert!(said[8].contains("δʰ = 0·0.125·"), "{}", said[8]);
    let said = talk(&["step"], &["update", "end", "update"]);
    assert!(said[1].starts_with("update 2") && said[1].contains("W = 0.13015"), "{}", said[1]);
    assert!(said[2].contains("The loss fell from\n0.11708"), "{}", said[2]);
    assert!(said[3].starts_with("update 3"));
}

#[test]
fn a_number_can_be_predicted_and_mistakes_are_named() {
    // δᵒ of the 2-1-1 network, from NumPy: 0.121832…; the raw error is 0.48763, its slope 0.24985.
    let typed = ["", "", "", "", "", "", "", "predict", "0.48763", "", "12", "hint", "0.12183"];
    let said = talk(&["step"], &typed);
    assert!(said[8].contains("8 of 17: δᵒ, "), "{}", said[8]);
    assert!(said[8].contains("What is δᵒ?") && !said[8].contains("0.12183"));
    let mistake = "Not quite. This is the number you get when the slope at the output is left out";
    assert!(said[9].starts_with(mistake), "{}", said[9]);
    assert!(said[9].ends_with("yours: e"), "{}", said[9]);
    assert_eq!(said[10], "Type a number first.");
    assert!(said[11].starts_with("That is not it."), "{}", said[11]);
    assert!(said[11].ends_with("It follows from: e, f′(z)"), "{}", said[11]);
    assert_eq!(said[12], "The formula: e·f′(z)");
    assert!(said[13].starts_with("Right.\n8 of 17: δᵒ, "), "{}", said[13]);
    assert!(said[13].contains("δᵒ ≈ 0.12183"), "{}", said[13]);

    let said = talk(&["step", "--lang", "zh"], &["自己算", "0.02", "－０。０２"]);
    assert!(said[2].starts_with("不对，错因可能是："), "{}", said[2]);
    assert!(said[3].starts_with("答对了。"), "{}", said[3]);
}

#[test]
fn the_last_hint_is_the_number_and_next_shows_it_too() {
    for typed in [&["predict", "hint", "hint", "hint", "hint"][..], &["predict", "next"]] {
        let said = talk(&["step"], typed);
        let last = said.last().unwrap();
        assert!(last.contains("1 of 17: h, ") && last.contains("h = −0.02"), "{last}");
    }
    let said = talk(&["step"], &["end", "predict", "hint"]);
    assert!(said[2].starts_with("That was the last number."));
    assert!(said[3].starts_with("No number is asked for now."));
}

#[test]
fn what_means_nothing_gets_one_sentence() {
    let said = talk(&["step"], &["bakc", "pear", "\u{1b}[2J", "0.5"]);
    assert_eq!(said[1], "That word is not known here; did you mean “back”?");
    assert_eq!(said[2], "That word is not known here; “help” lists those that are.");
    assert_eq!(said[3], said[2]);
    assert!(said[4].starts_with("No number is asked for now."));
    let said = talk(&["step", "--lang", "zh"], &["天气"]);
    assert_eq!(said[1], "不认识这个词，输入“帮助”可以看到所有能用的词。");
}

#[test]
fn the_menu_is_numbered() {
    let said = talk(&[], &["11", "2", "menu", "1", "quit", "not read"]);
    assert!(said[0].contains("1: The 2-1-1 network: "), "{}", said[0]);
    assert!(said[0].contains("\n5: "), "{}", said[0]);
    assert_eq!(said[1], "Type a number from 1 to 10, or “quit”.");
    assert!(said[2].starts_with("The 3-2-1 network\n"), "{}", said[2]);
    assert_eq!(said[3], said[0]);
    assert!(said[4].starts_with("The 2-1-1 network\n"), "{}", said[4]);
    assert_eq!(said.len(), 5);
}

/// The script of the lesson has printed nothing of these.
#[test]
fn a_small_table_is_trained_in_lines() {
    let said = talk(&[], &["7", "quit"]);
    assert!(
        said[1].contains("no line parts its rows") && !said[1].contains("Train loss"),
        "{}",
        said[1]
    );
    let (first, last) = (
        "epochs done 0: MSE 0.25318, share right 0.5",
        "epochs done 2000: MSE 0.00072765, share right 1",
    );
    assert!(said[1].contains(first) && said[1].contains(last), "{}", said[1]);
    let printed = crate::command::stdout(&["train", "xor", "--format", "text"]);
    assert!(printed.starts_with(first) && printed.trim_end().ends_with(last), "{printed}");
}

#[test]
fn ascii_means_ascii() {
    for arguments in [&["step", "3-2-1", "--symbols", "ascii"][..], &["--symbols", "ascii"]] {
        let mut typed = vec!["help", "1", "convention", "predict", "7", "hint", "hint", "pear"];
        typed.extend(["next"; 32]);
        let said = talk(arguments, &typed).join("\n");
        assert!(said.is_ascii(), "{said}");
    }
}

/// `--symbols auto`
#[test]
fn a_linux_console_and_a_locale_without_utf8_get_ascii() {
    for (term, locale, ascii) in [
        ("linux", "C.UTF-8", true),
        ("xterm-256color", "en_US.ISO-8859-1", true),
        ("xterm-256color", "C", true),
        ("xterm-256color", "C.UTF-8", false),
    ] {
        let output = command(&["step"]).env("TERM", term).env("LC_ALL", locale).output();
        let said = succeeded(&output.unwrap());
        assert_eq!(said.is_ascii(), ascii, "{term} {locale}");
    }
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut program = command(&["step", "--linear"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    output.read_line(&mut first).unwrap();
    drop(output);
    assert_eq!(first, "The 2-1-1 network\n");
    // The program may be gone before all of it is written.
    let _ = program.stdin.take().unwrap().write_all(&[b'\n'; 40]);
    assert_eq!(program.wait().unwrap().code(), Some(0));
    let mut complaint = Vec::new();
    program.stderr.unwrap().read_to_end(&mut complaint).unwrap();
    assert_eq!(text(&complaint), "");
}
