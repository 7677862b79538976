//! Pages of hotels, trains and offices that stand in for everything until one has logged in to the network: a page where
//! a feed was asked for, that another site answered, that sends on to another site, or that asks for a password. Pure.

use url::Url;

use crate::net::Site;

/// So many bytes at the beginning of a page are looked at.
const LOOKED_AT: usize = 65_536;

/// First elements of feeds: a document with one of them is left to the parser.
const FEEDS: [&str; 3] = ["<rss", "<feed", "<rdf:rdf"];

/// Gateways for WISPr clients put this into their pages.
const WISPR: &str = "<wispaccessgatewayparam";

/// Whether a document that answered for a feed is a network's login page. `asked` is the feed's address, `answered` the
/// one that answered at the end of all redirects.
pub(super) fn is_portal(bytes: &[u8], asked: &Url, answered: &Url) -> bool {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    let page = String::from_utf8_lossy(start).to_ascii_lowercase();
    if !page.contains("<html") && !page.contains("<!doctype html") && !page.contains(WISPR) {
        return false;
    }
    if FEEDS.iter().any(|feed| page.contains(feed)) {
        return false;
    }
    let foreign = |url: &Url| Site::of(url) != Site::of(asked);
    foreign(answered)
        || page.contains(WISPR)
        || tags(&page, "<input").any(|tag| attribute(tag, "type") == Some("password"))
        || tags(&page, "<meta").any(|tag| {
            attribute(tag, "http-equiv") == Some("refresh")
                && refresh_target(tag)
                    .and_then(|target| answered.join(target).ok())
                    .is_some_and(|target| foreign(&target))
        })
}

/// The tags of a page that begin so, from behind their name to their end.
fn tags<'a>(page: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(name)
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
}

/// An attribute's value, quoted or not.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let alone = tag[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?,
            _ => value.split_whitespace().next()?.trim_end_matches('/'),
        };
        alone.then_some(value.trim())
    })
}

/// Where a refresh leads: what follows `url=` in its content.
fn refresh_target(tag: &str) -> Option<&str> {
    let (_, target) = attribute(tag, "content")?.split_once("url")?;
    let target = target.trim_start().strip_prefix('=')?;
    Some(target.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn portal(page: &str, answered: &str) -> bool {
        let asked = Url::parse("https://flux.le-cable.test/flux.xml").unwrap();
        is_portal(page.as_bytes(), &asked, &Url::parse(answered).unwrap())
    }

    #[test]
    fn login_pages_are_told_from_other_pages() {
        let (here, away) = ("https://le-cable.test/", "http://wifi.hotel.test/login");
        let plain = "<!DOCTYPE html><title>Le Câble</title><p>Bonjour";
        for (page, answered, expected) in [
            (plain, here, false),
            (plain, away, true),
            ("<rss version='2.0'>", away, false),
            ("pas une page", away, false),
            ("<html><rss><title>Mal servi</title>", away, false),
            (
                "<HTML><form><INPUT Type='PASSWORD' name=p></form>",
                here,
                true,
            ),
            ("<html><input type=password>", here, true),
            ("<html><input name=type value=password>", here, false),
            (
                "<html><input type=text placeholder='password'>",
                here,
                false,
            ),
            (
                "<html><meta http-equiv=\"Refresh\" content=\"0; URL=http://10.0.0.1/login\">",
                here,
                true,
            ),
            (
                "<html><meta content='0;url=\"http://10.0.0.1/\"' http-equiv=refresh/>",
                here,
                true,
            ),
            (
                "<html><meta http-equiv=refresh content='0;url=/accueil'>",
                here,
                false,
            ),
            ("<html><meta http-equiv=refresh content=300>", here, false),
            (
                "<html><meta http-equiv=refresh content='0;url=https://www.le-cable.test/'>",
                here,
                false,
            ),
            ("<?xml version='1.0'?><WISPAccessGatewayParam>", here, true),
        ] {
            assert_eq!(portal(page, answered), expected, "{page}");
        }
    }

    proptest! {
        #[test]
        fn no_page_breaks_it(page in "(<meta|<input|http-equiv|type|url|content|=|\"|'|>|\\PC){0,40}") {
            let _ = portal(&format!("<html>{page}"), "https://le-cable.test/");
        }
    }
}
