//! Why an article's page gives no text to read, and what is told of one that does.

use super::fetch::{Code, FetchError};
use super::{Say, error_in_english};
use crate::text::number::{integer, plural};
use crate::text::{Lang, UnixTime};

/// Why there is no full text. What the feed gave stays in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPage {
    /// The article has no link to follow.
    NoLink,
    /// The page gives no more than the feed and says that the rest is for subscribers.
    Walled,
    /// The page gives less than the feed.
    Less,
    /// No article was found in the page.
    NoArticle,
    /// The link leads to something that is no page: its media type, empty where it is not told.
    NotAPage { media_type: String },
    /// 404 or 410.
    Missing { status: u16 },
    /// The visit failed otherwise.
    Fetch(FetchError),
}

impl Say for NoPage {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.french(),
            Lang::En => self.english(),
        }
    }
}

impl NoPage {
    /// Until when the site rests, where it does.
    pub fn rest_until(&self) -> Option<UnixTime> {
        match self {
            NoPage::Fetch(error) => error.rest_until(),
            _ => None,
        }
    }

    fn french(&self) -> String {
        match self {
            NoPage::NoLink => {
                "Cet article n’a pas de lien\u{a0}: il n’a que le texte de son flux.".to_owned()
            }
            NoPage::Walled => {
                "Réservé aux abonnés\u{a0}: la page ne donne pas plus que le flux.".to_owned()
            }
            NoPage::Less => "La page ne donne pas plus que le flux.".to_owned(),
            NoPage::NoArticle => {
                "Aucun article trouvé dans la page. Ouvrez-la dans le navigateur.".to_owned()
            }
            NoPage::NotAPage { media_type } => {
                let kind = match media_type.is_empty() {
                    true => String::new(),
                    false => format!(" ({media_type})"),
                };
                format!("Le lien ne mène pas à une page{kind}. Ouvrez-le dans le navigateur.")
            }
            NoPage::Missing { status } => format!("La page n’existe plus ({status})."),
            NoPage::Fetch(error) => {
                format!(
                    "La page n’est pas venue. {} {}",
                    error.reason(Lang::Fr),
                    next_step(error).0
                )
            }
        }
    }

    fn english(&self) -> String {
        match self {
            NoPage::NoLink => {
                "This article has no link: its feed’s text is all there is.".to_owned()
            }
            NoPage::Walled => {
                "For subscribers only: the page gives no more than the feed.".to_owned()
            }
            NoPage::Less => "The page gives no more than the feed.".to_owned(),
            NoPage::NoArticle => {
                "No article was found in the page. Open it in the browser.".to_owned()
            }
            NoPage::NotAPage { media_type } => {
                let kind = match media_type.is_empty() {
                    true => String::new(),
                    false => format!(" ({media_type})"),
                };
                format!("The link does not lead to a page{kind}. Open it in the browser.")
            }
            NoPage::Missing { status } => format!("The page is gone ({status})."),
            NoPage::Fetch(error) => {
                format!(
                    "The page did not come. {} {}",
                    error.reason(Lang::En),
                    next_step(error).1
                )
            }
        }
    }
}

/// What to do where a page did not come.
fn next_step(error: &FetchError) -> (&'static str, &'static str) {
    match error.code() {
        Code::Dns | Code::Connect | Code::Timeout | Code::Truncated => (
            "Vérifiez la connexion et réessayez.",
            "Check the connection and try again.",
        ),
        Code::Http if error.rest_until().is_some() => (
            "Ouvrez-la en attendant dans le navigateur.",
            "Open it in the browser meanwhile.",
        ),
        _ => ("Ouvrez-la dans le navigateur.", "Open it in the browser."),
    }
}

error_in_english!(NoPage);

/// `Texte intégral : 1 240 mots`.
pub fn came(words: u32, walled: bool, lang: Lang) -> String {
    let n = i64::from(words);
    let count = format!(
        "{} {}",
        integer(n, lang),
        lang.pick(
            plural(n, lang, "mot", "mots"),
            plural(n, lang, "word", "words")
        )
    );
    match (lang, walled) {
        (Lang::Fr, false) => format!("Texte intégral\u{a0}: {count}"),
        (Lang::Fr, true) => {
            format!("Texte de la page\u{a0}: {count}, la suite est réservée aux abonnés")
        }
        (Lang::En, false) => format!("Full text: {count}"),
        (Lang::En, true) => format!("The page’s text: {count}, the rest is for subscribers"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_a_sentence_in_both_languages() {
        let text = || "x.test".to_owned();
        for reason in [
            NoPage::NoLink,
            NoPage::Walled,
            NoPage::Less,
            NoPage::NoArticle,
            NoPage::NotAPage {
                media_type: "application/pdf".to_owned(),
            },
            NoPage::NotAPage {
                media_type: String::new(),
            },
            NoPage::Missing { status: 404 },
            NoPage::Fetch(FetchError::Dns { host: text() }),
            NoPage::Fetch(FetchError::Resting {
                site: text(),
                until: 5,
            }),
            NoPage::Fetch(FetchError::Status {
                status: 401,
                retry: None,
            }),
        ] {
            let (french, english) = (reason.say(Lang::Fr), reason.say(Lang::En));
            assert_ne!(french, english);
            for said in [french, english] {
                assert!(said.ends_with('.') && !said.contains("  "), "{said}");
            }
        }
    }

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(
            came(1240, false, Lang::Fr),
            "Texte intégral\u{a0}: 1\u{202f}240 mots"
        );
        assert_eq!(came(1, false, Lang::En), "Full text: 1 word");
        assert!(came(340, true, Lang::Fr).ends_with("réservée aux abonnés"));
    }
}
