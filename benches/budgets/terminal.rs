//! Programs in a real pseudo-terminal, timed by what they send.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What ends a frame.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// Who waits longer has found a fault.
const PATIENCE: Duration = Duration::from_secs(20);
/// Nothing sent for so long: it has settled.
const QUIET: Duration = Duration::from_millis(150);

/// A program on a screen of 120×40.
pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Screen {
    /// The reader on a store.
    pub fn reader(home: &Path) -> Screen {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_manchette"));
        command.arg("--config");
        command.arg(home.join("config.toml"));
        command.arg("--data");
        command.arg(home);
        Screen::spawn(command)
    }

    /// A ratatui program that draws one empty frame: this one.
    pub fn empty_frame() -> Screen {
        let mut command =
            CommandBuilder::new(std::env::current_exe().expect("this program's path"));
        command.arg("--empty-frame");
        Screen::spawn(command)
    }

    fn spawn(mut command: CommandBuilder) -> Screen {
        command.env("LANG", "fr_FR.UTF-8");
        command.env("TERM", "xterm-256color");
        let size = PtySize {
            rows: 40,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keyboard = pair.master.take_writer().expect("its keyboard");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        Screen {
            child,
            keyboard,
            output,
            _terminal: pair.master,
        }
    }

    /// Waits until it has sent this text.
    pub fn wait_for(&mut self, text: &str) {
        self.collect(text.as_bytes());
    }

    fn collect(&mut self, until: &[u8]) -> usize {
        let begun = Instant::now();
        let mut seen = Vec::new();
        while !seen.windows(until.len()).any(|window| window == until) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.output.recv_timeout(left) {
                Ok(bytes) => seen.extend(bytes),
                Err(_) => panic!("waited in vain for {:?}", String::from_utf8_lossy(until)),
            }
        }
        seen.len()
    }

    /// Waits until nothing is sent any more.
    pub fn settle(&mut self) {
        while self.output.recv_timeout(QUIET).is_ok() {}
    }

    /// Presses a key and waits for the end of the next frame; the time it took and the bytes of that frame.
    pub fn key(&mut self, key: &str) -> (Duration, usize) {
        while self.output.try_recv().is_ok() {}
        let begun = Instant::now();
        self.keyboard.write_all(key.as_bytes()).expect("a key");
        self.keyboard.flush().expect("a key");
        let sent = self.collect(FRAME_END);
        (begun.elapsed(), sent)
    }

    /// The program's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap_or(0)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the start is measured beside: raw mode, alternate screen, one frame that holds a word.
pub fn empty_frame() {
    let mut terminal = ratatui::init();
    terminal
        .draw(|frame| frame.render_widget("vide", frame.area()))
        .expect("a frame");
    std::thread::sleep(PATIENCE);
}
