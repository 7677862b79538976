//! What `check` and `read` are pointed at: an address, a file, or standard input. Never more than `max_size` of it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::stop::{End, Stop};
use super::{Session, net};
use crate::engine::{Trouble, clock};
use crate::feed::decode;
use crate::feed::discover::address;
use crate::fetch::{self, Accept, Answer, FetchError, Request};
use crate::text::messages::cli::Notice;
use crate::text::messages::full_text::NoPage;
use crate::text::{mask, sanitise};

/// Bytes and where they came from.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) bytes: Vec<u8>,
    /// `charset` of the answer.
    pub(super) charset: Option<String>,
    /// The `Link` fields of the answer.
    pub(super) links: Vec<String>,
    /// The media type of the answer, without parameters.
    pub(super) media_type: Option<String>,
    /// The address that answered.
    pub(super) url: Option<String>,
}

/// Reads a target: `-`, an address with its scheme, else a file.
pub(super) fn read(session: &Session, target: &OsStr, accept: Accept) -> Result<Input, Stop> {
    let limit = session.config().network.max_size;
    let named = target.to_string_lossy();
    if named == "-" {
        return Ok(Input {
            bytes: whole(io::stdin().lock(), limit, "-")?,
            ..Input::default()
        });
    }
    if is_address(&named) {
        return visit(session, &named, accept);
    }
    if is_other_address(&named) && !Path::new(target).exists() {
        let url = sanitise::line(&mask::url(&named));
        return Err(FetchError::BadAddress { url }.into());
    }
    let file = File::open(target).map_err(|error| unreadable(&named, &error))?;
    Ok(Input {
        bytes: whole(file, limit, &named)?,
        ..Input::default()
    })
}

fn is_address(named: &str) -> bool {
    let start = named.trim_start().to_ascii_lowercase();
    ["http:", "https:", "feed:", "file:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
}

/// An address of a kind that is not visited (`ftp://x/y`, `javascript:alert(1)`). A file may be called so.
fn is_other_address(named: &str) -> bool {
    let Some((scheme, rest)) = named.trim_start().split_once(':') else {
        return false;
    };
    let known = ["javascript", "data", "mailto", "about", "blob"];
    let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(letters);
    is_scheme && (rest.starts_with("//") || known.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// The address a target is; none for a file or standard input.
pub(super) fn address_of(target: &OsStr) -> Result<Option<String>, Stop> {
    let named = target.to_string_lossy();
    match is_address(&named) {
        true => resolved(&named).map(Some),
        false => Ok(None),
    }
}

fn resolved(typed: &str) -> Result<String, Stop> {
    let url = address(typed).ok_or_else(|| FetchError::BadAddress {
        url: crate::text::mask::url(typed),
    })?;
    Ok(url.to_string())
}

fn visit(session: &Session, typed: &str, accept: Accept) -> Result<Input, Stop> {
    let url = resolved(typed)?;
    let client = net::client(session)?;
    let runtime = net::runtime()?;
    let visited = runtime.block_on(fetch::visit(
        &client,
        &Request {
            url,
            accept,
            now: clock::now(),
            ..Request::default()
        },
    ));
    runtime.shutdown_background();
    let answer = visited.answer.map_err(|error| of_page(error, accept))?;
    match answer {
        Answer::Body(body) => Ok(Input {
            bytes: body.bytes,
            charset: body.charset,
            media_type: body.media_type,
            links: body.links,
            url: Some(body.url),
        }),
        Answer::Gone => Err(Stop::Notice(Notice::NoPage { status: 410 }, End::Failed)),
        Answer::NotModified { .. } if accept == Accept::Feed => {
            let (status, retry) = (304, None);
            Err(FetchError::Status { status, retry }.into())
        }
        Answer::NotModified { .. } => {
            Err(Stop::Notice(Notice::NoPage { status: 304 }, End::Failed))
        }
    }
}

/// A page that did not come is no feed to be checked.
fn of_page(error: FetchError, accept: Accept) -> Stop {
    match error {
        FetchError::BadAddress { .. } => error.into(),
        error if accept == Accept::Feed => error.into(),
        FetchError::Status {
            status: status @ (404 | 410),
            ..
        } => Trouble::from(NoPage::Missing { status }).into(),
        error => Trouble::from(NoPage::Fetch(error)).into(),
    }
}

fn whole(source: impl Read, limit: u64, named: &str) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(named, &error))?;
    if bytes.len() as u64 > limit {
        return Err(FetchError::TooLarge { limit }.into());
    }
    // A feed kept as `curl` received it.
    Ok(fetch::unpack(bytes, limit)?)
}

fn unreadable(named: &str, error: &io::Error) -> Stop {
    let notice = Notice::Input {
        name: sanitise::line(named),
        reason: sanitise::line(&error.to_string()),
    };
    Stop::Notice(notice, End::Failed)
}

impl Input {
    /// The text of a page.
    pub(super) fn page(&self) -> String {
        decode::page(&self.bytes, self.charset.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_decoded_by_what_they_are() {
        for (bytes, charset, expected) in [
            (&b"caf\xc3\xa9"[..], Some("iso-8859-1"), "café"),
            (b"caf\xe9", None, "café"),
            (b"caf\xe9 \x80", Some("iso-8859-15"), "café €"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", None, "café"),
            (
                b"<meta charset='iso-8859-15'>\xa4",
                None,
                "<meta charset='iso-8859-15'>€",
            ),
            (b"<meta charset=utf-8>\xe9", None, "<meta charset=utf-8>é"),
        ] {
            let input = Input {
                bytes: bytes.to_vec(),
                charset: charset.map(str::to_owned),
                ..Input::default()
            };
            assert_eq!(input.page(), expected);
        }
    }

    #[test]
    fn an_address_has_a_scheme() {
        for (named, expected) in [
            ("https://vigie.test/rss", true),
            ("FEED:vigie.test", true),
            ("page.html", false),
            ("./http", false),
        ] {
            assert_eq!(is_address(named), expected, "{named}");
        }
        for (named, expected) in [
            ("ftp://vigie.test/a", true),
            ("javascript:alert(1)", true),
            ("data:text/html,x", true),
            ("a:b.html", false),
            ("4 mai: un titre.html", false),
            ("notes:2026.html", false),
            ("./x", false),
        ] {
            assert_eq!(is_other_address(named), expected, "{named}");
        }
    }

    #[test]
    fn too_much_is_refused() {
        assert!(whole(&b"12345"[..], 5, "-").is_ok());
        assert!(whole(&b"123456"[..], 5, "-").is_err());
    }

    #[test]
    fn what_is_packed_is_unpacked_under_the_same_limit() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        io::Write::write_all(&mut encoder, &[b'x'; 500]).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(whole(&packed[..], 500, "-").unwrap(), [b'x'; 500]);
        assert!(matches!(
            whole(&packed[..], 499, "-"),
            Err(Stop::Trouble(crate::engine::Trouble::Fetch(
                FetchError::TooLarge { limit: 499 }
            )))
        ));
        assert!(whole(&packed[..packed.len() - 10], 500, "-").is_err());
    }
}
