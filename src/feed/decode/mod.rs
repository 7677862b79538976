//! Bytes → text, in the order of FRENCH.md: byte order mark; bytes that are valid UTF-8 (whatever a label says);
//! the document's own declaration; `charset` of the answer; a guess; windows-1252. Labels are WHATWG's, so that
//! `iso-8859-1` is windows-1252. Never fails: the worst input still gives a text.

mod double;
mod labels;
mod mixed;
mod pages;
mod seven;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub use double::{from_windows_1252, undouble};

use self::labels::Charset;
use self::mixed::Mixed;
use self::pages::Page;

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without its byte order mark.
    pub text: Cow<'b, str>,
    /// The name of the encoding that was used, WHATWG's where it has one.
    pub encoding: &'static str,
    /// The label that turned out to be wrong, where one did; `utf-8` where none was given and the bytes are not.
    pub wrong_label: Option<String>,
}

/// Decodes a document; `charset` is the label of the final response. Labels inside are an XML declaration's
/// `encoding` or a page's `<meta charset>`.
pub fn to_text<'b>(bytes: &'b [u8], charset: Option<&str>) -> Decoded<'b> {
    labelled(bytes, charset, Trust::Document)
}

/// The text of a page: as [`to_text`], but the label of the answer goes before the page's own (HTML, 13.2.3.2).
pub fn page(bytes: &[u8], charset: Option<&str>) -> String {
    labelled(bytes, charset, Trust::Answer).text.into_owned()
}

/// Whose label goes first where bytes do not tell by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    Document,
    Answer,
}

fn labelled<'b>(bytes: &'b [u8], charset: Option<&str>, trust: Trust) -> Decoded<'b> {
    if let Some((encoding, text)) = wide::by_mark(bytes).or_else(|| wide::by_zero_bytes(bytes)) {
        return decoded(text, encoding, None);
    }
    let bytes = wide::without_false_mark(bytes);
    if let Some(page) = ebcdic(bytes, charset) {
        return decoded(page.decode(bytes), page.names[0], None);
    }
    let declared = labels::declared(bytes);
    let answered = charset.map(labels::clean).filter(|label| !label.is_empty());
    let (first, second) = match trust {
        Trust::Document => (declared, answered),
        Trust::Answer => (answered, declared),
    };
    let labels: Vec<String> = first.into_iter().chain(second).collect();
    let known: Vec<Option<Charset>> = labels.iter().map(|label| Charset::of(label)).collect();
    let wrong = |right: &'static Encoding| {
        let mut both = labels.iter().zip(&known);
        both.find(|(_, known)| known.is_some_and(|known| known != Charset::Whatwg(right)))
            .map(|(label, _)| label.clone())
    };

    match as_utf8(bytes) {
        Ok(text) => {
            let seven = known.iter().flatten().find_map(|known| match known {
                Charset::Seven(seven) => Some(seven),
                _ => None,
            });
            if let (true, Some(seven)) = (text.is_ascii(), seven) {
                return decoded(seven.decode(text), seven.name(), None);
            }
            if text.is_ascii() && is_iso_2022_jp(bytes, &known) {
                let text = ISO_2022_JP.decode(bytes).0.into_owned();
                return decoded(text, ISO_2022_JP.name(), None);
            }
            let wrong = wrong(UTF_8).filter(|_| !text.is_ascii());
            return decoded(text, UTF_8.name(), wrong);
        }
        // Cut in the middle of a character and sound up to there.
        Err(error) if error.error_len().is_none() => {
            let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            // A page is whole: what ends in one odd byte is of another encoding.
            let unlabelled = !known.iter().flatten().any(|known| *known != UTF8);
            if !sound.is_ascii() || (unlabelled && trust == Trust::Document) {
                return decoded(sound, UTF_8.name(), wrong(UTF_8));
            }
        }
        Err(_) => {}
    }
    match trust {
        Trust::Document => not_utf8(bytes, &labels, &known),
        // A page that is none of UTF-8 and says so in one place may say in the other what it is.
        Trust::Answer => {
            let labelled = labels.into_iter().zip(known);
            let (labels, known): (Vec<String>, Vec<Option<Charset>>) =
                labelled.filter(|(_, known)| *known != Some(UTF8)).unzip();
            not_utf8(bytes, &labels, &known)
        }
    }
}

/// Bytes as the text they are; told by encoding_rs, which checks many at a time, and where they are none by the
/// standard library, which says where.
fn as_utf8(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Ok(text),
        _ => std::str::from_utf8(bytes),
    }
}

const UTF8: Charset = Charset::Whatwg(UTF_8);

/// Decodes what is not valid UTF-8 by its labels, as wounded UTF-8, by a guess.
fn not_utf8<'b>(bytes: &'b [u8], labels: &[String], known: &[Option<Charset>]) -> Decoded<'b> {
    // The first label that can be true; that it is UTF-8 is as good as none.
    let possible = known.iter().flatten().find(|known| match known {
        Charset::Whatwg(encoding) => *encoding != UTF_16LE && *encoding != UTF_16BE,
        Charset::Page(page) => !page.is_ebcdic(),
        Charset::Utf32 | Charset::Seven(_) => false,
    });
    let named = possible.filter(|known| **known != UTF8);
    let first = || Some(labels.first().map_or("utf-8", String::as_str).to_owned());
    let other = match named {
        Some(Charset::Whatwg(encoding)) => encoding,
        _ => WINDOWS_1252,
    };
    let wounded = || mixed::read(bytes, other);
    match named {
        None => {
            let Mixed { text, good, bad } = wounded();
            let marked = bytes.starts_with(&[0xef, 0xbb, 0xbf]);
            let guess = guess(bytes);
            if good > bad || marked || (guess == WINDOWS_1252 && good > 0) {
                return decoded(text, UTF_8.name(), first());
            }
            let text = guess.decode_without_bom_handling(bytes).0.into_owned();
            decoded(text, guess.name(), first())
        }
        Some(Charset::Whatwg(encoding)) => {
            if encoding.is_single_byte() {
                let Mixed { text, good, bad } = wounded();
                if good >= 4 && good > 8 * bad {
                    return decoded(text, UTF_8.name(), first());
                }
            }
            let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
            decoded(text, encoding.name(), None)
        }
        Some(Charset::Page(page)) => decoded(page.decode(bytes), page.names[0], None),
        Some(Charset::Utf32 | Charset::Seven(_)) => decoded(wounded().text, UTF_8.name(), first()),
    }
}

fn decoded<'b>(
    text: impl Into<Cow<'b, str>>,
    encoding: &'static str,
    wrong_label: Option<String>,
) -> Decoded<'b> {
    let text = match text.into() {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Cow::Owned(text) if text.starts_with('\u{feff}') => {
            Cow::Owned(text.trim_start_matches('\u{feff}').to_owned())
        }
        owned => owned,
    };
    // C1 controls are windows-1252 that somebody converted as if it were ISO-8859-1.
    let bytes = text.as_bytes();
    let c1 = memchr::memchr_iter(0xc2, bytes)
        .any(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xa0));
    let text = match c1 {
        true => text.chars().map(double::without_c1).collect(),
        false => text,
    };
    Decoded {
        text,
        encoding,
        wrong_label,
    }
}

/// The page of a document in EBCDIC: its `<` is an ASCII `L`, its `<?xm` is no text of any other encoding.
fn ebcdic(bytes: &[u8], charset: Option<&str>) -> Option<&'static Page> {
    let of_label = |label: &str| match Charset::of(label) {
        Some(Charset::Page(page)) if page.is_ebcdic() => Some(page),
        _ => None,
    };
    let answered = charset.and_then(|label| of_label(&labels::clean(label)));
    if bytes.starts_with(&[0x4c, 0x6f, 0xa7, 0x94]) {
        let common = Page::named("cp037")?;
        let start = common.decode(&bytes[..bytes.len().min(512)]);
        let declared = labels::in_declaration(&start);
        let declared = declared.and_then(|label| of_label(&label));
        return declared.or(answered).or(Some(common));
    }
    answered.filter(|_| bytes.first() == Some(&0x4c))
}

/// True for bytes of ASCII that shift to Japanese as ISO-2022-JP does.
fn is_iso_2022_jp(bytes: &[u8], known: &[Option<Charset>]) -> bool {
    let labelled = known.contains(&Some(Charset::Whatwg(ISO_2022_JP)));
    bytes.contains(&0x1b)
        && (labelled
            || bytes
                .windows(3)
                .any(|shift| shift == b"\x1b$B" || shift == b"\x1b$@"))
}

/// A guess. Short texts of western languages look alike to it, so it is told the language the document names, else
/// French: strong evidence of another script wins over that.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let country = labels::language(bytes).map_or(*b"fr", labels::country);
    detector.guess(Some(&country), Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pages_answer_goes_before_its_own_label_and_what_cannot_be_true_is_passed_over() {
        for (bytes, charset, expected) in [
            (&b"caf\xe9"[..], None, "café"),
            (
                b"<meta charset=iso-8859-1>caf\xc3\xa9",
                Some("iso-8859-1"),
                "<meta charset=iso-8859-1>café",
            ),
            (
                b"<meta charset=iso-8859-15>4 \xa4 \xe9t\xe9",
                Some("utf-8"),
                "<meta charset=iso-8859-15>4 € été",
            ),
            (
                b"<meta charset=utf-8>4 \xa4 \xe9t\xe9",
                Some("iso-8859-15"),
                "<meta charset=utf-8>4 € été",
            ),
            (
                b"<meta charset=iso-8859-1>4 \xa4",
                Some("iso-8859-15"),
                "<meta charset=iso-8859-1>4 €",
            ),
        ] {
            assert_eq!(page(bytes, charset), expected);
        }
    }

    fn latin9(text: &str) -> Vec<u8> {
        encoding_rs::ISO_8859_15.encode(text).0.into_owned()
    }

    #[test]
    fn validity_wins_over_every_label() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><t>Été</t>";
        let decoded = to_text(text.as_bytes(), Some("windows-1252"));
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.wrong_label.as_deref(), Some("iso-8859-1"));
    }

    #[test]
    fn labels_are_read_where_bytes_are_not_utf8() {
        let text = "<?xml version='1.0' encoding='iso-8859-15'?><t>cœur 3 €</t>";
        assert_eq!(to_text(&latin9(text), None).text, text);
        let bare = "<t>cœur 3 €</t>";
        assert_eq!(to_text(&latin9(bare), Some("ISO-8859-15")).text, bare);
        let cp1252 = WINDOWS_1252.encode("<t>l’été</t>").0.into_owned();
        assert_eq!(to_text(&cp1252, Some("iso-8859-1")).text, "<t>l’été</t>");
        assert_eq!(to_text(&cp1252, Some("utf-8")).text, "<t>l’été</t>");
        assert_eq!(to_text(&cp1252, None).text, "<t>l’été</t>");
    }

    #[test]
    fn wide_encodings_with_and_without_mark() {
        let text = "<t>Été 🦊</t>";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = text
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            marked(&[0xff, 0xfe], &le),
            marked(&[0xfe, 0xff], &be),
            le.clone(),
            be.clone(),
            wide.clone(),
            marked(&[0xff, 0xfe, 0, 0], &wide),
            marked(&[0xef, 0xbb, 0xbf], text.as_bytes()),
            marked(&[0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], text.as_bytes()),
        ] {
            assert_eq!(to_text(&bytes, None).text, text);
        }
    }

    #[test]
    fn one_bad_byte_spoils_nothing_else() {
        let bytes = [
            b"<?xml encoding='utf-8'?>".as_slice(),
            "déjà vu ".as_bytes(),
            b"\xe9.",
        ]
        .concat();
        assert!(to_text(&bytes, None).text.ends_with("déjà vu é."));
    }

    #[test]
    fn short_french_texts_are_taken_for_nothing_exotic() {
        for text in [
            "Œuvre",
            "naïf",
            "fête",
            "ça",
            "« Oui »",
            "château",
            "maïs",
            "3 €",
        ] {
            let document =
                format!("<rss><channel><item><title>{text}</title></item></channel></rss>");
            let bytes = WINDOWS_1252.encode(&document).0.into_owned();
            for charset in [None, Some("utf-8"), Some("replacement")] {
                assert_eq!(to_text(&bytes, charset).text, document, "{text}");
            }
        }
    }

    #[test]
    fn a_named_language_helps_a_guess() {
        let text = "<language>pl</language><t>Zażółć gęślą jaźń. Wszystko będzie dobrze</t>";
        let bytes = encoding_rs::ISO_8859_2.encode(text).0.into_owned();
        assert_eq!(to_text(&bytes, None).text, text);
    }

    #[test]
    fn an_item_of_another_encoding_spoils_no_other() {
        let utf8 = "<a>L’été à Noël, cœur</a>".as_bytes();
        let other = WINDOWS_1252.encode("<a>«\u{a0}liberté\u{a0}» : 3 €</a>").0;
        for (head, charset) in [
            ("<?xml version='1.0' encoding='utf-8'?>", None),
            ("", Some("utf8")),
            ("", None),
        ] {
            let bytes = [head.as_bytes(), utf8, &other, utf8].concat();
            let text = to_text(&bytes, charset).text;
            assert!(text.contains("«\u{a0}liberté\u{a0}» : 3 €"), "{text}");
            assert!(text.ends_with("<a>L’été à Noël, cœur</a>"), "{text}");
        }
    }

    #[test]
    fn controls_of_c1_are_windows_1252() {
        assert_eq!(
            to_text("<t>l\u{92}été</t>".as_bytes(), None).text,
            "<t>l’été</t>"
        );
    }

    #[test]
    fn a_false_mark_and_ebcdic() {
        let text = "<?xml version='1.0' encoding='utf-8'?><t>été</t>";
        for mark in [[0xff, 0xfe], [0xfe, 0xff]] {
            assert_eq!(to_text(&[&mark, text.as_bytes()].concat(), None).text, text);
        }
        let ebcdic = b"\x4c\x6f\xa7\x94\x93\x6f\x6e\x4c\xa3\x6e\x51\xa3\x51";
        assert_eq!(to_text(ebcdic, None).text, "<?xml?><t>été");
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_text(bytes: Vec<u8>) {
            let _ = to_text(&bytes, Some("utf-16"));
        }

        #[test]
        fn utf8_comes_out_as_it_went_in(text in "<[a-zé€ ]{1,40}>") {
            let read = to_text(text.as_bytes(), Some("iso-8859-1"));
            prop_assert_eq!(&*read.text, &*text);
        }
    }
}
