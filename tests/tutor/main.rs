//! The library in this process: keys in and screens out, and the numbers behind them.
//!
//! | what is tested | file |
//! |---|---|
//! | lessons on the screen | `journeys`, `exercise`, `editing`, `updates`, `vanishing_screen`, `big_networks`, `program`, `presenting`, `votes`, `courses` |
//! | training on the screen | `laboratory`, `classics` |
//! | every screen | `looks`, `walks` |
//! | numbers | `derivation`, `descent`, `golden`, `gradients`, `printed`, `mistakes`, `losses`, `data`, `targets`, `training` |
//! | files | `bad_csv`, `progress`, `fuzz` |
//! | the code itself | `layering` |

mod bad_csv;
mod big_networks;
mod class;
mod classics;
mod courses;
mod data;
mod derivation;
mod descent;
mod editing;
mod ending;
mod exercise;
mod fuzz;
mod golden;
mod gradients;
mod journeys;
mod laboratory;
mod layering;
mod looks;
mod losses;
mod mistakes;
mod presenting;
mod printed;
mod program;
mod progress;
mod targets;
mod trained_losses;
mod training;
mod updates;
mod vanishing_screen;
mod votes;
mod walks;

#[path = "../support/admissions.rs"]
mod admissions;
#[path = "../support/english.rs"]
mod english;
#[path = "../support/examples.rs"]
mod examples;
#[path = "../support/memory.rs"]
mod memory;
#[path = "../support/numpy.rs"]
mod numpy;
#[path = "../support/slow_training.rs"]
mod slow_training;
#[path = "../support/tutor.rs"]
mod tutor;
