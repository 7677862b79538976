//! Inlines made one text with styled stretches, ready to be broken into lines.

use super::figure::is_named_image;
use super::{Options, Role};
use crate::article::{Document, Inline, Media, Style};
use crate::text::messages::article::StandIn;
use crate::text::{Say, width};

/// A text between two forced line ends.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// The text.
    pub text: String,
    /// Its stretches, in order, without gaps.
    pub stretches: Vec<Stretch>,
    /// Places where no line may end, ascending.
    pub glued: Vec<usize>,
}

/// A part of a flow that is set alike, up to a byte offset.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// Where it ends.
    pub end: usize,
    /// Emphasis and the like.
    pub style: Style,
    /// What it is part of.
    pub role: Role,
    /// Its link.
    pub link: Option<usize>,
}

impl Flow {
    /// Adds a text.
    pub fn push(&mut self, text: &str, style: Style, role: Role, link: Option<usize>) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.stretches.last_mut() {
            Some(last) if last.style == style && last.role == role && last.link == link => {
                last.end = end;
            }
            _ => self.stretches.push(Stretch {
                end,
                style,
                role,
                link,
            }),
        }
    }

    /// Adds another flow.
    pub fn append(&mut self, more: &Flow) {
        let shift = self.text.len();
        let mut from = 0;
        for stretch in &more.stretches {
            let text = &more.text[from..stretch.end];
            self.push(text, stretch.style, stretch.role, stretch.link);
            from = stretch.end;
        }
        self.glued
            .extend(more.glued.iter().map(|place| place + shift));
    }

    /// Its width in columns, unbroken.
    pub fn width(&self) -> usize {
        width::width(&self.text)
    }
}

/// The inlines as flows, one a forced line. `role` is that of running text.
pub fn flows(document: &Document, options: Options, inlines: &[Inline], role: Role) -> Vec<Flow> {
    let mut flows = vec![Flow::default()];
    let mut last_link = None;
    let mut skipped = false;
    for (place, inline) in inlines.iter().enumerate() {
        let Some(flow) = flows.last_mut() else {
            break;
        };
        let next = following_link(&inlines[place + 1..]);
        let mut link = link_of(inline);
        if is_blank(inline) && next == last_link {
            // A blank between two parts of one link belongs to it.
            link = next;
        }
        match inline {
            Inline::Break => {
                flows.push(Flow::default());
                continue;
            }
            Inline::Text { text, style, .. } => {
                // Where a picture was left out, one blank is enough.
                let after_blank = flow.text.is_empty() || flow.text.ends_with(' ');
                let text = match std::mem::take(&mut skipped) && after_blank {
                    true => text.trim_start_matches(' '),
                    false => text,
                };
                flow.push(text, *style, role, link);
            }
            Inline::Image { image, link } => {
                let known = document.images.get(*image);
                if link.is_none() && known.is_some_and(|image| image.silent) {
                    skipped = true;
                    continue;
                }
                let alt = known.map_or("", |image| image.alt.as_str());
                let alt = if is_named_image(alt) { "" } else { alt };
                flow.push(
                    &StandIn::Image(alt).say(options.lang),
                    Style::default(),
                    Role::Caption,
                    *link,
                );
            }
            Inline::Media { kind, title, link } => {
                flow.push(
                    &medium(*kind, title).say(options.lang),
                    Style::default(),
                    role,
                    *link,
                );
            }
        }
        last_link = link;
        // A note's call is a number already.
        let outward = |link: &usize| {
            let link = document.links.get(*link);
            link.is_none_or(|link| link.target.is_none())
        };
        if let Some(link) = link
            .filter(|_| options.numbers && next != link)
            .filter(|link| !says_number(inline, *link))
            .filter(outward)
        {
            push_number(flow, link);
        }
    }
    flows.retain(|flow| !flow.text.is_empty());
    flows
}

/// True where a link's text is its number already, in brackets.
fn says_number(inline: &Inline, link: usize) -> bool {
    matches!(inline, Inline::Text { text, .. } if text.trim() == format!("[{}]", link + 1))
}

/// A link's number, kept on the line of the word before it.
pub fn push_number(flow: &mut Flow, link: usize) {
    flow.push(" ", Style::default(), Role::Ornament, None);
    flow.glued.push(flow.text.len());
    flow.push(
        &format!("[{}]", link + 1),
        Style::default(),
        Role::Ornament,
        Some(link),
    );
}

fn medium(kind: Media, title: &str) -> StandIn<'_> {
    match kind {
        Media::Video => StandIn::Video(title),
        Media::Audio => StandIn::Audio(title),
        Media::Frame => StandIn::Frame(title),
    }
}

/// The link of the next inline that is neither a blank nor a line end; a few are looked at.
fn following_link(inlines: &[Inline]) -> Option<usize> {
    let mut near = inlines.iter().take(8);
    near.find(|inline| !matches!(inline, Inline::Break) && !is_blank(inline))
        .and_then(link_of)
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text { text, .. } if text.trim().is_empty())
}

fn link_of(inline: &Inline) -> Option<usize> {
    match inline {
        Inline::Text { link, .. } | Inline::Image { link, .. } | Inline::Media { link, .. } => {
            *link
        }
        Inline::Break => None,
    }
}
