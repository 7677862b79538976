//! Opening an address: the program of the config, else `$BROWSER`, else the system's. Never through a shell, and only
//! addresses that no program can take for an option.

use std::process::{Command, Stdio};

use super::Trouble;
use crate::article::links;
use crate::fetch::FetchError;
use crate::text::mask;

/// Opens an address with `program` (empty: `$BROWSER`, else the system's browser).
pub fn open(url: &str, program: &str) -> Result<(), Trouble> {
    if !links::may_open(url) {
        return Err(FetchError::BadAddress {
            url: mask::url(url),
        }
        .into());
    }
    let mut words = program.split_whitespace();
    let started = match words.next() {
        None => webbrowser::open(url).map_err(|error| error.to_string()),
        Some(name) => Command::new(name)
            .args(words)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(|mut child| {
                // Reaped when it ends, so that no zombie stays.
                std::thread::spawn(move || drop(child.wait()));
            })
            .map_err(|error| error.to_string()),
    };
    started.map_err(|reason| {
        FetchError::Browser {
            program: program.to_owned(),
            reason,
        }
        .into()
    })
}
