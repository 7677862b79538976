mod seen;
mod sites;

use super::read;
use crate::article::{Block, Cell, Document, Inline, Marker, Media, Style};

/// Blocks in a short notation: one line a block, nested ones indented.
fn sketch(document: &Document) -> String {
    let mut out = String::new();
    blocks(document, &document.blocks, 0, &mut out);
    out
}

fn blocks(document: &Document, list: &[Block], depth: usize, out: &mut String) {
    for block in list {
        let pad = "  ".repeat(depth);
        match block {
            Block::Paragraph(text) => {
                out.push_str(&format!("{pad}p {}\n", inlines(document, text)));
            }
            Block::Heading(level, text) => {
                out.push_str(&format!("{pad}h{level} {}\n", inlines(document, text)));
            }
            Block::List(items) => {
                for item in items {
                    let marker = match &item.marker {
                        Marker::Bullet => "*",
                        Marker::Ordinal(label) => label,
                    };
                    out.push_str(&format!("{pad}{marker}\n"));
                    blocks(document, &item.blocks, depth + 1, out);
                }
            }
            Block::Quote(inner) => {
                out.push_str(&format!("{pad}quote\n"));
                blocks(document, inner, depth + 1, out);
            }
            Block::Code { text, language } => {
                out.push_str(&format!(
                    "{pad}code {} {text:?}\n",
                    language.as_deref().unwrap_or("-")
                ));
            }
            Block::Table {
                header,
                rows,
                caption,
            } => {
                out.push_str(&format!("{pad}table {}\n", inlines(document, caption)));
                for (name, rows) in [("head", header), ("row", rows)] {
                    for row in rows {
                        let cells: Vec<String> =
                            row.iter().map(|cell| self::cell(document, cell)).collect();
                        out.push_str(&format!("{pad}  {name} {}\n", cells.join(" | ")));
                    }
                }
            }
            Block::Figure {
                image,
                caption,
                link,
            } => {
                let image = &document.images[*image];
                let link = link
                    .map(|link| format!(" ->{}", link + 1))
                    .unwrap_or_default();
                out.push_str(&format!(
                    "{pad}figure {:?} {} {}{link}\n",
                    image.alt,
                    image.url,
                    inlines(document, caption)
                ));
            }
            Block::Definitions(pairs) => {
                for (term, definition) in pairs {
                    out.push_str(&format!("{pad}term {}\n", inlines(document, term)));
                    blocks(document, definition, depth + 1, out);
                }
            }
            Block::Details {
                summary,
                blocks: inner,
            } => {
                out.push_str(&format!("{pad}details {}\n", inlines(document, summary)));
                blocks(document, inner, depth + 1, out);
            }
            Block::Rule => out.push_str(&format!("{pad}rule\n")),
        }
    }
}

fn cell(document: &Document, cell: &Cell) -> String {
    let text = inlines(document, &cell.inlines);
    match (cell.columns, cell.rows) {
        (1, 1) => text,
        (columns, rows) => format!("{text} ({columns}×{rows})"),
    }
}

/// Styles as letters before a brace, links as `->n`, line ends as `/`.
fn inlines(document: &Document, list: &[Inline]) -> String {
    let mut out = String::new();
    for inline in list {
        match inline {
            Inline::Text { text, style, link } => {
                let letters = letters(*style);
                let text = text.replace('\u{a0}', "~").replace('\u{202f}', "~~");
                match (letters.is_empty(), link) {
                    (true, None) => out.push_str(&text),
                    (_, link) => {
                        let link = link
                            .map(|link| format!("->{}", link + 1))
                            .unwrap_or_default();
                        out.push_str(&format!("{letters}{{{text}}}{link}"));
                    }
                }
            }
            Inline::Image { image, link } => {
                let link = link
                    .map(|link| format!("->{}", link + 1))
                    .unwrap_or_default();
                out.push_str(&format!("<{}>{link}", document.images[*image].alt));
            }
            Inline::Media { kind, title, link } => {
                let kind = match kind {
                    Media::Video => "video",
                    Media::Audio => "audio",
                    Media::Frame => "frame",
                };
                let link = link
                    .map(|link| format!("->{}", link + 1))
                    .unwrap_or_default();
                out.push_str(&format!("<{kind} {title}>{link}"));
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

fn check(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        let document = read(html, Some("https://cable.test/une/"), Some("fr"));
        let found = sketch(&document);
        let found: Vec<&str> = found.lines().map(str::trim_end).collect();
        let expected: Vec<&str> = expected.lines().map(str::trim_end).collect();
        assert_eq!(found, expected, "{html}");
    }
}

#[test]
fn text_and_white_space() {
    check(&[
        ("", ""),
        ("Bonjour", "p Bonjour"),
        ("<p>Un\n\t deux  </p>\n<p>trois", "p Un deux\np trois"),
        ("a <b>gras </b>b<i> i</i>", "p a s{gras} b e{i}"),
        (
            "<p>Le prix&nbsp;: 3&#8239;% &amp; plus &lt;b&gt;</p>",
            "p Le prix~: 3~~% & plus <b>",
        ),
        ("<p>&nbsp;</p><p> </p><p>x</p>", "p x"),
        ("a<br>b", "p a/b"),
        ("a<br><br>\n<br>b<br>", "p a\np b"),
        (
            "<div>a<section>b</section><article>c</article>d</div>",
            "p a\np b\np c\np d",
        ),
        ("si a < b et c > d", "p si a < b et c > d"),
        ("x&#27;[31my&#x9b;z\u{202e}", "p xy›z"),
        ("x&#x1b;<b>[31m</b>y", "p xs{[31m}y"),
        ("<![CDATA[dans]]> une", "p dans une"),
    ]);
}

#[test]
fn inline_meaning() {
    check(&[
        (
            "m<sup>2</sup> H<sub>2</sub>O 1<sup>er</sup>",
            "p m² H₂O 1er",
        ),
        (
            "<a href=/x><b>gras</b> et <i>pente</i></a> <a href=/y>z</a>",
            "p s{gras}->1{ et }->1e{pente}->1 {z}->2",
        ),
        ("<code>a</code> <code>b</code>", "p c{a} c{b}"),
        ("x<sup>a+Q</sup> y<sub>w</sub>", "p x^(a+Q) y_(w)"),
        ("mot<sup><a href=#n1>1</a></sup>", "p mot{¹}->1"),
        ("mot<sup>[<a href=#n1>1</a>]</sup>", "p mot[{1}->1]"),
        ("<q>Oui <q>non</q></q>", "p «~Oui “non”~»"),
        (
            "<kbd>q</kbd> <mark>m</mark> <del>d</del> <ins>i</ins>",
            "p c{q} m{m} d{d} m{i}",
        ),
        ("<abbr title=\"Fournisseur\">FAI</abbr>", "p FAI"),
        (
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
            "p 漢(kan)",
        ),
        (
            "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby> <ruby>mot<rt>mo</rt></ruby>",
            "p 漢(kan)字(ji) mot (mo)",
        ),
        (
            "Prix : 5<sup>€</sup>90, x<sup>€</sup>",
            "p Prix : 5€90, x^(€)",
        ),
        (
            "<math><msqrt><mi>a</mi><mi>b</mi></msqrt><msqrt><mn>16</mn></msqrt></math>",
            "p √(ab)√16",
        ),
        ("a<wbr>b", "p a\u{200b}b"),
    ]);
}

#[test]
fn lists() {
    check(&[
        ("<ul><li>a<li>b</ul>", "*\n  p a\n*\n  p b"),
        ("<ul><li>a<ul><li>b</ul></ul>", "*\n  p a\n  *\n    p b"),
        (
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
            "*\n  p a\n  *\n    p b",
        ),
        (
            "<ol start=3 type=a><li>x<li value=9>y<li>z</ol>",
            "c.\n  p x\ni.\n  p y\nj.\n  p z",
        ),
        ("<ol reversed><li>x<li>y</ol>", "2.\n  p x\n1.\n  p y"),
        ("<ol type=I start=4><li>x</ol>", "IV.\n  p x"),
        (
            "<ol start=9223372036854775807><li>x<li>y</ol>",
            "9223372036854775807.\n  p x\n9223372036854775807.\n  p y",
        ),
        ("<li>a</li><li>b</li>", "*\n  p a\n*\n  p b"),
        (
            "<dl><dt>A<dt>B<dd>b<dd><p>c</dl>",
            "term A\nterm B\n  p b\n  p c",
        ),
    ]);
}

#[test]
fn other_blocks() {
    check(&[
        (
            "<h2>Titre <em>vif</em></h2>texte",
            "h2 Titre e{vif}\np texte",
        ),
        (
            "<blockquote>a<blockquote><p>b</p></blockquote></blockquote>",
            "quote\n  p a\n  quote\n    p b",
        ),
        (
            "<pre><code class=\"language-Rust hl\">let a;\n\n  b\n</code></pre>",
            "code rust \"let a;\\n\\n  b\"",
        ),
        (
            "<pre>\n  un\tdeux<br>trois\n</pre>",
            "code - \"  un\\tdeux\\ntrois\"",
        ),
        ("a<hr>b", "p a\nrule\np b"),
        (
            "<details><summary>Plus</summary><p>x</details>",
            "details Plus\n  p x",
        ),
        (
            "<figure><a href=/g.html><img src=a.png alt=\"Un mât\"></a><figcaption>Le <b>mât</b></figcaption></figure>",
            "figure \"Un mât\" https://cable.test/une/a.png Le s{mât} ->1",
        ),
        (
            "<figure><pre>x</pre><figcaption>Liste 1</figcaption></figure>",
            "code - \"x\"\np Liste 1",
        ),
    ]);
}

#[test]
fn tables_of_data_and_of_layout() {
    check(&[
        (
            "<table><caption>Prix</caption><tr><th>A<th>B<tr><td>1<td colspan=2>2</table>",
            "table Prix\n  head A | B\n  row 1 | 2 (2×1)",
        ),
        (
            "<table><tr><td>a<td>b<tr><td>c<td rowspan=99999999999999999999>d</table>",
            "table \n  row a | b\n  row c | d (1×20)",
        ),
        (
            "<table><thead><tr><td>A<td>B</thead><tbody><tr><th>c<td>d</table>",
            "table \n  head A | B\n  row s{c} | d",
        ),
        ("<table><tr><td><p>a<p>b</table>", "p a\np b"),
        (
            "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
            "p a\np b",
        ),
        (
            "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
            "p a\np b\np c\np d",
        ),
        (
            "<table cellspacing=0 cellpadding=0 border=0><tr><td><img src=/i.png alt=i><td><p>a<tr><td colspan=2>b</table>",
            "figure \"i\" https://cable.test/i.png\np a\np b",
        ),
        (
            "<table cellspacing=0 cellpadding=0><tr><td>a<td>b<tr><td>c<td>d</table>",
            "table \n  row a | b\n  row c | d",
        ),
        (
            "<table><tr><td><table><tr><th>A<th>B<tr><td>1<td>2</table></table>",
            "table \n  head A | B\n  row 1 | 2",
        ),
        (
            "<table><tr><th>A<th>B<tr><td><ul><li>x<li>y</ul><td><p>z<p>w</table>",
            "table \n  head A | B\n  row • x/• y | z/w",
        ),
    ]);
}

#[test]
fn pictures() {
    check(&[
        ("<p>a <img src=/i.png alt=x> b", "p a <x> b"),
        ("<img src=https://t.test/p.gif width=1 height=1>", ""),
        (
            "<img src=\"data:image/gif;base64,AA\" data-src=/v.jpg alt=v>",
            "figure \"v\" https://cable.test/v.jpg",
        ),
        (
            "<img src=\"data:image/png;base64,AA\" alt=dessin>",
            "figure \"dessin\" ",
        ),
        ("<img src=\"data:image/png;base64,AA\">", ""),
        (
            "<img class=lazy src=\"data:x\" alt=v><noscript><img src=/v.jpg alt=v></noscript>",
            "figure \"v\" https://cable.test/v.jpg",
        ),
        (
            "<img data-src=/v.jpg alt=v><noscript>Activez<img src=/v.jpg alt=v></noscript>",
            "figure \"v\" https://cable.test/v.jpg",
        ),
        (
            "<picture><source srcset=\"/a.webp 800w\"><img alt=p></picture>",
            "figure \"p\" https://cable.test/a.webp",
        ),
        ("ok <img class=wp-smiley alt=🙂 src=s.png>", "p ok 🙂"),
        (
            "<svg role=img><title>Courbe</title><path d=x></svg>",
            "figure \"Courbe\" ",
        ),
    ]);
}

#[test]
fn media() {
    check(&[
        (
            "<iframe src=//www.youtube.com/embed/abc title=\"Le câble\"></iframe>",
            "p <video Le câble>->1",
        ),
        (
            "<video><source src=/f.mp4>Pas de vidéo</video>",
            "p <video >->1",
        ),
        (
            "<audio src=/a.mp3 title=Écoute></audio>",
            "p <audio Écoute>->1",
        ),
        (
            "<iframe src=https://carte.test/x></iframe>",
            "p <frame carte.test>->1",
        ),
        ("<iframe src=about:blank></iframe>", ""),
    ]);
}

#[test]
fn what_is_not_for_reading_is_gone() {
    check(&[
        (
            "a<script>b</script><style>c</style><template>d</template>e",
            "p ae",
        ),
        (
            "<form><label>Nom</label><input value=x><button>Oui</button><select><option>o</select>fin</form>",
            "p fin",
        ),
        (
            "<p hidden>x</p><p style=\"color:red;display: none !important\">y</p><p aria-hidden=true>z</p>ok",
            "p ok",
        ),
        ("<noscript>Activez JavaScript</noscript>ok", "p ok"),
        ("<noscript><p>Activez JavaScript</p></noscript>ok", "p ok"),
        (
            "<noscript><p>La carte : 12 phares.</p></noscript>",
            "p La carte : 12 phares.",
        ),
        ("<label>Nom du phare</label>", "p Nom du phare"),
        (
            "<span style='display:block'>un</span><span style='display:block'>deux</span>",
            "p un\np deux",
        ),
        ("<!-- a <b> --> ok <!-- jamais", "p ok"),
        ("<p>note <a href=#r role=doc-backlink>↩</a></p>", "p note"),
        (
            "<math alttext=\"x^2\"><msup><mi>x</mi><mn>2</mn></msup><annotation encoding=\"application/x-tex\">x^2</annotation></math>",
            "p x²",
        ),
    ]);
}

#[test]
fn links_are_numbered_once_a_target() {
    let html = "<a href=/a>un</a> <a href=/b?utm_source=x>deux</a> <a href=/a>encore</a> <a href=javascript:x>non</a> \
                <a href=/vide></a>";
    let document = read(html, Some("https://cable.test/"), None);
    assert_eq!(sketch(&document), "p {un}->1 {deux}->2 {encore}->1 non\n");
    let links: Vec<(&str, &str)> = document
        .links
        .iter()
        .map(|link| (link.url.as_str(), link.text.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("https://cable.test/a", "un"),
            ("https://cable.test/b", "deux")
        ]
    );
    assert_eq!(document.words, 4);
}

#[test]
fn addresses_in_the_text_are_links_but_not_in_code() {
    check(&[
        (
            "Voir https://octet.test/a?utm_source=x&amp;b=1. (<b>http://x.test</b>)",
            "p Voir {https://octet.test/a?utm_source=x&b=1}->1. (s{http://x.test}->2)",
        ),
        (
            "<code>https://no.test</code> <a href=/z>https://z.test/b</a> https://",
            "p c{https://no.test} {https://z.test/b}->1 https://",
        ),
        ("<pre>https://no.test</pre>", "code - \"https://no.test\""),
    ]);
}

#[test]
fn code_has_links_and_no_places_to_break() {
    let html = "<pre>a <a href=/x>b</a> c\u{ad}d<wbr>e</pre><p><kbd>f</kbd><kbd>g</kbd> <code>h</code> <code>i</code>";
    let document = read(html, Some("https://cable.test/"), None);
    let links: Vec<&str> = document
        .links
        .iter()
        .map(|link| link.url.as_str())
        .collect();
    assert_eq!(links, ["https://cable.test/x"]);
    assert_eq!(document.links[0].text, "b");
    let said = "code - \"a b cde\"\np c{f}\u{200b}c{g} c{h} c{i}\n";
    assert_eq!(sketch(&document), said);
}

#[test]
fn hostile_nesting_is_bounded() {
    let html = [
        format!("{}fond{}", "<div>".repeat(20_000), "</div>".repeat(20_000)),
        format!("{}fond", "<blockquote><ul><li>".repeat(3_000)),
        format!("{}fond", "<b>".repeat(20_000)),
        format!("{}fond", "<table><tr><td>".repeat(2_000)),
        format!("{}fond", "<p><b id=1><i>".repeat(3_000)),
        format!("<p {}>fond", "a b='c' ".repeat(50_000)),
    ];
    for html in html {
        let document = read(&html, None, None);
        assert_eq!(document.words, 1, "{}", &html[..30]);
    }
}

#[test]
fn a_page_gives_its_base_and_its_language() {
    let html = "<html lang=fr><head><base href=https://autre.test/d/><title>T</title></head><body><a href=x>y</a>";
    let document = read(html, Some("https://cable.test/"), None);
    assert_eq!(document.tongue, crate::article::Tongue::French);
    assert_eq!(document.links[0].url, "https://autre.test/d/x");
}

#[test]
fn a_quote_has_the_marks_of_its_own_language() {
    let html = "<html lang=fr><p><q>oui</q> <span lang=en-GB><q>yes</q></span> <q lang=''>non</q>";
    let document = read(html, None, None);
    let said = "p «~oui~» “yes” «~non~»\n";
    assert_eq!(sketch(&document), said);
}
