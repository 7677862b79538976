//! Programs that print feeds (`exec:`), change them (`filter:`) or print passwords: started without a shell, in a process
//! group of their own and without a terminal, under the limits of any other visit. Where a limit is passed or the visit
//! is dropped, the whole group is killed.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

use super::clocks::Clocks;
use super::{FetchError, ProgramFault};
use crate::net::{Memory, Share};
use crate::text::{mask, sanitise};

/// The last line of what a program complains of is shown up to so many characters.
const COMPLAINT: usize = 200;

/// As many bytes of complaints are kept at a time.
const TAIL: usize = 4096;

/// A program that has ended closed its standard error too, unless it left others behind: they are not waited for.
const GRACE: Duration = Duration::from_secs(1);

/// The largest piece read at a time, in bytes.
const PIECE: usize = 16_384;

/// A program under way. Killed with its whole group when dropped, unless its end was seen.
struct Running {
    child: Child,
    name: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        kill_group(&self.child);
    }
}

/// The group bears the child's number as long as nobody has asked for the child's end, and then `id` is none.
#[cfg(unix)]
fn kill_group(child: &Child) {
    let group = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        // Fails only where nobody is left to kill.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

/// Elsewhere the child alone is killed, by its `kill_on_drop`.
#[cfg(not(unix))]
fn kill_group(_: &Child) {}

impl Running {
    fn start(words: &[String], input: Stdio) -> Result<Running, FetchError> {
        let (program, arguments) = words
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
        let name = name(program);
        let mut command = Command::new(path(program));
        command
            .args(arguments)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        match command.spawn() {
            Ok(child) => Ok(Running { child, name }),
            Err(error) => {
                let reason = sanitise::line(&error.to_string());
                Err(failed(name, ProgramFault::Start { reason }))
            }
        }
    }

    /// Reads what it prints by `read`, while its complaints are drained, then waits for its end.
    async fn finish<T>(
        mut self,
        clocks: &mut Clocks,
        read: impl AsyncFnOnce(&mut Child, &mut Clocks) -> Result<T, FetchError>,
    ) -> Result<T, FetchError> {
        let mut tail = Tail::default();
        let complaints = self.child.stderr.take();
        let output = {
            let mut drained = std::pin::pin!(drain(complaints, &mut tail));
            let ended = async {
                let output = read(&mut self.child, clocks).await?;
                // Nothing more is read: a program that goes on printing is not to wait for a reader.
                drop(self.child.stdout.take());
                Ok((output, clocks.work(self.child.wait()).await?))
            };
            let mut ended = std::pin::pin!(ended);
            let mut open = true;
            let ended = loop {
                tokio::select! {
                    biased;
                    ended = &mut ended => break ended?,
                    () = &mut drained, if open => open = false,
                }
            };
            if open {
                let _ = tokio::time::timeout(GRACE, drained).await;
            }
            ended
        };
        let (output, status) = output;
        match status {
            Ok(status) if status.success() => Ok(output),
            Ok(status) => Err(failed(self.name.clone(), ended(status, &tail))),
            Err(error) => {
                let reason = sanitise::line(&error.to_string());
                Err(failed(self.name.clone(), ProgramFault::Start { reason }))
            }
        }
    }
}

/// Runs a program and returns what it printed, under the total clock and at most `limit` bytes, with its part of the
/// memory. It fails where the program does not end with 0.
pub(super) async fn run(
    memory: &Memory,
    clocks: &mut Clocks,
    words: &[String],
    input: Stdio,
    limit: u64,
) -> Result<(Vec<u8>, Share), FetchError> {
    let mut share = memory.share().await;
    let running = Running::start(words, input)?;
    let read = async |child: &mut Child, clocks: &mut Clocks| {
        let mut bytes = Vec::new();
        let Some(stdout) = &mut child.stdout else {
            return Ok(bytes);
        };
        let mut piece = vec![0; PIECE];
        loop {
            let read = clocks.work(stdout.read(&mut piece)).await?;
            let count = read.map_err(|error| FetchError::Truncated {
                reason: sanitise::line(&error.to_string()),
            })?;
            if count == 0 {
                return Ok(bytes);
            }
            if bytes.len() as u64 + count as u64 > limit {
                return Err(FetchError::TooLarge { limit });
            }
            if !share.fits(bytes.len() + count) {
                memory.grow(&mut share).await;
            }
            bytes.extend_from_slice(&piece[..count]);
        }
    };
    let bytes = running.finish(clocks, read).await?;
    Ok((bytes, share))
}

/// The first line that a program prints, without its end, within so many seconds and bytes. No failure holds a word of
/// what it printed.
pub(super) async fn first_line(
    words: &[String],
    time: Duration,
    limit: usize,
) -> Result<Vec<u8>, FetchError> {
    let running = Running::start(words, Stdio::null())?;
    let name = running.name.clone();
    let read = async |child: &mut Child, clocks: &mut Clocks| {
        let mut bytes = Vec::new();
        if let Some(stdout) = &mut child.stdout {
            let mut bounded = stdout.take(limit as u64 + 1);
            let _ = clocks.work(bounded.read_to_end(&mut bytes)).await?;
        }
        match bytes.len() > limit {
            true => Err(failed(name.clone(), ProgramFault::TooMuch)),
            false => Ok(bytes),
        }
    };
    let printed = match running.finish(&mut Clocks::of(time), read).await {
        Err(FetchError::Timeout { seconds, .. }) => {
            return Err(failed(name, ProgramFault::Slow { seconds }));
        }
        printed => printed?,
    };
    let line = printed.split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default().to_vec();
    let line = line.strip_suffix(b"\r").map(<[u8]>::to_vec).unwrap_or(line);
    match line.is_empty() {
        true => Err(failed(name, ProgramFault::Silent)),
        false => Ok(line),
    }
}

/// Bytes as a program's standard input: a file without a name, so that they need no memory while the program runs.
pub(super) async fn as_input(bytes: Vec<u8>) -> Result<Stdio, FetchError> {
    let written = tokio::task::spawn_blocking(move || {
        let mut file: File = tempfile::tempfile()?;
        file.write_all(&bytes)?;
        file.rewind()?;
        io::Result::Ok(file)
    });
    let written = written
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)));
    written.map(Stdio::from).map_err(|error| FetchError::File {
        path: sanitise::line(&std::env::temp_dir().to_string_lossy()),
        reason: sanitise::line(&error.to_string()),
    })
}

/// The program's name without its directories.
fn name(program: &str) -> String {
    let name = Path::new(program).file_name().unwrap_or_default();
    sanitise::line(&name.to_string_lossy())
}

/// A `~/` before the program is the home directory, as a shell has it.
fn path(program: &str) -> PathBuf {
    match (program.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(program),
    }
}

fn failed(program: String, fault: ProgramFault) -> FetchError {
    FetchError::Program { program, fault }
}

fn ended(status: ExitStatus, tail: &Tail) -> ProgramFault {
    ProgramFault::Ended {
        status: status.code(),
        last: tail.last_line(),
    }
}

/// The end of what a program complains of.
#[derive(Default)]
struct Tail(Vec<u8>);

impl Tail {
    fn push(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
        let over = self.0.len().saturating_sub(TAIL);
        self.0.drain(..over);
    }

    /// The last line that says something, safe to show.
    fn last_line(&self) -> String {
        let text = String::from_utf8_lossy(&self.0);
        let lines = text.lines().rev().map(sanitise::line);
        let mut lines = lines.map(|line| line.trim().to_owned());
        let last = lines.find(|line| !line.is_empty()).unwrap_or_default();
        mask::url(&last.chars().take(COMPLAINT).collect::<String>())
    }
}

async fn drain(complaints: Option<impl AsyncRead + Unpin>, tail: &mut Tail) {
    let Some(mut complaints) = complaints else {
        return;
    };
    let mut piece = vec![0; TAIL];
    while let Ok(count @ 1..) = complaints.read(&mut piece).await {
        tail.push(&piece[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_complaints_is_bounded_and_harmless() {
        let mut tail = Tail::default();
        assert_eq!(tail.last_line(), "");
        tail.push(&[b'x'; 3 * TAIL]);
        assert_eq!(tail.0.len(), TAIL);
        tail.push(b"\nAdresse refus\xc3\xa9e\x1b[31m : https://lea:secret@x.test/\r\n \n\n");
        assert_eq!(tail.last_line(), "Adresse refusée : https://…@x.test/");
        tail.push("é".repeat(COMPLAINT + 1).as_bytes());
        assert_eq!(tail.last_line().chars().count(), COMPLAINT);
    }

    #[test]
    fn a_program_is_named_without_its_directories() {
        assert_eq!(name("/home/lea/bin/flux"), "flux");
        assert_eq!(name("flux"), "flux");
        assert_eq!(name(""), "");
        assert_eq!(path("~x"), PathBuf::from("~x"));
        assert!(!path("~/flux").starts_with("~") || std::env::var_os("HOME").is_none());
    }
}
