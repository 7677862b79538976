//! The binary in a real pseudo-terminal, its screen read by a terminal emulator (`vt100`). A test waits for what it
//! expects on the screen, never for a time; who waits longer than [`PATIENCE`] has found a fault and sees the screen.
//!
//! ```ignore
//! let mut reader = Terminal::spawn(command, 120, 40);
//! reader.wait_for("the river", |screen| screen.has("À la une"));
//! reader.send("q");
//! assert_eq!(reader.exit(), 0);
//! ```

use std::io::{Read, Write};
use std::ops::Range;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Nothing in a test takes longer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks at something that cannot wake us: a process's state, a file.
const LOOK: Duration = Duration::from_millis(10);

pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\x1b";
pub const CTRL_C: &str = "\x03";
pub const CTRL_L: &str = "\x0c";
pub const CTRL_Z: &str = "\x1a";

/// What a person sees at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The rows from the top, without the spaces at their ends.
    pub rows: Vec<String>,
    /// Where the real cursor is, from 0.
    pub cursor: (u16, u16),
    /// The alternate screen is shown.
    pub alternate: bool,
}

impl Screen {
    fn of(screen: &vt100::Screen) -> Screen {
        let (_, columns) = screen.size();
        Screen {
            rows: screen
                .rows(0, columns.get())
                .map(|row| row.trim_end().to_owned())
                .collect(),
            cursor: screen.cursor_position(),
            alternate: screen.alternate_screen(),
        }
    }

    /// True where these words stand in one row.
    pub fn has(&self, words: &str) -> bool {
        self.row_with(words).is_some()
    }

    /// The first row with these words.
    pub fn row_with(&self, words: &str) -> Option<&str> {
        self.rows
            .iter()
            .map(String::as_str)
            .find(|row| row.contains(words))
    }

    /// Which row that is, from 0.
    pub fn place_of(&self, words: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.contains(words))
    }

    /// The row the cursor is on.
    pub fn under_cursor(&self) -> &str {
        self.rows
            .get(usize::from(self.cursor.0))
            .map_or("", String::as_str)
    }

    /// The bottom row: notices and prompts.
    pub fn status(&self) -> &str {
        self.rows.last().map_or("", String::as_str)
    }

    /// What stands at the right of the line between the headlines and the article.
    pub fn article(&self) -> String {
        self.rows
            .iter()
            .filter_map(|row| row.rsplit_once('│'))
            .map(|(_, article)| article)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// All of it as one text.
    pub fn text(&self) -> String {
        self.rows.join("\n")
    }
}

struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    open: bool,
}

impl Seen {
    /// No frame is half drawn: a synchronised update that began has ended.
    fn is_whole(&self) -> bool {
        const MARK: &[u8] = b"\x1b[?2026";
        let last = self.raw.windows(MARK.len()).rposition(|at| at == MARK);
        last.is_none_or(|at| self.raw.get(at + MARK.len()) == Some(&b'l'))
    }
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

/// A program in a terminal. Killed when dropped.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    shared: Arc<Shared>,
    reading: Option<JoinHandle<()>>,
}

impl Terminal {
    /// Starts a program in a new terminal of this size.
    pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen {
                parser: vt100::Parser::new(
                    rows.try_into().expect("a size over 0"),
                    columns.try_into().expect("a size over 0"),
                    0,
                ),
                raw: Vec::new(),
                open: true,
            }),
            changed: Condvar::new(),
        });
        let source = pair.master.try_clone_reader().expect("the master's reader");
        let writer = pair.master.take_writer().expect("the master's writer");
        let reading = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || read(source, &shared))
        };
        Terminal {
            master: Some(pair.master),
            writer,
            child,
            shared,
            reading: Some(reading),
        }
    }

    /// Types these characters.
    pub fn send(&mut self, keys: &str) {
        self.writer
            .write_all(keys.as_bytes())
            .and_then(|()| self.writer.flush())
            .expect("the terminal takes keys");
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Screen {
        Screen::of(
            self.shared
                .seen
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .parser
                .screen(),
        )
    }

    /// Waits until the screen, with no frame half drawn, is as the condition says; the screen that was.
    pub fn wait_for(&self, what: &str, condition: impl Fn(&Screen) -> bool) -> Screen {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        loop {
            let screen = Screen::of(seen.parser.screen());
            if seen.is_whole() && condition(&screen) {
                return screen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                seen.open && !left.is_zero(),
                "{what}: {}\n{}",
                if seen.open {
                    "it did not come"
                } else {
                    "the program ended"
                },
                screen.text()
            );
            seen = self.shared.changed.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the program sent bytes, after the first `from`, that the condition accepts.
    pub fn wait_for_bytes(&self, what: &str, from: usize, condition: impl Fn(&[u8]) -> bool) {
        let seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (seen, late) = self
            .shared
            .changed
            .wait_timeout_while(seen, PATIENCE, |seen| !condition(&seen.raw[from..]))
            .unwrap();
        assert!(
            !late.timed_out(),
            "{what}: it did not come\n{:?}",
            String::from_utf8_lossy(&seen.raw[from..])
        );
    }

    /// Waits until nothing is sent for so long; what was sent until then, as a range of [`Terminal::raw`]. Panics where
    /// the program never falls silent.
    pub fn wait_for_silence(&self, time: Duration) -> Range<usize> {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let first = seen.raw.len();
        loop {
            let before = seen.raw.len();
            let (now, silent) = self
                .shared
                .changed
                .wait_timeout_while(seen, time, |seen| seen.raw.len() == before)
                .unwrap();
            if silent.timed_out() {
                return first..before;
            }
            assert!(
                Instant::now() < deadline,
                "still talking:\n{:?}",
                String::from_utf8_lossy(&now.raw[before..])
            );
            seen = now;
        }
    }

    /// All bytes the program has sent.
    pub fn raw(&self) -> Vec<u8> {
        self.shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .raw
            .clone()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        seen.parser.screen_mut().set_size(
            rows.try_into().expect("a size over 0"),
            columns.try_into().expect("a size over 0"),
        );
        drop(seen);
        self.master
            .as_ref()
            .expect("the terminal is open")
            .resize(size(columns, rows))
            .expect("a new size");
    }

    /// Sends a signal by its name: `TERM`, `HUP`, `CONT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh")
            .arg("-c")
            .arg(format!("kill -{name} {}", self.pid()))
            .status()
            .expect("a shell");
        assert!(sent.success(), "{name} was not sent");
    }

    /// Ends the program where it stands, and waits until it is gone.
    pub fn kill_9(mut self) {
        self.signal("KILL");
        self.wait_for_end();
        let _ = self.child.wait();
    }

    /// Waits until the program has ended; its exit code.
    pub fn exit(&mut self) -> u32 {
        self.wait_for_end();
        self.child.wait().expect("a child that ended").exit_code()
    }

    fn wait_for_end(&self) {
        let seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (seen, late) = self
            .shared
            .changed
            .wait_timeout_while(seen, PATIENCE, |seen| seen.open)
            .unwrap();
        assert!(
            !late.timed_out(),
            "the program did not end\n{}",
            Screen::of(seen.parser.screen()).text()
        );
    }

    /// The program's number.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a child with a number")
    }

    /// The letter the kernel gives the process: `S` sleeps, `T` is stopped (proc(5)).
    #[cfg(target_os = "linux")]
    pub fn state(&self) -> char {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap();
        let after_name = stat.rsplit_once(") ").expect("proc(5)").1;
        after_name.chars().next().expect("proc(5)")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            self.signal("KILL");
            let _ = self.child.wait();
        }
        self.master.take();
        if let Some(reading) = self.reading.take() {
            let _ = reading.join();
        }
    }
}

/// Waits until something outside the screen is so.
pub fn until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "{what}: it did not come");
        std::thread::sleep(LOOK);
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Feeds the emulator until the program's side of the terminal is closed.
fn read(mut source: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = match source.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => break,
        };
        let mut seen = shared.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.raw.extend_from_slice(&buffer[..count]);
        seen.parser.process(&buffer[..count]);
        shared.changed.notify_all();
    }
    shared
        .seen
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .open = false;
    shared.changed.notify_all();
}
