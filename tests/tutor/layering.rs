//! Dependencies between the modules point one way only.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and those of the crate that it may name.
const MAY_NAME: [(&str, &[&str]); 22] = [
    ("cores", &[]),
    ("limits", &[]),
    ("nn", &["cores", "message"]),
    ("sanitize", &[]),
    ("message", &[]),
    ("platform", &[]),
    ("variants", &[]),
    ("suggest", &["message", "sanitize"]),
    ("files", &["message", "platform", "sanitize"]),
    ("data", &["limits", "cores", "nn", "files", "message", "platform", "sanitize", "suggest"]),
    ("lesson", &["limits", "nn", "files", "message", "sanitize", "suggest"]),
    ("text", &["limits", "lesson", "message", "nn", "sanitize", "variants"]),
    ("settings", &["lesson", "text"]),
    ("progress", &["files", "lesson", "message", "platform", "sanitize", "settings", "text"]),
    ("class", &["cores", "files", "lesson", "limits", "message", "sanitize", "suggest"]),
    ("report", &["class", "lesson", "nn", "data", "text"]),
    (
        "app",
        &[
            "limits", "class", "files", "lesson", "message", "nn", "data", "text", "report",
            "sanitize", "progress", "settings", "variants",
        ],
    ),
    ("keymap", &["limits", "app", "platform", "text"]),
    (
        "ui",
        &[
            "limits", "settings", "app", "keymap", "lesson", "nn", "data", "text", "sanitize",
            "progress",
        ],
    ),
    ("linear", &["settings", "app", "report", "lesson", "sanitize", "text", "suggest"]),
    ("tui", &["app", "files", "keymap", "message", "platform", "ui", "progress"]),
    (
        "cli",
        &[
            "limits", "settings", "app", "files", "tui", "linear", "message", "progress", "report",
            "lesson", "nn", "data", "platform", "text", "sanitize", "suggest", "class",
        ],
    ),
];

/// The modules that must not know that there is a screen.
const NO_SCREEN: [&str; 14] = [
    "class", "nn", "sanitize", "message", "suggest", "files", "data", "lesson", "text", "settings",
    "progress", "report", "app", "linear",
];

#[test]
fn every_module_is_in_the_table() {
    let declared: Vec<String> = lines(Path::new("src/lib.rs"))
        .iter()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(!declared.is_empty());
    for module in declared {
        assert!(MAY_NAME.iter().any(|(name, _)| *name == module), "{module} is not in the table");
    }
}

/// The chains of arrows at the head of the library and in the README.
#[test]
fn the_modules_are_drawn_as_they_are() {
    let drawings =
        [include_str!("../../src/lib.rs"), include_str!("../../README.md")].map(|text| {
            let start = text.find("main → cli").expect("a drawing");
            let end = start + text[start..].find("```").expect("its end");
            text[start..end].replace("//! ", "")
        });
    assert_eq!(drawings[0].trim_end(), drawings[1].trim_end());
    for line in drawings[0].lines().filter(|line| line.contains('→')) {
        let chain: Vec<&str> = line.split('→').map(str::trim).collect();
        for pair in chain.windows(2).filter(|pair| pair[0] != "main") {
            let (_, allowed) = MAY_NAME.iter().find(|(name, _)| *name == pair[0]).unwrap();
            assert!(allowed.contains(&pair[1]), "{} → {}", pair[0], pair[1]);
        }
    }
    let drawn: Vec<&str> = drawings[0].split(|c: char| !c.is_alphanumeric()).collect();
    for (module, _) in MAY_NAME {
        assert!(drawn.contains(&module), "{module} is not drawn");
    }
}

#[test]
fn no_module_names_one_that_stands_above_it() {
    for (module, allowed) in MAY_NAME {
        for file in files(module) {
            for line in lines(&file) {
                for named in line.split("crate::").skip(1) {
                    let named: String =
                        named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let fine = named == module || allowed.contains(&named.as_str());
                    assert!(fine, "{} names {named}: {line}", file.display());
                }
            }
        }
    }
}

/// `pub use` would hide that a module knows another one.
#[test]
fn what_is_given_on_counts_as_of_the_module_that_it_is_from() {
    for (giver, _) in MAY_NAME {
        let given = uses(Path::new(&format!("src/{giver}.rs"))).into_iter();
        for Use { module: source, names, .. } in given.filter(|used| used.is_public) {
            for (module, allowed) in MAY_NAME.into_iter().filter(|(module, _)| *module != giver) {
                for file in files(module) {
                    let takes = |used: &Use| {
                        used.module == giver && used.names.iter().any(|name| names.contains(name))
                    };
                    let fine = module == source || allowed.contains(&source.as_str());
                    let hidden = uses(&file).iter().any(takes);
                    assert!(fine || !hidden, "{} names {source} by way of {giver}", file.display());
                }
            }
        }
    }
}

#[test]
fn what_stands_below_the_screen_does_not_know_it() {
    for module in NO_SCREEN {
        for file in files(module) {
            for line in lines(&file) {
                let names_one = line.contains("ratatui") || line.contains("crossterm");
                assert!(!names_one, "{}: {line}", file.display());
            }
        }
    }
}

/// Neither a system nor what one alone has.
#[test]
fn only_the_platform_knows_the_system() {
    const CONDITIONS: [&str; 5] = ["(unix", "(windows", "target_os", "target_family", "cfg!("];
    const UNIX: [&str; 8] =
        ["rustix", "signal_hook", "nix::sys", "termina::", "libc::", "os::unix", "os::fd", "/dev/"];
    const WINDOWS: [&str; 4] = ["crossterm_winapi", "tokio", "os::windows", "CONIN"];
    // On Windows these do not put back all that was there.
    const ENDS: [&str; 3] = ["process::exit", "enable_raw_mode", "disable_raw_mode"];
    for (file, code) in source() {
        let forbidden: &[&[&str]] = match file.to_str().expect("a name") {
            "src/platform.rs" => &[&UNIX, &WINDOWS, &ENDS],
            "src/platform/windows.rs" => &[&CONDITIONS, &UNIX],
            path if path.starts_with("src/platform/unix") => &[&WINDOWS],
            _ => &[&CONDITIONS, &UNIX, &WINDOWS, &ENDS],
        };
        for line in code.iter().filter(|line| !line.trim().starts_with("//")) {
            let named = forbidden.iter().flat_map(|few| *few).find(|name| line.contains(**name));
            assert!(named.is_none(), "{}: {line}", file.display());
        }
    }
}

/// Each offers the same functions, constants and types.
#[test]
fn the_systems_offer_the_same() {
    let [unix, windows] = ["unix", "windows"].map(|system| {
        let code = lines(Path::new(&format!("src/platform/{system}.rs")));
        let public = code.iter().filter_map(|line| line.strip_prefix("pub "));
        let mut names: Vec<String> = public
            .map(|line| line.split(['(', ':', '<', ';', '{']).next().unwrap().trim().to_owned())
            .collect();
        names.sort();
        names
    });
    assert_eq!(unix, windows);
}

/// The compiler asks for it only where something is public outside of the crate.
#[test]
fn what_other_modules_see_is_documented() {
    // The help is what documents the arguments, and the text files the words.
    let elsewhere = ["src/cli/arguments.rs", "src/text", "src/text.rs"];
    for (file, code) in source() {
        let (mut before, mut in_attribute) = ("", false);
        for line in code.iter().map(|line| line.trim()) {
            let is_item =
                line.starts_with("pub ") && !line.contains(" mod ") && !line.contains(" use ");
            let is_documented =
                before.starts_with("///") || elsewhere.iter().any(|place| file.starts_with(place));
            assert!(!is_item || is_documented, "{}: {line}", file.display());
            // Attributes may stand between, of one line or of several.
            in_attribute |= line.starts_with("#[");
            if !in_attribute {
                before = line;
            }
            in_attribute &= !line.ends_with(']');
        }
    }
}

/// What is public can't be found dead by the compiler.
#[test]
fn what_is_public_is_used() {
    // Another way to compute, that must come to the same.
    let for_tests = ["with_compute"];
    let mut uses: HashMap<String, usize> = HashMap::new();
    let mut public: Vec<(PathBuf, String)> = Vec::new();
    for (file, code) in source() {
        for line in code.iter().filter(|line| !line.trim().starts_with("//")) {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            let name = line.trim().starts_with("pub").then(|| {
                const KINDS: [&str; 7] =
                    ["fn", "struct", "enum", "type", "trait", "const", "static"];
                let mut words = words.clone().skip_while(|word| !KINDS.contains(word));
                words.find(|word| !KINDS.contains(word)).map(str::to_owned)
            });
            public.extend(name.flatten().map(|name| (file.clone(), name)));
            words.by_ref().for_each(|word| *uses.entry(word.to_owned()).or_default() += 1);
        }
    }
    assert!(public.len() > 500);
    for (file, name) in public {
        let is_used = uses[&name] > 1 || for_tests.contains(&&*name);
        assert!(is_used, "nothing uses {name} of {}", file.display());
    }
}

/// Every file of the source, without the tests in it.
fn source() -> Vec<(PathBuf, Vec<String>)> {
    let files = MAY_NAME.iter().flat_map(|(module, _)| files(module));
    let code = files.map(|file| {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        let code = code.map(str::to_owned).collect();
        (file, code)
    });
    code.collect()
}

/// `src/NAME.rs` and everything in `src/NAME/`.
fn files(module: &str) -> Vec<PathBuf> {
    let mut found = files_below(format!("src/{module}"));
    found.push(format!("src/{module}.rs").into());
    found.retain(|path| path.exists());
    found
}

/// A `use` of something of this crate.
struct Use {
    is_public: bool,
    module: String,
    /// What it names in that module, and on the way there.
    names: Vec<String>,
}

/// What a file uses, where that takes several lines as well.
fn uses(file: &Path) -> Vec<Use> {
    let code = lines(file).join(" ");
    let places = code.match_indices("use crate::");
    let of = |(at, start): (usize, &str)| {
        let (path, _) = code[at + start.len()..].split_once(';')?;
        let words = path.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut words = words.filter(|word| !word.is_empty()).map(str::to_owned);
        let is_public = code[..at].ends_with("pub ");
        Some(Use { is_public, module: words.next()?, names: words.collect() })
    };
    places.filter_map(of).collect()
}

/// All files in a folder and its folders; none where there is no such folder.
pub fn files_below(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let of = |path: PathBuf| if path.is_dir() { files_below(path) } else { vec![path] };
    entries.flat_map(|entry| of(entry.path())).collect()
}

/// The lines of a file that are code, not comments.
fn lines(file: &Path) -> Vec<String> {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.lines().map(str::trim).filter(|line| !line.starts_with("//")).map(str::to_owned).collect()
}
