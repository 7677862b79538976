//! Blocks as real sites write them: editors, highlighters, note plug-ins.

use super::{check, read, sketch};

#[test]
fn headings_and_lists_by_role_and_style() {
    check(&[
        (
            "<p role=heading aria-level=3>Titre</p><div role=heading>Sans niveau</div>texte",
            "h3 Titre\nh2 Sans niveau\np texte",
        ),
        (
            "<div role=list><div role=listitem>a</div><div role=listitem>b</div></div>",
            "*\n  p a\n*\n  p b",
        ),
        (
            "<ol style='list-style-type: lower-alpha'><li>x<li>y</ol><ol style='list-style:none'><li>z</ol>",
            "a.\n  p x\nb.\n  p y\n*\n  p z",
        ),
        (
            "<ul style='list-style: inside upper-roman'><li>x</ul>",
            "I.\n  p x",
        ),
        (
            "<dl><div><dt>A</dt><dd>a</dd></div><div><dt>B</dt><dd>b</dd></div></dl>",
            "term A\n  p a\nterm B\n  p b",
        ),
        ("<ul><p>avant</p><li>a</ul>", "*\n  p avant\n*\n  p a"),
    ]);
}

#[test]
fn code_set_as_a_table_or_a_list_is_one_block() {
    check(&[
        (
            "<div class=highlight><table class=lntable><tr><td class=lntd><pre><code><span class=lnt>1\n</span>\
             <span class=lnt>2\n</span></code></pre></td><td class=lntd><pre><code class=language-go>a := 1\n\nb</code></pre></td></tr></table></div>",
            "code go \"a := 1\\n\\nb\"",
        ),
        (
            "<table class=\"highlight js-file-line-container\">\n <tr>\n <td class=blob-num data-line-number=1></td>\n <td class=blob-code>fn main() {</td>\n</tr>\n\
             <tr><td class=blob-num></td><td class=blob-code></td></tr><tr><td class=blob-num></td><td class=blob-code>    go();</td></tr></table>",
            "code - \"fn main() {\\n\\n    go();\"",
        ),
        (
            "<div class='syntaxhighlighter bash'><table><tr><td class=gutter><div class=line>1</div></td><td class=code><div class=container>\n\
             <div class=line><code>ls</code> <code>-l</code></div><div class=line><code>&nbsp;&nbsp;</code>cd</div></div></td></tr></table></div>",
            "code bash \"ls -l\\n  cd\"",
        ),
        (
            "<div class=crayon-syntax><div class=crayon-toolbar>Bash</div><table class=crayon-table><tr><td class=crayon-nums><div class=crayon-num>1</div></td>\
             <td class=crayon-code><div class=crayon-pre><div class=crayon-line>a = 1</div><div class=crayon-line></div><div class=crayon-line>b</div></div></td></tr></table></div>",
            "code - \"a = 1\\n\\nb\"",
        ),
        (
            "<pre class=prettyprint><ol class=linenums><li class=L0><span>let</span> x</li><li class=L1></li><li class=L2>y</li></ol></pre>",
            "code - \"let x\\n\\ny\"",
        ),
        (
            "<pre class='language-js line-numbers'><code>x<span class=line-numbers-rows><span></span></span></code></pre>\
             <div class=code-toolbar><button>Copier</button></div><clipboard-copy>Copier</clipboard-copy>",
            "code js \"x\"",
        ),
        (
            "<pre class=highlight><code><table class=rouge-table><tr><td class='gutter gl'><pre class=lineno>1\n2\n</pre></td><td class=code><pre>a\nb\n</pre></td></tr></table></code></pre>",
            "code - \"a\\nb\"",
        ),
        (
            "<figure><figcaption>main.rs</figcaption><pre>fn main</pre></figure>",
            "p main.rs\ncode - \"fn main\"",
        ),
        ("<pre>\n\na\n\nb</pre>", "code - \"a\\n\\nb\""),
    ]);
}

#[test]
fn tables_keep_foot_and_columns() {
    check(&[
        (
            "<table><thead><tr><th>A<th>B<tfoot><tr><td>T<td>U<tbody><tr><td>1<td>2</table>",
            "table \n  head A | B\n  row 1 | 2\n  row T | U",
        ),
        (
            "<table><tr><td><img src=a.png alt=a><td>Un texte<tr><td><img src=b.png alt=b><td>Un autre</table>",
            "figure \"a\" https://cable.test/une/a.png\np Un texte\nfigure \"b\" https://cable.test/une/b.png\np Un autre",
        ),
        (
            "<table><tr><th>Option<th>Exemple<tr><td>-v<td><pre>prog -v\nfin</pre></table>",
            "table \n  head Option | Exemple\n  row -v | c{prog -v}/c{fin}",
        ),
        (
            "<table><caption>Noms</caption><tr><th>Nom<tr><td>Jean</table>",
            "table Noms\n  head Nom\n  row Jean",
        ),
    ]);
    check(&[(
        "<table><thead><tr><th><th><tbody><tr><td>1<td rowspan=0>2</table>",
        "table \n  row 1 | 2 (1×20)",
    )]);
    let html = "<table><colgroup><col><col align=right></colgroup><tr align=center><td>1<td>2<tr><td>3<td align=left>4</table>";
    let document = read(html, None, None);
    let aligns = match document.blocks.as_slice() {
        [crate::article::Block::Table { rows, .. }] => rows
            .iter()
            .flatten()
            .map(|cell| cell.align)
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    use crate::article::Align::{Center, Left, Right};
    let expected = [Some(Center), Some(Center), None, Some(Left)];
    assert_eq!(aligns, expected);
    let right = read(
        "<table><colgroup span=2 align=right></colgroup><tr><td>1<td>2<tr><td>3<td>4</table>",
        None,
        None,
    );
    assert!(
        format!("{right:?}").matches("Right").count() == 4,
        "{Right:?}"
    );
}

#[test]
fn galleries_captions_and_attributions() {
    check(&[
        (
            "<figure><ul class=blocks-gallery-grid><li><figure><img src=1.jpg alt=un><figcaption>L1</figcaption></figure></li>\
             <li><figure><img src=2.jpg alt=deux></figure></li></ul></figure>",
            "figure \"un\" https://cable.test/une/1.jpg L1\nfigure \"deux\" https://cable.test/une/2.jpg",
        ),
        (
            "<dl class=gallery-item><dt class=gallery-icon><a href=/1><img src=1.jpg alt=un></a></dt><dd class='wp-caption-text gallery-caption'>L1</dd></dl>",
            "figure \"un\" https://cable.test/une/1.jpg L1 ->1",
        ),
        (
            "<div class=wp-caption><a href=/g><img src=1.jpg alt=un></a><p class=wp-caption-text>L1</p></div>",
            "figure \"un\" https://cable.test/une/1.jpg L1 ->1",
        ),
        (
            "<figure><figcaption>Avant</figcaption><img src=a.png alt=a></figure>",
            "figure \"a\" https://cable.test/une/a.png Avant",
        ),
        (
            "<figure><blockquote><p>Oui</p></blockquote><figcaption>— Jean</figcaption></figure>",
            "quote\n  p Oui\n  p — Jean",
        ),
        (
            "<blockquote><p>Oui</p><footer>— <cite>Jean</cite></footer></blockquote>",
            "quote\n  p Oui\n  p — e{Jean}",
        ),
    ]);
}

#[test]
fn what_is_unseen_or_a_tool_is_gone() {
    check(&[
        (
            "<p>a<span class=sr-only>x</span><span class=screen-reader-text>x</span><span style='opacity:0'>x</span>b</p>",
            "p ab",
        ),
        (
            "<h2><a class=anchor href=#t>#</a>Titre<a class=headerlink href=#t>¶</a></h2>",
            "h2 Titre",
        ),
        (
            "<h2>Ventes<span class=mw-editsection>[modifier]</span></h2><button>Partager</button>",
            "h2 Ventes",
        ),
        (
            "<table><tr><th><td><tr><td> <td>&nbsp;</table><ul><li><p></p></li></ul><h2> </h2><blockquote></blockquote>x",
            "p x",
        ),
    ]);
}

#[test]
fn boxes_of_tasks_are_told_apart() {
    check(&[(
        "<ul><li><input type=checkbox checked disabled> Fait<li><p><input type=checkbox> À faire</ul><input type=checkbox>",
        "*\n  p ☑ Fait\n*\n  p ☐ À faire",
    )]);
}

#[test]
fn elements_of_a_sites_own_making_never_glue_words() {
    check(&[
        ("<x-card>un</x-card><x-card>deux</x-card>", "p un\np deux"),
        ("<p>Le <x-terme>mot</x-terme> juste", "p Le mot juste"),
        (
            "<x-page><x-col><p>un</p></x-col><x-col>deux</x-col></x-page>",
            "p un\np deux",
        ),
        ("<truc>un</truc> <machin>deux</machin>", "p un deux"),
    ]);
}

#[test]
fn notes_keep_their_numbers_and_lose_their_arrows() {
    check(&[
        (
            "<p>Texte<sup class=footnote-ref><a href=#fn1>[1]</a></sup></p><section class=footnotes><ol><li id=fn1><p>La note <a href=#fnref1 class=footnote-backref>↩︎</a></p></li></ol></section>",
            "p Texte{[1]}->1\n1.\n  p La note",
        ),
        (
            "<p>Texte <span>[<a href=#nb1 id=nh1>1</a>]</span></p><p id=nb1><span>[<a href=#nh1>1</a>] </span>La note <a href=#nh1>Retour</a></p>",
            "p Texte [{1}->1]\np [1] La note",
        ),
        (
            "<p>Texte <a href=#_ftn1 name=_ftnref1>[1]</a></p><p><a href=#_ftnref1 name=_ftn1>[1]</a> La note</p>",
            "p Texte {[1]}->1\np [1] La note",
        ),
    ]);
    let document = read(
        "<p>a<a href=#n1>1</a></p><ol><li>z</ol><p id=n1>La note</p>",
        Some("https://cable.test/a"),
        None,
    );
    assert_eq!(document.links[0].target, Some(2), "{}", sketch(&document));
    assert_eq!(document.anchors, [("n1".to_owned(), 2)]);
}
