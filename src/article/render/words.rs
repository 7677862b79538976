//! The words of a document without its layout.

use crate::article::{Block, Document, Inline};

/// All its words as running text, blocks apart by line ends: what the search index reads.
pub fn plain(document: &Document) -> String {
    running(document, true)
}

/// Its words without those that stand in for pictures and media set apart: what the article itself says.
pub fn prose(document: &Document) -> String {
    running(document, false)
}

fn running(document: &Document, stand_ins: bool) -> String {
    let mut out = String::new();
    each_text(document, &document.blocks, stand_ins, &mut |text| {
        out.push_str(text);
    });
    out.truncate(out.trim_end().len());
    out.replace(['\u{ad}', '\u{200b}'], "")
}

/// How many words a document has: stretches between blanks that hold a letter or a digit.
pub(in crate::article) fn count_words(document: &Document) -> usize {
    let mut count = 0;
    let mut in_word = false;
    each_text(document, &document.blocks, true, &mut |text| {
        for c in text.chars() {
            if c.is_whitespace() {
                in_word = false;
            } else if !in_word && c.is_alphanumeric() {
                in_word = true;
                count += 1;
            }
        }
    });
    count
}

/// Gives every text in reading order, a line end after each block and a blank between cells; with `stand_ins` also the
/// alternative texts and titles of pictures and media that stand in blocks of their own.
fn each_text(document: &Document, blocks: &[Block], stand_ins: bool, give: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines)
                if !stand_ins
                    && inlines
                        .iter()
                        .all(|inline| matches!(inline, Inline::Media { .. } | Inline::Break)) => {}
            Block::Paragraph(inlines) | Block::Heading(_, inlines) => {
                each_inline(document, inlines, give);
            }
            Block::List(items) => items
                .iter()
                .for_each(|item| each_text(document, &item.blocks, stand_ins, give)),
            Block::Quote(blocks) => each_text(document, blocks, stand_ins, give),
            Block::Code { text, .. } => {
                give(text);
                give("\n");
            }
            Block::Table {
                header,
                rows,
                caption,
            } => {
                each_inline(document, caption, give);
                for row in header.iter().chain(rows) {
                    for (place, cell) in row.iter().enumerate() {
                        if place > 0 {
                            give(" ");
                        }
                        inlines_of(document, &cell.inlines, give);
                    }
                    give("\n");
                }
            }
            Block::Figure { image, caption, .. } => {
                let picture = Inline::Image {
                    image: *image,
                    link: None,
                };
                if stand_ins {
                    each_inline(document, &[picture], give);
                }
                each_inline(document, caption, give);
            }
            Block::Definitions(pairs) => {
                for (term, definition) in pairs {
                    each_inline(document, term, give);
                    each_text(document, definition, stand_ins, give);
                }
            }
            Block::Details { summary, blocks } => {
                each_inline(document, summary, give);
                each_text(document, blocks, stand_ins, give);
            }
            Block::Rule => {}
        }
    }
}

/// Gives a line of inlines and its end; nothing where there are none.
fn each_inline(document: &Document, inlines: &[Inline], give: &mut impl FnMut(&str)) {
    let mut filled = false;
    inlines_of(document, inlines, &mut |text| {
        filled |= !text.is_empty();
        give(text);
    });
    if filled {
        give("\n");
    }
}

fn inlines_of(document: &Document, inlines: &[Inline], give: &mut impl FnMut(&str)) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } => give(text),
            Inline::Image { image, .. } => give(
                document
                    .images
                    .get(*image)
                    .map_or("", |image| image.alt.as_str()),
            ),
            Inline::Media { title, .. } => give(title),
            Inline::Break => give("\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{Options, lay_out, read, render};
    use crate::text::Lang;

    /// A well-formed piece of HTML, and the words one reads in it.
    #[derive(Debug, Clone)]
    struct Piece {
        html: String,
        words: Vec<String>,
    }

    fn piece(html: String, parts: &[Piece]) -> Piece {
        let words = parts.iter().flat_map(|part| part.words.clone()).collect();
        Piece { html, words }
    }

    fn joined(parts: &[Piece]) -> String {
        let parts: Vec<&str> = parts.iter().map(|part| part.html.as_str()).collect();
        parts.join(" ")
    }

    fn word() -> impl Strategy<Value = Piece> {
        prop_oneof![
            6 => "[a-zéàœ]{1,9}".prop_map(|word| (word.clone(), word)),
            1 => Just(("R&amp;D".to_owned(), "R&D".to_owned())),
            1 => Just(("1&nbsp;200&#8239;km".to_owned(), "1\u{a0}200\u{202f}km".to_owned())),
            1 => Just(("a&lt;b&gt;c".to_owned(), "a<b>c".to_owned())),
            1 => Just(("x<y".to_owned(), "x<y".to_owned())),
            1 => Just(("l’<wbr>été".to_owned(), "l’été".to_owned())),
            1 => Just(("日本語".to_owned(), "日本語".to_owned())),
        ]
        .prop_map(|(html, word)| Piece {
            html,
            words: vec![word],
        })
    }

    fn inlines() -> impl Strategy<Value = Piece> {
        let words =
            prop::collection::vec(word(), 1..6).prop_map(|words| piece(joined(&words), &words));
        words.prop_recursive(3, 12, 3, |inner| {
            let names = vec![
                "em",
                "strong",
                "code",
                "del",
                "mark",
                "span",
                "u",
                "small",
                "a href=/x",
                "x-mot",
                "time",
                "cite",
                "dfn",
                "var",
            ];
            (
                prop::sample::select(names),
                prop::collection::vec(inner, 1..3),
            )
                .prop_map(|(tag, parts)| {
                    let name = tag.split(' ').next().unwrap_or(tag);
                    let html = format!("<{tag}>{}</{name}>", joined(&parts));
                    piece(html, &parts)
                })
        })
    }

    fn blocks() -> impl Strategy<Value = Piece> {
        let names = vec![
            "p", "h2", "pre", "div", "address", "section", "aside", "x-bloc", "main", "article",
            "header", "footer",
        ];
        let leaf = (prop::sample::select(names), inlines())
            .prop_map(|(name, inner)| piece(format!("<{name}>{}</{name}>", inner.html), &[inner]));
        leaf.prop_recursive(4, 24, 4, |inner| {
            let several = prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                (
                    prop::sample::select(vec![
                        "blockquote",
                        "div",
                        "section",
                        "figure",
                        "article",
                        "form",
                        "center"
                    ]),
                    several.clone()
                )
                    .prop_map(|(name, parts)| piece(
                        format!("<{name}>{}</{name}>", joined(&parts)),
                        &parts
                    )),
                (prop::sample::select(vec!["ul", "ol"]), several.clone()).prop_map(
                    |(name, parts)| {
                        let items: String = parts
                            .iter()
                            .map(|part| format!("<li>{}</li>", part.html))
                            .collect();
                        piece(format!("<{name}>{items}</{name}>"), &parts)
                    }
                ),
                (inlines(), several.clone()).prop_map(|(term, parts)| {
                    let html =
                        format!("<dl><dt>{}</dt><dd>{}</dd></dl>", term.html, joined(&parts));
                    let all: Vec<Piece> = std::iter::once(term).chain(parts).collect();
                    piece(html, &all)
                }),
                (inlines(), several).prop_map(|(summary, parts)| {
                    let html = format!(
                        "<details><summary>{}</summary>{}</details>",
                        summary.html,
                        joined(&parts)
                    );
                    let all: Vec<Piece> = std::iter::once(summary).chain(parts).collect();
                    piece(html, &all)
                }),
                prop::collection::vec((inlines(), inlines()), 1..3).prop_map(|rows| {
                    let cells: String = rows
                        .iter()
                        .map(|(a, b)| format!("<tr><td>{}</td><td>{}</td></tr>", a.html, b.html))
                        .collect();
                    let all: Vec<Piece> = rows.into_iter().flat_map(|(a, b)| [a, b]).collect();
                    piece(format!("<table>{cells}</table>"), &all)
                }),
            ]
        })
    }

    /// The letters and digits of a text, in order: lines may be broken anywhere, and marks stand between them.
    fn letters(text: &str) -> String {
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    fn sorted(text: &str) -> Vec<char> {
        let mut letters: Vec<char> = letters(text).chars().collect();
        letters.sort_unstable();
        letters
    }

    #[test]
    fn prose_leaves_out_what_stands_in_for_pictures_and_media() {
        let html = "<p>Un <img src=/i.png alt=signe> mot.</p><figure><img src=/p.png alt=Phare><figcaption>Au soir</figcaption></figure>\
                    <iframe src=https://films.test/1 title=Film></iframe>";
        let document = read(html, Some("https://cable.test/"), Some("fr"));
        assert_eq!(prose(&document), "Un signe mot.\nAu soir");
        assert_eq!(plain(&document), "Un signe mot.\nPhare\nAu soir\nFilm");
    }

    proptest! {
        #[test]
        fn words_in_are_words_out(parts in prop::collection::vec(blocks(), 1..4), width in 20..100usize) {
            let html: String = joined(&parts);
            let words: Vec<String> = parts.iter().flat_map(|part| part.words.clone()).collect();
            let document = read(&html, Some("https://cable.test/"), Some("fr"));
            let text = plain(&document);
            let blank = |c: char| c.is_whitespace();
            let read_words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
            let whole = words.join(" ");
            let sent: Vec<&str> = whole.split(blank).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(read_words, sent, "{}", html);
            let options = Options { width, ascii: false, numbers: false, hyphenate: false, lang: Lang::Fr };
            let set = render::text(&lay_out(&document, options));
            // A table turned into records says its first column otherwise, and numbers of ordered lists are ours.
            if !html.contains("<ol") {
                prop_assert_eq!(sorted(&set), sorted(&whole), "{}\n{}", html, set);
            }
            if !html.contains("<ol") && !html.contains("<table") {
                prop_assert_eq!(letters(&set), letters(&whole), "{}\n{}", html, set);
            }
        }
    }
}
