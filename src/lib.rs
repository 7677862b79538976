//! Manchette, a news reader for the terminal: feeds are fetched and parsed into a local cache, and a screen
//! shows headlines beside a reflowed article, driven from the keyboard.
//!
//! # The map of the house
//!
//! Floors from the top to the ground. Imports point down this list only, never in a circle, and the rooms that
//! share a floor (`fetch`, `feed`, `article`, `store`) do not know one another: [`engine`] is where they meet.
//!
//! | room | what it is for |
//! |---|---|
//! | [`cli`] | one file a subcommand; prints; knows no widget |
//! | [`tui`] | the screen: model, message, update (pure), view (reads the model), terminal (guard, loop) |
//! | [`demo`] | an embedded edition of invented feeds and its HTTP server on loopback |
//! | [`engine`] | what runs behind the screen: refresh, discovery, reading, subscriptions, timers |
//! | [`fetch`] | one visit to a feed: conditional request, redirects, limits. Knows no database |
//! | [`feed`] | bytes → [`feed::Feed`]: decode, repair, parse; a page's bytes → candidates. Pure |
//! | [`article`] | HTML → blocks → styled lines at a width. Pure |
//! | [`store`] | SQLite: feeds, articles, statuses, changes, search. Knows no network |
//! | [`net`] | under `fetch`: the client, its limits, sites and their politeness |
//! | [`config`] | the TOML file, paths, [`config::Action`] and the key map |
//! | [`query`] | the query language: text → [`query::Query`]. Pure |
//! | [`text`] | the ground floor: sanitising, width, French, messages in two languages |
//!
//! # The way of the data
//!
//! A terminal event or an engine report becomes a [`tui::Message`]; [`tui::update()`] turns model and message into
//! effects without touching disk, network or clock; effects are commands to the engine. Input and output happen in
//! `cli`, `demo`, `engine`, `fetch`, `net`, `store`, [`config::file`], the log and [`tui::terminal`], nowhere else.

pub mod article;
pub mod cli;
pub mod config;
pub mod demo;
pub mod engine;
pub mod feed;
pub mod fetch;
pub mod net;
pub mod query;
pub mod store;
pub mod text;
pub mod tui;
