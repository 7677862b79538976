//! Gzip under another name. `x-gzip`, `GZIP`, gzip twice and `.gz` files come through reqwest as they were sent; the
//! first bytes tell.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::FetchError;
use crate::text::sanitise;

/// The first bytes of a gzip member (RFC 1952 §2.3.1).
const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Nobody packs more often than that in earnest.
const LAYERS: usize = 2;

/// Whether these bytes are packed.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// The bytes unpacked, all members of them, at most `limit`; as they are where they are not packed. The error is
/// [`FetchError::TooLarge`], or [`FetchError::Truncated`] for what does not unpack.
pub fn unpack(mut bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, FetchError> {
    for _ in 0..LAYERS {
        if !is_packed(&bytes) {
            break;
        }
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(bytes.as_slice())
            .take(limit.saturating_add(1))
            .read_to_end(&mut unpacked)
            .map_err(|error| FetchError::Truncated {
                reason: sanitise::line(&error.to_string()),
            })?;
        if unpacked.len() as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        bytes = unpacked;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
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
    fn a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![b' '; 1_000_000]);
        assert_eq!(
            unpack(bomb, 1000),
            Err(FetchError::TooLarge { limit: 1000 })
        );
    }
}
