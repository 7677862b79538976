//! Pictures, films, drawings and formulas as real sites write them.

use super::check;

#[test]
fn lazy_pictures_are_found_and_shown_once() {
    let v = "figure \"v\" https://cable.test/v.jpg";
    check(&[
        ("<img src=/img/lazy.svg data-src=/v.jpg alt=v>", v),
        (
            "<img src=/blank.gif data-lazy-srcset='/u.jpg 300w, /v.jpg 900w' alt=v>",
            v,
        ),
        (
            "<img src=data:x data-srcset='/v.jpg 1x' alt=v><noscript><img src=/v-800x600.jpg></noscript>",
            v,
        ),
        (
            "<noscript><img src=/v.jpg alt=v></noscript><img class=lazy data-src=/v.jpg alt=v>",
            v,
        ),
        (
            "<img src=/spacer.gif alt=v><noscript><img src=/v.jpg alt=v></noscript>",
            v,
        ),
        ("<noscript><img src=/v.jpg alt=v></noscript>", v),
        (
            "<img loading=lazy src=/v.jpg alt=v><noscript><img src=/v.jpg alt=v></noscript>",
            v,
        ),
        ("<amp-img src=/v.jpg alt=v></amp-img>", v),
        (
            "<picture><source data-srcset='/v.jpg 800w'><img src=data:x alt=v></picture>",
            v,
        ),
        (
            "<img data-src=/v.jpg alt=v><img data-src=/w.jpg alt=w><img src=/v.jpg alt=v>",
            "figure \"v\" https://cable.test/v.jpg\nfigure \"w\" https://cable.test/w.jpg\nfigure \"v\" https://cable.test/v.jpg",
        ),
        ("<img src=/blank.gif alt=seul>", "figure \"seul\""),
    ]);
}

#[test]
fn what_is_no_picture_is_gone() {
    check(&[
        (
            "x<img src=https://pixel.wp.com/b.gif><img src=/t height=1 width=1><img src=/t style='width: 1px'>",
            "p x",
        ),
        (
            "x<img src=/spacer.gif><img src=data:image/gif;base64,AA>",
            "p x",
        ),
        (
            "x<img src=/d.png alt='' role=presentation><img src=/d.png alt='' aria-hidden=true>",
            "p x",
        ),
        (
            "x<img class=avatar src=/moi.jpg alt=Moi><img src=https://secure.gravatar.com/avatar/1 alt=Moi>",
            "p x",
        ),
        (
            "ok <img alt=😀 src=https://cdn.test/twemoji/1f600.png> fin",
            "p ok 😀 fin",
        ),
        ("<div style='background-image:url(/f.jpg)'>x</div>", "p x"),
    ]);
}

#[test]
fn films_and_recordings_have_a_title_and_a_link() {
    check(&[
        (
            "<lite-youtube videoid=xyz playlabel='Le phare'></lite-youtube>",
            "p <video Le phare>->1",
        ),
        (
            "<amp-youtube data-videoid=abc></amp-youtube>",
            "p <video youtube.com>->1",
        ),
        (
            "<amp-video src=/f.mp4 title=Film></amp-video>",
            "p <video Film>->1",
        ),
        (
            "<iframe data-src=https://player.vimeo.com/video/12 title=Film></iframe><noscript><iframe src=https://player.vimeo.com/video/12></iframe></noscript>",
            "p <video Film>->1",
        ),
        (
            "<video poster=/p.jpg><source src=/f.mp4><p>Votre navigateur</p></video>",
            "p <video >->1",
        ),
        ("<audio src=/e.mp3>Pas de son</audio>", "p <audio >->1"),
        (
            "<object data=/x.swf><p>À la place</p></object>",
            "p À la place",
        ),
        (
            "<object><param name=movie value=https://www.youtube.com/v/abc><embed src=https://www.youtube.com/v/abc></object>",
            "p <video youtube.com>->1",
        ),
        (
            "<object data=/d.svg type=image/svg+xml><img src=/d.png alt=d></object>",
            "figure \"d\" https://cable.test/d.png",
        ),
        (
            "<object data=/d.pdf type=application/pdf title=Rapport>Pas de PDF</object>",
            "p <frame Rapport>->1",
        ),
        (
            "<iframe src=https://www.googletagmanager.com/ns.html height=9 width=9></iframe><iframe src=https://www.facebook.com/plugins/like.php></iframe>",
            "",
        ),
        ("<iframe srcdoc='<p>x</p>'></iframe>x", "p x"),
        (
            "<blockquote class=twitter-tweet><p>Bonjour</p>— Jean <a href=https://twitter.com/j/status/1>1er mai</a></blockquote>",
            "quote\n  p Bonjour\n  p — Jean {1er mai}->1",
        ),
    ]);
}

#[test]
fn what_an_object_holds_for_want_of_it_is_read() {
    check(&[
        (
            "<object data=/x.bin>En <b>clair</b></object>",
            "p <frame cable.test>->1\np En s{clair}",
        ),
        (
            "<object data=/d.pdf><p>Le <a href=/d.pdf>rapport</a> en PDF</object>",
            "p Le {rapport}->1 en PDF",
        ),
        (
            "<object data=/v.mp4><p>Votre navigateur ne lit pas les films.</object>",
            "p <video cable.test>->1",
        ),
    ]);
}

#[test]
fn without_a_base_a_picture_keeps_the_address_it_was_sent_with() {
    for (html, url) in [
        ("<img src=' img/a b.png '>", Some("img/a b.png")),
        ("<img src=/a.png>", Some("/a.png")),
        (
            "<img src=//cable.test/a.png>",
            Some("https://cable.test/a.png"),
        ),
        ("<img src=javascript:x alt=x>", Some("")),
        ("<img src=''>", None),
    ] {
        let document = crate::article::read(html, None, None);
        let found = document.images.first().map(|image| image.url.as_str());
        assert_eq!(found, url, "{html}");
    }
}

#[test]
fn formulas_are_said_once() {
    check(&[
        (
            "<span class=katex><span class=katex-mathml><math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding=application/x-tex>x^2</annotation></semantics></math></span><span class=katex-html aria-hidden=true>x2</span></span> fin",
            "p x² fin",
        ),
        (
            "<span class=MathJax_Preview>x2</span><span class=MathJax><nobr aria-hidden=true>x2</nobr><span class=MJX_Assistive_MathML><math><msup><mi>x</mi><mn>2</mn></msup></math></span></span><script type=math/tex>x^2</script> fin",
            "p x² fin",
        ),
        (
            "<span class=MathJax_Preview>x2</span><script type='math/tex; mode=display'>a < b</script>fin",
            "p a < b\np fin",
        ),
        (
            "<mjx-container class=MathJax><mjx-math aria-hidden=true>x</mjx-math><mjx-assistive-mml><math><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math></mjx-assistive-mml></mjx-container> fin",
            "p a/(b + 1) fin",
        ),
        (
            "<span class=mwe-math-element><span style='display:none'><math alttext='{\\displaystyle x^{2}}'><msup><mi>x</mi><mn>2</mn></msup></math></span><img src=/m.svg aria-hidden=true alt='{\\displaystyle x^{2}}'></span> fin",
            "p x² fin",
        ),
        (
            "<math><msqrt><mi>x</mi></msqrt><msub><mi>a</mi><mn>1</mn></msub><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable></math>",
            "p √xa_11 2; 3",
        ),
        (
            "<math><mfenced><mi>x</mi><mi>y</mi></mfenced><mo>=</mo><mfenced open='{' close='' separators=';,'><mi>a</mi><mi>b</mi><mi>c</mi></mfenced></math>",
            "p (x, y) = {a; b, c",
        ),
        (
            "<math><mfenced open='[' close=']'><mtable><mtr><mtd><mn>1</mn></mtd></mtr><mtr><mtd><mn>2</mn></mtd></mtr></mtable></mfenced></math>",
            "p [1; 2]",
        ),
    ]);
}

#[test]
fn drawings_say_their_title_or_what_is_written_in_them() {
    check(&[
        ("<svg aria-label=Courbe><path/></svg>", "figure \"Courbe\""),
        (
            "<svg><g><title>Groupe</title></g></svg>",
            "figure \"Groupe\"",
        ),
        (
            "<svg><text x=1>Axe</text><text>2026</text></svg>",
            "figure \"Axe 2026\"",
        ),
        (
            "<svg class=icon><use href=#x /></svg><svg><defs><text>x</text></defs></svg><svg aria-hidden=true><title>x</title></svg>fin",
            "p fin",
        ),
    ]);
}
