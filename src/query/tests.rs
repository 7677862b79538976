//! The whole language: tables of queries with what they mean and what is wrong with them.

use proptest::prelude::*;

use super::*;
use crate::text::fold;

fn word(text: &str) -> Expr {
    pattern(None, Pattern::Word(text.to_owned()))
}

fn begin(text: &str) -> Expr {
    pattern(None, Pattern::Prefix(text.to_owned()))
}

fn phrase(text: &str) -> Expr {
    pattern(None, words(text))
}

fn words(text: &str) -> Pattern {
    Pattern::Phrase(text.split(' ').map(str::to_owned).collect())
}

fn pattern(field: Option<TextField>, pattern: Pattern) -> Expr {
    Expr::Term(Term::Text { field, pattern })
}

fn in_field(field: TextField, text: &str) -> Expr {
    pattern(Some(field), Pattern::Word(text.to_owned()))
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

fn term(term: Term) -> Expr {
    Expr::Term(term)
}

fn filter(text: &str) -> Expr {
    match parse(text) {
        Ok(query) => query.filter,
        Err(error) => panic!("{text:?}: {error}"),
    }
}

#[test]
fn words_and_operators() {
    let (a, b, c) = (|| word("a"), || word("b"), || word("c"));
    for (text, expected) in [
        ("", Expr::All),
        (" \t\u{a0}", Expr::All),
        ("a", a()),
        ("a b", Expr::And(vec![a(), b()])),
        ("a OR b", Expr::Or(vec![a(), b()])),
        ("a OU b", Expr::Or(vec![a(), b()])),
        ("a or b", Expr::And(vec![a(), word("or"), b()])),
        ("où", word("ou")),
        ("ORB", word("orb")),
        ("\"OR\"", phrase("or")),
        ("a b OR c", Expr::Or(vec![Expr::And(vec![a(), b()]), c()])),
        ("a (b OR c)", Expr::And(vec![a(), Expr::Or(vec![b(), c()])])),
        ("a(b)c", Expr::And(vec![a(), b(), c()])),
        ("((a b)) c", Expr::And(vec![a(), b(), c()])),
        ("a OR(b)OR\"c\"", Expr::Or(vec![a(), b(), phrase("c")])),
        ("-a", not(a())),
        ("--a", not(not(a()))),
        ("-(a b)", not(Expr::And(vec![a(), b()]))),
        ("-\"a b\"", not(phrase("a b"))),
        ("-title:a", not(in_field(TextField::Title, "a"))),
        ("a -b", Expr::And(vec![a(), not(b())])),
        ("a-b", phrase("a b")),
    ] {
        assert_eq!(filter(text), expected, "{text:?}");
    }
}

#[test]
fn words_are_folded_for_french() {
    for (text, expected) in [
        ("Vulnérabilités", word("vulnerabilites")),
        ("CŒUR", word("coeur")),
        ("l’article", word("article")),
        ("d'aujourd’hui", phrase("aujourd hui")),
        ("l", word("l")),
        ("langage C", Expr::And(vec![word("langage"), word("c")])),
        ("C++", word("cplusplus")),
        ("c#", word("csharp")),
        (".NET", word("dotnet")),
        ("CVE-2026-1234", phrase("cve 2026 1234")),
        ("14:02", phrase("14 02")),
        ("std::vec", phrase("std vec")),
        ("« l’article 13 »", phrase("l article 13")),
        ("“deux mots”", phrase("deux mots")),
        ("vulnér*", begin("vulner")),
        ("l’art*", begin("art")),
        ("aujourd’h*", Expr::And(vec![phrase("aujourd"), begin("h")])),
        ("exemple.test,", phrase("exemple test")),
    ] {
        assert_eq!(filter(text), expected, "{text:?}");
    }
}

#[test]
fn fields_in_both_languages() {
    let link = |text| pattern(Some(TextField::Link), words(text));
    for (text, expected) in [
        ("title:noyau", in_field(TextField::Title, "noyau")),
        ("Titre:Noyau", in_field(TextField::Title, "noyau")),
        ("auteur:Le\u{301}a", in_field(TextField::Author, "lea")),
        ("flux:câble", in_field(TextField::Feed, "cable")),
        (
            "feed:\"le câble\"",
            pattern(Some(TextField::Feed), words("le cable")),
        ),
        ("lien:exemple.test", link("exemple test")),
        (
            "link:https://exemple.test/a?b=(c)",
            link("exemple test a b c"),
        ),
        ("https://exemple.test/a", link("exemple test a")),
        ("(http://exemple.test)", link("exemple test")),
        ("feed:#12", term(Term::FeedId(12))),
        (
            "tag:Sécurité/Noyau",
            term(Term::Tag("securite/noyau".into())),
        ),
        (
            "étiquette:\"Vie  privée\"",
            term(Term::Tag("vie privee".into())),
        ),
        ("lang:fr", term(Term::Lang("fr".into()))),
        ("is:unread", term(Term::Is(State::Unread))),
        ("est:nonlu", term(Term::Is(State::Unread))),
        ("est:non-lu", term(Term::Is(State::Unread))),
        ("est:masqué", term(Term::Is(State::Hidden))),
        ("est:misàjour", term(Term::Is(State::Updated))),
        ("has:enclosure", term(Term::Has(Part::Enclosure))),
        ("a:texte", term(Term::Has(Part::FullText))),
        ("since:7d", term(Term::Since(When::Ago(604_800)))),
        ("depuis:7j", term(Term::Since(When::Ago(604_800)))),
        ("depuis:hier", term(Term::Since(When::Yesterday))),
        ("jusqu’à:aujourd’hui", term(Term::Until(When::Today))),
        ("time:<5", term(Term::Time(Comparison::Less, 5))),
        ("temps:>=10", term(Term::Time(Comparison::AtLeast, 10))),
    ] {
        assert_eq!(filter(text), expected, "{text:?}");
    }
    let day = When::Day {
        year: 2026,
        month: 11,
        day: 1,
    };
    assert_eq!(filter("until:2026-11-01"), term(Term::Until(day)));
}

#[test]
fn sorts() {
    for (text, sort, shown) in [
        ("", Sort::Newest, ""),
        ("sort:-date", Sort::Newest, ""),
        ("sort:date", Sort::Oldest, "sort:date"),
        ("a tri:flux b", Sort::Feed, "a b sort:feed"),
        ("a OR sort:titre b", Sort::Title, "a OR b sort:title"),
        ("sort:feed a sort:date", Sort::Oldest, "a sort:date"),
    ] {
        let query = parse(text).unwrap();
        assert_eq!(query.sort, sort, "{text:?}");
        assert_eq!(query.to_string(), shown, "{text:?}");
    }
}

#[test]
fn faults_have_a_place() {
    let missing = || QueryFault::MissingOperand;
    for (text, at, fault) in [
        ("é \"a b", 2, QueryFault::OpenQuote),
        ("é «\u{a0}a", 2, QueryFault::OpenQuote),
        ("a (b", 2, QueryFault::Unbalanced),
        ("a) b", 1, QueryFault::Unbalanced),
        (")", 0, QueryFault::Unbalanced),
        ("()", 1, missing()),
        ("-", 0, missing()),
        ("a - b", 2, missing()),
        ("-OR b", 0, missing()),
        ("OR a", 0, missing()),
        ("a OR", 4, missing()),
        ("a OR OR b", 5, missing()),
        ("(a OU )", 6, missing()),
        ("…", 0, missing()),
        ("a & b", 2, missing()),
        ("*", 0, missing()),
        ("\"\"", 0, missing()),
        ("\"…\"", 0, missing()),
        ("title:", 6, missing()),
        ("title: a", 6, missing()),
        ("title:\"\"", 6, missing()),
        ("title:!", 6, missing()),
        ("tag:", 4, missing()),
        ("tag:\" \"", 4, missing()),
        ("-sort:date", 0, missing()),
        ("(sort:date)", 10, missing()),
        ("a OR sort:date", 14, missing()),
        ("http://", 0, missing()),
    ] {
        assert_eq!(parse(text), Err(QueryError { at, fault }), "{text:?}");
    }
}

#[test]
fn faults_say_what_was_expected() {
    let unknown = |name: &str, nearest: Option<&str>| QueryFault::UnknownField {
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    };
    let bad = |field: &str, value: &str, expected: &str| QueryFault::BadValue {
        field: field.to_owned(),
        value: value.to_owned(),
        expected: expected.to_owned(),
    };
    for (text, at, fault) in [
        ("é titel:a", 2, unknown("titel", Some("title"))),
        ("note:a", 0, unknown("note", None)),
        ("mailto:a@b.test", 0, unknown("mailto", None)),
        (
            "is:lost",
            3,
            bad("is", "lost", "unread, read, starred, hidden, updated"),
        ),
        (
            "est:vu",
            4,
            bad("est", "vu", "nonlu, lu, favori, masqué, misàjour"),
        ),
        ("has:x", 4, bad("has", "x", "enclosure, fulltext")),
        (
            "since:7",
            6,
            bad("since", "7", "7d, 2026-11-01, today, yesterday"),
        ),
        (
            "depuis:2026-02-30",
            7,
            bad("depuis", "2026-02-30", "7j, 2026-11-01, aujourd’hui, hier"),
        ),
        ("time:court", 5, bad("time", "court", "<5, <=5, 5, >=5, >5")),
        (
            "tri:taille",
            4,
            bad("tri", "taille", "date, -date, flux, titre"),
        ),
        ("lang:français", 5, bad("lang", "français", "fr, en, fr-ca")),
        (
            "feed:#99999999999999999999",
            5,
            bad("feed", "#99999999999999999999", "kernel, #12"),
        ),
    ] {
        assert_eq!(parse(text), Err(QueryError { at, fault }), "{text:?}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(filter(&nested(MAX_DEPTH)), word("a"));
    let too_deep = parse(&nested(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!(too_deep.fault, QueryFault::TooComplex);
    let dashes = parse(&format!("{}a", "-".repeat(MAX_LENGTH - 1))).unwrap_err();
    assert_eq!(dashes.fault, QueryFault::TooComplex);
    assert_eq!(
        filter(&"é".repeat(MAX_LENGTH)),
        word(&"e".repeat(MAX_LENGTH))
    );
    let too_long = parse(&"é".repeat(MAX_LENGTH + 1)).unwrap_err();
    assert_eq!(
        too_long,
        QueryError {
            at: MAX_LENGTH,
            fault: QueryFault::TooComplex
        }
    );
}

#[test]
fn canonical_text() {
    for (text, shown) in [
        ("titre:Noyau est:nonlu", "title:noyau is:unread"),
        ("a (b OU c) -(d e)", "a (b OR c) -(d e)"),
        ("-(a OR b) OR c d", "-(a OR b) OR c d"),
        ("((a))", "a"),
        ("tag:\"Vie privée\" tag:a/b", "tag:\"vie privee\" tag:a/b"),
        ("depuis:2sem", "since:14d"),
        ("since:90m until:90s", "since:90m until:90s"),
        ("a:pièce temps:≤5", "has:enclosure time:<=5"),
        (
            "C++ aujourd’hui vulnér*",
            "cplusplus \"aujourd hui\" vulner*",
        ),
        ("https://exemple.test", "link:\"exemple test\""),
        ("feed:#12 lang:FR", "feed:#12 lang:fr"),
    ] {
        assert_eq!(parse(text).unwrap().to_string(), shown, "{text:?}");
    }
}

#[test]
fn what_cannot_be_said_does_not_become_everything() {
    for filter in [
        Expr::Or(Vec::new()),
        not(Expr::All),
        not(Expr::And(Vec::new())),
    ] {
        assert!(parse(&filter.to_string()).is_err(), "{filter}");
    }
    assert_eq!(Expr::And(vec![Expr::All, word("a")]).to_string(), "a");
    assert_eq!(Expr::Or(vec![Expr::All, word("a")]).to_string(), "");
}

/// Words as folding makes them, of any script.
fn any_words() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![any::<String>(), "[a-zéœ' +#.-]{1,12}"]
        .prop_map(|text| fold::words(&text))
        .prop_filter("no word", |words| !words.is_empty())
}

fn any_when() -> impl Strategy<Value = When> {
    prop_oneof![
        (0i64..=100_000_000_000).prop_map(When::Ago),
        (0i64..500).prop_map(|days| When::Ago(days * 86_400)),
        Just(When::Today),
        Just(When::Yesterday),
        (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| When::Day {
            year,
            month,
            day
        }),
    ]
}

fn any_term() -> impl Strategy<Value = Term> {
    let field = proptest::option::of(prop_oneof![
        Just(TextField::Title),
        Just(TextField::Author),
        Just(TextField::Feed),
        Just(TextField::Link),
    ]);
    let pattern = any_words().prop_flat_map(|words| {
        prop_oneof![
            Just(Pattern::Word(words[0].clone())),
            Just(Pattern::Prefix(words[0].clone())),
            Just(Pattern::Phrase(words)),
        ]
    });
    prop_oneof![
        4 => (field, pattern).prop_map(|(field, pattern)| Term::Text { field, pattern }),
        1 => any::<String>()
            .prop_map(|text| fold::label(&text))
            .prop_filter("no tag", |tag| !tag.is_empty())
            .prop_map(Term::Tag),
        1 => Just(Term::Is(State::Starred)),
        1 => Just(Term::Has(Part::FullText)),
        1 => any_when().prop_map(Term::Since),
        1 => any_when().prop_map(Term::Until),
        1 => any::<u32>().prop_map(|minutes| Term::Time(Comparison::AtMost, minutes)),
        1 => Just(Term::Lang("fr-ca".to_owned())),
        1 => (0..i64::MAX).prop_map(Term::FeedId),
    ]
}

fn any_expr() -> impl Strategy<Value = Expr> {
    any_term()
        .prop_map(Expr::Term)
        .prop_recursive(4, 16, 3, |inner| {
            let some = || proptest::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                some().prop_map(Expr::all_of),
                some().prop_map(Expr::any_of),
                inner.clone().prop_map(not),
            ]
        })
}

fn any_sort() -> impl Strategy<Value = Sort> {
    prop_oneof![
        Just(Sort::Newest),
        Just(Sort::Oldest),
        Just(Sort::Feed),
        Just(Sort::Title)
    ]
}

proptest! {
    #[test]
    fn a_query_shown_parses_back(filter in any_expr(), sort in any_sort()) {
        let query = Query { filter, sort };
        let shown = query.to_string();
        if shown.chars().count() <= MAX_LENGTH {
            prop_assert_eq!(parse(&shown), Ok(query));
        }
    }

    #[test]
    fn any_text_parses_or_has_a_fault_in_it(text in any::<String>()) {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at <= text.chars().count());
        }
    }

    #[test]
    fn what_parses_is_shown_as_it_is_meant(
        pieces in proptest::collection::vec(
            prop_oneof![
                "[a-zé:()\" *-]{1,3}",
                Just(" OR ".to_owned()),
                Just("title:".to_owned()),
                Just("tag:\"a ".to_owned()),
                Just("est:nonlu".to_owned()),
                Just("depuis:7j".to_owned()),
                Just("https://".to_owned()),
            ],
            0..12,
        )
    ) {
        let text = pieces.concat();
        if let Ok(query) = parse(&text) {
            prop_assert_eq!(parse(&query.to_string()), Ok(query));
        }
    }
}
