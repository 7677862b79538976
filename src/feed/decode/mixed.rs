//! UTF-8 with wounds: stray bytes of another encoding, an item pasted from one, characters cut in the middle, surrogates
//! written as if they were characters. Each run of text between tags is judged by itself, so that one author's paste
//! spoils nothing else.

use encoding_rs::{Encoding, WINDOWS_1252};

/// A text read as wounded UTF-8.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mixed {
    pub text: String,
    /// How many characters outside ASCII were whole.
    pub good: usize,
    /// How many bytes were none of UTF-8's, cut characters apart.
    pub bad: usize,
}

/// Reads wounded UTF-8; strays are read in `other`, an encoding of one byte a character. Linear.
pub fn read(bytes: &[u8], other: &'static Encoding) -> Mixed {
    let other = if other.is_single_byte() {
        other
    } else {
        WINDOWS_1252
    };
    let mut all = Mixed {
        text: String::with_capacity(bytes.len() + bytes.len() / 16),
        ..Mixed::default()
    };
    for run in bytes.split_inclusive(|byte| *byte == b'<') {
        if let Ok(text) = std::str::from_utf8(run) {
            all.good += text.chars().filter(|c| !c.is_ascii()).count();
            all.text.push_str(text);
            continue;
        }
        let mended = run_of(run, other);
        all.good += mended.good;
        all.bad += mended.bad;
        match mended.good >= mended.bad {
            true => all.text.push_str(&mended.text),
            false => all.text.push_str(&other.decode_without_bom_handling(run).0),
        }
    }
    all
}

fn run_of(bytes: &[u8], other: &'static Encoding) -> Mixed {
    let mut run = Mixed::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (sound, length) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(error) => {
                let sound = &rest[..error.valid_up_to()];
                (
                    std::str::from_utf8(sound).unwrap_or_default(),
                    Some(error.error_len()),
                )
            }
        };
        run.good += sound.chars().filter(|c| !c.is_ascii()).count();
        run.text.push_str(sound);
        rest = &rest[sound.len()..];
        let Some(length) = length else { break };
        // The document, not a character, was cut here.
        let Some(length) = length else { break };
        if let Some(c) = surrogates(rest) {
            run.good += 1;
            run.text.push(c);
            rest = &rest[6..];
            continue;
        }
        let (wound, after) = rest.split_at(length);
        // The first bytes of `’`, `€`, an emoji or `é`, cut by a program that counts bytes, are nobody's text.
        let is_cut = matches!(wound, [0xe2, 0x80..=0x84] | [0xf0, 0x9f, ..] | [0xc3]);
        if is_cut {
            run.text.push(char::REPLACEMENT_CHARACTER);
        } else {
            run.bad += 1;
            run.text
                .push_str(&other.decode_without_bom_handling(wound).0);
        }
        rest = after;
    }
    run
}

/// A character that was written as two surrogates of three bytes each (CESU-8).
fn surrogates(bytes: &[u8]) -> Option<char> {
    let [
        0xed,
        a @ 0xa0..=0xaf,
        b @ 0x80..=0xbf,
        0xed,
        c @ 0xb0..=0xbf,
        d @ 0x80..=0xbf,
        ..,
    ] = *bytes
    else {
        return None;
    };
    let half = |high: u8, low: u8| u16::from(high & 0x3f) << 6 | u16::from(low & 0x3f) | 0xd000;
    char::decode_utf16([half(a, b), half(c, d)]).next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_run_is_read_as_it_was_written() {
        for (bytes, text) in [
            (
                "déjà vu "
                    .as_bytes()
                    .iter()
                    .chain(b"\xe9")
                    .copied()
                    .collect::<Vec<u8>>(),
                "déjà vu ",
            ),
            (b"d\xc3\xa9j\xc3\xa0 vu \xe9t".to_vec(), "déjà vu ét"),
            (
                b"<a>\xc3\xa9t\xc3\xa9</a><b>\xab\xa0libert\xe9\xa0\xbb</b>".to_vec(),
                "<a>été</a><b>«\u{a0}liberté\u{a0}»</b>",
            ),
            (
                b"<a>\xc3\xa9</a><b>l\x92\xe9t\xe9 \x9cuvre 3 \x80</b>".to_vec(),
                "<a>é</a><b>l’été œuvre 3 €</b>",
            ),
            (b"<a>\xc3\xa9t\xc3</a>".to_vec(), "<a>ét\u{fffd}</a>"),
            (
                b"<a>\xc3\xa9t\xe2\x80...</a>".to_vec(),
                "<a>ét\u{fffd}...</a>",
            ),
            (b"<a>\xed\xa0\xbe\xed\xb6\x8a</a>".to_vec(), "<a>🦊</a>"),
            (b"<a>\xc3\xa9t\xc3".to_vec(), "<a>ét"),
        ] {
            assert_eq!(read(&bytes, WINDOWS_1252).text, text);
        }
    }

    proptest! {
        #[test]
        fn sound_text_is_kept(text in "[a-zé€🦊<> ]{0,40}") {
            prop_assert_eq!(read(text.as_bytes(), WINDOWS_1252).text, text);
        }

        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            let _ = read(&bytes, WINDOWS_1252);
        }
    }
}
