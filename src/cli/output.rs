//! Where words go: data to standard output, talk to standard error. Nothing here panics on a closed pipe, and nothing
//! but line ends and (to a terminal) our own colours leaves as a control character.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde::Serialize;

use super::args::{Color, Global};
use crate::text::messages::cli::Notice;
use crate::text::{Lang, Say, sanitise};

/// How a run of text looks on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Bold,
    Dim,
    Red,
    Yellow,
    Cyan,
}

/// How to speak.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    pub(super) lang: Lang,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    colors: bool,
}

impl Output {
    /// As the options, the environment (`NO_COLOR`, empty counts as unset; `TERM`) and standard output say.
    pub(super) fn new(global: &Global, lang: Lang) -> Output {
        let colors = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stdout().is_terminal() && !no_color() && !dumb(),
        };
        Output {
            lang,
            quiet: global.quiet,
            verbose: global.verbose > 0,
            colors,
        }
    }

    /// The same in another language.
    pub(super) fn speaking(self, lang: Lang) -> Output {
        Output { lang, ..self }
    }

    /// True where colours and hyperlinks may go to standard output.
    pub(super) fn colors(&self) -> bool {
        self.colors
    }

    /// Text in a look, where colours may be.
    pub(super) fn paint(&self, text: &str, look: Look) -> String {
        if !self.colors || text.is_empty() {
            return text.to_owned();
        }
        let code = match look {
            Look::Bold => 1,
            Look::Dim => 2,
            Look::Red => 31,
            Look::Yellow => 33,
            Look::Cyan => 36,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// Tells something on standard error, unless asked to be quiet.
    pub(super) fn tell(&self, what: &dyn Say) {
        if !self.quiet {
            self.complain(what);
        }
    }

    /// Says an error on standard error.
    pub(super) fn complain(&self, what: &dyn Say) {
        say_to_stderr(&what.say(self.lang));
    }
}

/// One line on standard error; where that is closed, nobody is there to be told.
pub(super) fn say_to_stderr(sentence: &str) {
    line_to_stderr(sanitise::line(sentence));
}

/// A line on standard error whose blanks count, as in an excerpt with a caret below.
pub(super) fn set_on_stderr(line: &str) {
    line_to_stderr(sanitise::block(line).replace(['\n', '\t'], " "));
}

fn line_to_stderr(mut line: String) {
    line.push('\n');
    let mut stderr = io::stderr().lock();
    drop(
        stderr
            .write_all(line.as_bytes())
            .and_then(|()| stderr.flush()),
    );
}

/// Standard output in large pieces; [`finish`] must be called at the end.
pub(super) fn data() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Everything written reaches standard output, or the error is told.
pub(super) fn finish(mut out: BufWriter<StdoutLock<'static>>) -> io::Result<()> {
    out.flush()
}

/// One JSON object on a line.
pub(super) fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A notice for a failed stream.
pub(super) fn broken(error: &io::Error) -> Notice {
    Notice::Output {
        reason: sanitise::line(&error.to_string()),
    }
}

/// `NO_COLOR` is set and not empty.
pub(super) fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// The terminal cannot place its cursor.
pub(super) fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The columns of the terminal on standard output; none where it is none.
pub(super) fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size()
        .ok()
        .map(|(columns, _)| usize::from(columns))
        .filter(|columns| *columns > 0)
}
