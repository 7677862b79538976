//! Advice to those who write feeds: what no reader stumbles over, and what readers' readers miss all the same. Each has
//! a code, a line of what it is (for the help) and a sentence of what to do.

use crate::text::Lang;
use crate::text::number::bytes;
use crate::text::sanitise::line;

/// A kind of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintCode {
    /// Served as a page, as plain text or as bytes.
    ContentType,
    /// The answer's charset is not the one the document declares.
    Charset,
    /// Not written in UTF-8.
    NotUtf8,
    /// A format of the last century.
    OldFormat,
    /// Over a megabyte.
    Large,
    /// The feed has no title.
    FeedTitle,
    /// The feed does not name its site.
    SiteLink,
    /// The feed does not say its language.
    Language,
    /// The feed does not say its own address.
    SelfLink,
    /// Nothing in it.
    NoEntries,
    /// A lifetime that is no number, or an absurd one.
    Lifetime,
    /// All entries have one date.
    SameDates,
    /// Entries are not sorted.
    Order,
    /// Every text is cut.
    CutTexts,
    /// An entry without a date.
    NoDate,
    /// A date before feeds, or in the future.
    OddDate,
    /// A date that only lenient readers understand.
    DateForm,
    /// A day that its month does not have.
    NoSuchDay,
    /// An entry without a guid.
    NoGuid,
    /// A guid that says it is a link and is none.
    GuidForm,
    /// Guids that count positions.
    GuidNumbered,
    /// An entry without a title.
    NoTitle,
    /// An entry that leads nowhere.
    NoLink,
    /// An entry without a text.
    NoText,
    /// Several entries, one link.
    SharedLink,
    /// A link that needs to know where the feed came from.
    RelativeLink,
    /// `http:` on a site that has `https:`.
    Insecure,
    /// Markup, or a double escape, in a title.
    TitleMarkup,
    /// Markup that readers take out.
    Unsafe,
    /// A file without its type or its length.
    Enclosure,
}

/// A code's name, what it is and what to do, each in French and in English; `%%` is where the detail stands.
struct Words {
    code: &'static str,
    about: (&'static str, &'static str),
    say: (&'static str, &'static str),
}

impl HintCode {
    /// Every kind, in the order of the help.
    pub const ALL: [HintCode; 30] = [
        HintCode::ContentType,
        HintCode::Charset,
        HintCode::NotUtf8,
        HintCode::OldFormat,
        HintCode::Large,
        HintCode::FeedTitle,
        HintCode::SiteLink,
        HintCode::Language,
        HintCode::SelfLink,
        HintCode::NoEntries,
        HintCode::Lifetime,
        HintCode::SameDates,
        HintCode::Order,
        HintCode::CutTexts,
        HintCode::NoDate,
        HintCode::OddDate,
        HintCode::DateForm,
        HintCode::NoSuchDay,
        HintCode::NoGuid,
        HintCode::GuidForm,
        HintCode::GuidNumbered,
        HintCode::NoTitle,
        HintCode::NoLink,
        HintCode::NoText,
        HintCode::SharedLink,
        HintCode::RelativeLink,
        HintCode::Insecure,
        HintCode::TitleMarkup,
        HintCode::Unsafe,
        HintCode::Enclosure,
    ];

    /// The code as JSON has it.
    pub fn as_str(self) -> &'static str {
        self.words().code
    }

    /// What it is, in a few words.
    pub fn about(self, lang: Lang) -> &'static str {
        let (fr, en) = self.words().about;
        lang.pick(fr, en)
    }

    /// What is wanting and what the feed's author can do about it; `detail` is the value in question (of [`HintCode::Large`] its
    /// bytes), and may be empty.
    pub fn say(self, detail: &str, lang: Lang) -> String {
        let (fr, en) = self.words().say;
        let detail = match (self, detail.parse()) {
            (HintCode::Large, Ok(size)) => bytes(size, lang),
            _ => line(detail),
        };
        super::feed::with_detail(lang.pick(fr, en), &detail, lang)
    }

    fn words(self) -> Words {
        let words = |code, about, say| Words { code, about, say };
        match self {
            HintCode::ContentType => words(
                "content-type",
                (
                    "servi sous un autre type qu’un flux",
                    "served as something else than a feed",
                ),
                (
                    "le serveur annonce un autre type qu’un flux%% ; servez application/rss+xml, application/atom+xml ou application/feed+json",
                    "the server announces something else than a feed%%; serve application/rss+xml, application/atom+xml or application/feed+json",
                ),
            ),
            HintCode::Charset => words(
                "charset",
                (
                    "serveur et document annoncent deux codages",
                    "server and document declare two encodings",
                ),
                (
                    "le serveur et le document n’annoncent pas le même codage%% ; annoncez utf-8 des deux côtés",
                    "the server and the document declare different encodings%%; declare utf-8 in both",
                ),
            ),
            HintCode::NotUtf8 => words(
                "not-utf8",
                (
                    "écrit dans un autre codage qu’UTF-8",
                    "written in another encoding than UTF-8",
                ),
                (
                    "le document n’est pas en UTF-8%%, que tous les lecteurs connaissent ; envoyez de l’UTF-8",
                    "the document is not in UTF-8%%, which every reader knows; send UTF-8",
                ),
            ),
            HintCode::OldFormat => words(
                "old-format",
                ("un format dépassé", "an outdated format"),
                (
                    "ce format est dépassé%% ; publiez en RSS 2.0, Atom 1.0 ou JSON Feed 1.1",
                    "this format is outdated%%; publish RSS 2.0, Atom 1.0 or JSON Feed 1.1",
                ),
            ),
            HintCode::Large => words(
                "large",
                (
                    "plus d’un mégaoctet à chaque visite",
                    "over a megabyte at each visit",
                ),
                (
                    "le flux est lourd%%, et chaque visite le transporte ; gardez les articles récents seuls",
                    "the feed is heavy%%, and each visit carries it; keep the recent entries alone",
                ),
            ),
            HintCode::FeedTitle => words(
                "no-feed-title",
                ("le flux n’a pas de titre", "the feed has no title"),
                (
                    "le flux n’a pas de titre ; donnez-lui un title, celui que ses lecteurs verront",
                    "the feed has no title; give it one, the one its readers will see",
                ),
            ),
            HintCode::SiteLink => words(
                "no-site-link",
                (
                    "le flux ne nomme pas son site",
                    "the feed does not name its site",
                ),
                (
                    "le flux ne nomme pas son site ; ajoutez un link vers sa page d’accueil",
                    "the feed does not name its site; add a link to its home page",
                ),
            ),
            HintCode::Language => words(
                "no-language",
                (
                    "le flux ne dit pas sa langue",
                    "the feed does not say its language",
                ),
                (
                    "le flux ne dit pas sa langue par un code%% ; ajoutez <language>fr</language> (RSS), xml:lang (Atom) ou language (JSON)",
                    "the feed does not say its language by a code%%; add <language>en</language> (RSS), xml:lang (Atom) or language (JSON)",
                ),
            ),
            HintCode::SelfLink => words(
                "no-self-link",
                (
                    "le flux ne dit pas sa propre adresse",
                    "the feed does not say its own address",
                ),
                (
                    "le flux ne dit pas sa propre adresse ; ajoutez un atom:link rel=\"self\" (JSON : feed_url)",
                    "the feed does not say its own address; add an atom:link rel=\"self\" (JSON: feed_url)",
                ),
            ),
            HintCode::NoEntries => words(
                "no-entries",
                ("le flux est vide", "the feed is empty"),
                (
                    "le flux n’a aucun article ; gardez-y les derniers, même anciens",
                    "the feed has no entries; keep the last ones in it, even old ones",
                ),
            ),
            HintCode::Lifetime => words(
                "ttl",
                ("une durée de vie (ttl) absurde", "an absurd lifetime (ttl)"),
                (
                    "la durée de vie n’est pas suivie%% ; donnez un ttl en minutes, de 1 à 43200 (un mois)",
                    "the lifetime is not heeded%%; give a ttl in minutes, from 1 to 43200 (a month)",
                ),
            ),
            HintCode::SameDates => words(
                "same-dates",
                (
                    "tous les articles ont la même date",
                    "all entries have one date",
                ),
                (
                    "tous les articles ont la même date ; donnez à chacun celle de sa parution, et non celle du flux",
                    "all entries have one date; give each the one of its publication, not the feed’s",
                ),
            ),
            HintCode::Order => words(
                "order",
                (
                    "les articles ne sont pas triés",
                    "the entries are not sorted",
                ),
                (
                    "les articles ne vont pas du plus récent au plus ancien ; triez-les, bien des lecteurs ne gardent que les premiers",
                    "the entries do not go from newest to oldest; sort them, many readers keep only the first ones",
                ),
            ),
            HintCode::CutTexts => words(
                "cut-texts",
                ("tous les textes sont coupés", "every text is cut"),
                (
                    "tous les textes sont coupés ; donnez-les en entier (content:encoded, content), ou un vrai résumé",
                    "every text is cut; give them whole (content:encoded, content), or a real summary",
                ),
            ),
            HintCode::NoDate => words(
                "no-date",
                ("un article sans date", "an entry without a date"),
                (
                    "la date manque%% ; ajoutez pubDate (RSS), updated (Atom) ou date_published (JSON)",
                    "the date is missing%%; add pubDate (RSS), updated (Atom) or date_published (JSON)",
                ),
            ),
            HintCode::OddDate => words(
                "implausible-date",
                (
                    "une date future, ou d’avant les flux",
                    "a date in the future, or before feeds",
                ),
                (
                    "cette date n’est guère croyable%% ; vérifiez l’année et le fuseau horaire",
                    "this date is hardly plausible%%; check the year and the time zone",
                ),
            ),
            HintCode::DateForm => words(
                "date-form",
                (
                    "une date que d’autres lecteurs ne liront pas",
                    "a date that other readers will not read",
                ),
                (
                    "cette date est lue ici, mais n’a pas la forme que veut le format, ou son jour de la semaine est faux%% ; écrivez « Tue, 24 Nov 2026 09:30:00 +0100 » (RSS) ou « 2026-11-24T09:30:00+01:00 » (Atom, JSON)",
                    "this date is read here, but has not the form that the format wants, or its weekday is wrong%%; write “Tue, 24 Nov 2026 09:30:00 +0100” (RSS) or “2026-11-24T09:30:00+01:00” (Atom, JSON)",
                ),
            ),
            HintCode::NoSuchDay => words(
                "no-such-day",
                (
                    "un jour que son mois n’a pas",
                    "a day that its month does not have",
                ),
                (
                    "ce jour n’existe pas%%, et chaque lecteur en devine un autre ; corrigez le jour ou le mois",
                    "this day does not exist%%, and each reader guesses another; correct the day or the month",
                ),
            ),
            HintCode::NoGuid => words(
                "no-guid",
                ("un article sans guid (id)", "an entry without a guid (id)"),
                (
                    "le guid manque%% ; donnez à l’article un guid (id) qui ne change jamais, sinon il reviendra comme neuf si son lien change",
                    "the guid is missing%%; give the entry a guid (id) that never changes, or it comes back as new when its link changes",
                ),
            ),
            HintCode::GuidForm => words(
                "guid-not-a-link",
                (
                    "un guid qui se dit lien et n’en est pas un",
                    "a guid that says it is a link and is none",
                ),
                (
                    "ce guid se dit lien et n’en est pas un%% ; ajoutez isPermaLink=\"false\"",
                    "this guid says it is a link and is none%%; add isPermaLink=\"false\"",
                ),
            ),
            HintCode::GuidNumbered => words(
                "guid-numbered",
                (
                    "des guid qui comptent les positions",
                    "guids that count positions",
                ),
                (
                    "les guid comptent les positions%% : chaque nouvel article renommera les autres ; prenez l’adresse ou le numéro de l’article lui-même",
                    "the guids count positions%%: each new entry will rename the others; take the entry’s own address or number",
                ),
            ),
            HintCode::NoTitle => words(
                "no-title",
                ("un article sans titre", "an entry without a title"),
                (
                    "le titre manque%% ; donnez un title à l’article, c’est tout ce qu’une liste montre",
                    "the title is missing%%; give the entry one, a list shows nothing else",
                ),
            ),
            HintCode::NoLink => words(
                "no-link",
                ("un article sans lien", "an entry without a link"),
                (
                    "cet article ne mène nulle part%% ; ajoutez un link vers sa page",
                    "this entry leads nowhere%%; add a link to its page",
                ),
            ),
            HintCode::NoText => words(
                "no-text",
                ("un article sans texte", "an entry without a text"),
                (
                    "le texte manque%% ; ajoutez description (RSS), content (Atom) ou content_html (JSON)",
                    "the text is missing%%; add description (RSS), content (Atom) or content_html (JSON)",
                ),
            ),
            HintCode::SharedLink => words(
                "shared-link",
                (
                    "plusieurs articles, un seul lien",
                    "several entries, one link",
                ),
                (
                    "un autre article a ce lien%% ; donnez à chacun l’adresse de sa page",
                    "another entry has this link%%; give each the address of its own page",
                ),
            ),
            HintCode::RelativeLink => words(
                "relative-link",
                ("une adresse relative", "a relative address"),
                (
                    "cette adresse est relative%%, et chaque lecteur devine sa base ; écrivez-la en entier",
                    "this address is relative%%, and each reader guesses its base; write it in full",
                ),
            ),
            HintCode::Insecure => words(
                "insecure-link",
                (
                    "un lien http: alors que le site a https:",
                    "an http: link though the site has https:",
                ),
                (
                    "ce lien est en http: alors que le site a https:%% ; écrivez https:",
                    "this link is http: though the site has https:%%; write https:",
                ),
            ),
            HintCode::TitleMarkup => words(
                "title-markup",
                (
                    "du balisage ou une entité dans un titre",
                    "markup or an entity in a title",
                ),
                (
                    "ce titre contient du balisage ou une entité%%, que bien des lecteurs montreront tels quels ; donnez du texte seul",
                    "this title holds markup or an entity%%, which many readers will show as it is; give plain text",
                ),
            ),
            HintCode::Unsafe => words(
                "unsafe-markup",
                (
                    "du balisage que les lecteurs ôtent",
                    "markup that readers take out",
                ),
                (
                    "le texte contient ce que les lecteurs ôtent%% ; donnez un lien ou une image à la place",
                    "the text holds what readers take out%%; give a link or an image instead",
                ),
            ),
            HintCode::Enclosure => words(
                "enclosure",
                (
                    "un fichier joint sans type ni longueur",
                    "an enclosure without its type or length",
                ),
                (
                    "ce fichier joint ne dit pas son type ou sa longueur%% ; RSS veut url, type et length (en octets)",
                    "this enclosure does not say its type or length%%; RSS wants url, type and length (in bytes)",
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_listed_once_and_speaks_both_languages() {
        for (place, code) in HintCode::ALL.into_iter().enumerate() {
            assert_eq!(code as usize, place, "{code:?}");
            assert_ne!(code.about(Lang::Fr), code.about(Lang::En));
            for lang in [Lang::Fr, Lang::En] {
                let said = code.say("x\u{1b}y", lang);
                assert!(!said.contains("%%") && !said.contains('\u{1b}'), "{said}");
                assert!(!said.contains(" ;") && !said.contains("« "), "{said}");
            }
        }
        assert_eq!(
            HintCode::GuidForm.say("7", Lang::Fr),
            "ce guid se dit lien et n’en est pas un (« 7 ») ; ajoutez isPermaLink=\"false\""
        );
    }

    #[test]
    fn no_two_codes_have_one_name() {
        let mut names: Vec<&str> = HintCode::ALL.iter().map(|code| code.as_str()).collect();
        names.extend(
            super::super::feed::ProblemCode::ALL
                .iter()
                .map(|code| code.as_str()),
        );
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
