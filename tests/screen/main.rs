//! The promises of the screen, kept by the binary in a real pseudo-terminal against real servers on loopback.
//! One file a promise's subject; `desk` is where the reader is opened, `bytes` what it may send.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod adding;
mod bytes;
mod clusters;
mod desk;
mod hostile;
mod leaving;
mod links;
mod marks;
mod news;
mod opening;
mod pictures;
mod searching;
mod sheets;
mod sizes;
mod trouble;
