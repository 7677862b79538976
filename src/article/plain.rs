//! The words of HTML without a tree: html5ever's tokenizer alone, for the search index. Fast, and close to what
//! [`super::read`] shows; layout, links and hidden elements are no matter here.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, EndTag, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::fence;
use crate::text::sanitise;

/// The words of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainText {
    /// The text, sanitised; blanks folded, blocks apart by line ends.
    pub text: String,
    /// How many words it has.
    pub words: u32,
}

/// The words of HTML, for the search index: no tree is built. HTML past 10 MB is not read.
pub fn plain_text(html: &str) -> PlainText {
    let fenced = fence::fence(html);
    let text = if fenced.contains(['<', '&']) {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(&fenced));
        // A script's end hands control back; there is none to run.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        tokenizer.sink.state.into_inner().text
    } else {
        fenced.replace(['\n', '\r'], " ")
    };
    tidy(&sanitise::block(&text))
}

/// Folds blanks, keeps one line end between blocks, counts words.
fn tidy(text: &str) -> PlainText {
    let mut out = String::with_capacity(text.len());
    let mut words = 0u32;
    for line in text.split('\n') {
        let before = out.len();
        for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
            if out.len() > before {
                out.push(' ');
            }
            if word.is_ascii() {
                words += u32::from(word.bytes().any(|byte| byte.is_ascii_alphanumeric()));
                out.push_str(word);
            } else {
                words += count(word);
                out.extend(word.split('\u{ad}'));
            }
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    PlainText { text: out, words }
}

/// The words between no-break spaces that hold a letter or a digit.
fn count(word: &str) -> u32 {
    let holds = |part: &str| part.contains(char::is_alphanumeric);
    let parts = word
        .split(char::is_whitespace)
        .filter(|part| holds(part))
        .count();
    u32::try_from(parts).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct Sink {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    text: String,
    /// Elements open whose text is not read.
    silent: usize,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line_number: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) if state.silent == 0 => state.push(&text),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    /// Adds text; its own line ends are blanks, those of blocks are line ends.
    fn push(&mut self, text: &str) {
        for (place, line) in text.split(['\n', '\r', '\u{c}']).enumerate() {
            if place > 0 {
                self.text.push(' ');
            }
            self.text.push_str(line);
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if is_silent(name) {
            match tag.kind {
                StartTag if !tag.self_closing => self.silent += 1,
                StartTag => {}
                EndTag => self.silent = self.silent.saturating_sub(1),
            }
        } else if self.silent == 0 {
            match name {
                "img" => self.alternative(tag),
                "td" | "th" | "rt" | "wbr" => self.text.push(' '),
                _ if is_block(name) => self.text.push('\n'),
                _ => {}
            }
        }
        match (tag.kind, name) {
            (StartTag, "title" | "textarea") => TokenSinkResult::RawData(Rcdata),
            (StartTag, "style" | "iframe" | "noembed" | "noframes" | "xmp") => {
                TokenSinkResult::RawData(Rawtext)
            }
            (StartTag, "script") => TokenSinkResult::RawData(ScriptData),
            _ => TokenSinkResult::Continue,
        }
    }

    fn alternative(&mut self, tag: &Tag) {
        if let Some(alt) = tag
            .attrs
            .iter()
            .find(|attribute| &*attribute.name.local == "alt")
        {
            self.text.push(' ');
            self.push(&alt.value);
            self.text.push(' ');
        }
    }
}

fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "textarea"
            | "select"
            | "button"
            | "label"
            | "iframe"
            | "svg"
            | "canvas"
            | "annotation"
            | "annotation-xml"
            | "noembed"
            | "noframes"
            | "xmp"
            | "rp"
    )
}

fn is_block(name: &str) -> bool {
    super::clean::is_boundary(name) || matches!(name, "br" | "hr" | "video" | "audio" | "object")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_one_reads() {
        let cases = [
            ("", "", 0),
            ("Sans balise\n ni rien", "Sans balise ni rien", 4),
            ("<p>Un&nbsp;deux</p><p>trois", "Un\u{a0}deux\ntrois", 3),
            ("<b>gr</b>as <i>e</i>t", "gras et", 2),
            ("a<br>b<li>c", "a\nb\nc", 3),
            ("<script>x<y</script><style>z</style>ok", "ok", 1),
            ("<table><tr><td>a<td>b</table>", "a b", 2),
            ("<img alt='Un chat'>", "Un chat", 2),
            ("<svg><title>t</title></svg>x<noscript>n</noscript>", "x", 1),
            (
                "consti\u{ad}tution &#27;[31mrouge&#x202e; &eacute;t&eacute; !",
                "constitution rouge été !",
                3,
            ),
            ("<textarea><b></textarea><p>fin", "fin", 1),
            ("a < b", "a < b", 2),
        ];
        for (html, text, words) in cases {
            assert_eq!(
                plain_text(html),
                PlainText {
                    text: text.to_owned(),
                    words
                },
                "{html}"
            );
        }
    }

    #[test]
    fn it_has_the_words_of_the_tree() {
        for html in [
            include_str!("fixtures/centre.html"),
            include_str!("fixtures/tableau.html"),
            include_str!("fixtures/ancien.html"),
        ] {
            let words = |text: &str| {
                text.split_whitespace()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let tree = super::super::render::plain(&super::super::read(html, None, Some("fr")));
            let plain = plain_text(html).text;
            let missing: Vec<String> = words(&tree)
                .into_iter()
                .filter(|word| {
                    word.chars().all(char::is_alphabetic) && !plain.contains(word.as_str())
                })
                .filter(|word| !word.contains(|c: char| "ᵃᵉʳ".contains(c)))
                .collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
    }
}
