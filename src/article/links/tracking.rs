//! Parameters of an address that only say where a reader came from. They go, in the query and in the fragment; what is
//! left keeps its order and its spelling, and an address that is signed keeps everything.

use url::Url;

/// Beginnings of names that only track.
const PREFIXES: [&str; 13] = [
    "utm_",
    "mtm_",
    "matomo_",
    "pk_",
    "piwik_",
    "hsa_",
    "at_",
    "mc_",
    "ns_",
    "_hs",
    "__hs",
    "estat_",
    "guce_referrer",
];
/// Names that only track, in lower case.
const NAMES: [&str; 68] = [
    "fbclid",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "fb_ref",
    "mibextid",
    "gclid",
    "gclsrc",
    "gad_source",
    "gad_campaignid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "ysclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "rdt_cid",
    "epik",
    "mkt_tok",
    "hsctatracking",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "wickedid",
    "ml_subscriber",
    "ml_subscriber_hash",
    "ck_subscriber_id",
    "bsft_clkid",
    "xtor",
    "xtref",
    "xtcr",
    "xts",
    "xts_ref",
    "m_bt",
    "cmpid",
    "wt_mc",
    "wt.mc_id",
    "_ga",
    "_gl",
    "_openstat",
    "_branch_match_id",
    "_kx",
    "echobox",
    "srsltid",
    "sfnsn",
    "s_kwcid",
    "s_cid",
    "ef_id",
    "dicbo",
    "tblci",
    "oborigurl",
    "guccounter",
    "__twitter_impression",
    "wprov",
    "actcampaigntype",
    "trk_contact",
    "trk_msg",
    "trk_module",
    "spm_id_from",
    "rss_ref",
    "nltrackid",
];
/// Names that only track on some hosts: `si` is a share's mark on YouTube and anything elsewhere.
const ON_HOSTS: [(&str, &[&str]); 9] = [
    (
        "si",
        &["youtube.com", "youtu.be", "spotify.com", "soundcloud.com"],
    ),
    ("feature", &["youtube.com", "youtu.be"]),
    ("pp", &["youtube.com"]),
    ("ref_src", &["twitter.com", "x.com"]),
    ("ref_url", &["twitter.com", "x.com"]),
    ("s", &["twitter.com", "x.com"]),
    ("ref_", &["amazon.fr", "amazon.com"]),
    ("trk", &["linkedin.com"]),
    ("trackingid", &["linkedin.com"]),
];
/// Names that track where their value says "by the feed".
const BY_FEED: [&str; 7] = ["source", "from", "src", "ref", "origin", "via", "cm_mmc"];
/// Parameters that sign an address: such an address breaks when anything of it changes.
const SIGNING: [&str; 6] = [
    "signature",
    "x-amz-signature",
    "x-goog-signature",
    "x-oss-signature",
    "sig",
    "hmac",
];

/// Takes the tracking parameters out of the query and the fragment (`#xtor=RSS-1`).
pub fn remove(url: &mut Url) {
    let host = url.host_str().unwrap_or_default().to_owned();
    if let Some(query) = url.query() {
        let signed = query
            .split('&')
            .any(|pair| SIGNING.contains(&name_of(pair).as_str()));
        if signed {
            return;
        }
        if let Some(kept) = without(query, &host) {
            url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
        }
    }
    if let Some(kept) = url
        .fragment()
        .filter(|fragment| fragment.contains('='))
        .and_then(|fragment| without(fragment, &host))
    {
        url.set_fragment(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
}

/// The pairs that do not track; none where all of them stay.
fn without(pairs: &str, host: &str) -> Option<String> {
    let kept: Vec<&str> = pairs
        .split('&')
        .filter(|pair| !tracks(pair, host))
        .collect();
    (kept.len() < pairs.split('&').count()).then(|| kept.join("&"))
}

fn name_of(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default();
    name.strip_prefix("amp;")
        .unwrap_or(name)
        .to_ascii_lowercase()
}

fn tracks(pair: &str, host: &str) -> bool {
    let name = name_of(pair);
    let name = name.as_str();
    let value = pair
        .split_once('=')
        .map_or("", |(_, value)| value)
        .to_ascii_lowercase();
    let on_host = |hosts: &[&str]| {
        hosts.iter().any(|known| {
            host == *known
                || host
                    .strip_suffix(known)
                    .is_some_and(|sub| sub.ends_with('.'))
        })
    };
    let by_feed = || {
        let words = [
            "rss", "feed", "rss_feed", "rssfeed", "flux", "flux-rss", "flux_rss", "rss-feed",
        ];
        words.contains(&value.as_str())
    };
    NAMES.contains(&name)
        || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || ON_HOSTS
            .iter()
            .any(|(known, hosts)| name == *known && on_host(hosts))
        || (BY_FEED.contains(&name) && by_feed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tracks_goes_and_what_means_something_stays() {
        let cases = [
            (
                "https://a.test/?utm_source=rss&id=4&fbclid=x",
                "https://a.test/?id=4",
            ),
            (
                "https://a.test/?at_medium=x&at_nouveau=y&attente=1",
                "https://a.test/?attente=1",
            ),
            (
                "https://a.test/?at=12&ref=main",
                "https://a.test/?at=12&ref=main",
            ),
            (
                "https://a.test/?source=rss&from=Brest",
                "https://a.test/?from=Brest",
            ),
            ("https://a.test/?si=1", "https://a.test/?si=1"),
            ("https://youtu.be/x?si=1&t=30", "https://youtu.be/x?t=30"),
            (
                "https://www.youtube.com/watch?v=x&feature=share",
                "https://www.youtube.com/watch?v=x",
            ),
            (
                "https://notyoutube.com/?si=1",
                "https://notyoutube.com/?si=1",
            ),
            (
                "https://twitter.com/j/status/1?ref_src=twsrc%5Etfw&s=20",
                "https://twitter.com/j/status/1",
            ),
            ("https://a.test/#xtor=RSS-1-[x]", "https://a.test/"),
            ("https://a.test/#at_medium=rss&p=2", "https://a.test/#p=2"),
            (
                "https://a.test/#a=utm_source",
                "https://a.test/#a=utm_source",
            ),
            (
                "https://a.test/?b=%C3%A9+%20&UTM_Medium=x&a",
                "https://a.test/?b=%C3%A9+%20&a",
            ),
            ("https://a.test/?x&amp;utm_term=b", "https://a.test/?x"),
            (
                "https://a.test/?utm_source=a&Signature=b",
                "https://a.test/?utm_source=a&Signature=b",
            ),
            (
                "https://a.test/?_hsenc=a&__hssc=b&mc_cid=c&mc_eid=d",
                "https://a.test/",
            ),
        ];
        for (address, kept) in cases {
            let mut url = Url::parse(address).unwrap();
            remove(&mut url);
            assert_eq!(url.as_str(), kept, "{address}");
        }
    }
}
