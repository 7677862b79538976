//! Unpacking of what the client leaves packed: gzip and deflate by any of their names, once or twice, also where the
//! first bytes alone tell (`.gz` files, codings that nobody announced). Members of a gzip are put together, and what
//! stands behind the last one is passed over, as gzip(1) does. Pure.

use std::io::Read;

use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};

use super::FetchError;
use crate::text::sanitise;

/// The first bytes of a gzip member (RFC 1952 §2.3.1).
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Nobody packs more often than that in earnest.
const LAYERS: usize = 2;

/// A coding's name is shown up to so many characters.
const NAME: usize = 40;

/// Whether these bytes are packed, or their head says so.
pub(super) fn is_packed(bytes: &[u8], codings: &[String]) -> bool {
    bytes.starts_with(&MAGIC) || !codings.is_empty()
}

/// The bytes unpacked by what their head says (`codings`: lower case, in the order they were applied, RFC 9110 §8.4),
/// then [`unpack`]ed. A coding nobody knows fails unless the bytes are plain text all the same.
pub(super) fn decode(
    mut bytes: Vec<u8>,
    codings: &[String],
    limit: u64,
) -> Result<Vec<u8>, FetchError> {
    let mut undone = 0;
    for coding in codings.iter().rev() {
        match coding.as_str() {
            "gzip" | "x-gzip" if bytes.starts_with(&MAGIC) || undone == 0 => {
                bytes = gunzip(&bytes, limit)?;
            }
            // Announced more often than done.
            "gzip" | "x-gzip" => {}
            "deflate" => bytes = inflate(&bytes, limit)?,
            _ if is_text(&bytes) => {}
            other => {
                let coding = sanitise::line(&other.chars().take(NAME).collect::<String>());
                return Err(FetchError::Encoding { coding });
            }
        }
        undone += 1;
        if undone == LAYERS {
            break;
        }
    }
    unpack(bytes, limit)
}

/// The bytes unpacked, all members of them, at most `limit`; as they are where they are not packed. The error is
/// [`FetchError::TooLarge`], or [`FetchError::Truncated`] for what does not unpack.
pub fn unpack(mut bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, FetchError> {
    for _ in 0..LAYERS {
        if !bytes.starts_with(&MAGIC) {
            break;
        }
        bytes = gunzip(&bytes, limit)?;
    }
    Ok(bytes)
}

/// All members of a gzip, one behind the other (RFC 1952 §2.2). What follows them and is none is passed over.
fn gunzip(packed: &[u8], limit: u64) -> Result<Vec<u8>, FetchError> {
    let mut unpacked = Vec::new();
    let mut rest = packed;
    loop {
        let room = limit
            .saturating_add(1)
            .saturating_sub(unpacked.len() as u64);
        let mut member = GzDecoder::new(rest);
        let read = member.by_ref().take(room).read_to_end(&mut unpacked);
        read.map_err(|error| truncated(&error.to_string()))?;
        if unpacked.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        rest = member.into_inner();
        if !rest.starts_with(&MAGIC) {
            return Ok(unpacked);
        }
    }
}

/// Deflate in its zlib wrapper (RFC 1950), or without one, as many servers send it (RFC 9110 §8.4.1.2, note).
fn inflate(packed: &[u8], limit: u64) -> Result<Vec<u8>, FetchError> {
    let wrapped = match packed {
        [first, second, ..] => {
            first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0
        }
        _ => false,
    };
    match inflate_as(packed, wrapped, limit) {
        Err(FetchError::Truncated { .. }) if wrapped => inflate_as(packed, false, limit),
        outcome => outcome,
    }
}

fn inflate_as(packed: &[u8], wrapped: bool, limit: u64) -> Result<Vec<u8>, FetchError> {
    let mut state = Decompress::new(wrapped);
    let mut unpacked = Vec::new();
    loop {
        unpacked.reserve(packed.len().clamp(4_096, 1 << 20));
        let before = (state.total_in(), state.total_out());
        let at = usize::try_from(state.total_in()).unwrap_or(packed.len());
        let rest = packed.get(at..).unwrap_or_default();
        let status = state
            .decompress_vec(rest, &mut unpacked, FlushDecompress::None)
            .map_err(|error| truncated(&error.to_string()))?;
        if unpacked.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        if status == Status::StreamEnd {
            return Ok(unpacked);
        }
        if before == (state.total_in(), state.total_out()) {
            return Err(truncated("end of file before message length reached"));
        }
    }
}

/// Whether a document begins as text does: no controls but blanks.
fn is_text(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(512)];
    start
        .iter()
        .all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

fn truncated(reason: &str) -> FetchError {
    FetchError::Truncated {
        reason: sanitise::line(reason),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn deflated(bytes: &[u8]) -> [Vec<u8>; 2] {
        let mut wrapped = ZlibEncoder::new(Vec::new(), Compression::default());
        wrapped.write_all(bytes).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(bytes).unwrap();
        [wrapped.finish().unwrap(), raw.finish().unwrap()]
    }

    fn by(codings: &[&str], bytes: Vec<u8>) -> Result<Vec<u8>, FetchError> {
        let codings: Vec<String> = codings.iter().map(|name| (*name).to_owned()).collect();
        decode(bytes, &codings, 10_000)
    }

    #[test]
    fn layers_and_members_are_unpacked() {
        let text = "Le nuage souverain".as_bytes().to_vec();
        assert_eq!(unpack(text.clone(), 100), Ok(text.clone()));
        assert_eq!(unpack(gzip(&text), 100), Ok(text.clone()));
        assert_eq!(unpack(gzip(&gzip(&text)), 100), Ok(text.clone()));
        let members = [gzip(&text), gzip(&text)].concat();
        assert_eq!(unpack(members, 100), Ok([text.clone(), text].concat()));
    }

    #[test]
    fn what_follows_a_gzip_is_passed_over_and_a_member_that_was_cut_is_not() {
        let text = "Un été sans réseau".as_bytes().to_vec();
        for behind in [&b"\0\0\0\0"[..], b"<!-- cache -->", b"\x1f"] {
            let bytes = [&gzip(&text)[..], behind].concat();
            assert_eq!(unpack(bytes, 100), Ok(text.clone()), "{behind:?}");
        }
        let second = gzip(&text);
        let bytes = [&gzip(&text)[..], &second[..second.len() - 3]].concat();
        assert!(matches!(
            unpack(bytes, 100),
            Err(FetchError::Truncated { .. })
        ));
    }

    #[test]
    fn deflate_is_undone_with_and_without_its_wrapper() {
        let text = "Le nuage souverain ".repeat(300).into_bytes();
        for packed in deflated(&text) {
            assert_eq!(by(&["deflate"], packed.clone()), Ok(text.clone()));
            assert_eq!(
                by(&["deflate"], [&packed[..], b"\n"].concat()),
                Ok(text.clone())
            );
            let cut = packed[..packed.len() / 2].to_vec();
            assert!(matches!(
                by(&["deflate"], cut),
                Err(FetchError::Truncated { .. })
            ));
        }
        assert_eq!(
            by(&["gzip", "deflate"], deflated(&gzip(&text))[0].clone()),
            Ok(text)
        );
    }

    #[test]
    fn codings_that_nobody_knows_are_named_unless_the_text_is_plain() {
        let text = "<rss>Léa</rss>".as_bytes().to_vec();
        assert_eq!(by(&["utf-8"], text.clone()), Ok(text.clone()));
        assert_eq!(by(&["gzip", "gzip"], gzip(&text)), Ok(text.clone()));
        let coding = "lzma".to_owned();
        assert_eq!(
            by(&["lzma"], vec![0, 1, 2]),
            Err(FetchError::Encoding { coding })
        );
        assert!(matches!(
            by(&["gzip"], text),
            Err(FetchError::Truncated { .. })
        ));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let large = vec![b' '; 1_000_000];
        let stopped = Err(FetchError::TooLarge { limit: 10_000 });
        assert_eq!(by(&["gzip"], gzip(&large)), stopped);
        for bomb in deflated(&large) {
            assert_eq!(by(&["deflate"], bomb), stopped);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_unpack_or_fail_within_the_limit(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..300),
            magic in any::<bool>(),
            coding in "gzip|deflate|x|",
        ) {
            if magic {
                bytes.splice(0..0, [0x1f, 0x8b, 8]);
            }
            if let Ok(unpacked) = by(&[&coding], bytes) {
                prop_assert!(unpacked.len() <= 10_000);
            }
        }
    }
}
