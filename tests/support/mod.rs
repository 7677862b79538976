//! What the integration tests share: servers on loopback that behave and misbehave, and feeds to serve.
#![allow(dead_code, unused_imports, clippy::unwrap_used)]

mod asked;
mod reply;
pub mod server;
#[cfg(unix)]
pub mod terminal;
mod wire;

/// An RSS feed of a site with articles of these titles; `guid` and link of each are made of the site and its number.
pub fn rss(site: &str, titles: &[&str]) -> String {
    let items: String = titles
        .iter()
        .enumerate()
        .map(|(n, title)| {
            format!(
                "<item><title>{title}</title><link>https://{site}/articles/{n}</link>\
                 <guid>https://{site}/articles/{n}</guid>\
                 <pubDate>Tue, 24 Nov 2026 {:02}:30:00 +0100</pubDate>\
                 <description>&lt;p&gt;Texte de « {title} ».&lt;/p&gt;</description></item>",
                n % 24
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>{site}</title>\
         <link>https://{site}/</link><description>Un site inventé</description>{items}</channel></rss>\n"
    )
}
