//! Compressed answers: sound ones are read, broken ones are said, bombs are stopped.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

/// Brotli of one block that is kept as it is (RFC 7932 §9.2): a window of 16 bits, no last block, four nibbles of
/// length, uncompressed; then the last block, empty.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len() - 1).unwrap();
    assert!(length < 0x1_0000);
    let head = (length << 4) | (1 << 20);
    [&head.to_le_bytes()[..3], bytes, &[0x03]].concat()
}

/// A frame of zstd of one block that is kept as it is (RFC 8878 §3.1.1), its length in two bytes.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let block = (u32::from(length) << 3) | 1;
    let size = length.checked_sub(256).unwrap().to_le_bytes();
    [
        &[0x28, 0xb5, 0x2f, 0xfd, 0x60][..],
        &size,
        &block.to_le_bytes()[..3],
        bytes,
    ]
    .concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn raw_deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn coded(coding: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply::status(200)
        .header("Content-Encoding", coding)
        .header("ETag", "\"un\"")
        .body(body)
}

#[test]
fn what_is_packed_is_unpacked() {
    let text = feed(1).into_bytes();
    let cages = [
        ("gzip", coded("gzip", gzip(&text))),
        ("gzip in chunks", coded("gzip", gzip(&text)).chunked()),
        ("gzip in capitals", coded("GZIP", gzip(&text))),
        ("x-gzip", coded("x-gzip", gzip(&text))),
        (
            "gzip that says nothing of it",
            Reply::status(200).body(gzip(&text)),
        ),
        (
            "two members",
            coded("gzip", [gzip(&text[..200]), gzip(&text[200..])].concat()),
        ),
        ("deflate", coded("deflate", zlib(&text))),
        ("raw deflate", coded("deflate", raw_deflate(&text))),
        ("brotli", coded("br", brotli(&text))),
        ("zstd", coded("zstd", zstd(&text))),
        ("identity", coded("identity", text.clone())),
        ("an empty coding", coded("", text.clone())),
    ]
    .map(|(name, reply)| {
        Cage::new(
            name,
            [(reply.clone(), "ok 200 +1"), (reply, "unchanged 200")],
        )
    });
    let reader = tour(&cages, 2 * HOUR, &[]);
    for line in reader.json(&["list", "--json"]) {
        assert_eq!(line["title"], "Dépêche n° 1");
    }
    for cage in &cages {
        assert_eq!(reader.total(&cage.name), 1);
    }
}

#[test]
fn what_does_not_unpack_fails_alone_and_heals() {
    let text = feed(3).into_bytes();
    let half = |packed: Vec<u8>| packed[..packed.len() / 2].to_vec();
    let mut wrong_sum = gzip(&text);
    let at = wrong_sum.len() - 8;
    wrong_sum[at] ^= 0xff;
    let cages = [
        ("half a gzip", coded("gzip", half(gzip(&text)))),
        (
            "a gzip without its end",
            coded("gzip", gzip(&text)[..gzip(&text).len() - 8].to_vec()),
        ),
        ("a wrong sum", coded("gzip", wrong_sum)),
        ("half a zlib", coded("deflate", half(zlib(&text)))),
        ("half a brotli", coded("br", half(brotli(&text)))),
        ("half a zstd", coded("zstd", half(zstd(&text)))),
        ("text called gzip", coded("gzip", text.clone())),
        ("text called brotli", coded("br", text.clone())),
        ("text called zstd", coded("zstd", text.clone())),
    ]
    .map(|(name, reply)| {
        Cage::new(
            name,
            [
                (good(1), "ok 200 +1"),
                (reply, "failed 200 truncated"),
                (good(2), "ok 200 +1"),
            ],
        )
    });
    tour(&cages, 2 * HOUR, &[]);
    for cage in &cages {
        let kept = cage.server.asked()[2].text("If-None-Match");
        assert_eq!(kept, None, "{}: of what failed", cage.name);
    }
}

#[test]
fn unknown_codings_are_said() {
    let cages = [
        (
            "an unknown coding",
            coded("compress", vec![0x1f, 0x9d, 0x90, 0x00, 0xff, 0xfe]),
        ),
        ("nonsense", coded("rot13", "<eff irefvba=\"2.0\">")),
    ];
    let healthy = Server::start(|_| good(1));
    let servers = cages.map(|(name, reply)| (name, Server::script([reply, good(1)])));
    let mut feeds: Vec<(&str, String)> = servers
        .iter()
        .map(|(name, server)| (*name, server.url("/")))
        .collect();
    feeds.push(("Sain", healthy.url("/")));
    let reader = Reader::of(feeds);
    let round = reader.refresh(&[]);
    round.says("Sain", "ok 200 +1");
    for (name, _) in &servers {
        let line = round.line(name);
        let well = line["status"] == "ok" && line["new"] == 1;
        let said = line["status"] == "failed" && line["error"].as_str().unwrap().ends_with('.');
        assert!(well || said, "{line}");
        assert_eq!(reader.total(name), i64::from(well), "nothing of it is kept");
    }
    reader.later(2 * HOUR);
    let round = reader.refresh(&[]);
    assert_eq!(round.code, 0, "{round:?}");
}

#[test]
fn bombs_stop_at_the_limit() {
    let spaces = vec![b' '; 30_000_000];
    let bomb = gzip(&spaces);
    assert!(bomb.len() < 50_000);
    let cages = [
        ("a gzip bomb", coded("gzip", bomb.clone())),
        ("a bomb in chunks", coded("gzip", bomb.clone()).chunked()),
        ("a bomb in a bomb", coded("gzip", gzip(&bomb))),
        (
            "a bomb that says nothing of it",
            Reply::status(200).body(bomb),
        ),
        ("a zlib bomb", coded("deflate", zlib(&spaces))),
        (
            "a length beyond the limit",
            Reply::status(200).body("<rss>").declared(3_000_000_000),
        ),
    ]
    .map(|(name, reply)| {
        Cage::new(
            name,
            [
                (good(1), "ok 200 +1"),
                (reply, "failed 200 too-large"),
                (good(2), "ok 200 +1"),
            ],
        )
    });
    tour(&cages, 2 * HOUR, &[]);
}
