//! The processor's cores: all of them, or one where the system gives no more.

use std::sync::LazyLock;

/// How many cores share large work. They are asked for when this is first called, so that small
/// work never makes a thread; where they can't be had (few processes or little memory are allowed),
/// the one that asks does everything.
pub fn count() -> usize {
    static CORES: LazyLock<usize> = LazyLock::new(|| {
        let pool = rayon::ThreadPoolBuilder::new().build_global();
        pool.map_or(1, |()| rayon::current_num_threads())
    });
    *CORES
}
