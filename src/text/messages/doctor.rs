//! What `doctor` says. Paths, names and sizes come in as they are to be shown.

use super::Say;
use crate::text::Lang;
use crate::text::number::{integer, plural};

/// The parts of the report, as headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Files and their sizes.
    Files,
    /// The terminal.
    Terminal,
    /// The database.
    Database,
    /// Feeds that do not do as they should.
    Feeds,
}

impl Say for Part {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Part::Files => ("Fichiers", "Files"),
            Part::Terminal => ("Terminal", "Terminal"),
            Part::Database => ("Base de données", "Database"),
            Part::Feeds => ("Flux à surveiller", "Feeds to watch"),
        };
        lang.pick(fr, en).to_owned()
    }
}

/// What stands before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// `config.toml`.
    Config,
    /// `manchette.db`.
    Database,
    /// `manchette.log`.
    Log,
    /// `TERM`.
    Term,
    /// Colours.
    Colours,
    /// Unicode.
    Unicode,
    /// Pictures.
    Images,
    /// How the database is.
    State,
    /// Its version.
    Version,
    /// What it holds.
    Holds,
    /// The snapshot.
    Snapshot,
}

impl Say for Label {
    fn say(&self, lang: Lang) -> String {
        let (fr, en) = match self {
            Label::Config => ("réglages", "settings"),
            Label::Database => ("base", "database"),
            Label::Log => ("journal", "log"),
            Label::Term => ("TERM", "TERM"),
            Label::Colours => ("couleurs", "colours"),
            Label::Unicode => ("Unicode", "Unicode"),
            Label::Images => ("images", "pictures"),
            Label::State => ("état", "state"),
            Label::Version => ("version", "version"),
            Label::Holds => ("contenu", "content"),
            Label::Snapshot => ("cliché", "snapshot"),
        };
        lang.pick(fr, en).to_owned()
    }
}

/// A value or a sentence of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Yes or no.
    Yes(bool),
    /// A file that is not there yet.
    Missing,
    /// A file's path and size; it or its directory cannot be written.
    File {
        path: String,
        size: Option<String>,
        read_only: bool,
    },
    /// There is no database yet.
    NoDatabase,
    /// All of it fits together.
    Sound,
    /// The search index alone is broken.
    IndexBroken,
    /// It is damaged.
    Damaged,
    /// The version of the database, and the one this program makes.
    Version { found: i64, known: i64 },
    /// What the database holds.
    Held {
        feeds: i64,
        articles: i64,
        statuses: i64,
        starred: i64,
    },
    /// When the last snapshot was made, and how many marks it holds.
    Snapshot { when: String, statuses: i64 },
    /// There is none yet: a refresh makes it.
    NoSnapshot,
    /// No feed needs watching.
    AllWell { feeds: i64 },
    /// The repair found nothing to do.
    NothingToRepair,
    /// The repair made the search index anew.
    IndexMade { articles: i64 },
    /// The repair made a new database.
    Rebuilt {
        feeds: i64,
        articles: i64,
        statuses: i64,
        starred: i64,
    },
    /// What a repair could not read.
    Lost { pieces: i64, without_text: i64 },
    /// What came from the snapshot of a moment.
    FromSnapshot {
        when: String,
        feeds: i64,
        statuses: i64,
    },
    /// Where the damaged file is kept.
    KeptBeside { path: String },
    /// There is nothing to repair, and nothing to repair it from.
    NothingThere,
    /// What to do about damage.
    RunRepair,
}

impl Say for Finding {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl Finding {
    fn french(&self) -> String {
        let of = |n: i64, one, many| {
            let lang = Lang::Fr;
            format!("{}\u{a0}{}", integer(n, lang), plural(n, lang, one, many))
        };
        match self {
            Finding::Yes(yes) => if *yes { "oui" } else { "non" }.to_owned(),
            Finding::Missing => "pas encore là".to_owned(),
            Finding::File {
                path,
                size,
                read_only,
            } => {
                let size = size.as_deref().unwrap_or("pas encore là");
                let read_only = if *read_only { ", ne peut être écrit" } else { "" };
                format!("{path} ({size}{read_only})")
            }
            Finding::NoDatabase => {
                "pas encore de base\u{202f}; la première commande la crée".to_owned()
            }
            Finding::Sound => "en bon état".to_owned(),
            Finding::IndexBroken => "l’index de recherche est abîmé, le reste est intact".to_owned(),
            Finding::Damaged => "abîmée".to_owned(),
            Finding::Version { found, known } if found == known => format!("{found}"),
            Finding::Version { found, known } => {
                format!("{found} (la prochaine écriture l’amènera à la {known}, après une copie)")
            }
            Finding::Held {
                feeds,
                articles,
                statuses,
                starred,
            } => format!(
                "{}, {}, {} dont {}",
                of(*feeds, "flux", "flux"),
                of(*articles, "article", "articles"),
                of(*statuses, "marque", "marques"),
                of(*starred, "favori", "favoris")
            ),
            Finding::Snapshot { when, statuses } => {
                format!("{when}, {}", of(*statuses, "marque", "marques"))
            }
            Finding::NoSnapshot => "aucun encore\u{202f}; un rafraîchissement le fera".to_owned(),
            Finding::AllWell { feeds } => {
                format!("aucun\u{202f}: {} sans souci", of(*feeds, "flux", "flux"))
                    .replace("\u{202f}:", "\u{a0}:")
            }
            Finding::NothingToRepair => {
                "La base est en bon état\u{a0}: rien n’a été changé.".to_owned()
            }
            Finding::IndexMade { articles } => format!(
                "L’index de recherche est refait ({}). Le reste de la base était intact.",
                of(*articles, "article", "articles")
            ),
            Finding::Rebuilt {
                feeds,
                articles,
                statuses,
                starred,
            } => format!(
                "Base réparée\u{a0}: {}, {}, {} dont {}.",
                of(*feeds, "flux", "flux"),
                of(*articles, "article", "articles"),
                of(*statuses, "marque", "marques"),
                of(*starred, "favori", "favoris")
            ),
            Finding::Lost {
                pieces,
                without_text,
            } => format!(
                "Illisible\u{a0}: {}\u{202f}; {} sans texte, que la prochaine visite ramène si le flux l’a encore.",
                of(*pieces, "page ou ligne", "pages ou lignes"),
                of(*without_text, "article", "articles")
            ),
            Finding::FromSnapshot {
                when,
                feeds,
                statuses,
            } => format!(
                "Repris du cliché ({when})\u{a0}: {}, {}.",
                of(*feeds, "flux", "flux"),
                of(*statuses, "marque", "marques")
            ),
            Finding::KeptBeside { path } => format!(
                "Le fichier abîmé est gardé tel quel\u{a0}: {path}. Redémarrez les Manchette encore ouverts\u{a0}: ils le lisent toujours."
            ),
            Finding::NothingThere => {
                "Il n’y a ni base, ni cliché dont en refaire une.".to_owned()
            }
            Finding::RunRepair => {
                "«\u{a0}manchette doctor --repair\u{a0}» en sauve tout ce qui se lit, et garde ce fichier à côté.".to_owned()
            }
        }
    }

    fn english(&self) -> String {
        let of = |n: i64, one, many| {
            let lang = Lang::En;
            format!("{} {}", integer(n, lang), plural(n, lang, one, many))
        };
        match self {
            Finding::Yes(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Finding::Missing => "not there yet".to_owned(),
            Finding::File {
                path,
                size,
                read_only,
            } => {
                let size = size.as_deref().unwrap_or("not there yet");
                let read_only = if *read_only { ", cannot be written" } else { "" };
                format!("{path} ({size}{read_only})")
            }
            Finding::NoDatabase => "no database yet; the first command makes it".to_owned(),
            Finding::Sound => "sound".to_owned(),
            Finding::IndexBroken => "the search index is damaged, the rest is intact".to_owned(),
            Finding::Damaged => "damaged".to_owned(),
            Finding::Version { found, known } if found == known => format!("{found}"),
            Finding::Version { found, known } => {
                format!("{found} (the next writing brings it to {known}, after a copy)")
            }
            Finding::Held {
                feeds,
                articles,
                statuses,
                starred,
            } => format!(
                "{}, {}, {}, {} starred",
                of(*feeds, "feed", "feeds"),
                of(*articles, "article", "articles"),
                of(*statuses, "mark", "marks"),
                integer(*starred, Lang::En)
            ),
            Finding::Snapshot { when, statuses } => {
                format!("{when}, {}", of(*statuses, "mark", "marks"))
            }
            Finding::NoSnapshot => "none yet; a refresh makes it".to_owned(),
            Finding::AllWell { feeds } => format!("none: {} without trouble", of(*feeds, "feed", "feeds")),
            Finding::NothingToRepair => "The database is sound: nothing was changed.".to_owned(),
            Finding::IndexMade { articles } => format!(
                "The search index was made anew ({}). The rest of the database was intact.",
                of(*articles, "article", "articles")
            ),
            Finding::Rebuilt {
                feeds,
                articles,
                statuses,
                starred,
            } => format!(
                "Database repaired: {}, {}, {}, {} starred.",
                of(*feeds, "feed", "feeds"),
                of(*articles, "article", "articles"),
                of(*statuses, "mark", "marks"),
                integer(*starred, Lang::En)
            ),
            Finding::Lost {
                pieces,
                without_text,
            } => format!(
                "Unreadable: {}; {} without text, which the next visit brings again where the feed still has it.",
                of(*pieces, "page or row", "pages or rows"),
                of(*without_text, "article", "articles")
            ),
            Finding::FromSnapshot {
                when,
                feeds,
                statuses,
            } => format!(
                "From the snapshot ({when}): {}, {}.",
                of(*feeds, "feed", "feeds"),
                of(*statuses, "mark", "marks")
            ),
            Finding::KeptBeside { path } => format!(
                "The damaged file is kept as it was: {path}. Restart any Manchette that is still open: it goes on reading that one."
            ),
            Finding::NothingThere => "There is no database, and no snapshot to make one of.".to_owned(),
            Finding::RunRepair => {
                "“manchette doctor --repair” saves all that can be read, and keeps this file beside.".to_owned()
            }
        }
    }
}

/// The examples in the help of `doctor`.
pub fn examples(lang: Lang) -> &'static [(&'static str, &'static str)] {
    match lang {
        Lang::Fr => &[
            ("manchette doctor", "tout va-t-il bien\u{202f}?"),
            ("manchette doctor --repair", "réparer une base abîmée"),
        ],
        Lang::En => &[
            ("manchette doctor", "is all well?"),
            ("manchette doctor --repair", "repair a damaged database"),
        ],
    }
}

/// What stands in the help of `doctor` behind the examples: what its JSON holds, and its exit codes.
pub fn note(lang: Lang) -> &'static str {
    lang.pick(
        "JSON\u{a0}: un objet sur une ligne, {ok, version, paths, terminal, database, feeds, repair}.\n  \
         paths\u{a0}: config, database, log, chacun {path, size, writable}\n  \
         database\u{a0}: {state, integrity, version, known, faults, error, feeds, articles, statuses, starred, snapshot}\n  \
         state\u{a0}: missing sound index damaged newer foreign unreadable\n  \
         feeds\u{a0}: un objet par flux, dont state (ok failing resting gone), why, next, etag, last_modified\n  \
         repair\u{a0}: null sans --repair, sinon {result, feeds, articles, statuses, lost, snapshot, kept}\n\n\
         Code de sortie\u{a0}: 1 si la base demande une réparation ou ne peut être lue, 0 sinon.",
        "JSON: one object on a line, {ok, version, paths, terminal, database, feeds, repair}.\n  \
         paths: config, database, log, each {path, size, writable}\n  \
         database: {state, integrity, version, known, faults, error, feeds, articles, statuses, starred, snapshot}\n  \
         state: missing sound index damaged newer foreign unreadable\n  \
         feeds: an object a feed, with state (ok failing resting gone), why, next, etag, last_modified\n  \
         repair: null without --repair, else {result, feeds, articles, statuses, lost, snapshot, kept}\n\n\
         Exit status: 1 where the database needs a repair or cannot be read, 0 otherwise.",
    )
}
