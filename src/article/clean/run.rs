//! A run of inlines being gathered: white space folded as HTML does, no-break spaces kept.

use crate::article::{Inline, Style};

/// The inlines of a paragraph, heading, cell … that is still open.
#[derive(Debug, Default)]
pub struct Run {
    inlines: Vec<Inline>,
    /// Inlines before this place are not added to.
    sealed: usize,
    /// How often it has been taken: places in it do not outlive that.
    generation: usize,
}

/// HTML's white space; U+00A0 and its like are none.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// True where folding would change nothing: its blanks are single spaces, none behind a no-break space.
fn is_folded(text: &str) -> bool {
    let mut before = [0, 0];
    for &byte in text.as_bytes() {
        if matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c')
            || byte == b' ' && (before[1] == b' ' || before == [0xc2, 0xa0])
        {
            return false;
        }
        before = [before[1], byte];
    }
    true
}

impl Run {
    /// Adds text, its white space folded.
    pub fn push_text(&mut self, text: &str, style: Style, link: Option<usize>) {
        let word = text.trim_start_matches(is_blank);
        if word.len() < text.len() {
            self.push_space(style, link);
        }
        if word.is_empty() {
            return;
        }
        let (word, rest) = word.split_at(word.find(is_blank).unwrap_or(word.len()));
        self.append(word, style, link);
        // What follows stands in the text that the first word went to.
        let Some(Inline::Text { text, .. }) = self.inlines.last_mut() else {
            return;
        };
        if !text.ends_with('\u{a0}') && is_folded(rest) {
            return text.push_str(rest);
        }
        for word in rest.split(is_blank).skip(1) {
            if !text.ends_with([' ', '\u{a0}']) {
                text.push(' ');
            }
            text.push_str(word);
        }
    }

    /// Adds text as it is.
    pub fn push_verbatim(&mut self, text: &str, style: Style, link: Option<usize>) {
        self.append(text, style, link);
    }

    /// Adds what stands in the line, or a line end.
    pub fn push(&mut self, inline: Inline) {
        if inline == Inline::Break {
            self.trim_end();
        }
        self.inlines.push(inline);
    }

    /// A boundary of a block inside what can hold no block: a line end, where there is something before it.
    pub fn push_boundary(&mut self) {
        self.trim_end();
        if !matches!(self.inlines.last(), None | Some(Inline::Break)) {
            self.inlines.push(Inline::Break);
        }
    }

    /// The number of inlines; later texts are not joined to those before.
    pub fn seal(&mut self) -> usize {
        self.sealed = self.inlines.len();
        self.sealed
    }

    /// Changes when the inlines are taken.
    pub fn generation(&self) -> usize {
        self.generation
    }

    /// True where code stands at its end, no blank behind it.
    pub fn ends_with_code(&self) -> bool {
        let last = self.inlines.last();
        matches!(last, Some(Inline::Text { text, style, .. }) if style.code && !text.ends_with(' '))
    }

    /// Takes back a blank at the end.
    pub fn trim_blank(&mut self) {
        if let Some(Inline::Text { text, .. }) = self.inlines.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }

    /// The inlines since a [`Run::seal`].
    pub fn since(&mut self, place: usize) -> &mut [Inline] {
        let place = place.min(self.inlines.len());
        &mut self.inlines[place..]
    }

    /// The end of the text just before a [`Run::seal`], empty where another inline stands there.
    pub fn before(&self, place: usize) -> &str {
        match place
            .checked_sub(1)
            .and_then(|place| self.inlines.get(place))
        {
            Some(Inline::Text { text, .. }) => {
                let start = text.len().saturating_sub(40);
                text.get(start..).unwrap_or(text)
            }
            _ => "",
        }
    }

    /// Puts a text before the inlines since a [`Run::seal`].
    pub fn insert(&mut self, place: usize, text: &str, style: Style, link: Option<usize>) {
        let place = place.min(self.inlines.len());
        let text = text.to_owned();
        self.inlines
            .insert(place, Inline::Text { text, style, link });
    }

    /// The inlines, trimmed; the run is empty again. Nothing where it holds only blanks.
    pub fn take(&mut self) -> Vec<Inline> {
        self.sealed = 0;
        self.generation += 1;
        tidy(std::mem::take(&mut self.inlines))
    }

    /// The inlines as paragraphs: two line ends in a row part them, as old feeds do it.
    pub fn take_paragraphs(&mut self) -> Vec<Vec<Inline>> {
        self.sealed = 0;
        self.generation += 1;
        let inlines = std::mem::take(&mut self.inlines);
        let mut paragraphs = vec![Vec::new()];
        let mut rest = inlines.into_iter().peekable();
        while let Some(inline) = rest.next() {
            let doubled = inline == Inline::Break && rest.peek() == Some(&Inline::Break);
            if doubled {
                while rest.next_if_eq(&Inline::Break).is_some() {}
                paragraphs.push(Vec::new());
            } else if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(inline);
            }
        }
        paragraphs
            .into_iter()
            .map(tidy)
            .filter(|paragraph| !paragraph.is_empty())
            .collect()
    }

    fn push_space(&mut self, style: Style, link: Option<usize>) {
        let open = self.sealed < self.inlines.len();
        match self.inlines.last_mut() {
            None | Some(Inline::Break) => {}
            Some(Inline::Text { text, .. }) if text.ends_with([' ', '\u{a0}']) => {}
            // The blank before a link, or before another style, belongs to what stands before it; not to code or a
            // link, which another may follow.
            Some(Inline::Text {
                text,
                style: s,
                link: l,
            }) if open && (*s == style && *l == link || !s.code && l.is_none()) => text.push(' '),
            Some(_) => self.append(" ", style, link),
        }
    }

    fn append(&mut self, more: &str, style: Style, link: Option<usize>) {
        let open = self.sealed < self.inlines.len();
        match self.inlines.last_mut() {
            Some(Inline::Text {
                text,
                style: s,
                link: l,
            }) if open && *s == style && *l == link => text.push_str(more),
            _ => self.inlines.push(Inline::Text {
                text: more.to_owned(),
                style,
                link,
            }),
        }
    }

    fn trim_end(&mut self) {
        if let Some(Inline::Text { text, .. }) = self.inlines.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if text.is_empty() {
                self.inlines.pop();
                self.sealed = self.sealed.min(self.inlines.len());
            }
        }
    }
}

/// Blanks at both ends gone (no-break ones too), blanks taken out of the ends of styled and linked runs.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text { text, style, link } if !stands_as_it_is(&out, &text, style, link) => {
                push_tidy(&mut out, &text, style, link);
            }
            other => out.push(other),
        }
    }
    trim(&mut out);
    join_links(out)
}

/// The blank between two runs of one link is the link's too.
fn join_links(inlines: Vec<Inline>) -> Vec<Inline> {
    let link_of = |inline: Option<&Inline>| match inline {
        Some(Inline::Text { link, .. }) => *link,
        _ => None,
    };
    // Without a link there is nothing to join: texts that are set alike are one already.
    if inlines.iter().all(|inline| link_of(Some(inline)).is_none()) {
        return inlines;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut rest = inlines.into_iter().peekable();
    while let Some(mut inline) = rest.next() {
        let around = link_of(out.last());
        if let Inline::Text { text, link, .. } = &mut inline
            && text == " "
            && link.is_none()
            && around.is_some()
            && around == link_of(rest.peek())
        {
            *link = around;
        }
        match (out.last_mut(), inline) {
            (
                Some(Inline::Text { text, style, link }),
                Inline::Text {
                    text: more,
                    style: s,
                    link: l,
                },
            ) if *style == s && *link == l => text.push_str(&more),
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// True where [`push_tidy`] would add a copy of the text and nothing else.
fn stands_as_it_is(out: &[Inline], text: &str, style: Style, link: Option<usize>) -> bool {
    let plain = style == Style::default() && link.is_none();
    let joins = matches!(out.last(), Some(Inline::Text { style: s, link: l, .. })
        if *s == style && *l == link);
    !joins && !text.is_empty() && !text.starts_with(' ') && (plain || !text.ends_with(' '))
}

fn push_tidy(out: &mut Vec<Inline>, text: &str, style: Style, link: Option<usize>) {
    let plain = style == Style::default() && link.is_none();
    if plain {
        return join(out, text, style, link);
    }
    let core = text.trim_matches(' ');
    let before = text.len() - text.trim_start_matches(' ').len();
    let after = text.len() - before - core.len();
    if before > 0 {
        join(out, " ", Style::default(), None);
    }
    if core.is_empty() {
        return;
    }
    join(out, core, style, link);
    if after > 0 {
        join(out, " ", Style::default(), None);
    }
}

/// Adds a text to the last one where both are set alike; never two blanks in a row, none at a line's start.
fn join(out: &mut Vec<Inline>, more: &str, style: Style, link: Option<usize>) {
    let after_blank = match out.last() {
        None | Some(Inline::Break) => true,
        Some(Inline::Text { text, .. }) => text.ends_with(' '),
        Some(_) => false,
    };
    let more = if after_blank {
        more.trim_start_matches(' ')
    } else {
        more
    };
    if more.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Inline::Text {
            text,
            style: s,
            link: l,
        }) if *s == style && *l == link => text.push_str(more),
        _ => out.push(Inline::Text {
            text: more.to_owned(),
            style,
            link,
        }),
    }
}

fn trim(inlines: &mut Vec<Inline>) {
    loop {
        match inlines.last_mut() {
            Some(Inline::Break) => {
                inlines.pop();
            }
            Some(Inline::Text { text, .. }) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
                inlines.pop();
            }
            _ => break,
        }
    }
    let mut blank = 0;
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Break => blank += 1,
            Inline::Text { text, .. } => {
                let trimmed = text.trim_start();
                if !trimmed.is_empty() {
                    if trimmed.len() < text.len() {
                        *text = trimmed.to_owned();
                    }
                    break;
                }
                blank += 1;
            }
            _ => break,
        }
    }
    inlines.drain(..blank);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_no_break_spaces_are_kept() {
        for (texts, expected) in [
            (&["un deux trois"][..], "un deux trois"),
            (&["un  deux\n\ttrois "], "un deux trois"),
            (&[" un", "  deux"], "un deux"),
            (&["un ", " deux"], "un deux"),
            (&["à la une", "\n", "ici"], "à la une ici"),
            (
                &["oui\u{a0} !", " non\u{a0}", " !"],
                "oui\u{a0}! non\u{a0}!",
            ),
            (&["«\u{a0}  oui, déjà\u{a0}\n»"], "«\u{a0}oui, déjà\u{a0}»"),
            (&[" \n ", ""], ""),
        ] {
            let mut run = Run::default();
            for text in texts {
                run.push_text(text, Style::default(), None);
            }
            let found: String = run
                .take()
                .into_iter()
                .map(|inline| match inline {
                    Inline::Text { text, .. } => text,
                    _ => String::new(),
                })
                .collect();
            assert_eq!(found, expected, "{texts:?}");
        }
    }
}
