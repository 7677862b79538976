//! Times and memory.

use std::time::Duration;

/// Times of one thing done again and again.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// Adds one.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1000.0);
    }

    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        sorted
            .get((last as f64 * share).round() as usize)
            .copied()
            .unwrap_or(0.0)
    }

    /// The median in milliseconds.
    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    /// Prints minimum, median and 99th percentile in milliseconds.
    pub fn print(&self, what: &str) {
        println!(
            "{what:44} {:>6.2} ms {:>6.2} ms {:>6.2} ms",
            self.at(0.0),
            self.median(),
            self.at(0.99)
        );
    }
}

/// Resident anonymous memory of a process, in kilobytes (Linux; 0 elsewhere).
pub fn anonymous_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}
