//! The sources offered at first start: French tech news. Data alone; nothing is fetched before a yes.

/// A source: its name and its feed's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: &'static str,
    /// Its feed.
    pub url: &'static str,
}

const fn source(name: &'static str, url: &'static str) -> Source {
    Source { name, url }
}

/// The sources, in the order they are offered.
pub const SOURCES: &[Source] = &[
    source("Next", "https://next.ink/feed/"),
    source("Numerama", "https://www.numerama.com/feed/"),
    source("LinuxFr.org", "https://linuxfr.org/news.atom"),
    source("Clubic", "https://www.clubic.com/feed/rss"),
    source("Frandroid", "https://www.frandroid.com/feed"),
    source("Les Numériques", "https://www.lesnumeriques.com/rss.xml"),
    source("Korben", "https://korben.info/feed"),
    source("CERT-FR", "https://www.cert.ssi.gouv.fr/feed/"),
    source(
        "Le Monde Pixels",
        "https://www.lemonde.fr/pixels/rss_full.xml",
    ),
    source("01net", "https://www.01net.com/feed/"),
    source("Journal du Net", "https://www.journaldunet.com/rss/"),
    source("Silicon.fr", "https://www.silicon.fr/feed"),
    source("ZDNet France", "https://www.zdnet.fr/feeds/rss/actualites/"),
    source("Developpez.com", "https://www.developpez.com/index/rss"),
    source("Framablog", "https://framablog.org/feed/"),
    source("April", "https://www.april.org/fr/rss.xml"),
    source(
        "Human Coders News",
        "https://news.humancoders.com/items/feed.rss",
    ),
    source("Journal du hacker", "https://www.journalduhacker.net/rss"),
    source("Siècle Digital", "https://siecledigital.fr/feed/"),
    source("Maddyness", "https://www.maddyness.com/feed/"),
    source("Presse-citron", "https://www.presse-citron.net/feed/"),
    source("GNT", "https://www.generation-nt.com/export/rss.xml"),
    source("Tom’s Hardware", "https://www.tomshardware.fr/feed/"),
    source("IT-Connect", "https://www.it-connect.fr/feed/"),
    source(
        "Le Monde Informatique",
        "https://www.lemondeinformatique.fr/flux-rss/thematique/toutes-les-actualites/rss.xml",
    ),
    source("FrenchWeb", "https://www.frenchweb.fr/feed"),
];
