//! How much memory this very process has taken at most so far.

/// A bad file may cost so much at most.
const MOST: u64 = 256 << 20;

/// Checks that whatever was done so far stayed below 256 MiB, where the kernel counts it.
#[track_caller]
pub fn assert_little_was_taken() {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return;
    };
    let peak: u64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .expect("Linux counts this");
    assert!(peak * 1024 < MOST, "{peak} kB");
}
