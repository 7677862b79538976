//! What happens to documents on their way: other encodings, wrong labels, cuts, lost and doubled pieces, junk.

use encoding_rs::Encoding;

use crate::random::Random;

/// Labels of encodings, as documents and servers write them.
const LABELS: [&str; 26] = [
    "utf-8",
    "UTF8",
    "iso-8859-1",
    "ISO-8859-15",
    "latin1",
    "windows-1252",
    "windows-1250",
    "iso-8859-2",
    "iso-8859-7",
    "windows-1251",
    "koi8-r",
    "windows-1253",
    "windows-1254",
    "windows-1256",
    "macintosh",
    "Shift_JIS",
    "euc-jp",
    "iso-2022-jp",
    "gbk",
    "gb2312",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-16le",
    "utf-16be",
    "tis-620",
];

/// The text in another encoding that can hold it, rightly labelled; the label is in it or in the answer. None where
/// the encoding cannot hold it.
pub fn encoded(text: &str, random: &mut Random) -> Option<(Vec<u8>, Option<String>)> {
    let label = random.one(&LABELS);
    let encoding = Encoding::for_label(label.as_bytes()).expect("a label there is");
    let body = match text.strip_prefix("<?xml") {
        Some(rest) => &rest[rest.find("?>").map_or(0, |end| end + 2)..],
        None => text,
    };
    if label.starts_with("utf-16") {
        let unit: fn(u16) -> [u8; 2] = if label == "utf-16le" {
            u16::to_le_bytes
        } else {
            u16::to_be_bytes
        };
        let marked = format!("{}{text}", if random.once_in(2) { "\u{feff}" } else { "" });
        return Some((marked.encode_utf16().flat_map(unit).collect(), None));
    }
    // What the encoding cannot hold is a reference in XML, and is passed over in JSON.
    let (_, _, lossy) = encoding.encode(body);
    let in_xml = body.trim_start().starts_with('<');
    if lossy && (!in_xml || body.contains("CDATA") || random.once_in(2)) {
        return None;
    }
    let in_document = in_xml && random.once_in(2);
    let whole = match in_document {
        true => format!("<?xml version=\"1.0\" encoding=\"{label}\"?>{body}"),
        false => body.to_owned(),
    };
    let bytes = encoding.encode(&whole).0.into_owned();
    // Bytes that happen to be UTF-8 are read as UTF-8; encodings do not all come back as they went in.
    let by_chance =
        encoding != encoding_rs::UTF_8 && !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok();
    let (back, _) = encoding.decode_without_bom_handling(&bytes);
    let faithful = lossy || back == whole;
    (!by_chance && faithful).then(|| (bytes, (!in_document).then(|| label.to_owned())))
}

/// What is thrown in.
const JUNK: [&str; 64] = [
    "&",
    "&&",
    "& ",
    "&amp;amp;",
    "&nbsp;",
    "&eacute",
    "&#0;",
    "&#xD800;",
    "&#146;",
    "&#99999999999;",
    "&#x;",
    "&nope;",
    "<",
    "<<",
    ">",
    "< b",
    "</",
    "</>",
    "<b>",
    "</b>",
    "<br>",
    "<br/>",
    "<p",
    "<![CDATA[",
    "]]>",
    "]]",
    "<!--",
    "-->",
    "<!",
    "<?",
    "?>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "<!ENTITY",
    "\"",
    "'",
    "=",
    " a=b ",
    " xmlns:q=\"urn:q\"",
    "<q:title>",
    "<dc:creator>",
    "<media:title>x</media:title>",
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "</channel>",
    "<title>",
    "</title>",
    "<link>",
    "<guid>",
    "<author>",
    "<div xmlns=\"http://www.w3.org/1999/xhtml\">",
    "\0",
    "\u{1b}[31m",
    "\u{1b}]0;x\u{7}",
    "\u{9d}",
    "\u{202e}",
    "\u{feff}",
    "\r",
    "javascript:alert(1)",
    "https://[",
    "\\u0000",
    "{\"a\":[",
];

/// A broken document, and the label it is sent with.
pub fn wounded(text: &str, random: &mut Random) -> (Vec<u8>, Option<&'static str>) {
    let mut bytes = text.as_bytes().to_vec();
    if random.once_in(4)
        && let Some((other, _)) = encoded(text, random)
    {
        bytes = other;
    }
    for _ in 0..=random.below(6) {
        wound(&mut bytes, random);
    }
    let charset = random.once_in(3).then(|| random.one(&LABELS));
    (bytes, charset)
}

fn wound(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(40)).min(bytes.len());
    match random.below(12) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        3 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
        4 => {
            // Much of one kind.
            let many = random.one(&JUNK).repeat(1 + random.below(300));
            bytes.splice(at..at, many.into_bytes());
        }
        5 => tags_swapped(bytes, random),
        6 => {
            // The whole twice, or something before it.
            let before = random.one(&[
                "\n",
                "<br />\n<b>Warning</b>: x\n",
                "\u{feff}\u{feff}",
                "<html><body>",
                "HTTP/1.1 200 OK\r\n\r\n",
            ]);
            bytes.splice(0..0, before.bytes());
        }
        7 => {
            // An end tag or a bracket is lost.
            let found = bytes
                .iter()
                .skip(at)
                .position(|byte| matches!(byte, b'<' | b'>' | b'"' | b';' | b']'));
            if let Some(found) = found {
                bytes.remove(at + found);
            }
        }
        _ => drop(bytes.splice(at..at, random.one(&JUNK).bytes())),
    }
}

/// Two tags change their places.
fn tags_swapped(bytes: &mut Vec<u8>, random: &mut Random) {
    let tag = |from: usize| -> Option<(usize, usize)> {
        let start = from + bytes.iter().skip(from).position(|byte| *byte == b'<')?;
        let end = start + bytes.iter().skip(start).position(|byte| *byte == b'>')? + 1;
        Some((start, end))
    };
    let first = tag(random.below(bytes.len()));
    let Some((start, end)) = first else { return };
    let distance = random.below(60);
    let Some((next, last)) = tag(end + distance) else {
        return;
    };
    let swapped = [
        &bytes[..start],
        &bytes[next..last],
        &bytes[end..next],
        &bytes[start..end],
        &bytes[last..],
    ]
    .concat();
    *bytes = swapped;
}
