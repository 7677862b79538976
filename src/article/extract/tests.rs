//! The whole way, page by page: what begins and ends the article, what must not be in it, what the page says of itself.

use proptest::prelude::*;

use super::{Extract, describe, extract};
use crate::article::{plain_text, read};

struct Case {
    html: &'static str,
    url: &'static str,
    title: &'static str,
    authors: &'static [&'static str],
    published: &'static str,
    begins: &'static str,
    ends: &'static str,
    holds: &'static [&'static str],
    without: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        html: include_str!("fixtures/wordpress.html"),
        url: "https://le-bief.test/moulins-a-maree/",
        title: "Le retour des moulins à marée",
        authors: &["Odile Kermarec"],
        published: "2024-03-12T07:00:00Z",
        begins: "Ils étaient une centaine",
        ends: "que l’encre à l’air salin.",
        holds: &[
            "data-src=\"/roue.jpg\"",
            "<noscript>",
            "La roue refaite en chêne.",
            "class=\"language-python\"",
            "<table>",
            "id=\"fn1\"",
            "Une horloge de six heures",
        ],
        without: &[
            "Publié le",
            "Le Meur",
            "lire aussi",
            "Mastodon",
            "vanne et le vent",
            "Étiquettes",
            "marche beaucoup",
            "mon grand-père",
            "Une lettre par mois",
        ],
    },
    Case {
        html: include_str!("fixtures/spip.html"),
        url: "https://le-crieur.test/ecole",
        title: "L’école du haut rouvrira",
        authors: &["Denis Morin"],
        published: "2023-10-15T09:00:00Z",
        begins: "Le conseil municipal a tranché",
        ends: "sont les bienvenus.",
        holds: &[
            "en mairie aux heures d’ouverture",
            "Ce qui a fait pencher",
            "id=\"nb1\"",
            "libéré le préau",
        ],
        without: &[
            "Accueil",
            "dimanche 15",
            "bonne nouvelle",
            "foire aux tréteaux",
        ],
    },
    Case {
        html: include_str!("fixtures/drupal.html"),
        url: "https://college-des-sources.test/meteo",
        title: "Les élèves de quatrième relèvent la météo",
        authors: &["Aline Brossard"],
        published: "2024-02-26T09:12:00Z",
        begins: "Chaque matin à huit heures",
        ends: "avant de choisir les bottes.",
        holds: &["<li>Le vent se note en lettres.</li>"],
        without: &["Soumis", "Mots-clés", "Connectez-vous", "cookies"],
    },
    Case {
        html: include_str!("fixtures/mur.html"),
        url: "https://estuaire.test/criee",
        title: "Port-Ancien : la criée change de mains",
        authors: &["Maël Guivarc’h", "Lise Aubry"],
        published: "2024-05-02T04:30:00Z",
        begins: "Après trente ans de gestion",
        ends: "la moitié des ventes.",
        holds: &["la cloche a sonné"],
        without: &[
            "Économie",
            "Publié le",
            "Par Maël",
            "réservée",
            "sans engagement",
            "gazole",
        ],
    },
    Case {
        html: include_str!("fixtures/deux-parties.html"),
        url: "https://pignon-libre.test/test-mulet-3",
        title: "Test du vélo cargo Mulet 3",
        authors: &["Basile Roux"],
        published: "2024-06-20T07:00:00Z",
        begins: "Deux enfants, trois cabas",
        ends: "quand ils dorment.",
        holds: &["Le cadre"],
        without: &["Page suivante", "Partager", "20/06"],
    },
    Case {
        html: include_str!("fixtures/documentation.html"),
        url: "https://tideway.test/docs/sluices.html",
        title: "Configuring sluices",
        authors: &[],
        published: "",
        begins: "A sluice is opened",
        ends: "running gates are not moved.",
        holds: &["[sluice.north]", "spring tide", "<table"],
        without: &["Installation", "Previous", "Copyright"],
    },
    Case {
        html: include_str!("fixtures/forum.html"),
        url: "https://meuniers.test/viewtopic?t=4",
        title: "Roue qui grince à marée basse",
        authors: &["ewen56"],
        published: "2022-02-14T18:40:00Z",
        begins: "Bonjour à tous",
        ends: "tu dormiras tranquille.",
        holds: &["coin de bois"],
        without: &["FAQ", "Utilisateurs parcourant"],
    },
    Case {
        html: include_str!("fixtures/blog-anglais.html"),
        url: "https://salt-notebook.test/pencil",
        title: "The pencil and the tide",
        authors: &["Ann Lee", "Bob Ray"],
        published: "2019-03-05T12:00:00Z",
        begins: "Ink does not last",
        ends: "two of them to the children.",
        holds: &["<blockquote>", "sacks in graphite"],
        without: &[
            "min read",
            "Subscribe",
            "never quite in tune",
            "freelance",
            "pencils",
            "rope walk",
        ],
    },
    Case {
        html: include_str!("fixtures/sans-classe.html"),
        url: "https://mon-village.test/puits.htm",
        title: "Le puits de la place",
        authors: &[],
        published: "",
        begins: "Le puits de la place a été creusé",
        ends: "gravés chacun d’un côté.",
        holds: &["laissait sa pelle"],
        without: &["Livre d’or", "Sommaire", "Mon village"],
    },
    Case {
        html: include_str!("fixtures/donnees.html"),
        url: "https://agence-du-vent.test/girouette",
        title: "La girouette du clocher a perdu le nord",
        authors: &["Agence du Vent"],
        published: "2024-09-01T12:00:00Z",
        begins: "Depuis la tempête de samedi",
        ends: "cher payé pour du vent.",
        holds: &["<p>Le couvreur"],
        without: &["JavaScript"],
    },
    Case {
        html: include_str!("fixtures/cachee.html"),
        url: "https://bocage.test/haies",
        title: "Les haies comptées une à une",
        authors: &["Mireille Combes"],
        published: "2024-11-22T17:05:00Z",
        begins: "Ils sont douze",
        ends: "corriger au crayon.",
        holds: &["cadastre de 1832"],
        without: &["Lire la suite", "vache du préfet", "18h05", "display:none"],
    },
];

fn text(extract: &Extract) -> String {
    let text = crate::article::render::plain(&read(&extract.html, None, Some("fr")));
    text.replace(['\u{a0}', '\u{202f}', '\n'], " ")
}

fn day(at: Option<i64>) -> String {
    at.map_or_else(String::new, |at| {
        jiff::Timestamp::from_second(at).unwrap().to_string()
    })
}

#[test]
fn pages_give_their_article_and_nothing_else() {
    for case in CASES {
        let found = extract(case.html, Some(case.url), None).expect(case.url);
        let text = text(&found);
        assert!(
            text.starts_with(case.begins),
            "{}: begins {:.80}",
            case.url,
            text
        );
        assert!(
            text.trim_end().ends_with(case.ends),
            "{}: ends {text}",
            case.url
        );
        for part in case.holds {
            assert!(
                found.html.contains(part) || text.contains(part),
                "{}: {part} in {}",
                case.url,
                found.html
            );
        }
        for part in case.without {
            assert!(
                !found.html.contains(part),
                "{}: {part} in {}",
                case.url,
                found.html
            );
        }
    }
}

#[test]
fn pages_say_what_they_are() {
    for case in CASES {
        let facts = describe(case.html, Some(case.url));
        assert_eq!(
            facts.title.as_deref().unwrap_or_default(),
            case.title,
            "{}",
            case.url
        );
        assert_eq!(facts.authors, case.authors, "{}", case.url);
        assert_eq!(day(facts.published), case.published, "{}", case.url);
        assert_eq!(
            extract(case.html, Some(case.url), None).map(|found| found.facts),
            Some(facts),
            "{}",
            case.url
        );
    }
}

#[test]
fn a_canonical_address_is_cleaned_and_kept() {
    let facts = describe(
        include_str!("fixtures/wordpress.html"),
        Some("https://le-bief.test/a?b"),
    );
    assert_eq!(
        facts.link.as_deref(),
        Some("https://le-bief.test/moulins-a-maree/")
    );
    assert_eq!(facts.site.as_deref(), Some("Le Bief"));
    assert_eq!(facts.language.as_deref(), Some("fr-FR"));
}

#[test]
fn a_wall_is_told() {
    for case in CASES {
        let found = extract(case.html, Some(case.url), None).unwrap();
        assert_eq!(found.walled, case.url.contains("estuaire"), "{}", case.url);
    }
}

#[test]
fn an_article_goes_on_where_its_page_says() {
    let next = |url: &str, html: &str| extract(html, Some(url), None).and_then(|found| found.next);
    let page = include_str!("fixtures/deux-parties.html");
    assert_eq!(
        next("https://pignon-libre.test/test-mulet-3", page).as_deref(),
        Some("https://pignon-libre.test/test-mulet-3/2")
    );
    assert_eq!(
        next("https://pignon-libre.test/test-mulet-3/2", page).as_deref(),
        Some("https://pignon-libre.test/test-mulet-3/3")
    );
    assert_eq!(
        next(
            "https://tideway.test/docs/sluices.html",
            include_str!("fixtures/documentation.html")
        ),
        None
    );
}

#[test]
fn a_page_without_text_has_no_article() {
    for html in [
        "",
        "   ",
        "<p>",
        "<html><body></body></html>",
        "<script>x</script>",
        include_str!("fixtures/liste.html"),
    ] {
        assert_eq!(extract(html, None, None), None, "{html}");
    }
}

#[test]
fn a_short_text_without_a_page_is_kept() {
    let found = extract(
        "<p>Trois mots seuls, et une phrase entière derrière eux pour faire bonne mesure.</p>",
        None,
        None,
    )
    .unwrap();
    assert_eq!(found.words, 13);
}

#[test]
fn a_hostile_page_is_bounded() {
    let deep = format!(
        "{}<p>Le texte du fond, qui fait une phrase.</p>",
        "<div>".repeat(20_000)
    );
    assert!(extract(&deep, None, None).is_some());
    let wide = "<p>Une phrase parmi d’autres, toujours la même.</p>".repeat(3_000);
    assert!(extract(&wide, None, None).is_some());
    let nested = format!(
        "<script type='application/ld+json'>{}</script><p>Bonjour.</p>",
        "[".repeat(100_000)
    );
    describe(&nested, None);
}

#[test]
fn titles_and_names_pass_the_gate() {
    let html = "<title>a&#27;[31mb</title><meta name=author content='Ana&#x202e; Roc&#7;'><h1>a&#27;[31mb</h1><p>Une phrase entière pour que la page ait un article.</p>";
    let facts = describe(html, None);
    let all = format!("{:?}{}", facts.title, facts.authors.join(""));
    assert!(
        !all.chars().any(char::is_control) && !all.contains('\u{202e}'),
        "{all}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_page_panics(html in ".{0,400}", url in "(https?://[a-z./?=0-9-]{0,30})?") {
        let _ = extract(&html, Some(&url), None);
    }

    #[test]
    fn no_mix_of_tags_panics_or_makes_words(parts in proptest::collection::vec(piece(), 0..60)) {
        let html = parts.concat();
        if let Some(found) = extract(&html, Some("https://vigie.test/a-b"), None) {
            let before = plain_text(&html).words;
            let after = plain_text(&found.html).words;
            // A text of JSON-LD or the words of `noscript` may add to what is seen; here there is neither.
            prop_assert!(after <= before, "{after} > {before}: {html}");
        }
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(
            "<p>La marée monte deux fois par jour et personne ne s’en plaint, sauf le meunier.</p>"
                .to_owned()
        ),
        Just("<a href='/x'>Lire aussi : le pont</a>".to_owned()),
        "<(div|p|ul|li|table|td|tr|article|section|aside|h1|h2|pre|figure|footer|b|span|br|hr)( class='(share|entry-content|related|comment|a)')?>",
        "</(div|p|ul|li|table|td|tr|article|section|aside|h1|h2|pre|figure|footer|b|span)>",
        "[a-zé .]{0,30}",
    ]
}

/// A page with this article in it, between a menu and a foot.
fn page_with(article: &str) -> String {
    format!(
        "<html><head><title>Le canal</title></head><body><nav><a href=/>Accueil</a></nav>{article}\
         <footer><a href=/mentions>Mentions</a></footer></body></html>"
    )
}

const LONG: &str =
    "Le canal gèle une année sur dix, et les péniches attendent alors sagement le dégel au port.";
const OTHER: &str =
    "Les mariniers jouent aux cartes, les enfants patinent, et le facteur prend enfin son temps.";
const THIRD: &str =
    "Au printemps, tout ce monde repart vers le nord sans que personne songe à compter les jours.";

/// What other templates have lost: the class, an article, what must be in it and what must not.
#[test]
fn templates_not_seen_before_keep_their_text() {
    let cases = [
        (
            "paragraphs named after a wall",
            format!(
                "<article><h1>Le canal</h1><div><p class=paywall>{LONG}</p><p class=paywall>{OTHER}</p>\
                 <p class=paywall>{THIRD}</p></div></article>"
            ),
            vec!["une année sur dix", "patinent", "compter les jours"],
            vec![],
        ),
        (
            "a row for each part",
            format!(
                "<div class=page><div class='row'><div class=col><h1>Le canal</h1><p>{LONG} {OTHER}</p></div></div>\
                 <div class='row'><div class=col><h2>Les jeux</h2><p>{OTHER} {THIRD}</p></div></div>\
                 <div class='row'><div class=col><h2>Le départ</h2><p>{THIRD} {LONG}</p></div></div></div>"
            ),
            vec!["Les jeux", "Le départ", "compter les jours"],
            vec!["Mentions"],
        ),
        (
            "a list of links that is the article",
            "<article><h1>Le canal</h1><p>Voici ce que nous avons lu cette semaine au bord de l’eau.</p>\
             <h2>Jeux</h2><ul><li><a href=/1>La belote des mariniers</a></li><li><a href=/2>Le patin à roues</a></li></ul>\
             <h2>Départs</h2><ul><li><a href=/3>Le dégel en chiffres</a></li><li><a href=/4>Vers le nord</a></li></ul></article>"
                .to_owned(),
            vec!["La belote", "Départs", "Vers le nord"],
            vec![],
        ),
        (
            "a box of links in another language amid the text",
            format!(
                "<article><h1>Le canal</h1><div class=c><p>{LONG}</p><p>{OTHER}</p>\
                 <section><h3>Más información</h3><a href=/5>La reforma olvidada</a></section>\
                 <p>{THIRD}</p></div></article>"
            ),
            vec!["patinent", "compter les jours"],
            vec!["información", "olvidada"],
        ),
        (
            "the next story under the first",
            format!(
                "<div class=feed><div class=story><h1>Le canal</h1><p>Par Lise Faure</p><p>{LONG} {OTHER}</p>\
                 <p>{THIRD} {LONG} {OTHER} {THIRD}</p></div><div class=story><h1>Un phare à vendre</h1><p>Par Luc Adam</p>\
                 <p>Le phare du cap cherche un gardien, un acheteur et un peu de peinture avant que revienne l’hiver.</p>\
                 </div></div>"
            ),
            vec!["une année sur dix"],
            vec!["gardien", "phare"],
        ),
    ];
    for (class, article, holds, without) in cases {
        let found = extract(
            &page_with(&article),
            Some("https://halage.test/canal"),
            None,
        );
        let html = found.map(|found| found.html).unwrap_or_default();
        for text in holds {
            assert!(html.contains(text), "{class}: {text} is lost in {html}");
        }
        for text in without {
            assert!(!html.contains(text), "{class}: {text} is in {html}");
        }
    }
}

/// The article of an invented page, as text, and when it was published.
fn told(body: &str) -> (String, Option<String>) {
    const PROSE: &str = "<p>La mairie du port a confirmé mardi que le réseau serait remis en service avant la fin \
        de la semaine, après trois mois d’essais menés par les équipes.</p>";
    let html = format!(
        "<title>La fibre au port</title><article><h1>La fibre au port</h1>{}</article>",
        body.replace("PROSE", PROSE)
    );
    let taken = extract(&html, Some("https://cable.test/fibre-au-port"), None).unwrap();
    assert_eq!(taken.facts.language.as_deref(), Some("fr"));
    let day = taken
        .facts
        .published
        .map(|at| jiff::Timestamp::from_second(at).unwrap().to_string());
    (plain_text(&taken.html).text, day)
}

#[test]
fn cells_items_and_headings_that_are_dates_or_names_stay() {
    let (text, day) = told(
        "PROSE<table><tr><th>Version<th>Date<tr><td>2.9<td>3 mars 2026</table>\
         <ul><li>17 novembre 2026<li>autre</ul><h2>18 novembre 2026</h2>PROSE<p>Fin du récit, dit-on au port.</p>",
    );
    for part in ["3 mars 2026", "17 novembre 2026", "18 novembre 2026"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(day.is_some());
}

#[test]
fn a_refrain_is_sung_each_time_and_a_pull_quote_said_once() {
    let refrain = "<p>Ohé, ohé, la mer est grande, ohé, ohé, le port m’attend ce soir encore.</p>";
    let (text, _) = told(&format!(
        "PROSE{refrain}<p>Le vent se lève.</p>{refrain}<p>Fin.</p>"
    ));
    assert_eq!(text.matches("la mer est grande").count(), 2, "{text}");
    let (text, _) = told(
        "PROSE<p>« Nous avons tiré les leçons », explique la directrice du réseau.</p>\
         <p class=exergue>« Nous avons tiré les leçons »</p><p>La suite est connue de tous au port.</p>",
    );
    assert_eq!(text.matches("tiré les leçons").count(), 1, "{text}");
}

#[test]
fn a_day_without_an_hour_is_that_day_and_the_first_one_made() {
    for (line, expected) in [
        ("Publié le 12/06/2026", "2026-06-12T12:00:00Z"),
        (
            "Mis à jour le 05.06.2026 | Créé le 04.06.2026",
            "2026-06-04T12:00:00Z",
        ),
        ("Publié le 3 avril 2026 à 10 h 15", "2026-04-03T08:15:00Z"),
        (
            "Publié le 18/12/2024 | Mis à jour le 02/01/2025",
            "2024-12-18T12:00:00Z",
        ),
    ] {
        let (_, day) = told(&format!("<p class=date>{line}</p>PROSE"));
        assert_eq!(day.as_deref(), Some(expected), "{line}");
    }
    // A table of old, one cell a row, places the page's parts.
    let (_, day) = told(
        "<table><tr><td>Posté le mercredi 18 juin 2003 à 09:22 par jpm</td></tr><tr><td>PROSE</td></tr></table>",
    );
    assert_eq!(day.as_deref(), Some("2003-06-18T07:22:00Z"));
}

/// Bodies of pages, what their article must hold and what it must not.
#[test]
fn boxes_walls_and_leads_are_told_from_the_text() {
    let cases: [(String, &[&str], &[&str]); 8] = [
        (
            format!(
                "<div class=q1><p>Nous et nos 842 partenaires posons des traceurs sur cet appareil.</p><p><button>Tout \
                 refuser</button><button>Tout accepter</button></p></div><main><h1>Le canal</h1><p>{LONG}</p>\
                 <p>{OTHER}</p></main>"
            ),
            &["une année sur dix", "patinent"],
            &["traceurs"],
        ),
        (
            format!(
                "<main><h1>Le canal</h1><div><p>{LONG}</p><div class=z><p>Chaque matin, le dégel dans votre boîte \
                 mail.</p></div><p>{OTHER}</p><div class=z><span>Vu ailleurs</span> <a href=/p>Le phare du cap \
                 cherche un gardien</a></div><p>{THIRD}</p></div></main>"
            ),
            &["une année sur dix", "patinent", "compter les jours"],
            &["boîte", "gardien"],
        ),
        (
            format!(
                "<main><h1>Le canal</h1><div><p>{LONG}</p><div class=z><p>Votre commune : <input type=email>\
                 </p><p>Un courriel par jour, pas plus.</p></div><p>{OTHER}</p></div></main>"
            ),
            &["une année sur dix", "patinent"],
            &["commune", "pas plus"],
        ),
        (
            format!(
                "<main><h1>Le canal</h1><p>{LONG}</p><section><h3><button>Qui patine ?</button></h3><p>{OTHER}</p>\
                 </section><section><h3><button>Qui repart ?</button></h3><p>{THIRD}</p></section></main>"
            ),
            &["Qui patine", "Qui repart"],
            &["<button"],
        ),
        (
            format!(
                "<article><header><h1 class='title published'>Le canal</h1><h3 class=subtitle>Et ses glaces</h3></header>\
                 <div class='body markup'><p>{LONG}</p><p>{OTHER}</p></div></article>"
            ),
            &["Et ses glaces", "patinent"],
            &[],
        ),
        (
            format!(
                "<base href='https://ecluse.test/dossier/'><main><h1>Le canal</h1><p>{LONG} <a href=plan.html>Le \
                 plan</a>, <a href='#fin'>la fin</a>.</p><p>{OTHER}</p></main>"
            ),
            &["\"https://ecluse.test/dossier/plan.html\"", "\"#fin\""],
            &[],
        ),
        (
            format!(
                "<main><h1>Le canal</h1><p>{OTHER}</p>{}</main>",
                ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"]
                    .map(|number| format!(
                        "<div class=bloc><h3><a href=/{number}>Brève {number}</a></h3><p>Bief {number}. {LONG}</p></div>"
                    ))
                    .concat()
            ),
            &["patinent"],
            &["Brève", "Bief"],
        ),
        (
            "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Le canal\", \
             \"articleBody\": \"Le bac reprend lundi à sept heures, sans réservation.\"}</script><h1>Le canal</h1>"
                .to_owned(),
            &["sans réservation"],
            &[],
        ),
    ];
    for (body, holds, without) in cases {
        let found = extract(&page_with(&body), Some("https://halage.test/canal"), None);
        let html = found.map(|found| found.html).unwrap_or_default();
        for text in holds {
            assert!(html.contains(text), "{text} is lost in {html} of {body}");
        }
        for text in without {
            assert!(!html.contains(text), "{text} is in {html} of {body}");
        }
    }
}

#[test]
fn authors_are_seen_in_every_place_that_names_them() {
    let cases: [(&str, &[&str]); 8] = [
        (
            "<p>Le 03/04/2026 à 10:15, par Jeanne Marchal</p>",
            &["Jeanne Marchal"],
        ),
        (
            "<div><span>Par <b>Léa Morvan</b></span></div>",
            &["Léa Morvan"],
        ),
        (
            "<div>Von <a href=/jp>Jule Petersen</a></div>",
            &["Jule Petersen"],
        ),
        (
            "<p class=signature>di <b>Chiara Bonfanti</b></p>",
            &["Chiara Bonfanti"],
        ),
        (
            "<div><a href=/autor/mq>Marta Quiroga</a></div>",
            &["Marta Quiroga"],
        ),
        (
            "<ul class=authors><li><div>Ann Lee</div><div>reporter</div></li><li><div>Bob Ray</div></li></ul>",
            &["Ann Lee", "Bob Ray"],
        ),
        (
            "<p class=signature>Par Toutatis</p><p class=signature>Debian, sinon rien</p>",
            &[],
        ),
        ("<div class=same-author><h3>Du même auteur</h3></div>", &[]),
    ];
    for (line, expected) in cases {
        let page = page_with(&format!(
            "<main><h1>Le canal</h1>{line}<p>{LONG}</p><p>{OTHER}</p></main>"
        ));
        let facts = describe(&page, Some("https://halage.test/canal"));
        assert_eq!(facts.authors, expected, "{line}");
    }
}

/// What a page keeps: its name says nothing against it where it reads as the text does.
#[test]
fn names_alone_condemn_no_text() {
    let kept = [
        "<h2 id=\"comment-choisir\">ICI</h2>",
        "<h2 id=\"partage-samba\">ICI</h2>",
        "<h2 class=\"social\">ICI</h2>",
        "<section id=\"social\"><h2>Social</h2><p>ICI PROSE</p></section>",
        "<section id=\"les-cookies\"><h2>Les cookies</h2><p>ICI PROSE</p></section>",
        "<div id=\"cookies-et-traceurs\"><h2>Et les cookies ?</h2><p>ICI PROSE</p></div>",
        "<div class=\"comment-faire\"><p>ICI : première étape, ouvrir le terminal, puis lancer tout.</p></div>",
        "<div class=\"hidden-md\"><p>ICI PROSE</p></div>",
        "<div class=\"ad-hoc\"><p>ICI PROSE</p></div>",
        "<div class=\"alert\" role=\"alert\"><strong>Attention !</strong> ICI, tout s’efface.</div>",
        "<aside><h3>Repères</h3><p>ICI. 2022 : ouverture du site. 2025 : extension. 2026 : arrêt.</p></aside>",
        "<footer><p>ICI, note de l’auteur : ce texte est paru dans une revue, en 2019.</p></footer>",
        "<form id=\"aspnetForm\"><p>ICI PROSE</p></form>",
        "<h3>Quand ?</h3><div>ICI, dès juillet.</div>",
        "<div class=\"code-block\">ICI ls -l</div>",
        "<h2>À lire</h2><p>ICI, un rapport du Sénat, qui détaille les coûts de la filière, est paru.</p>",
        "<div class=\"elementor-element elementor-widget\"><div><h2>ICI</h2></div></div>",
    ];
    let gone = [
        "<div class=\"share\"><p>ICI <a href=/f>Facebook</a> <a href=/m>Mastodon</a></p></div>",
        "<div class=\"newsletter\"><p>ICI, inscrivez-vous à notre newsletter du jeudi.</p></div>",
        "<div class=\"et_pb_promo\"><h2>ICI</h2><p>Réservez un échange gratuit avec l’un des nôtres.</p></div>",
        "<aside><h3>ICI</h3><ul><li><a href=/1>Un autre article</a></li><li><a href=/2>Encore un</a></li></ul></aside>",
        "<div>ICI Senior Member</div>",
        "<form><p>ICI, votre avis nous intéresse, dites-le nous en deux mots.</p><input type=text></form>",
    ];
    let page = |part: &str| {
        let part = part.replace("PROSE", LONG);
        let html = page_with(&format!(
            "<article><h1>Le canal</h1><p>{LONG}</p><p>{OTHER}</p>{part}<p>{THIRD} {OTHER}</p><p>{OTHER}</p></article>"
        ));
        extract(&html, Some("https://halage.test/canal"), None)
            .map(|found| found.html)
            .unwrap_or_default()
    };
    for part in kept {
        let html = page(part);
        assert!(html.contains("ICI"), "{part}: lost in {html}");
        assert!(html.contains("compter les jours"), "{part}: {html}");
    }
    // A quote says again what was said.
    for quote in [
        "<div class=quotebox><cite>toto a écrit :</cite><blockquote><p>les péniches attendent alors</p></blockquote></div>",
        "<aside class=quote data-username=bob><blockquote><p>les péniches attendent alors</p></blockquote></aside>",
    ] {
        let html = page(quote);
        let said = html.matches("les péniches attendent alors").count();
        assert_eq!(said, 2, "{quote}: {html}");
    }
    for part in gone {
        let html = page(part);
        assert!(!html.contains("ICI"), "{part}: kept in {html}");
    }
}

#[test]
fn only_what_is_claimed_for_the_whole_page_is_its_date_and_title() {
    let head = "<title>Essai</title>";
    for (html, title, date) in [
        (
            "<figure><img src=a.jpg><figcaption>Le port, le 3 mai 2024.</figcaption></figure>",
            Some("Essai"),
            false,
        ),
        (
            "<blockquote><p>Un mot</p>Élu <a href=/x>12 mars 2024</a></blockquote>",
            Some("Essai"),
            false,
        ),
        (
            "<table><caption>Parts (12/2025)</caption><tr><td>12/12/2025<td>b</table>",
            Some("Essai"),
            false,
        ),
        (
            "<p>Le <time datetime=2024-01-01>1er janvier</time> fut froid.",
            Some("Essai"),
            false,
        ),
        (
            "<p>avant<blockquote><h2>Titre cité</h2></blockquote>",
            Some("Essai"),
            false,
        ),
        (
            "<p>avant<details><summary><h2>Titre dedans</h2></summary>texte</details>",
            Some("Essai"),
            false,
        ),
        (
            "<h1>Un nuage souverain</h1><p>Publié le 12 mars 2024</p><p>Texte.",
            Some("Un nuage souverain"),
            true,
        ),
        (
            "<header><time datetime=2024-03-12>12 mars</time><h1>Un nuage souverain</h1></header><p>Texte.",
            Some("Un nuage souverain"),
            true,
        ),
        (
            "<h1>Un nuage souverain</h1><p>Texte.<figure><figcaption>Le 3 mai 2024.</figcaption></figure>",
            Some("Un nuage souverain"),
            false,
        ),
        (
            "<meta property=article:published_time content=2024-03-12><p>Texte.",
            Some("Essai"),
            true,
        ),
    ] {
        let facts = describe(&format!("{head}{html}"), None);
        assert_eq!(facts.title.as_deref(), title, "{html}");
        assert_eq!(facts.published.is_some(), date, "{html}");
    }
    assert_eq!(describe("<p>12/2025 et 3,4 mois", None).published, None);
    let home = "<title>La Vigie</title><h1><a href=/>La Vigie</a></h1><article><h2>Un port sans grues depuis mars</h2><p>Texte.</article>";
    let page = describe(home, Some("https://vigie.test/port"));
    assert_eq!(page.title, None, "all that is claimed is the site's name");
    let text = "<p>Le port attend ses grues depuis le mois de mars, et personne ne sait quand elles viendront.</p>";
    let article = extract(
        &home.replace("<p>Texte.", &text.repeat(4)),
        Some("https://vigie.test/port"),
        None,
    );
    assert_eq!(
        article.unwrap().facts.title.as_deref(),
        Some("Un port sans grues depuis mars")
    );
}
