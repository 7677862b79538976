//! Encodings of seven bits that WHATWG refuses, for the documents that name them: UTF-7, HZ, ISO-2022-KR. Their letters
//! are those of encodings it knows, shifted into ASCII.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{EUC_KR, Encoding, GBK, UTF_16BE};

/// An encoding of seven bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seven {
    Utf7,
    Hz,
    Iso2022Kr,
}

impl Seven {
    /// The encoding of a name in lower-case letters and digits alone.
    pub fn named(key: &str) -> Option<Seven> {
        Some(match key {
            "utf7" | "u7" | "unicode11utf7" | "unicode20utf7" => Seven::Utf7,
            "hz" | "hzgb" | "hzgb2312" => Seven::Hz,
            "iso2022kr" | "csiso2022kr" => Seven::Iso2022Kr,
            _ => return None,
        })
    }

    /// Its name, as IANA has it.
    pub fn name(self) -> &'static str {
        match self {
            Seven::Utf7 => "UTF-7",
            Seven::Hz => "HZ-GB-2312",
            Seven::Iso2022Kr => "ISO-2022-KR",
        }
    }

    /// The text of an ASCII text in this encoding.
    pub fn decode(self, text: &str) -> String {
        match self {
            Seven::Utf7 => utf7(text),
            Seven::Hz => shifted(text, "~{", "~}", GBK).replace("~~", "~"),
            Seven::Iso2022Kr => shifted(&text.replace("\u{1b}$)C", ""), "\u{e}", "\u{f}", EUC_KR),
        }
    }
}

/// Runs between two marks stand for two-byte characters of an encoding, without their high bits.
fn shifted(text: &str, open: &str, close: &str, encoding: &'static Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    let mut runs = text.split(open);
    out.push_str(runs.next().unwrap_or_default());
    for run in runs {
        let (inside, after) = run.split_once(close).unwrap_or((run, ""));
        let bytes: Vec<u8> = inside
            .bytes()
            .map(|byte| if byte > b' ' { byte | 0x80 } else { byte })
            .collect();
        out.push_str(&encoding.decode_without_bom_handling(&bytes).0);
        out.push_str(after);
    }
    out
}

/// UTF-7 (RFC 2152): runs of base64 between `+` and what is no base64; `+-` is `+`.
fn utf7(text: &str) -> String {
    let base64 = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true),
    );
    let mut out = String::with_capacity(text.len());
    let mut runs = text.split('+');
    out.push_str(runs.next().unwrap_or_default());
    for run in runs {
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '/';
        let end = run.find(|c| !letter(c)).unwrap_or(run.len());
        let (packed, after) = run.split_at(end);
        match base64.decode(packed) {
            Ok(bytes) if !packed.is_empty() => {
                out.push_str(
                    &UTF_16BE
                        .decode_without_bom_handling(&bytes[..bytes.len() & !1])
                        .0,
                );
                out.push_str(after.strip_prefix('-').unwrap_or(after));
            }
            _ if packed.is_empty() && after.starts_with('-') => {
                out.push('+');
                out.push_str(&after[1..]);
            }
            _ => {
                out.push('+');
                out.push_str(run);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shifts_are_undone() {
        assert_eq!(
            Seven::Utf7.decode("L+IBkA6Q-t+AOk- 1 +- 2 + 3"),
            "L’ét\u{e9} 1 + 2 + 3"
        );
        assert_eq!(Seven::Hz.decode("a ~{VPND2bJT~} b~~"), "a 中文测试 b~");
        assert_eq!(
            Seven::Iso2022Kr.decode("\u{1b}$)Ca \u{e}GQ19>n\u{f} b"),
            "a 한국어 b"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[ -~\u{e}\u{f}]{0,40}") {
            for seven in [Seven::Utf7, Seven::Hz, Seven::Iso2022Kr] {
                let _ = seven.decode(&text);
            }
        }
    }
}
