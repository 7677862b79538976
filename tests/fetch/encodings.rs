//! What is packed is unpacked, within its limits.

use super::*;

#[tokio::test]
async fn every_encoding_is_undone() {
    let text = feed().into_bytes();
    let zlib = packed(
        ZlibEncoder::new(Vec::new(), Compression::best()),
        ZlibEncoder::finish,
        &text,
    );
    let raw = packed(
        DeflateEncoder::new(Vec::new(), Compression::best()),
        DeflateEncoder::finish,
        &text,
    );
    for (encoding, bytes) in [
        ("gzip", gzip(&text)),
        ("gzip", [&gzip(&text)[..], b"\0\0<!-- -->"].concat()),
        ("gzip", [gzip(&text[..100]), gzip(&text[100..])].concat()),
        ("deflate", zlib),
        ("deflate", raw),
        ("x-gzip", gzip(&text)),
        ("GZIP", gzip(&text)),
        ("gzip, gzip", gzip(&gzip(&text))),
        ("gzip", gzip(&gzip(&text))),
        ("identity", gzip(&text)),
        ("identity", text.clone()),
        ("utf-8", text.clone()),
        ("", text.clone()),
    ] {
        let site = Server::start(move |_| {
            Reply::status(200)
                .header("Content-Encoding", encoding)
                .body(bytes.clone())
                .chunked()
        });
        let visited = ask(&site.url("/flux.xml.gz")).await;
        assert_eq!(body(&visited).bytes, text, "{encoding}");
        assert_eq!(visited.bytes, text.len() as u64);
    }
}

#[tokio::test]
async fn a_coding_that_nobody_knows_is_named() {
    let site = Server::start(|_| {
        Reply::status(200)
            .header("Content-Encoding", "gzip, X-Lzma")
            .body([0x5d, 0, 0, 1])
    });
    let coding = "x-lzma".to_owned();
    let visited = ask(&site.url("/")).await;
    assert_eq!(failure(&visited), &FetchError::Encoding { coding });
    assert_eq!(failure(&visited).code(), Code::Http);
}

#[tokio::test]
async fn bombs_and_endless_bodies_stop_at_the_limit() {
    let client = Client::new(&NetworkSettings {
        max_size: 100_000,
        ..settings()
    })
    .unwrap();
    let too_large = FetchError::TooLarge { limit: 100_000 };
    let bomb = gzip(&vec![b' '; 20_000_000]);
    let twice = gzip(&bomb);
    let (labelled, named_otherwise) = (bomb.clone(), bomb);
    for site in [
        Server::start(move |_| {
            Reply::status(200)
                .header("Content-Encoding", "gzip")
                .body(labelled.clone())
        }),
        Server::start(move |_| {
            Reply::status(200)
                .header("Content-Encoding", "x-gzip")
                .body(named_otherwise.clone())
        }),
        Server::start(move |_| {
            Reply::status(200)
                .header("Content-Encoding", "gzip")
                .body(twice.clone())
        }),
        Server::start(|_| Reply::status(200).body(vec![b'a'; 65_536]).endless()),
        Server::start(|_| Reply::status(200).body(vec![b'a'; 100_001])),
        Server::start(|_| Reply::status(200).body(vec![b'a'; 100_001]).chunked()),
        Server::start(|_| Reply::status(200).declared(1_000_000_000_000)),
    ] {
        let visited = visit(&client, &request(&site.url("/"))).await;
        assert_eq!(failure(&visited), &too_large);
        assert_eq!(visited.http, Some(200));
    }
    let exact = Server::start(|_| Reply::status(200).body(vec![b'a'; 100_000]).chunked());
    let visited = visit(&client, &request(&exact.url("/"))).await;
    assert_eq!(body(&visited).bytes.len(), 100_000);
}
