//! What a head says of its body: media type, charset, validators.

use reqwest::header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED};

use super::Validators;

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
