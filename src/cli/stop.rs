//! How a command ends: well, with something failed, or because what was asked cannot be done. DESIGN's exit codes.

use std::io;
use std::process::ExitCode;

use super::output::{self, Output};
use crate::config::ConfigError;
use crate::engine::{Trouble, clock};
use crate::query::QueryError;
use crate::store::StoreError;
use crate::text::messages::cli::{Notice, Usage};
use crate::text::messages::fetch::{FetchError, asks_to_wait};
use crate::text::messages::full_text::NoPage;
use crate::text::messages::ui;
use crate::text::{Lang, Say, sanitise};
use crate::tui::terminal::ScreenError;

/// The end of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// 0.
    Well,
    /// 1: something failed, and was said.
    Failed,
    /// 2: unusable arguments, query or config, or no terminal for the screen.
    Unusable,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(match end {
            End::Well => 0,
            End::Failed => 1,
            End::Unusable => 2,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// A room below.
    Trouble(Trouble),
    /// The query.
    Query(QueryError),
    /// The arguments.
    Usage(Usage),
    /// Something of the command line's own.
    Notice(Notice, End),
    /// Standard output.
    Output(io::Error),
    /// The terminal, while the screen is shown.
    Terminal(io::Error),
}

impl Stop {
    /// Says what happened; a closed pipe ends quietly.
    pub(super) fn say(&self, output: &Output) -> End {
        match self {
            Stop::Trouble(trouble) => {
                match trouble {
                    Trouble::Fetch(error) => output.complain(&Once(error)),
                    Trouble::Page(why) => complain_of_page(output, why),
                    other => output.complain(other),
                }
                end_of(trouble)
            }
            Stop::Query(error) => {
                output.complain(error);
                End::Unusable
            }
            Stop::Usage(usage) => {
                output.complain(usage);
                End::Unusable
            }
            Stop::Notice(notice, end) => {
                output.complain(notice);
                *end
            }
            Stop::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => End::Well,
            Stop::Output(error) => {
                output.complain(&output::broken(error));
                End::Failed
            }
            Stop::Terminal(error) => {
                let reason = sanitise::line(&error.to_string());
                output.complain(&Notice::Terminal { reason });
                End::Failed
            }
        }
    }
}

/// Why a page gives no text, and until when its site rests where it does.
pub(super) fn complain_of_page(output: &Output, why: &NoPage) {
    let mut sentence = why.say(output.lang);
    if let Some(until) = why.rest_until() {
        let clock = clock::local();
        let when = ui::next_try(until, clock.now, &clock.zone, output.lang);
        sentence = format!("{sentence} {}", asks_to_wait(&when, output.lang));
    }
    output.complain(&Notice::Sentence(sentence));
}

/// A failure of a command that visits an address once: nothing of it is stored or tried again.
struct Once<'a>(&'a FetchError);

impl Say for Once<'_> {
    fn say(&self, lang: Lang) -> String {
        self.0.say_of_add(lang)
    }
}

/// The exit code of a trouble: an argument or config that cannot be used is 2, everything else 1.
fn end_of(trouble: &Trouble) -> End {
    match trouble {
        Trouble::Config(ConfigError::Unwritable { .. }) => End::Failed,
        Trouble::Config(_)
        | Trouble::Store(StoreError::NoSuchFeed { .. } | StoreError::AmbiguousFeed { .. })
        | Trouble::Fetch(FetchError::BadAddress { .. }) => End::Unusable,
        Trouble::Store(_) | Trouble::Fetch(_) | Trouble::Page(_) => End::Failed,
    }
}

impl From<ScreenError> for Stop {
    fn from(error: ScreenError) -> Stop {
        match error {
            ScreenError::Trouble(trouble) => Stop::Trouble(trouble),
            ScreenError::Terminal(error) => Stop::Terminal(error),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl From<ConfigError> for Stop {
    fn from(error: ConfigError) -> Stop {
        Stop::Trouble(error.into())
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Trouble(error.into())
    }
}

impl From<FetchError> for Stop {
    fn from(error: FetchError) -> Stop {
        Stop::Trouble(error.into())
    }
}

impl From<QueryError> for Stop {
    fn from(error: QueryError) -> Stop {
        Stop::Query(error)
    }
}

impl From<Usage> for Stop {
    fn from(usage: Usage) -> Stop {
        Stop::Usage(usage)
    }
}
