//! The looks: everything can be read, in every theme, and nothing is said by colour alone.

use std::fs;

use backprop::app::Theme;
use backprop::lesson::{Cell, Quantity};
use backprop::ui::theme::{Styles, for_ground, of};
use ratatui::style::{Color, Modifier, Style};

use crate::layering::files_below;
use crate::tutor::{LESSONS, SIZES, SYMBOLS, Tutor, pairs};

/// WCAG 2.1, success criterion 1.4.3.
const ENOUGH: f64 = 4.5;

const BLACK: [u8; 3] = [0; 3];
const NEARLY_BLACK: [u8; 3] = [0x1e; 3];
const WHITE: [u8; 3] = [0xff; 3];
const NEARLY_WHITE: [u8; 3] = [0xfa; 3];

fn all(styles: &Styles) -> [(&'static str, Style); 17] {
    // Taken apart, so that a new style has to be added here.
    let Styles {
        text,
        faint,
        title,
        current,
        signal,
        error,
        update,
        key,
        result,
        code,
        slip,
        agreeing,
        warning,
        spot,
        spot_of_test,
        wrong_spot,
        wrong_spot_of_test,
    } = *styles;
    [
        ("text", text),
        ("faint", faint),
        ("title", title),
        ("current", current),
        ("signal", signal),
        ("error", error),
        ("update", update),
        ("key", key),
        ("result", result),
        ("code", code),
        ("slip", slip),
        ("agreeing", agreeing),
        ("warning", warning),
        ("spot", spot),
        ("spot_of_test", spot_of_test),
        ("wrong_spot", wrong_spot),
        ("wrong_spot_of_test", wrong_spot_of_test),
    ]
}

/// The colour of an index beyond the first sixteen, which every terminal sets as it likes.
fn rgb(color: Color) -> [u8; 3] {
    match color {
        Color::Indexed(index @ 16..=231) => {
            let levels = [0, 95, 135, 175, 215, 255];
            let cube = usize::from(index - 16);
            [cube / 36, cube / 6 % 6, cube % 6].map(|level| levels[level])
        }
        Color::Indexed(index @ 232..) => [8 + 10 * (index - 232); 3],
        other => panic!("nobody knows how {other} looks"),
    }
}

/// Relative luminance of an sRGB colour, as WCAG 2.1 defines it.
fn luminance(color: [u8; 3]) -> f64 {
    let [red, green, blue] = color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.03928 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
    // #767676 is the lightest grey that is readable on white.
    assert!(contrast([0x76; 3], WHITE) > ENOUGH && contrast([0x77; 3], WHITE) < ENOUGH);
}

/// The styles of a theme that have a colour, and its contrast on each of these grounds, or on the
/// ground of its own.
fn contrasts<const N: usize>(
    theme: Option<Theme>,
    grounds: [[u8; 3]; N],
) -> impl Iterator<Item = (f64, String)> {
    pairs(all(of(theme)), grounds).into_iter().filter_map(move |((name, style), ground)| {
        let ground = style.bg.map_or(ground, rgb);
        let Some(letters) = style.fg.map(rgb) else {
            assert_eq!(style.bg, None, "{name}: letters of any colour on its ground");
            return None;
        };
        Some((contrast(letters, ground), format!("{theme:?} {name} on {ground:?}")))
    })
}

#[test]
fn every_colour_can_be_read() {
    let grounds = [
        (Some(Theme::Dark), [BLACK, NEARLY_BLACK]),
        (Some(Theme::Light), [WHITE, NEARLY_WHITE]),
        (None, [BLACK, WHITE]),
    ];
    for (theme, grounds) in grounds {
        for (contrast, what) in contrasts(theme, grounds) {
            assert!(contrast >= ENOUGH, "{what}: {contrast:.2}");
        }
    }
}

/// Where nothing is known of the ground, it is a grey that terminals come with, rather than black
/// or white.
#[test]
fn without_a_theme_all_can_be_read_on_dark_and_on_light_greys() {
    for grey in (0..=0x2b).chain(0xd3..=0xff) {
        for (contrast, what) in contrasts(None, [[grey; 3]]) {
            assert!(contrast >= 3.0, "{what}: {contrast:.2}");
        }
    }
    // A number on a ground of its own stands out from the other.
    let ground = of(None).current.bg.map(rgb).expect("a ground");
    assert!(contrast(ground, BLACK) >= ENOUGH && contrast(ground, WHITE) >= ENOUGH);
}

#[test]
fn a_dark_ground_gets_the_dark_theme_and_a_light_one_the_light() {
    for (ground, theme) in [
        (BLACK, Theme::Dark),
        (NEARLY_BLACK, Theme::Dark),
        ([0x00, 0x2b, 0x36], Theme::Dark),
        ([0x00, 0x00, 0xff], Theme::Dark),
        ([0x75; 3], Theme::Dark),
        ([0x77; 3], Theme::Light),
        ([0xfd, 0xf6, 0xe3], Theme::Light),
        ([0xff, 0xff, 0x00], Theme::Light),
        (WHITE, Theme::Light),
    ] {
        let parts = ground.map(|part| f64::from(part) / 255.0);
        assert_eq!(for_ground(parts), theme, "{ground:?}");
    }
}

#[test]
fn the_signs_are_the_same_in_all_colours() {
    let signs =
        |theme: Option<Theme>| all(of(theme)).map(|(name, style)| (name, style.add_modifier));
    assert_eq!(signs(None), signs(Some(Theme::Dark)));
    assert_eq!(signs(None), signs(Some(Theme::Light)));
}

#[test]
fn a_choice_stays_when_the_ground_becomes_known() {
    let mut screen = Tutor::menu();
    assert_eq!(screen.app.settings.theme, None);
    screen.app.suits(Theme::Light);
    assert_eq!(screen.app.settings.theme, Some(Theme::Light));
    assert_eq!(screen.app.progress.theme, None, "nothing that was chosen");
    screen.keys("T").app.suits(Theme::Light);
    assert_eq!(screen.app.settings.theme, Some(Theme::Mono));
    assert_eq!(screen.app.progress.theme, Some(Theme::Mono));
    let all_themes = Tutor::menu().after("T").app.settings.theme;
    assert_eq!(all_themes, Some(Theme::Dark), "the first, where there was none");
}

#[test]
fn mono_has_no_colour_at_all() {
    for (name, style) in all(of(Some(Theme::Mono))) {
        let colours = [style.fg, style.bg, style.underline_color];
        assert_eq!(colours, [None; 3], "{name}");
    }
    let lessons =
        ["1", "2", "1 t →", "1 t → 1 Enter Tab", "1 s → Enter", "1 ?", "1 c", "2 Tab → →"];
    let others = ["", "4", "4 → →", "4 ?", "5", "5 →", "6", "6 →"];
    let sizes = [(80, 24), (160, 50), (20, 5)];
    for ((width, height), keys) in pairs(sizes, lessons.into_iter().chain(others)) {
        let mut screen = Tutor::menu().in_theme(Theme::Mono);
        for cell in screen.at(width, height).keys(keys).draw().content {
            let colours = [cell.fg, cell.bg];
            assert_eq!(colours, [Color::Reset; 2], "{:?} after {keys:?}", cell.symbol());
        }
    }
}

/// What the picture of the network shows by signs: its characters without letters and numbers.
fn signs(screen: &mut Tutor) -> String {
    let lines = screen.lines();
    let picture = lines.iter().skip(1).flat_map(|line| line.chars().take(36).chain(['\n']));
    picture.filter(|c| !c.is_alphanumeric() && !"−.·".contains(*c)).collect()
}

#[test]
fn what_the_step_is_about_has_a_sign_of_its_own() {
    let mut screen = Tutor::open("2-1-1").in_theme(Theme::Mono);
    let at_rest = signs(&mut screen);
    assert!(!at_rest.contains('╔'), "{at_rest}");
    for step in 1..=10 {
        let text = screen.keys("→").text();
        // One unit in a frame of its own, one number marked among all. The loss is of no unit.
        let units =
            usize::from(screen.stepper().focus().is_some_and(|cell| !cell.quantity.is_single()));
        assert_eq!(text.matches('╔').count(), units, "step {step}\n{text}");
        assert_eq!(text.matches('▶').count(), 1, "step {step}\n{text}");
    }
    let mut edges: Vec<String> = Vec::new();
    for step in 11..=13 {
        let text = screen.keys("→").text();
        assert_eq!(text.matches('▶').count(), 1, "step {step}\n{text}");
        let signs = signs(&mut screen);
        assert!(!edges.contains(&signs), "step {step} looks like one before\n{text}");
        edges.push(signs);
    }
}

#[test]
fn the_way_up_and_the_way_down_have_arrows() {
    let mut screen = Tutor::open("2-1-1").in_theme(Theme::Mono);
    screen.keys("→").shows("↑w1 0.4").shows("↑ signal");
    screen.keys("→×9").shows("↓W 0.1").shows("↓ error");
}

#[test]
fn a_mistake_and_a_choice_are_more_than_coloured() {
    let mono = of(Some(Theme::Mono));
    assert!(mono.slip.add_modifier.contains(Modifier::UNDERLINED));
    assert!(mono.current.add_modifier.contains(Modifier::REVERSED));
    let menu = Tutor::menu().in_theme(Theme::Mono).text();
    assert_eq!(menu.matches('▶').count(), 1, "{menu}");
}

#[test]
fn no_character_needs_another_one_to_stand_on() {
    let folders = ["src", "assets/text", "assets/lessons"];
    let files: Vec<_> = folders.into_iter().flat_map(files_below).collect();
    assert!(files.len() > 50, "only {} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let combining = line.chars().find(|c| is_combining(*c));
            assert_eq!(combining, None, "{}:{number}: {line}", file.display());
        }
    }
}

/// The blocks of Unicode that hold combining marks of Latin, Greek and symbols, the joiners, and the selectors of variants.
fn is_combining(character: char) -> bool {
    matches!(u32::from(character),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
        | 0x200B..=0x200F | 0x20D0..=0x20FF | 0x302A..=0x302F | 0x3099..=0x309A
        | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xE0100..=0xE01EF)
}

#[test]
fn every_weight_of_the_picture_has_its_name() {
    for (lesson, (size, symbols)) in pairs(LESSONS, pairs(SIZES, SYMBOLS)) {
        let mut screen = Tutor::open(lesson).in_symbols(symbols);
        let picture = picture(screen.at(size.0, size.1));
        let example = screen.trace().example();
        for (index, layer) in example.network.layers().iter().enumerate() {
            for ((from, unit), weight) in layer.weights.indexed_iter() {
                let name = screen.symbol(Cell::of_edge(Quantity::Weight, index, from, unit));
                let label = format!("{name} {}", screen.number(*weight));
                assert!(picture.contains(&label), "no {label} at {size:?} in\n{picture}");
            }
        }
    }
}

#[test]
fn the_network_of_the_admissions_data_is_readable_in_the_smallest_window() {
    let mut screen = Tutor::menu().after("4 3 Enter");
    for _ in 0..=screen.total() {
        let picture = picture(&mut screen);
        let trace = screen.trace();
        for input in 0..6 {
            let value = trace.value(Cell::of_unit(Quantity::Input, 0, input));
            let line = picture.lines().find(|line| line.contains(&format!("x{} ", input + 1)));
            let line = line.unwrap_or_else(|| panic!("no x{} in\n{picture}", input + 1));
            assert!(line.contains(&screen.number(value)), "{line}");
            for unit in 0..2 {
                let weight = |quantity| Cell::of_edge(quantity, 0, input, unit);
                let numbers = [
                    Quantity::Weight,
                    Quantity::WeightShare,
                    Quantity::WeightSum,
                    Quantity::WeightStep,
                    Quantity::NewWeight,
                ]
                .map(|it| screen.number(trace.value(weight(it))));
                assert!(numbers.iter().any(|number| line.contains(number)), "{line}");
            }
        }
        screen.keys("→");
    }
}

/// The left half of the screen.
fn picture(screen: &mut Tutor) -> String {
    let lines = screen.lines();
    let half = screen.draw().area.width / 2;
    let left = lines.iter().map(|line| line.chars().take(usize::from(half)).collect::<String>());
    left.collect::<Vec<_>>().join("\n")
}
