//! The memory of a child process of its own.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::times::timed;

/// Resident memory in kilobytes: now (`VmRSS`) or at most so far (`VmHWM`). Linux; 0 elsewhere.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|found| found.strip_prefix(line))
        .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// In the child: how long something takes and how much memory it takes at most beyond what there was, in kilobytes.
pub fn costs<T>(work: impl FnOnce() -> T) -> (Duration, u64) {
    // Linux forgets the peak so far; elsewhere the figure stays 0.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmRSS");
    let time = timed(work);
    (time, memory("VmHWM").saturating_sub(before))
}

/// The longest a child may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs this program with these arguments; the numbers it prints, none where it takes too long.
pub fn child(arguments: &[&str]) -> Vec<f64> {
    let program = std::env::current_exe().expect("this program has a path");
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program starts");
    let begun = Instant::now();
    while matches!(child.try_wait(), Ok(None)) && begun.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(5));
    }
    // It is over already, or for too long.
    let _ = child.kill();
    let output = child.wait_with_output().map(|output| output.stdout);
    String::from_utf8_lossy(&output.unwrap_or_default())
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect()
}
