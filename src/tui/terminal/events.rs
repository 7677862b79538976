//! The threads that bring messages: the terminal's events, the engine's reports, signals. They end with the process.

use std::io;
use std::sync::mpsc;
use std::thread;

use crate::engine::Report;
use crate::tui::message::Message;

/// Reads keys, the mouse, pastes and sizes. A terminal that is gone ends the reader as a hang-up does.
pub(super) fn read_terminal(messages: mpsc::Sender<Message>) {
    thread::spawn(move || {
        loop {
            let message = match crossterm::event::read() {
                Ok(event) => Message::Terminal(event),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    tracing::warn!(%error, "the terminal is gone");
                    Message::End(HANG_UP)
                }
            };
            let last = matches!(message, Message::End(_));
            if messages.send(message).is_err() || last {
                return;
            }
        }
    });
}

/// The exit code after a hang-up: 128 + SIGHUP.
const HANG_UP: u8 = 129;

/// Brings the engine's reports to the loop.
pub(super) fn forward_reports(reports: mpsc::Receiver<Report>, messages: mpsc::Sender<Message>) {
    thread::spawn(move || {
        for report in reports {
            if messages.send(Message::Engine(report)).is_err() {
                return;
            }
        }
    });
}

/// Brings signals to the loop: those that end become exit codes 128 + n. Sizes come this way too: crossterm loses the
/// one that comes together with a key (it leaves a poll at the first event it finds).
#[cfg(unix)]
pub(super) fn watch_signals(messages: mpsc::Sender<Message>) -> io::Result<()> {
    use crossterm::event::Event;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Message::Stopped,
                SIGCONT => Message::Continued,
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((columns, rows)) => Message::Terminal(Event::Resize(columns, rows)),
                    Err(_) => continue,
                },
                ending => Message::End(128 + u8::try_from(ending).unwrap_or(0)),
            };
            if messages.send(message).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Other systems end programs without asking.
#[cfg(not(unix))]
pub(super) fn watch_signals(_messages: mpsc::Sender<Message>) -> io::Result<()> {
    Ok(())
}
