//! The terminal is given back in every case: quitting, a panic, a signal, suspension.

use std::io::{self, Write};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};

/// Holds the terminal in raw mode on the alternate screen; gives it back when dropped, and on a panic before the
/// message is printed.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal.
    pub fn enter(mouse: bool) -> io::Result<Guard> {
        give_back_on_panic();
        let guard = Guard { mouse };
        guard.take()?;
        Ok(guard)
    }

    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        let mut out = io::stdout().lock();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            watch_mouse(&mut out)?;
        }
        out.flush()
    }

    /// Takes the terminal anew: somebody else may have changed its modes.
    pub fn renew(&self) -> io::Result<()> {
        disable_raw_mode()?;
        self.take()
    }

    /// Turns the mouse on or off.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        if mouse != self.mouse {
            self.mouse = mouse;
            let mut out = io::stdout().lock();
            if mouse {
                watch_mouse(&mut out)?;
                out.flush()?;
            } else {
                execute!(out, DisableMouseCapture)?;
            }
        }
        Ok(())
    }

    /// Gives the terminal back, stops the process until it is continued, takes the terminal again.
    pub fn suspend(&self) -> io::Result<()> {
        give_back();
        stop();
        self.take()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Asks for clicks, the wheel and drags alone: moves without a button would wake the reader for nothing.
#[cfg(not(windows))]
fn watch_mouse(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x1b[?1000h\x1b[?1002h\x1b[?1006h")
}

#[cfg(windows)]
fn watch_mouse(out: &mut impl Write) -> io::Result<()> {
    queue!(out, crossterm::event::EnableMouseCapture)
}

/// Nothing here may fail loudly: the terminal may be gone.
fn give_back() {
    let mut out = io::stdout().lock();
    let _ = out.write_all(super::graphics::give_back().as_bytes());
    let _ = execute!(
        out,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// The screen lives on the main thread; a panic elsewhere is fenced there and must not touch the terminal.
fn give_back_on_panic() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if crate::feed::is_fenced() || crate::article::extract::is_fenced() {
            // Caught where it happens: a problem of the feed, or a page without an article.
            tracing::debug!(%info, "a parser panicked behind its fence");
        } else if std::thread::current().name() == Some("main") {
            give_back();
            before(info);
        } else {
            tracing::error!(%info, "a thread panicked");
        }
    }));
}

#[cfg(unix)]
fn stop() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

#[cfg(not(unix))]
fn stop() {}
