mod gallery;

use proptest::prelude::*;

use super::{Layout, Line, Options, Role, lay_out};
use crate::article::{Document, read, render};
use crate::text::{Lang, width};

const FIXTURES: [(&str, &str); 9] = [
    ("centre", include_str!("../../fixtures/centre.html")),
    ("noyau", include_str!("../../fixtures/noyau.html")),
    ("tableau", include_str!("../../fixtures/tableau.html")),
    ("notes", include_str!("../../fixtures/notes.html")),
    ("courriel", include_str!("../../fixtures/courriel.html")),
    ("video", include_str!("../../fixtures/video.html")),
    ("ancien", include_str!("../../fixtures/ancien.html")),
    ("imbrique", include_str!("../../fixtures/imbrique.html")),
    ("anglais", include_str!("../../fixtures/anglais.html")),
];

pub(super) fn options(width: usize) -> Options {
    Options {
        width,
        ascii: false,
        numbers: true,
        hyphenate: width < super::NARROW,
        lang: Lang::Fr,
    }
}

pub(super) fn document(html: &str) -> Document {
    read(html, Some("https://cable.test/une/"), None)
}

/// What holds for every layout.
pub(super) fn assert_sound(layout: &Layout, context: &str) {
    for line in &layout.lines {
        let text = line.text();
        assert!(
            width::width(&text) <= layout.width,
            "{context}: too wide: {text:?}"
        );
        assert_eq!(text.trim_end(), text, "{context}: blank at the end");
        assert!(
            !text.contains(char::is_control),
            "{context}: control: {text:?}"
        );
    }
    // Blank lines stand alone, but in code.
    let is_blank = |line: &Line| {
        let text = line.text();
        line.spans.iter().all(|span| span.role == Role::Ornament)
            && text.chars().all(|c| " │|".contains(c))
    };
    let is_code = |line: &&Line| line.spans.iter().any(|span| span.role == Role::Code);
    for (place, pair) in layout.lines.windows(2).enumerate() {
        if pair.iter().all(is_blank) {
            let before = layout.lines[..place].iter().rfind(|line| !is_blank(line));
            let after = layout.lines[place..].iter().find(|line| !is_blank(line));
            let inside = before.is_some_and(|line| is_code(&line))
                && after.is_some_and(|line| is_code(&line));
            assert!(inside, "{context}: two blank lines");
        }
    }
    assert!(
        !layout
            .lines
            .first()
            .is_some_and(|line| line.spans.is_empty()),
        "{context}: blank at the top"
    );
    assert!(
        !layout
            .lines
            .last()
            .is_some_and(|line| line.spans.is_empty()),
        "{context}: blank at the bottom"
    );
}

#[test]
fn fixtures_look_right() {
    for (name, html) in FIXTURES {
        let document = document(html);
        for width in [20, 60] {
            let layout = lay_out(&document, options(width));
            assert_sound(&layout, name);
            insta::assert_snapshot!(format!("{name}_{width}"), render::text(&layout));
        }
        insta::assert_snapshot!(format!("{name}_markdown"), render::markdown(&document));
        insta::assert_snapshot!(format!("{name}_plain"), render::plain(&document));
    }
}

#[test]
fn ansi_holds_only_its_own_sequences() {
    let document = document(FIXTURES[0].1);
    let layout = lay_out(&document, options(60));
    insta::assert_snapshot!(render::ansi(&document, &layout).replace('\u{1b}', "␛"));
}

#[test]
fn ascii_draws_with_ascii() {
    let html = "<blockquote>a</blockquote><ul><li>b</ul><hr><table><tr><th>A<th>B<tr><td>1<td>2</table>\
                <details><summary>c</summary>d</details><pre>eeeeeeeeeeeeeeeeeeeeeeee</pre>";
    let ascii = Options {
        ascii: true,
        ..options(20)
    };
    insta::assert_snapshot!(render::text(&lay_out(&document(html), ascii)), @r"
    | a

    * b

    --------------------

    A | B
    --+--
    1 | 2

    v c

      d

      eeeeeeeeeeeeeeeeee
      \ eeeeee
    ");
}

#[test]
fn every_line_knows_its_block() {
    let layout = lay_out(&document("<p>a<p>b<ul><li>c<li>d</ul>"), options(40));
    let blocks: Vec<(usize, String)> = layout
        .lines
        .iter()
        .map(|line| (line.block, line.text()))
        .collect();
    let expected = [(0, "a"), (1, ""), (1, "b"), (2, ""), (2, "• c"), (2, "• d")];
    assert_eq!(
        blocks,
        expected.map(|(block, text)| (block, text.to_owned()))
    );
}

#[test]
fn a_width_under_twenty_is_taken_as_twenty() {
    let document = document("<p>Une phrase un peu longue pour voir.");
    assert_eq!(
        lay_out(&document, options(3)).lines,
        lay_out(&document, options(20)).lines
    );
}

/// The text with its hyphenated words joined.
fn joined(layout: &Layout) -> String {
    let mut out = String::new();
    for line in &layout.lines {
        let text = line.text();
        let text = text.trim_start();
        match text.strip_suffix('-') {
            Some(head) => out.push_str(head),
            None => out.extend([text, "\n"]),
        }
    }
    out
}

/// A piece of HTML-like text.
fn piece() -> impl Strategy<Value = String> {
    let tags = "p|b|i|a href=/x|ul|ol start=9|li|blockquote|pre|code|table|tr|td|th|td colspan=3|th rowspan=2|h2|figure|\
                figcaption|img alt=chien src=/c.png|br|hr|dl|dt|dd|details|summary|sup|sub|q|caption|thead|noscript|wbr|\
                iframe src=//youtube.com/embed/x|div|span|ruby|rt|math|svg|title|textarea|a|video title=film";
    let tag = proptest::sample::select(tags.split('|').map(str::trim).collect::<Vec<_>>());
    prop_oneof![
        3 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        2 => tag.prop_map(|tag| format!("</{}>", tag.split(' ').next().unwrap_or_default())),
        4 => "[a-zéà’ ]{0,12}",
        2 => proptest::sample::select(vec![" ? ", " ! ", " : ", " ; ", "« ", " »", "&nbsp;", "\u{202f}!", "\n", "\t", "12 %"])
            .prop_map(str::to_owned),
        1 => proptest::sample::select(vec!["👨\u{200d}👩\u{200d}👧", "🇫🇷", "日本語", "e\u{301}", "\u{ad}", "&#27;[2J", "\u{202e}", "❤\u{fe0f}"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z/:.]{20,60}",
    ]
}

/// Words with the signs that French sets off, in one style or several, with links between.
fn french_words() -> impl Strategy<Value = String> {
    let word = "[a-zéèà]{1,9}";
    let piece = prop_oneof![
        6 => word.prop_map(|word| word),
        1 => (word, proptest::sample::select(vec!["<b>", "<i>", "<a href=/x>", "<code>"])).prop_map(|(word, tag)| {
            let name = tag.split([' ', '<', '>']).nth(1).unwrap_or_default();
            format!("{tag}{word}</{name}>")
        }),
        1 => word.prop_map(|word| format!("« {word} »")),
        1 => word.prop_map(|word| format!("(<i>«\u{a0}{word}\u{a0}»</i>)")),
        1 => (1u32..99).prop_map(|number| format!("{number} %")),
    ];
    let sign = proptest::sample::select(vec![
        "",
        "",
        "",
        " ;",
        " :",
        " !",
        "\u{202f}?",
        "\u{a0}:",
        ",",
        "…",
        " ?",
    ]);
    let pieces = (piece, sign).prop_map(|(piece, sign)| format!("{piece}{sign}"));
    proptest::collection::vec(pieces, 1..12).prop_map(|words| words.join(" "))
}

/// The same in paragraphs, lists, quotations and cells.
fn french_page() -> impl Strategy<Value = String> {
    let block = (0..5, french_words(), french_words()).prop_map(|(kind, one, two)| match kind {
        0 => format!("<p>{one}</p>"),
        1 => format!("<ul><li>{one}<li>{two}<ul><li>{one}</ul></ul>"),
        2 => format!("<blockquote><p>{one}</p><blockquote>{two}</blockquote></blockquote>"),
        3 => format!("<table><tr><th>Un<th>Deux<tr><td>{one}<td>{two}</table>"),
        _ => format!("<h2>{one}</h2><dl><dt>{two}<dd>{one}</dl>"),
    });
    proptest::collection::vec(block, 1..4).prop_map(|blocks| blocks.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_html_gives_sound_lines(pieces in proptest::collection::vec(piece(), 0..40), columns in 20usize..120, numbers: bool) {
        let html: String = pieces.concat();
        let document = document(&html);
        let layout = lay_out(&document, Options { numbers, ..options(columns) });
        assert_sound(&layout, &html);
        let text = render::text(&layout);
        prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
        let plain = render::plain(&document);
        prop_assert!(!plain.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
        let markdown = render::markdown(&document);
        prop_assert!(!markdown.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')));
        crate::article::plain_text(&html);
    }

    #[test]
    fn french_lines_start_with_words(words in proptest::collection::vec("[a-zéè]{1,9}( [;:!?»%]|\u{a0}!|\u{202f}\\?)?|« [a-z]{1,6} »", 1..40), columns in 20usize..60) {
        let html = format!("<p>{}", words.join(" "));
        let document = read(&html, None, Some("fr"));
        let layout = lay_out(&document, options(columns));
        for line in &layout.lines {
            let text = line.text();
            prop_assert!(!text.starts_with([';', ':', '!', '?', '»', '%']), "{text}");
            prop_assert!(!text.ends_with('«'), "{text}");
        }
    }

    #[test]
    fn french_signs_stay_with_their_words(page in french_page(), columns in 20usize..70, numbers: bool, hyphenate: bool) {
        let document = read(&page, Some("https://cable.test/"), Some("fr"));
        let layout = lay_out(&document, Options { numbers, hyphenate, ..options(columns) });
        assert_sound(&layout, &page);
        prop_assert_eq!(&layout, &lay_out(&document, Options { numbers, hyphenate, ..options(columns) }));
        for line in &layout.lines {
            let text = line.text();
            for part in text.split(['│']) {
                let part = part.trim().trim_start_matches("• ");
                prop_assert!(!part.starts_with([';', ':', '!', '?', '»', '%', '€', '…', ')', '\u{a0}', '\u{202f}']), "{text:?}\n{page}");
                prop_assert!(!part.ends_with(['«', '(']), "{text:?}\n{page}");
            }
        }
    }

    #[test]
    fn words_are_neither_lost_nor_doubled(words in proptest::collection::vec("[a-z]{1,12}", 1..60), columns in 20usize..100) {
        let html = format!("<ul><li>{}</li></ul><p>{}", words.join(" "), words.join(" <b>x</b> "));
        let document = read(&html, None, Some("fr"));
        let text = joined(&lay_out(&document, options(columns)));
        let found: Vec<&str> = text.split_whitespace().filter(|word| *word != "x" && *word != "•").collect();
        let expected: Vec<&str> = words.iter().chain(&words).map(String::as_str).filter(|word| *word != "x").collect();
        prop_assert_eq!(found, expected);
    }
}
