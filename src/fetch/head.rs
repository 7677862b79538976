//! Heads: what a request says, and what an answer's says of its body.

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LINK,
};

use super::{Accept, Request, Validators};

const ACCEPT_FEED: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
    application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

const ACCEPT_PAGE: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
    application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.9, \
    application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.1";

const ACCEPT_IMAGE: &str = "image/webp, image/png, image/jpeg, image/gif, image/*;q=0.1";

/// What the client unpacks (`br`, `zstd`) and what [`super::unpack`] does.
const ENCODINGS: &str = "gzip, br, zstd, deflate";

/// What a request says beyond the client's own `User-Agent`: the validators to echo, and at home (the origin of the
/// address asked) the user's own headers, which go before ours.
pub(super) fn request(request: &Request, at_home: bool, echoed: Option<&Validators>) -> HeaderMap {
    let accept = match request.accept {
        Accept::Feed => ACCEPT_FEED,
        Accept::Page | Accept::Article => ACCEPT_PAGE,
        Accept::Image => ACCEPT_IMAGE,
    };
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ENCODINGS));
    if let Some(validators) = echoed {
        echo(&mut headers, IF_NONE_MATCH, validators.etag.as_deref());
        echo(
            &mut headers,
            IF_MODIFIED_SINCE,
            validators.last_modified.as_deref(),
        );
    }
    if at_home {
        add_own(&mut headers, request);
    }
    headers
}

/// Whether the user's own headers hold credentials: no others are asked for then.
pub(super) fn brings_credentials(request: &Request) -> bool {
    let mut names = request.headers.keys();
    names.any(|name| name.eq_ignore_ascii_case(AUTHORIZATION.as_str()))
}

/// Bytes that came in a header can go out in one; others are not sent.
fn echo(headers: &mut HeaderMap, name: HeaderName, bytes: Option<&[u8]>) {
    if let Some(Ok(value)) = bytes.map(HeaderValue::from_bytes) {
        headers.insert(name, value);
    }
}

fn add_own(headers: &mut HeaderMap, request: &Request) {
    for (name, value) in &request.headers {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                headers.insert(name, value);
            }
            _ => tracing::warn!(name, "a header of the configuration cannot be sent"),
        }
    }
}

/// The media type in lower case without its parameters, and the charset as named (RFC 9110 §8.3.1). Repairs nothing:
/// a charset may be one nobody knows.
pub(super) fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return (None, None);
    };
    let value = String::from_utf8_lossy(value.as_bytes());
    let mut parts = value.split(';');
    let media_type = parts
        .next()
        .map(|text| text.trim().to_ascii_lowercase())
        .filter(|text| !text.is_empty());
    let charset = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|text| !text.is_empty());
    (media_type, charset)
}

/// `Link` fields as sent (RFC 8288); what passes 64 KiB together is left out.
pub(super) fn links(headers: &HeaderMap) -> Vec<String> {
    let mut room = 65_536_usize;
    let fields = headers.get_all(LINK).iter().map_while(|value| {
        room = room.checked_sub(value.len())?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    fields.collect()
}

/// The validators a head brings, byte for byte; none where it brings none.
pub(super) fn validators(headers: &HeaderMap, url: &str) -> Option<Validators> {
    let bytes = |name: HeaderName| {
        headers
            .get(name)
            .map(|value| value.as_bytes().to_vec())
            .filter(|value| !value.is_empty())
    };
    let (etag, last_modified) = (bytes(ETAG), bytes(LAST_MODIFIED));
    (etag.is_some() || last_modified.is_some()).then(|| Validators {
        url: url.to_owned(),
        etag,
        last_modified,
    })
}

/// Whether a 304 brings validators other than those it was asked with; repeating one of two changes nothing.
pub(super) fn differ(new: &Validators, old: &Validators) -> bool {
    let changed = |new: &Option<Vec<u8>>, old: &Option<Vec<u8>>| new.is_some() && new != old;
    changed(&new.etag, &old.etag) || changed(&new.last_modified, &old.last_modified)
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn content_types() {
        for (value, media_type, charset) in [
            ("text/xml", Some("text/xml"), None),
            (
                "Application/RSS+XML; Charset=\"UTF-8\"",
                Some("application/rss+xml"),
                Some("UTF-8"),
            ),
            (
                "text/html;charset=iso-8859-15;x=y",
                Some("text/html"),
                Some("iso-8859-15"),
            ),
            ("text/xml; charset=", Some("text/xml"), None),
            ("; charset=utf-8", None, Some("utf-8")),
            ("", None, None),
            (";;;=", None, None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(value));
            let (found_type, found_charset) = content_type(&headers);
            assert_eq!(
                (found_type.as_deref(), found_charset.as_deref()),
                (media_type, charset),
                "{value}"
            );
        }
        assert_eq!(content_type(&HeaderMap::new()), (None, None));
    }

    #[test]
    fn links_are_as_sent_and_bounded() {
        let mut headers = HeaderMap::new();
        headers.append(LINK, HeaderValue::from_static("</flux>; rel=feed"));
        headers.append(LINK, HeaderValue::from_bytes(&[b'x'; 65_500]).unwrap());
        headers.append(LINK, HeaderValue::from_bytes(&[b'y'; 100]).unwrap());
        let found = links(&headers);
        assert_eq!((found.len(), found[0].as_str()), (2, "</flux>; rel=feed"));
    }

    #[test]
    fn validators_are_bytes() {
        let mut headers = HeaderMap::new();
        assert_eq!(validators(&headers, "u"), None);
        headers.insert(ETAG, HeaderValue::from_static(""));
        assert_eq!(validators(&headers, "u"), None);
        headers.insert(
            ETAG,
            HeaderValue::from_bytes(b"W/\"\xe9\xff, a\"b").unwrap(),
        );
        let found = validators(&headers, "u").unwrap();
        assert_eq!(found.etag.as_deref(), Some(&b"W/\"\xe9\xff, a\"b"[..]));
        assert_eq!((found.last_modified, found.url.as_str()), (None, "u"));
    }
}
