//! `manchette [QUERY]`: the screen, where there is a terminal for it.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::stop::{End, Stop};
use super::{Session, library, output};
use crate::text::messages::cli::Notice;
use crate::tui;

/// Opens the screen.
pub(super) fn run(session: Session, query: Option<String>) -> Result<ExitCode, Stop> {
    library::query(query.as_deref(), "")?;
    needs_terminal()?;
    let lang = session.lang();
    let colour = session.output.colors();
    let start = tui::Start {
        paths: session.paths,
        loaded: session.loaded,
        query,
        lang,
        colour,
        tip: None,
    };
    Ok(tui::run(&start)?)
}

/// A sentence where the screen cannot be opened.
pub(super) fn needs_terminal() -> Result<(), Stop> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Stop::Notice(Notice::NoTerminal, End::Unusable));
    }
    if output::dumb() {
        return Err(Stop::Notice(Notice::DumbTerminal, End::Unusable));
    }
    Ok(())
}
