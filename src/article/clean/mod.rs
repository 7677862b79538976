//! HTML → blocks. html2text parses (html5ever underneath), [`walk`] goes through its tree once, without recursion,
//! and builds the blocks. Never draws, never fetches; every text passes `text::sanitise` here.

mod code;
mod dom;
mod elements;
mod frame;
mod gone;
mod image;
mod marker;
mod media;
mod run;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use url::Url;

pub(super) use elements::is_boundary;
pub(super) use gone::is_unseen_class;

use super::{Block, Document, Inline, Style, Tongue, fence, render};
use crate::text::messages::article::CutOff;
use crate::text::{Lang, Say};

/// Reads HTML into blocks. `base` resolves relative links; `language` is the declared one (BCP 47) where known.
/// HTML past 10 MB is not read, elements past a depth of 256 give their text alone.
pub fn read(html: &str, base: Option<&str>, language: Option<&str>) -> Document {
    read_in(html, base, || language.map(str::to_owned))
}

/// As [`read`]; the language is asked for once the HTML is parsed, so that it may be found out meanwhile.
pub fn read_in(
    html: &str,
    base: Option<&str>,
    language: impl FnOnce() -> Option<String>,
) -> Document {
    let fenced = fence::fence(html);
    let dom = dom::parse(&fenced);
    let language = language().or_else(|| dom::page_language(&dom));
    let tongue = Tongue::of(language.as_deref(), &fenced);
    let base = base.and_then(|base| Url::parse(base).ok());
    let base = dom::base_address(&dom, base.as_ref()).or(base);
    let mut document = walk::walk(&dom, base.as_ref(), tongue);
    if html.len() > fence::MAX_BYTES {
        document.cut = true;
        document.blocks.push(cut_off(tongue));
    }
    document.words = render::count_words(&document);
    document
}

/// The last block of an article of which the end was not read.
fn cut_off(tongue: Tongue) -> Block {
    let lang = if tongue.is_french() {
        Lang::Fr
    } else {
        Lang::En
    };
    Block::Paragraph(vec![Inline::Text {
        text: CutOff.say(lang),
        style: Style {
            emphasis: true,
            ..Style::default()
        },
        link: None,
    }])
}
