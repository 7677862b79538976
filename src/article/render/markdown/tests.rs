//! What is written is read again (by `pulldown-cmark`, then by ours) and must be the same blocks.

use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

use super::markdown;
use crate::article::render::plain;
use crate::article::{Align, Block, Document, Inline, Marker, Media, Style, grid, read};
use crate::text::messages::article::StandIn;
use crate::text::{Lang, Say};

const BASE: Option<&str> = Some("https://cable.test/une/article");

fn reread(markdown: &str) -> Document {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(markdown, options));
    read(&page, BASE, Some("fr"))
}

/// The blocks in a notation in which what CommonMark cannot say is said as the writer says it.
#[derive(Default)]
struct Shape {
    out: String,
}

impl Shape {
    fn of(document: &Document) -> String {
        let mut shape = Shape::default();
        shape.blocks(document, &document.blocks, 0);
        shape.out
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.out
            .push_str(&format!("{}{text}\n", "  ".repeat(depth)));
    }

    fn paragraph(&mut self, document: &Document, inlines: &[Inline], depth: usize) {
        if !inlines.is_empty() {
            let text = spell(document, inlines);
            self.line(depth, &format!("p {text}"));
        }
    }

    fn blocks(&mut self, document: &Document, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(document, block, depth);
        }
    }

    fn block(&mut self, document: &Document, block: &Block, depth: usize) {
        match block {
            Block::Paragraph(inlines) => self.paragraph(document, inlines, depth),
            Block::Heading(level, inlines) => {
                let text = spell(document, inlines);
                self.line(depth, &format!("h{level} {text}"));
            }
            Block::List(items) => {
                let numbers: Vec<Option<usize>> = items
                    .iter()
                    .map(|item| match &item.marker {
                        Marker::Ordinal(label) => label.strip_suffix('.')?.parse().ok(),
                        Marker::Bullet => None,
                    })
                    .collect();
                let counted = numbers.windows(2).all(|pair| match pair {
                    [Some(one), Some(other)] => one < other,
                    _ => false,
                }) && numbers[0].is_some();
                for item in items {
                    match &item.marker {
                        Marker::Ordinal(label) if counted => self.line(depth, label),
                        Marker::Bullet => self.line(depth, "*"),
                        Marker::Ordinal(label) => {
                            self.line(depth, "*");
                            let mut inner = Shape::default();
                            inner.blocks(document, &item.blocks, depth + 1);
                            let pad = format!("{}p ", "  ".repeat(depth + 1));
                            match inner.out.strip_prefix(&pad) {
                                Some(rest) => self.out.push_str(&format!("{pad}{label} {rest}")),
                                None => self.out.push_str(&format!("{pad}{label}\n{}", inner.out)),
                            }
                            continue;
                        }
                    }
                    self.blocks(document, &item.blocks, depth + 1);
                }
            }
            Block::Quote(blocks) => {
                self.line(depth, "quote");
                self.blocks(document, blocks, depth + 1);
            }
            Block::Code { text, language } => {
                self.line(depth, &format!("code {language:?} {text:?}"));
            }
            Block::Table {
                header,
                rows,
                caption,
            } => {
                self.paragraph(document, caption, depth);
                let placed = grid::place(header.iter().chain(rows));
                let columns = grid::columns(&placed);
                self.line(depth, &format!("table head={}", !header.is_empty()));
                for (place, row) in placed.iter().enumerate() {
                    let mut texts = vec![String::new(); columns];
                    for cell in row.iter().filter(|cell| !cell.from_above) {
                        let align = match cell.cell.align {
                            None => "",
                            Some(Align::Left) => "<",
                            Some(Align::Center) => "=",
                            Some(Align::Right) => ">",
                        };
                        let text = spell(document, &cell.cell.inlines);
                        // The weight of a second header is its own when it is read as a row.
                        let text = if place < header.len() {
                            text.replace("s{", "{")
                        } else {
                            text
                        };
                        texts[cell.column] = format!("{align}{text}");
                    }
                    self.line(depth + 1, &texts.join(" | "));
                }
            }
            Block::Figure {
                image,
                caption,
                link,
            } => {
                let picture = Inline::Image {
                    image: *image,
                    link: *link,
                };
                self.paragraph(document, &[picture], depth);
                self.paragraph(document, caption, depth);
            }
            Block::Definitions(pairs) => {
                for (term, definition) in pairs {
                    self.paragraph(document, &super::all_strong(term), depth);
                    self.blocks(document, definition, depth);
                }
            }
            Block::Details { summary, blocks } => {
                self.paragraph(document, &super::all_strong(summary), depth);
                self.blocks(document, blocks, depth);
            }
            Block::Rule => self.line(depth, "rule"),
        }
    }
}

fn spell(document: &Document, inlines: &[Inline]) -> String {
    let mut out = String::new();
    let mut last: Option<(String, String)> = None;
    let mut push = |out: &mut String, key: (String, String), text: &str| {
        if last.as_ref() == Some(&key) && out.ends_with('}') {
            out.truncate(out.len() - 1 - key.1.len());
            out.push_str(&format!("{text}}}{}", key.1));
        } else if key.0.is_empty() && key.1.is_empty() {
            out.push_str(text);
        } else {
            out.push_str(&format!("{}{{{text}}}{}", key.0, key.1));
        }
        last = Some(key);
    };
    let url = |link: &Option<usize>| {
        link.map(|link| format!("->{}", document.links[link].url))
            .unwrap_or_default()
    };
    for inline in inlines {
        match inline {
            Inline::Text { text, style, link } => {
                let text = text.replace(['\u{ad}', '\u{200b}'], "");
                push(&mut out, (letters(*style), url(link)), &text);
            }
            Inline::Image { image, link } => {
                let image = &document.images[*image];
                match image.url.is_empty() {
                    true => push(
                        &mut out,
                        (String::new(), url(link)),
                        &StandIn::Image(&image.alt).say(Lang::Fr),
                    ),
                    false => {
                        let alt = match image.alt.is_empty() && !image.silent {
                            true => "image",
                            false => &image.alt,
                        };
                        out.push_str(&format!("<{alt} {}>{}", image.url, url(link)));
                    }
                }
            }
            Inline::Media { kind, title, link } => {
                let said = match kind {
                    Media::Video => StandIn::Video(title),
                    Media::Audio => StandIn::Audio(title),
                    Media::Frame => StandIn::Frame(title),
                };
                push(&mut out, (String::new(), url(link)), &said.say(Lang::Fr));
            }
            Inline::Break => out.push('/'),
        }
    }
    out
}

fn letters(style: Style) -> String {
    [
        (style.emphasis, 'e'),
        (style.strong, 's'),
        (style.code, 'c'),
        (style.struck, 'd'),
        (style.marked, 'm'),
    ]
    .into_iter()
    .filter_map(|(is_set, letter)| is_set.then_some(letter))
    .collect()
}

#[track_caller]
fn assert_reads_back(html: &str) {
    let document = read(html, BASE, Some("fr"));
    let written = markdown(&document);
    let again = reread(&written);
    assert_eq!(
        Shape::of(&again),
        Shape::of(&document),
        "{html}\n--- written:\n{written}"
    );
}

#[test]
fn markdown_is_what_one_would_write() {
    let cases = [
        (
            "<h2>C#</h2><p>a <em>b</em> <strong>c</strong>",
            "## C\\#\n\na *b* **c**\n",
        ),
        ("<p>a <b><i>b</i></b>", "a **_b_**\n"),
        ("<p><b>puis</b><i>« oui »</i>.", "**puis**_« oui »_.\n"),
        ("<p>mot<b>« a »</b>mot", "mot<strong>« a »</strong>mot\n"),
        (
            "<p><a href=https://a.test/x>y</a>",
            "[y](https://a.test/x)\n",
        ),
        (
            "<p><a href='https://a.test/x_(1)'>y</a>",
            "[y](<https://a.test/x_(1)>)\n",
        ),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c\n"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b\n"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b\n"),
        ("<ol reversed><li>a<li>b</ol>", "- 2\\. a\n- 1\\. b\n"),
        ("<ul><li>a<ol start=2><li>b</ol></ul>", "- a\n\n  2. b\n"),
        ("<p>1. a<br># b<br>-", "1\\. a\\\n\\# b\\\n\\-\n"),
        (
            "<table><tr><th>A<th align=right>B<tr><td>a|b<td align=right>c<br>d</table>",
            "| A | B |\n| --- | --: |\n| a\\|b | c<br>d |\n",
        ),
        (
            "<pre class=language-rust>a\n```\n</pre>",
            "````rust\na\n```\n````\n",
        ),
        ("<p><code>a`b</code> <code>`</code>", "``a`b`` `` ` ``\n"),
        ("<p><kbd>a</kbd><kbd>b</kbd>", "`a`&#8203;`b`\n"),
        (
            "<p>Ah !<a href='/x?a=1&amp;b=2'>y</a> Stop![z] R&amp;D",
            "Ah \\![y](https://cable.test/x?a=1&b=2) Stop!\\[z\\] R&D\n",
        ),
        (
            "<p><a href='/x?a&amp;lt;&amp;b'>y</a>",
            "[y](https://cable.test/x?a&amp;lt;&b)\n",
        ),
        (
            "<img src=/c.png alt=Planche title='Le \"mot\" de la fin'>",
            "![Planche](https://cable.test/c.png \"Le \\\"mot\\\" de la fin\")\n",
        ),
        ("<ul><li><hr></ul>", "- ___\n"),
        (
            "<blockquote><p>a<blockquote>b</blockquote></blockquote>",
            "> a\n>\n> > b\n",
        ),
    ];
    for (html, expected) in cases {
        let document = read(html, BASE, Some("fr"));
        assert_eq!(markdown(&document), expected, "{html}");
        assert_reads_back(html);
    }
}

#[test]
fn what_looks_like_marks_reads_back_as_text() {
    for html in [
        "<p># a<br>+ b<br>&gt; c<br>1) d<br>| e | f<br>--- | ---<br>===",
        "<p>a_b_c __init__ *x* **y** ~~z~~ ~w~ `v` [u](t) ![s](r) &lt;i> &amp;amp; &amp;eacute; \\ \\* fin\\",
        "<p>Aïe ! <a href=/x>lien</a>!<a href=/y>autre</a>",
        "<p>a<i>b</i>c <i>d</i>e f<i>g</i> <b>a</b>b<b>c</b> <del>x</del>y",
        "<p><b>a</b><i>b</i><del>c</del><b><i>d</i></b><i><del>e</del></i><mark>f</mark>",
        "<p><i>«&nbsp;a&nbsp;»</i> (<b>b</b>) <i>&nbsp;c</i>d<b>!</b>e",
        "<p><i>a <b>b</b></i> <b>c <i>d</i></b> <i>a<br>b</i>",
        "<p><a href=/x><b>a</b> b</a><a href=/y>c</a> <i><a href=/z>d</a></i> <a href=/x>[e] (f)</a>",
        "<p><a href=/x><img src=/i.png alt='[a] *b*'></a> et <img src=/j.png>",
        "<ul><li>a<pre>x\n  y\n\nz</pre><li><pre>w</pre><li><blockquote>q</blockquote><li><h3>t</h3><li><ul><li>u</ul></ul>",
        "<ol><li>a<p>b</p><ol start=4><li>c<ul><li>d</ul></ol></ol><ol><li>e</ol><ul><li>f</ul><ul><li>g</ul><p>h",
        "<ol type=a><li>x<li><pre>y</pre></ol><ol><li value=3>a<li value=9>b</ol>",
        "<p><i>a <b>b</b> c</i> <i><b>d</b> e</i><ol><li>a<li value=5>b<li>c</ol><ol><li>d<ol><li value=2>e<li value=4>f</ol></ol>",
        "<h1>a #</h1><h3>b<br>c</h3><h2># d</h2><h6>1. e</h6>",
        "<table><tr><td>a<td>`b|c`<tr><td><code>d|e</code><td>\\|</table>",
        "<table><caption>Cap</caption><thead><tr><th>A<th>B<tr><th>C<th>D<tbody><tr><td colspan=2>x<tr><td rowspan=2>y<td>z<tr><td>w</table>",
        "<figure><img src=/a.png alt=a><figcaption>Le <i>mât</i></figcaption></figure><video src=/f.mp4 title='Le *film*'></video>",
        "<dl><dt>A<dd>a<dd><ul><li>b</ul></dl><details><summary>S</summary><p>x</details>",
        "<blockquote>a</blockquote><blockquote><pre>b\n\n c</pre></blockquote><hr><p>d",
        "<p>https://octet.test/a_b_c*d et &lt;https://octet.test>",
        "<p>a&#8203;b con&shy;tre <b>&#8203;</b>c",
        "<p>10<sup>2</sup> x<sub>i</sub> ☑ 👩‍🚀 e\u{301}<b>\u{301}a</b>",
    ] {
        assert_reads_back(html);
    }
}

#[test]
fn fixtures_read_back() {
    for html in [
        include_str!("../../fixtures/ancien.html"),
        include_str!("../../fixtures/anglais.html"),
        include_str!("../../fixtures/centre.html"),
        include_str!("../../fixtures/courriel.html"),
        include_str!("../../fixtures/imbrique.html"),
        include_str!("../../fixtures/notes.html"),
        include_str!("../../fixtures/noyau.html"),
        include_str!("../../fixtures/tableau.html"),
        include_str!("../../fixtures/video.html"),
    ] {
        assert_reads_back(html);
    }
}

/// A word with what Markdown has marks for.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zéœ]{1,6}",
        1 => "[-+*_~`#>|.!()\\[\\]\\\\=:0-9]{1,3}",
        1 => "[a-z][_*~&;'’«»]{1,2}[a-z]",
        1 => Just("&lt;b&gt;".to_owned()),
        1 => Just("&amp;amp;".to_owned()),
        1 => "[0-9]{1,3}[.)]",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (
            word(),
            prop_oneof![3 => Just(" "), 1 => Just(""), 1 => Just("&nbsp;")],
        ),
        1..5,
    )
    .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

fn inlines() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => text(),
        1 => "[a-z`*]{1,4}".prop_map(|code| format!("<code>{code}</code>")),
        1 => Just("<br>".to_owned()),
        1 => Just("<img src=/i.png alt='a*b'>".to_owned()),
    ];
    let nested = leaf.prop_recursive(3, 12, 4, |inner| {
        let tag = prop::sample::select(vec![
            "em",
            "strong",
            "del",
            "mark",
            "a href=/x_(1)",
            "a href=/y",
        ]);
        (tag, prop::collection::vec(inner, 1..4)).prop_map(|(tag, inner)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            format!("<{tag}>{}</{name}>", inner.concat())
        })
    });
    prop::collection::vec(nested, 1..4).prop_map(|parts| parts.concat())
}

fn blocks() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => inlines().prop_map(|inner| format!("<p>{inner}</p>")),
        1 => (1..7u8, inlines()).prop_map(|(level, inner)| format!("<h{level}>{inner}</h{level}>")),
        1 => "[ a-z`~#\n-]{0,12}".prop_map(|code| format!("<pre>x{code}</pre>")),
        1 => Just("<hr>".to_owned()),
        1 => (inlines(), inlines()).prop_map(|(head, cell)| {
            format!("<table><tr><th>{head}<th>B<tr><td>{cell}<td>d<tr><td>e<td>f</table>")
        }),
    ];
    let nested = leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3)
                .prop_map(|inner| format!("<blockquote>{}</blockquote>", inner.concat())),
            (
                prop::sample::select(vec!["ul", "ol", "ol start=7", "ol reversed"]),
                prop::collection::vec(inner, 1..4)
            )
                .prop_map(|(tag, items)| {
                    let name = &tag[..2];
                    let items: String = items
                        .iter()
                        .map(|item| format!("<li>{item}</li>"))
                        .collect();
                    format!("<{tag}>{items}</{name}>")
                }),
        ]
    });
    prop::collection::vec(nested, 1..4).prop_map(|blocks| blocks.concat())
}

proptest! {
    #[test]
    fn any_document_reads_back(html in blocks()) {
        let document = read(&html, BASE, Some("fr"));
        let written = markdown(&document);
        let again = reread(&written);
        prop_assert_eq!(Shape::of(&again), Shape::of(&document), "{}\n--- written:\n{}", html, written);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&plain(&again)).len() >= words(&plain(&document)).len(), true);
    }
}
