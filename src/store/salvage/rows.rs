//! Rows out of b-tree pages (sqlite.org/fileformat2.html, §1.6 and §2). Whatever does not hold together is no row; no
//! number in a page is believed before it is measured against the page or the file.

use std::collections::HashSet;

use rusqlite::types::Value;

use super::pages::{PageNumber, Pages};

/// A row with more bytes is none of ours.
const LONGEST_ROW: usize = 256 << 20;

/// The most columns a table of ours will ever have.
const MOST_COLUMNS: usize = 200;

/// What a page is in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    TableLeaf,
    TableInterior,
    IndexLeaf,
    IndexInterior,
}

/// A row: its number (0 in an index) and its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) rowid: i64,
    pub(super) values: Vec<Value>,
}

/// What a page of a tree holds.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) children: Vec<PageNumber>,
    /// Each with the overflow pages it was read from.
    pub(super) rows: Vec<(Row, HashSet<PageNumber>)>,
    /// How many cells gave no row.
    pub(super) lost: usize,
}

/// Reads a page of a tree; none where it is no such page.
pub(super) fn node(pages: &mut Pages, number: PageNumber) -> Option<Node> {
    let page = pages.page(number)?;
    let start = if number == 1 { 100 } else { 0 };
    let kind = match page.get(start)? {
        13 => Kind::TableLeaf,
        5 => Kind::TableInterior,
        10 => Kind::IndexLeaf,
        2 => Kind::IndexInterior,
        _ => return None,
    };
    let interior = matches!(kind, Kind::TableInterior | Kind::IndexInterior);
    let cells = usize::from(short(&page, start + 3)?);
    let first = start + if interior { 12 } else { 8 };
    if first + 2 * cells > pages.usable {
        return None;
    }
    let mut node = Node {
        kind,
        children: Vec::new(),
        rows: Vec::new(),
        lost: 0,
    };
    for cell in 0..cells {
        let Some(mut at) = short(&page, first + 2 * cell).map(usize::from) else {
            continue;
        };
        if at < first + 2 * cells {
            node.lost += 1;
            continue;
        }
        if interior {
            match long(&page, at) {
                Some(child) => node.children.push(child),
                None => node.lost += 1,
            }
            at += 4;
        }
        if kind == Kind::TableInterior {
            continue;
        }
        match row(pages, &page, at, kind == Kind::TableLeaf) {
            Some(row) => node.rows.push(row),
            None => node.lost += 1,
        }
    }
    if interior {
        node.children.extend(long(&page, start + 8));
    }
    Some(node)
}

/// Reads the row of the cell at a place of a page, following its overflow pages.
fn row(
    pages: &mut Pages,
    page: &[u8],
    mut at: usize,
    in_table: bool,
) -> Option<(Row, HashSet<PageNumber>)> {
    let length = usize::try_from(varint(page, &mut at)?).ok()?;
    let rowid = match in_table {
        true => varint(page, &mut at)?,
        false => 0,
    };
    let usable = pages.usable;
    if length > LONGEST_ROW || length > usable.saturating_mul(pages.count as usize) {
        return None;
    }
    let most = match in_table {
        true => usable - 35,
        false => (usable - 12) * 64 / 255 - 23,
    };
    let (local, overflows) = if length <= most {
        (length, false)
    } else {
        let least = (usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (usable - 4);
        (if fitting <= most { fitting } else { least }, true)
    };
    let mut payload = page.get(at..at + local)?.to_vec();
    let mut read = HashSet::new();
    if overflows {
        let mut next = long(page, at + local)?;
        while payload.len() < length {
            let more = pages.page(next)?;
            if !read.insert(next) {
                return None;
            }
            next = long(&more, 0)?;
            let rest = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(more.get(4..4 + rest)?);
        }
    }
    Some((
        Row {
            rowid,
            values: record(&payload)?,
        },
        read,
    ))
}

/// The columns of a record; none where header and body do not add up to its length.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let header = usize::try_from(varint(payload, &mut at)?).ok()?;
    let mut body = payload.get(header..)?;
    let mut values = Vec::new();
    while at < header {
        let kind = varint(payload, &mut at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        if values.len() == MOST_COLUMNS || length > body.len() {
            return None;
        }
        let (bytes, rest) = body.split_at(length);
        body = rest;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(integer(bytes)),
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        });
    }
    (at == header && body.is_empty()).then_some(values)
}

fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number: i64, byte| number << 8 | i64::from(*byte))
}

/// A number of one to nine bytes; `at` goes behind it.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number = 0_u64;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            number = number << 8 | u64::from(byte);
            break;
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number.cast_signed())
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([two[0], two[1]]))
}

/// The four bytes at a place as a number.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_sqlite_writes_them() {
        for (bytes, expected) in [
            (&[0x05][..], 5),
            (&[0x81, 0x00], 128),
            (&[0xff; 9], -1),
            (&[0x80, 0x80, 0x01], 1),
        ] {
            let mut at = 0;
            assert_eq!(varint(bytes, &mut at), Some(expected));
            assert_eq!(at, bytes.len());
        }
        assert_eq!(varint(&[0x80], &mut 0), None);
        assert_eq!(integer(&[0xff, 0xfe]), -2);
        assert_eq!(integer(&[0x01, 0x00]), 256);
    }

    #[test]
    fn a_record_that_does_not_add_up_is_none() {
        let sound = [3, 1, 15, 7, b'a'];
        assert_eq!(
            record(&sound),
            Some(vec![Value::Integer(7), Value::Text("a".into())])
        );
        assert_eq!(record(&sound[..4]), None);
        assert_eq!(record(&[&sound[..], b"b"].concat()), None);
        assert_eq!(record(&[]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_a_record(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            record(&bytes);
        }
    }
}
