//! The pages of a database file, with what its WAL holds laid over them (sqlite.org/fileformat2.html, §1 and §4). Reads
//! alone; a page that the disk cannot give is none.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::store::files::beside;

/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The page size of our databases, where the file does not say.
const USUAL_SIZE: usize = 4096;

/// A number of a page, from 1.
pub(super) type PageNumber = u32;

/// The pages of one file.
pub(super) struct Pages {
    file: File,
    wal: Option<File>,
    /// Where in the WAL the newest committed content of a page stands, in bytes.
    newer: HashMap<PageNumber, u64>,
    /// Bytes a page.
    pub(super) size: usize,
    /// Bytes of a page that hold content.
    pub(super) usable: usize,
    /// How many pages there are.
    pub(super) count: PageNumber,
}

impl Pages {
    /// Opens a file and its WAL, where there is one.
    pub(super) fn open(path: &Path) -> io::Result<Pages> {
        let mut file = File::open(path)?;
        let mut head = Vec::with_capacity(100);
        (&mut file).take(100).read_to_end(&mut head)?;
        let length = file.metadata()?.len();
        let mut wal = File::open(beside(path, "-wal")).ok();
        let wal_head = wal.as_mut().and_then(wal_head);
        let said = page_size(&head);
        let size = said
            .or(wal_head.as_ref().map(|head| head.page_size))
            .unwrap_or(USUAL_SIZE);
        let reserved = match said {
            Some(_) => usize::from(head[20]),
            None => 0,
        };
        let mut pages = Pages {
            file,
            wal,
            newer: HashMap::new(),
            size,
            usable: size.saturating_sub(reserved).max(480),
            count: PageNumber::try_from(length.div_ceil(size as u64)).unwrap_or(PageNumber::MAX),
        };
        if let Some(head) = wal_head.filter(|head| head.page_size == size) {
            pages.lay_over(&head);
        }
        Ok(pages)
    }

    /// The content of a page; short ones, at the end of a file that was cut, are filled with zeros.
    pub(super) fn page(&mut self, number: PageNumber) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let mut page = Vec::with_capacity(self.size);
        let read = match (self.newer.get(&number), &mut self.wal) {
            (Some(at), Some(wal)) => read_at(wal, *at, self.size, &mut page),
            _ => {
                let at = u64::from(number - 1) * self.size as u64;
                read_at(&mut self.file, at, self.size, &mut page)
            }
        };
        read.ok()?;
        page.resize(self.size, 0);
        Some(page)
    }

    /// Goes through the WAL as long as its checksums hold; what its last commit ended counts.
    fn lay_over(&mut self, head: &WalHead) {
        let Some(wal) = &mut self.wal else { return };
        let mut frame = Vec::with_capacity(24 + self.size);
        let mut at = 32;
        let mut sums = head.sums;
        let mut since_commit = Vec::new();
        loop {
            frame.clear();
            let whole = read_at(wal, at, 24 + self.size, &mut frame).is_ok();
            if !whole || frame.len() < 24 + self.size || frame[8..16] != head.salts {
                return;
            }
            sums = checksum(sums, &frame[..8], head.big_endian);
            sums = checksum(sums, &frame[24..], head.big_endian);
            if (number(&frame, 16), number(&frame, 20)) != sums {
                return;
            }
            since_commit.push((number(&frame, 0), at + 24));
            let pages_after_commit = number(&frame, 4);
            if pages_after_commit > 0 {
                self.newer.extend(since_commit.drain(..));
                self.count = self.count.max(pages_after_commit);
            }
            at += 24 + self.size as u64;
        }
    }
}

/// What a WAL begins with.
struct WalHead {
    page_size: usize,
    salts: [u8; 8],
    sums: (u32, u32),
    big_endian: bool,
}

fn wal_head(wal: &mut File) -> Option<WalHead> {
    let mut head = Vec::with_capacity(32);
    read_at(wal, 0, 32, &mut head).ok()?;
    let magic = head.get(..4).map(|_| number(&head, 0))?;
    if head.len() < 32 || magic & !1 != 0x377f_0682 {
        return None;
    }
    let big_endian = magic & 1 == 1;
    let sums = checksum((0, 0), &head[..24], big_endian);
    if (number(&head, 24), number(&head, 28)) != sums {
        return None;
    }
    Some(WalHead {
        page_size: usize::try_from(number(&head, 8)).ok()?,
        salts: head[16..24].try_into().ok()?,
        sums,
        big_endian,
    })
}

/// The running checksum of a WAL (§4.2).
fn checksum((mut one, mut two): (u32, u32), bytes: &[u8], big_endian: bool) -> (u32, u32) {
    let word = |bytes: &[u8]| {
        let word = [bytes[0], bytes[1], bytes[2], bytes[3]];
        match big_endian {
            true => u32::from_be_bytes(word),
            false => u32::from_le_bytes(word),
        }
    };
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(word(&pair[..4])).wrapping_add(two);
        two = two.wrapping_add(word(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}

/// The page size that a file's header gives, where it is one.
fn page_size(head: &[u8]) -> Option<usize> {
    if head.len() < 100 || !head.starts_with(MAGIC) {
        return None;
    }
    match u16::from_be_bytes([head[16], head[17]]) {
        1 => Some(65_536),
        size if size >= 512 && size.is_power_of_two() => Some(usize::from(size)),
        _ => None,
    }
}

/// The four bytes at a place that is known to be there, as a number.
fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn read_at(file: &mut File, at: u64, size: usize, into: &mut Vec<u8>) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.take(size as u64).read_to_end(into)?;
    Ok(())
}
