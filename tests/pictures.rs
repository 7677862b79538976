//! Pictures of an article by the engine: fetched over loopback, measured, made ready, refused.
#![cfg(feature = "images")]
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Cursor;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use image::{ImageFormat, RgbImage};
use manchette::article::picture::{Canvas, Cells, Means, Pixels};
use manchette::config::{Config, Paths};
use manchette::engine::{Command, Engine, Report};
use support::server::{Reply, Server};

/// Nothing in a test takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::new(width, height)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A PNG of one pixel whose header says so many, its sum in order.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = png(1, 1);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&png[12..29]);
    png[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    png
}

/// An engine in a directory of its own.
struct House {
    _directory: tempfile::TempDir,
    engine: Engine,
    reports: mpsc::Receiver<Report>,
}

impl House {
    fn new() -> House {
        let directory = tempfile::tempdir().unwrap();
        let paths = paths(directory.path());
        let (tell, reports) = mpsc::channel();
        let engine = Engine::start(&paths, Config::default(), tell);
        House {
            _directory: directory,
            engine,
            reports,
        }
    }

    /// The sizes of so many pictures, in the order of their addresses.
    fn sizes(&self, count: usize) -> Vec<(String, Option<Pixels>)> {
        let mut sizes = Vec::new();
        while sizes.len() < count {
            match self.reports.recv_timeout(PATIENCE).unwrap() {
                Report::PictureSize { url, size } => sizes.push((url, size)),
                Report::Failed { what, trouble } => panic!("{what:?}: {trouble:?}"),
                _ => {}
            }
        }
        sizes.sort_by(|one, other| one.0.cmp(&other.0));
        sizes
    }

    fn picture(&self) -> (String, bool) {
        loop {
            if let Report::Picture { url, drawn, .. } = self.reports.recv_timeout(PATIENCE).unwrap()
            {
                return (url, drawn.is_some());
            }
        }
    }
}

fn paths(root: &Path) -> Paths {
    Paths::resolve(Some(root.join("config.toml")), Some(root.to_owned())).unwrap()
}

fn gallery() -> Server {
    Server::start(|asked| match asked.target.as_str() {
        "/a.png" => Reply::status(200)
            .header("Content-Type", "image/png")
            .body(png(120, 80)),
        "/b-html.png" => Reply::status(200)
            .header("Content-Type", "image/png")
            .body("<!doctype html><title>Connexion</title>"),
        "/c-bomb.png" => Reply::status(200).body(bomb(50_000, 50_000)),
        "/d-long.png" => Reply::status(200).body(vec![0x89; 10_000_001]),
        "/e-forbidden.png" => Reply::status(403),
        "/f.svg" => Reply::status(200).body("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        _ => Reply::status(404),
    })
}

#[test]
fn pictures_are_measured_and_what_is_none_is_refused() {
    let server = gallery();
    let house = House::new();
    let names = [
        "/a.png",
        "/b-html.png",
        "/c-bomb.png",
        "/d-long.png",
        "/e-forbidden.png",
        "/f.svg",
        "/g-gone.png",
    ];
    let urls: Vec<String> = names.iter().map(|name| server.url(name)).collect();
    house.engine.send(Command::Measure { urls: urls.clone() });
    let sizes = house.sizes(names.len());
    let expected = Some(Pixels {
        width: 120,
        height: 80,
    });
    assert_eq!(sizes[0], (urls[0].clone(), expected));
    assert!(
        sizes[1..].iter().all(|(_, size)| size.is_none()),
        "{sizes:?}"
    );
    let asked = server.asked();
    assert_eq!(
        asked.len(),
        names.len(),
        "each once; 403 of one stops no other"
    );
    assert!(server.most_at_once() <= 2);
    for request in &asked {
        assert!(request.text("accept").unwrap().contains("image/"));
        assert_eq!(request.text("referer"), None);
        assert_eq!(request.text("cookie"), None);
    }
}

#[test]
fn a_picture_that_was_measured_is_drawn_without_asking_again() {
    let server = gallery();
    let house = House::new();
    let urls = vec![server.url("/a.png"), server.url("/g-gone.png")];
    house.engine.send(Command::Measure { urls: urls.clone() });
    house.sizes(2);
    for means in [Means::Kitty, Means::Iterm, Means::Sixel, Means::Blocks] {
        house.engine.send(Command::Draw {
            canvas: Canvas::new(means, (8, 16)),
            pictures: vec![(
                urls[0].clone(),
                Cells {
                    columns: 15,
                    rows: 5,
                },
            )],
        });
        assert_eq!(house.picture(), (urls[0].clone(), true), "{means:?}");
    }
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn no_more_than_twenty_pictures_of_an_article_are_asked_for() {
    let server = Server::start(|_| Reply::status(200).body(png(40, 40)));
    let house = House::new();
    let urls = (0..25).map(|n| server.url(&format!("/{n}.png"))).collect();
    house.engine.send(Command::Measure { urls });
    assert_eq!(house.sizes(20).len(), 20);
    assert_eq!(server.asked().len(), 20);
}

#[test]
fn moving_on_gives_up_what_was_under_way() {
    let slow = Server::start(|_| Reply::silence());
    let quick = Server::start(|_| Reply::status(200).body(png(40, 40)));
    let house = House::new();
    house.engine.send(Command::Measure {
        urls: vec![slow.url("/a.png")],
    });
    slow.wait_for(1);
    let next = quick.url("/b.png");
    house.engine.send(Command::Measure {
        urls: vec![next.clone()],
    });
    assert_eq!(house.sizes(1)[0].0, next);
}
