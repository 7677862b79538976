//! The words of `--help`: what each command and argument is for, what its value is called, examples. Keyed by the names
//! that clap knows them by; a test of the command line asks for every one.

use crate::text::Lang;
use crate::text::messages::doctor;
use crate::text::messages::feed::{Level, ProblemCode};
use crate::text::messages::hints::HintCode;

/// The headings of a help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headings {
    /// Before the line of usage.
    pub usage: &'static str,
    /// Before the commands. clap adds the colon.
    pub commands: &'static str,
    /// Before the positional arguments. clap adds the colon.
    pub arguments: &'static str,
    /// Before the options. clap adds the colon.
    pub options: &'static str,
    /// Before the examples.
    pub examples: &'static str,
    /// What a command is called in the line of usage.
    pub command: &'static str,
}

/// The headings in a language.
pub fn headings(lang: Lang) -> Headings {
    match lang {
        Lang::Fr => Headings {
            usage: "Utilisation\u{a0}:",
            commands: "Commandes\u{a0}",
            arguments: "Arguments\u{a0}",
            options: "Options\u{a0}",
            examples: "Exemples\u{a0}:",
            command: "COMMANDE",
        },
        Lang::En => Headings {
            usage: "Usage:",
            commands: "Commands",
            arguments: "Arguments",
            options: "Options",
            examples: "Examples:",
            command: "COMMAND",
        },
    }
}

/// What a command is for; `manchette` is the reader itself.
pub fn about(command: &str, lang: Lang) -> Option<&'static str> {
    let (fr, en) = match command {
        "manchette" => (
            "Les titres de vos flux dans le terminal, à côté de l’article. Sans commande, ouvre l’écran.",
            "The headlines of your feeds in the terminal, beside the article. Without a command, opens the screen.",
        ),
        "refresh" => (
            "Visite les flux dont c’est l’heure, ou ceux que vous nommez",
            "Visits the feeds that are due, or those you name",
        ),
        "add" => (
            "Abonne à un flux, par son adresse ou par celle de son site",
            "Subscribes to a feed, by its address or by its site’s",
        ),
        "remove" => (
            "Retire un abonnement (undo le rend)",
            "Removes a subscription (undo brings it back)",
        ),
        "feeds" => ("Montre les abonnements", "Shows the subscriptions"),
        "list" => (
            "Montre les articles, les plus récents d’abord",
            "Shows the articles, newest first",
        ),
        "count" => (
            "Compte les articles\u{202f}; sans requête, les non lus",
            "Counts the articles; without a query, the unread ones",
        ),
        "read" => (
            "Met un article en page sur la sortie standard, sans le marquer comme lu",
            "Lays an article out on standard output, and marks nothing",
        ),
        "mark" => (
            "Marque des articles\u{a0}: lus, favoris, étiquetés",
            "Marks articles: read, starred, tagged",
        ),
        "undo" => (
            "Revient sur le dernier geste, même celui d’hier",
            "Takes back the last gesture, also yesterday’s",
        ),
        "check" => (
            "Lit un flux sans le garder et dit ce qui ne va pas",
            "Reads a feed without keeping it and says what is wrong with it",
        ),
        "doctor" => (
            "Dit comment vont la base, les fichiers, le terminal et les flux",
            "Tells how the database, the files, the terminal and the feeds are",
        ),
        "demo" => (
            "Ouvre l’écran sur une édition inventée, sans réseau ni trace",
            "Opens the screen on an invented edition, with no network and no trace",
        ),
        _ => return None,
    };
    Some(lang.pick(fr, en))
}

/// What an argument does: `command` is the command it belongs to, `id` its name.
pub fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    let (fr, en) = match (command, id) {
        (_, "config") => (
            "Le fichier de configuration à prendre",
            "The config file to use",
        ),
        (_, "data") => (
            "Le dossier des données et du journal",
            "The directory for the data and the log",
        ),
        (_, "quiet") => ("Ne dit que les erreurs", "Says errors only"),
        (_, "verbose") => (
            "En dit plus, ici et dans le journal (-vv\u{a0}: tout)",
            "Says more, here and in the log (-vv: everything)",
        ),
        (_, "color") => (
            "Couleurs\u{a0}: auto (au terminal), always (toujours), never (jamais)",
            "Colours: auto (to a terminal), always, never",
        ),
        (_, "yes") => (
            "Répond oui à toute question",
            "Answers yes to every question",
        ),
        (_, "help") => ("Montre cette aide", "Shows this help"),
        (_, "version") => ("Montre la version", "Shows the version"),
        ("mark", "query") => (
            "Marque tous les articles de cette requête",
            "Marks all articles of this query",
        ),
        ("manchette", "query") => (
            "Les articles à montrer d’abord (is:starred, feed:câble, «\u{a0}sécurité\u{a0}»…)",
            "The articles to show first (is:starred, feed:cable, “security”…)",
        ),
        (_, "query") => (
            "Les articles voulus\u{a0}: mots, is:unread, feed:câble, since:7d…",
            "The articles wanted: words, is:unread, feed:cable, since:7d…",
        ),
        ("check" | "doctor", "json") => (
            "Un objet JSON au lieu du rapport",
            "A JSON object instead of the report",
        ),
        ("doctor", "repair") => (
            "Répare une base abîmée\u{a0}: sauve tout ce qui se lit et garde le fichier à côté",
            "Repairs a damaged database: saves all that can be read and keeps the file beside",
        ),
        (_, "json") => ("Un objet JSON par ligne", "One JSON object a line"),
        ("refresh", "feeds") => (
            "Les flux à visiter tout de suite\u{a0}: adresse, numéro ou partie du titre",
            "The feeds to visit at once: address, number or part of the title",
        ),
        ("refresh", "all") => (
            "Visite aussi ceux dont ce n’est pas l’heure",
            "Visits those that are not due too",
        ),
        ("add", "addresses") => (
            "Adresses de flux ou de sites",
            "Addresses of feeds or sites",
        ),
        ("add", "title") => (
            "Le nom à lui donner, au lieu du sien",
            "The name to give it, instead of its own",
        ),
        ("add", "tags") => (
            "Le dossier où le ranger («\u{a0}/\u{a0}» emboîte)\u{202f}; se répète",
            "The folder to put it in (“/” nests); may be repeated",
        ),
        ("add", "pick") => (
            "Lequel prendre quand le site annonce plusieurs flux, à partir de 1",
            "Which to take where the site announces several feeds, from 1",
        ),
        ("remove", "feed") => (
            "Le flux\u{a0}: adresse, numéro ou partie du titre",
            "The feed: address, number or part of the title",
        ),
        ("list", "limit") => ("Au plus tant d’articles", "At most so many articles"),
        ("read", "target") => (
            "Un numéro d’article, une adresse, un fichier HTML, ou - pour l’entrée standard",
            "An article’s number, an address, an HTML file, or - for standard input",
        ),
        (_, "base") => (
            "L’adresse qui complète les liens relatifs",
            "The address that relative links are resolved against",
        ),
        ("read", "width") => (
            "La largeur du texte, de 20 à 1000 colonnes (sinon width, dans [reader])",
            "The text’s width, from 20 to 1000 columns (else width, in [reader])",
        ),
        ("read", "full") => (
            "L’article seul, tiré de sa page",
            "The article alone, taken out of its page",
        ),
        ("read", "links") => (
            "Numérote les liens et donne leurs adresses à la fin, entières même au-delà de la largeur",
            "Numbers the links and gives their addresses at the end, whole even past the width",
        ),
        ("read", "format") => (
            "La forme\u{a0}: text, ansi, markdown, json",
            "The form: text, ansi, markdown, json",
        ),
        ("mark", "mark") => (
            "La marque\u{a0}: read, unread, star, unstar, tag:X, untag:X",
            "The mark: read, unread, star, unstar, tag:X, untag:X",
        ),
        ("mark", "ids") => ("Les numéros des articles", "The articles’ numbers"),
        ("check", "hints") => (
            "Ajoute les conseils au JSON (hints), à côté des problèmes",
            "Adds the hints to the JSON, beside the problems",
        ),
        ("check", "target") => (
            "Une adresse, un fichier, ou - pour l’entrée standard",
            "An address, a file, or - for standard input",
        ),
        _ => return None,
    };
    Some(lang.pick(fr, en))
}

/// What an argument's value is called in the help.
pub fn value_name(id: &str, lang: Lang) -> Option<&'static str> {
    let (fr, en) = match id {
        "config" => ("FICHIER", "FILE"),
        "data" => ("DOSSIER", "DIR"),
        "color" => ("QUAND", "WHEN"),
        "query" => ("REQUÊTE", "QUERY"),
        "feeds" | "feed" => ("FLUX", "FEED"),
        "addresses" => ("ADRESSE", "URL"),
        "title" => ("TITRE", "TITLE"),
        "tags" => ("DOSSIER", "TAG"),
        "pick" | "limit" | "width" => ("N", "N"),
        "target" => ("CIBLE", "TARGET"),
        "base" => ("ADRESSE", "URL"),
        "format" => ("FORME", "FORM"),
        "mark" => ("MARQUE", "MARK"),
        "ids" => ("NUMÉRO", "ID"),
        _ => return None,
    };
    Some(lang.pick(fr, en))
}

/// What stands after the examples: for `check` its exit codes and the codes of problems, from their own tables.
pub fn notes(command: &str, lang: Lang) -> String {
    match command {
        "check" => {}
        "doctor" => return format!("\n\n{}", doctor::note(lang)),
        _ => return String::new(),
    }
    let mut text = String::from("\n\n");
    text.push_str(lang.pick(
        "Code de sortie\u{a0}: 0, un flux a été lu\u{202f}; 1, il n’y en a pas, ou il est illisible\u{202f}; 2, arguments inutilisables.",
        "Exit status: 0, a feed was read; 1, there is none, or it cannot be read; 2, unusable arguments.",
    ));
    let problems = |level| {
        let of_level = ProblemCode::ALL.into_iter();
        let of_level = of_level.filter(move |code| code.level() == level);
        of_level
            .map(|code| (code.as_str(), code.about(lang)))
            .collect()
    };
    let hints = HintCode::ALL.map(|code| (code.as_str(), code.about(lang)));
    let failures = [
        (
            "not-a-feed",
            lang.pick("c’est autre chose", "it is something else"),
        ),
        (
            "parse",
            lang.pick("c’en est un, illisible", "it is one and cannot be read"),
        ),
        (
            "dns, connect, http…",
            lang.pick("la visite a échoué", "the visit failed"),
        ),
    ];
    let groups: [(&str, Vec<(&str, &str)>); 4] = [
        (
            lang.pick("Pas de flux\u{a0}:", "No feed:"),
            failures.to_vec(),
        ),
        (
            lang.pick(
                "Erreurs (quelque chose est perdu pour les lecteurs)\u{a0}:",
                "Errors (something is lost to readers):",
            ),
            problems(Level::Lost),
        ),
        (
            lang.pick(
                "Avertissements (réparé ici\u{202f}; d’autres lecteurs peuvent échouer)\u{a0}:",
                "Warnings (mended here; other readers may fail):",
            ),
            problems(Level::Mended),
        ),
        (
            lang.pick(
                "Conseils (dans le rapport, et dans le JSON avec --hints)\u{a0}:",
                "Hints (in the report, and in the JSON with --hints):",
            ),
            hints.to_vec(),
        ),
    ];
    for (heading, codes) in groups {
        text.push_str(&format!("\n\n{heading}"));
        for (code, about) in codes {
            text.push_str(&format!("\n  {code:<19} {about}"));
        }
    }
    text
}

/// Examples of a command, each a line to type and what it does.
pub fn examples(command: &str, lang: Lang) -> &'static [(&'static str, &'static str)] {
    match (command, lang) {
        ("manchette", Lang::Fr) => &[
            ("manchette demo", "tout essayer, sans réseau"),
            ("manchette add linuxfr.org", "s’abonner à un site"),
            ("manchette is:starred", "ouvrir l’écran sur les favoris"),
        ],
        ("manchette", Lang::En) => &[
            ("manchette demo", "try it all, with no network"),
            ("manchette add linuxfr.org", "subscribe to a site"),
            ("manchette is:starred", "open the screen on what is starred"),
        ],
        ("refresh", Lang::Fr) => &[
            ("manchette refresh", "les flux dont c’est l’heure"),
            ("manchette refresh câble", "Le Câble, tout de suite"),
        ],
        ("refresh", Lang::En) => &[
            ("manchette refresh", "the feeds that are due"),
            ("manchette refresh cable", "Le Câble, at once"),
        ],
        ("add", Lang::Fr) => &[(
            "manchette add --tag Sécurité cert.ssi.gouv.fr/feed/",
            "s’abonner et ranger",
        )],
        ("add", Lang::En) => &[(
            "manchette add --tag Security cert.ssi.gouv.fr/feed/",
            "subscribe and file it",
        )],
        ("remove", Lang::Fr) => &[("manchette remove câble", "retirer Le Câble")],
        ("remove", Lang::En) => &[("manchette remove cable", "remove Le Câble")],
        ("feeds", Lang::Fr) => &[("manchette feeds --json", "tout, pour un script")],
        ("feeds", Lang::En) => &[("manchette feeds --json", "everything, for a script")],
        ("list", Lang::Fr) => &[(
            "manchette list 'is:unread since:1d' --limit 20",
            "vingt nouvelles du jour",
        )],
        ("list", Lang::En) => &[(
            "manchette list 'is:unread since:1d' --limit 20",
            "twenty of today’s news",
        )],
        ("count", Lang::Fr) => &[("manchette count", "les non lus, pour une barre d’état")],
        ("count", Lang::En) => &[("manchette count", "unread articles, for a status bar")],
        ("read", Lang::Fr) => &[
            ("manchette read 42 | less", "l’article 42"),
            (
                "manchette read page.html --width 60",
                "une page, sur 60 colonnes",
            ),
            (
                "manchette read https://linuxfr.org/ --full",
                "l’article seul, sans ce qui l’entoure",
            ),
        ],
        ("read", Lang::En) => &[
            ("manchette read 42 | less", "article 42"),
            (
                "manchette read page.html --width 60",
                "a page, in 60 columns",
            ),
            (
                "manchette read https://linuxfr.org/ --full",
                "the article alone, without what surrounds it",
            ),
        ],
        ("mark", Lang::Fr) => &[
            ("manchette mark star 42 43", "deux favoris"),
            (
                "manchette mark read --query until:2026-10-31",
                "lu, tout ce qui est ancien",
            ),
        ],
        ("mark", Lang::En) => &[
            ("manchette mark star 42 43", "star two articles"),
            (
                "manchette mark read --query until:2026-10-31",
                "read, all that is old",
            ),
        ],
        ("undo", Lang::Fr) => &[("manchette undo", "reprendre le dernier geste")],
        ("undo", Lang::En) => &[("manchette undo", "take the last gesture back")],
        ("check", Lang::Fr) => &[
            (
                "manchette check https://linuxfr.org/news.atom",
                "un flux en ligne",
            ),
            (
                "manchette check flux.xml --json --hints",
                "un fichier, en JSON",
            ),
            (
                "curl -s URL | manchette check - --base URL",
                "depuis un tube",
            ),
        ],
        ("check", Lang::En) => &[
            (
                "manchette check https://linuxfr.org/news.atom",
                "a feed online",
            ),
            ("manchette check feed.xml --json --hints", "a file, as JSON"),
            ("curl -s URL | manchette check - --base URL", "from a pipe"),
        ],
        ("doctor", lang) => doctor::examples(lang),
        ("demo", Lang::Fr) => &[("manchette demo", "ouvrir l’édition inventée")],
        ("demo", Lang::En) => &[("manchette demo", "open the invented edition")],
        _ => &[],
    }
}
