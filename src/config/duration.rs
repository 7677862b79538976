//! Durations and sizes as the config writes them.

/// Seconds of `90`, `"20s"`, `"30m"`, `"6h"`, `"90d"`; none for anything else, negatives and overflow.
pub fn seconds(text: &str) -> Option<i64> {
    let _ = text;
    unimplemented!()
}

/// Bytes of `"20MB"`, `"512kB"`, `"1GB"`, `"2048"` (decimal units; `MiB` and the like are binary).
pub fn bytes(text: &str) -> Option<u64> {
    let _ = text;
    unimplemented!()
}
