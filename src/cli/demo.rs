//! `demo`: the screen on the embedded edition, served on loopback, in a directory that is gone afterwards.

use std::io;
use std::process::ExitCode;

use super::output::Output;
use super::stop::{End, Stop};
use super::{log, screen};
use crate::config::{FeedSettings, Paths, file};
use crate::demo::Server;
use crate::engine::clock;
use crate::text::messages::cli::Notice;
use crate::text::sanitise;
use crate::tui;

/// Opens the screen on the demo.
pub(super) fn run(output: Output, verbosity: u8) -> Result<ExitCode, Stop> {
    screen::needs_terminal()?;
    let server = Server::start(clock::now()).map_err(|error| failed(&error))?;
    let directory = tempfile::Builder::new()
        .prefix("manchette-demo-")
        .tempdir()
        .map_err(|error| failed(&error))?;
    let config = directory.path().join("config.toml");
    let paths = Paths::resolve(Some(config), Some(directory.path().to_owned()))?;
    log::start(&paths.log, verbosity);
    let feeds: Vec<FeedSettings> = server
        .feeds()
        .into_iter()
        .map(|address| FeedSettings {
            url: address.url,
            title: Some(address.title),
            tags: address.tags,
            ..FeedSettings::default()
        })
        .collect();
    file::add_feeds(&paths.config, &feeds)?;
    let loaded = file::load(&paths.config)?;
    let start = tui::Start {
        paths,
        loaded,
        query: None,
        lang: output.lang,
        colour: output.colors(),
        tip: server.extra_site(),
    };
    Ok(tui::run(&start)?)
}

fn failed(error: &io::Error) -> Stop {
    let reason = sanitise::line(&error.to_string());
    Stop::Notice(Notice::Demo { reason }, End::Failed)
}
