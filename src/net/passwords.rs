//! Passwords that programs printed, in memory alone: never on the disk, never in the log. Who asks for one holds its
//! slot meanwhile, so that two visits never start one program twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::text::UnixTime;
use crate::text::messages::fetch::FetchError;

/// For so long, in seconds, a password that was refused and a program that failed are not asked for again: they are
/// shared by feeds, and a person who has to type something is not to be asked by each of them.
const PAUSE: i64 = 60;

/// What came of asking a program.
#[derive(Clone)]
pub struct Known {
    /// The password, bytes as printed.
    pub outcome: Result<Vec<u8>, FetchError>,
    /// When.
    pub at: UnixTime,
    /// Whether a site refused it since.
    pub refused: bool,
}

/// One program's password; locked while it is asked for.
pub type Slot = Arc<tokio::sync::Mutex<Option<Known>>>;

/// The passwords of a run, by the command that prints them. Cheap to clone.
#[derive(Clone, Default)]
pub struct Passwords {
    known: Arc<Mutex<HashMap<Vec<String>, Slot>>>,
}

impl Passwords {
    /// The slot of a command; an empty one at first.
    pub fn slot(&self, command: &[String]) -> Slot {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(command.to_vec()).or_default())
    }
}

impl Known {
    /// Whether it serves at `now`: a good one as long as no site refused it, any other for a minute.
    pub fn serves(&self, now: UnixTime) -> bool {
        let good = self.outcome.is_ok() && !self.refused;
        good || (0..PAUSE).contains(&now.saturating_sub(self.at))
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_password_lasts_and_another_is_left_alone_for_a_minute() {
        let known = |good: bool, refused| Known {
            outcome: good.then(|| b"sesame".to_vec()).ok_or(FetchError::Empty),
            at: 100,
            refused,
        };
        assert!(known(true, false).serves(100_000));
        for poor in [known(true, true), known(false, false)] {
            assert!(poor.serves(100) && poor.serves(159));
            assert!(!poor.serves(160) && !poor.serves(99));
        }
    }

    #[test]
    fn one_command_has_one_slot() {
        let passwords = Passwords::default();
        let words = |word: &str| vec!["pass".to_owned(), word.to_owned()];
        let one = passwords.slot(&words("a"));
        assert!(Arc::ptr_eq(&one, &passwords.clone().slot(&words("a"))));
        assert!(!Arc::ptr_eq(&one, &passwords.slot(&words("b"))));
    }
}
