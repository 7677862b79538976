//! Visits to a server on loopback that behaves and misbehaves: manners, limits, and the reasons of failures.
#![allow(clippy::unwrap_used)]

mod credentials;
mod encodings;
mod faults;
mod lies;
mod manners;
mod programs;
mod proxies;
mod reader;
#[path = "../support/mod.rs"]
mod support;
mod tls;

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Barrier};
use std::time::Duration;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use manchette::config::NetworkSettings;
use manchette::fetch::{
    Answer, Body, Clock, Code, Credentials, FetchError, ProgramFault, Request, Validators, Visited,
    visit,
};
use manchette::net::{Client, Site};
use support::rss;
use support::server::{Reply, Server, Step, nobody_there};
use url::Url;

/// Tue, 24 Nov 2026 06:30:00 GMT.
const NOW: i64 = 1_795_501_800;

fn settings() -> NetworkSettings {
    NetworkSettings {
        interval: 3600,
        on_start: true,
        connections: 32,
        per_site: 2,
        timeout: 30,
        connect_timeout: 10,
        idle_timeout: 20,
        max_size: 20_000_000,
        proxy: String::new(),
        contact: String::new(),
        user_agent: String::new(),
    }
}

fn client() -> Client {
    Client::new(&settings()).expect("a client")
}

fn request(url: &str) -> Request {
    Request {
        url: url.to_owned(),
        now: NOW,
        ..Request::default()
    }
}

async fn ask(url: &str) -> Visited {
    visit(&client(), &request(url)).await
}

fn body(visited: &Visited) -> &Body {
    match &visited.answer {
        Ok(Answer::Body(body)) => body,
        other => panic!("no body but {other:?}"),
    }
}

fn failure(visited: &Visited) -> &FetchError {
    match &visited.answer {
        Err(error) => error,
        Ok(answer) => panic!("no failure but {answer:?}"),
    }
}

fn feed() -> String {
    rss(
        "le-cable.test",
        &["Le nuage souverain", "Un été sans réseau"],
    )
}

fn packed<W: Write>(
    mut encoder: W,
    finish: impl FnOnce(W) -> std::io::Result<Vec<u8>>,
    text: &[u8],
) -> Vec<u8> {
    encoder.write_all(text).unwrap();
    finish(encoder).unwrap()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    packed(
        GzEncoder::new(Vec::new(), Compression::best()),
        GzEncoder::finish,
        text,
    )
}
