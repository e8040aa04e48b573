//! Tables as people have them: what is made of them, and what helps where that is not possible. They
//! are small extracts of public ones.

use std::path::Path;
use std::process::Output;

use encoding_rs::GBK;

use super::command::{command, temporary, text};

const TITANIC: &str = "\
survived,sex,age,embarked,deck
0,male,22,S,
1,female,38,C,C
1,female,,S,
1,female,35,S,C
0,male,35,Q,
0,male,54,S,E
0,male,2,S,
1,female,27,S,
1,female,14,,
0,male,20,S,
";

const WATERMELON: &str = "\
编号,色泽,根蒂,触感,密度,好瓜
1,青绿,蜷缩,硬滑,0.697,是
2,乌黑,蜷缩,硬滑,0.774,是
3,乌黑,蜷缩,硬滑,0.634,是
4,青绿,稍蜷,软粘,0.666,否
5,浅白,稍蜷,硬滑,0.243,否
6,浅白,蜷缩,软粘,0.245,否
";

const IRIS: &str = "\
sepal_length,petal_length,species
5.1,1.4,setosa
4.9,1.5,setosa
7.0,4.7,versicolor
6.4,4.5,versicolor
6.3,6.0,virginica
5.8,5.1,virginica
";

const CHANCE: &str = "\
GRE Score,CGPA,Chance of Admit 
337,9.65,0.92
324,8.87,0.76
316,8,0.72
322,8.67,0.8
314,8.21,0.65
";

const BIKE: &str = "\
dteday,temp,cnt
2011-10-27,0.47,2659
2011-10-28,0.33,3747
2011-10-29,0.25,627
2011-10-30,0.32,3331
2011-10-31,0.34,3669
";

const ADULT: &str = "\
39, State-gov, 77516, Bachelors, 13, Male, 2174, 0, <=50K
50, Self-emp, 83311, Bachelors, 13, Male, 0, 0, <=50K
38, Private, 215646, HS-grad, 9, Female, 0, 0, >50K
";

const GERMAN: &str = "\
A11,6,A34,1169,4,4,1
A12,48,A32,5951,2,2,2
";

const MUSHROOM: &str = "\
p,x,s,n,t
e,x,s,y,t
e,b,s,w,t
p,x,y,w,t
";

const BREAST_CANCER: &str = "\
\"id\",\"diagnosis\",\"radius_mean\",
842302,M,17.99
842517,B,20.57
843009,M,19.69
";

/// Trains on a table for one epoch, in a language.
fn train(language: &str, name: &str, table: impl AsRef<[u8]>, arguments: &[&str]) -> Output {
    let name = format!("{language}-{name}");
    temporary(&name, table);
    command(&["train", "--lang", language, "--epochs", "1", "--format", "csv", "--data", &name])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_TARGET_TMPDIR")))
        .output()
        .unwrap()
}

/// What is said about a table on which it is possible to train.
fn notes(name: &str, table: impl AsRef<[u8]>, arguments: &[&str]) -> Vec<String> {
    let output = train("en", name, table, arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    said.lines().map(|line| line.strip_prefix("backprop: ").unwrap().to_owned()).collect()
}

/// What is wrong with a table, in a language, and what helps.
fn fault(language: &str, name: &str, table: impl AsRef<[u8]>, arguments: &[&str]) -> String {
    let output = train(language, name, table, arguments);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let start = format!("backprop: {language}-{name}");
    said.lines().last().unwrap().strip_prefix(&start).unwrap_or_else(|| panic!("{said}")).to_owned()
}

/// What is wrong in both languages.
fn faults(name: &str, table: impl AsRef<[u8]>, arguments: &[&str]) -> [String; 2] {
    ["en", "zh"].map(|language| fault(language, name, &table, arguments))
}

#[test]
fn a_gap_counts_only_where_it_is_used() {
    let said = notes("gaps.csv", TITANIC, &["--leave-out", "deck", "--skip-missing"]);
    assert!(said.contains(&"2 rows with a missing value were left out.".to_owned()), "{said:?}");
    // What can't be used is left out unasked, so its gaps are none either.
    let names = TITANIC.replace(",deck\n", ",deck,name,nothing\n");
    let row = |(index, line): (usize, &str)| match index {
        0 => format!("{line}\n"),
        3 => format!("{line},,\n"),
        _ => format!("{line},Name{index},\n"),
    };
    let names: String = names.lines().enumerate().map(row).collect();
    let said = notes("names.csv", names, &["--leave-out", "deck", "--skip-missing"]);
    assert!(said.contains(&"2 rows with a missing value were left out.".to_owned()), "{said:?}");
    let [english, chinese] = faults("most-gaps.csv", TITANIC, &[]);
    insta::assert_snapshot!(english, @", line 2, column 5 “deck”: the value is missing, as in 7 of the 10 rows; fill it in, do without the column with --leave-out deck, or leave such rows out with --skip-missing");
    insta::assert_snapshot!(chinese, @" 第 2 行第 5 列“deck”：缺少值，10 行里有 7 行都缺；请补上，或者用 --leave-out deck 不使用这一列，或者用 --skip-missing 略过这样的行");
}

#[test]
fn names_match_with_blanks_around_them_and_no_guess_clashes() {
    let said = notes("blanks.csv", TITANIC, &["--leave-out", " deck, age , embarked"]);
    assert_eq!(
        said[1..],
        ["Target: survived (the only column of 0 and 1).", "One-hot: sex (few different values)."]
    );
    for target in ["Chance of Admit", " Chance of Admit "] {
        let label = ["--target", target, "--target-kind", "label"];
        let sentence = fault("en", "blank-name.csv", CHANCE, &label);
        insta::allow_duplicates! {
            insta::assert_snapshot!(sentence, @", line 2, column 3 “Chance of Admit”: with --target-kind label the target must be 0 or 1, not “0.92”, but this column holds numbers between 0 and 1; take --target-kind probability, or choose another column with --target");
        }
    }
    let all = ["--standardize", "GRE Score,CGPA,Chance of Admit"];
    insta::assert_snapshot!(fault("en", "all-named.csv", CHANCE, &all), @": every column has another role, so none is left to predict; name the one to predict with --target, and nowhere else");
}

#[test]
fn a_missing_header_is_noticed() {
    let told = |name, table| fault("en", name, table, &[]);
    insta::assert_snapshot!(told("adult.csv", ADULT), @", line 1: the header seems to be missing: this line looks like the records below it, and “39” like a value; put a line with the names of the columns above it");
    insta::assert_snapshot!(told("german.csv", GERMAN), @", line 1: the header seems to be missing: this line looks like the records below it, and “6” like a value; put a line with the names of the columns above it");
    insta::assert_snapshot!(told("mushroom.csv", MUSHROOM), @", line 1: the header seems to be missing: this line looks like the records below it, and “x” like a value; put a line with the names of the columns above it");
    insta::assert_snapshot!(fault("zh", "german.csv", GERMAN, &[]), @" 第 1 行：好像没有表头：这一行和下面的数据一样，“6”像是一个值；请在上面加一行各列的名称");
    // Years are names.
    notes(
        "years.csv",
        "country,2019,2020,2021,y\nA,1,5,3,0\nB,2,4,4,1\nC,3,9,1,0\nD,5,1,7,1\n",
        &["--test-fraction", "0.5"],
    );
}

#[test]
fn a_separator_too_many_is_told() {
    let [english, chinese] = faults("trailing.csv", BREAST_CANCER, &[]);
    insta::assert_snapshot!(english, @", line 1: the header ends in a comma, but no row has a cell behind its last one; remove this comma");
    insta::assert_snapshot!(chinese, @" 第 1 行：表头末尾多了一个逗号，而下面每一行都没有对应的单元格，请删去这个逗号");
    let full_width = fault("zh", "full-width.csv", WATERMELON.replace(',', "，"), &[]);
    insta::assert_snapshot!(full_width, @" 第 1 行：单元格之间用的是全角逗号“，”，请在整个文件里换成半角的“,”");
}

#[test]
fn other_targets_get_advice_that_can_be_followed() {
    let [english, chinese] = faults("classes.csv", IRIS, &["--target-kind", "label"]);
    insta::assert_snapshot!(english, @", line 2, column 3 “species”: with --target-kind label the target must be 0 or 1, not “setosa”, but this column has 3 classes; take --target-kind classes, or pick one to tell from all others, such as --positive setosa");
    insta::assert_snapshot!(chinese, @" 第 2 行第 3 列“species”：写了 --target-kind label，目标值就必须是 0 或 1，而不是“setosa”，可是这一列有 3 类；请改成 --target-kind classes，或者选一类和其余的分开，比如 --positive setosa");
    let [english, chinese] = faults("amounts.csv", BIKE, &["--target-kind", "label"]);
    insta::assert_snapshot!(english, @", line 2, column 3 “cnt”: with --target-kind label the target must be 0 or 1, not “2659”, but this column holds amounts; take --target-kind amount, or choose another column with --target");
    insta::assert_snapshot!(chinese, @" 第 2 行第 3 列“cnt”：写了 --target-kind label，目标值就必须是 0 或 1，而不是“2659”，可是这一列是数量；请改成 --target-kind amount，或者用 --target 另选一列");
    // The advice followed.
    notes("followed.csv", IRIS, &["--positive", "setosa"]);
    notes("classes.csv", IRIS, &["--target-kind", "classes"]);
    let said = notes("amounts.csv", BIKE, &[]);
    assert!(said.iter().any(|line| line.contains("cnt holds amounts")), "{said:?}");
}

#[test]
fn the_last_of_two_texts_is_the_target_in_any_encoding() {
    let gbk = GBK.encode(WATERMELON).0.into_owned();
    let [english, chinese] = faults("gbk.csv", &gbk, &[]);
    insta::assert_snapshot!(english, @", line 1, column 1: this is not UTF-8 but probably GBK, in which it reads “编号”; if that is right, add --encoding gbk");
    insta::assert_snapshot!(chinese, @" 第 1 行第 1 列：这里不是 UTF-8 编码，很可能是 GBK，按它读出来是“编号”；如果读对了，请加上 --encoding gbk");
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(WATERMELON.encode_utf16()).flat_map(order).collect()
    };
    let tables = [
        (gbk, "gbk"),
        (utf16(u16::to_le_bytes), ""),
        (utf16(u16::to_be_bytes), ""),
        (WATERMELON.into(), ""),
        (WATERMELON.into(), "utf-8"),
    ];
    for (table, encoding) in tables {
        let arguments = if encoding.is_empty() { vec![] } else { vec!["--encoding", encoding] };
        let said = notes("read.csv", table, &arguments);
        let positive =
            "y is 1 where 好瓜 is 是, and 0 where it is 否 (--positive 否 turns that round).";
        assert!(said.contains(&positive.to_owned()), "{said:?}");
    }
    let wrong = fault("en", "wrong.csv", WATERMELON, &["--encoding", "utf-16le"]);
    assert!(wrong.contains("--encoding") || wrong.contains("one column"), "{wrong}");
    // A text at the end comes before 0 and 1 in the midst of the table.
    let target = |header: &str| {
        let rows = "1,0,3,no\n2,1,5,yes\n4,0,1,yes\n8,1,6,no\n";
        let output = train("en", "target.csv", format!("{header}\n{rows}"), &[]);
        text(&output.stderr).lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(
        target("a,senior,b,churn"),
        "backprop: Target: churn (the last column, of two values)."
    );
}

/// Labels of many kinds, beside the same table with 0 and 1 written out.
#[test]
fn a_target_of_two_labels_is_what_it_is_with_0_and_1() {
    let table = |one: &str, other: &str| {
        let row = |index: i32| {
            let label = if index % 3 == 0 { one } else { other };
            format!("{},{},{label}\n", f64::from(index * 7 % 11) / 4.0, index * index % 13)
        };
        "a,b,y\n".to_owned() + &(0..24).map(row).collect::<String>()
    };
    let trained = |table: String, arguments: &[&str]| {
        let output = train("en", "labels.csv", table, arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let [plain, turned] = [trained(table("1", "0"), &[]), trained(table("0", "1"), &[])];
    assert_ne!(plain, turned);
    for (one, other) in [
        ("yes", "no"),
        ("True", "False"),
        ("Y", "N"),
        ("M", "B"),
        ("2", "1"),
        ("1", "-1"),
        ("是", "否"),
    ] {
        assert_eq!(trained(table(one, other), &[]), plain, "{one} {other}");
        assert_eq!(trained(table(one, other), &["--positive", other]), turned, "{one} {other}");
        assert_eq!(trained(table(one, other), &["--positive", one]), plain, "{one} {other}");
    }
    // One of three values against the others; and one that is not there.
    let three = table("rose", "lily").replacen("lily", "tulip", 3);
    assert_eq!(trained(three.clone(), &["--target", "y", "--positive", "rose"]), plain);
    let [english, chinese] = faults("three.csv", &three, &["--target", "y", "--positive", "oak"]);
    assert!(english.contains("oak has to stand in some of its rows"), "{english}");
    assert!(chinese.contains("要拿 oak 当 1"), "{chinese}");
}
