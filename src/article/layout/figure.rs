//! Pictures: a stand-in with the alternative text, room for the picture where its size is known, and the caption under
//! it. The stand-in stays in the room's first rows: it shows wherever the picture cannot be drawn.

use super::Role;
use super::flow::{Flow, flows, push_number};
use super::page::Page;
use crate::article::{Inline, Style};
use crate::text::Say;
use crate::text::messages::article::StandIn;

/// A side shorter than this (pixels) is an icon or a rule: its text says enough.
const SMALLEST: u32 = 32;

/// Fewer columns than this are no picture.
const NARROWEST: u16 = 4;

/// What is known of the pictures of an article, so that rows are kept for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rooms {
    /// A cell's size in pixels, at least one each.
    pub cell: (u16, u16),
    /// The most rows a picture gets.
    pub rows: u16,
    /// Sizes in pixels by the pictures' numbers; none where a picture is not (yet) to be drawn.
    pub sizes: Vec<Option<(u32, u32)>>,
}

/// Rows kept for a picture. It is to be drawn over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The picture's number in [`crate::article::Document::images`].
    pub image: usize,
    /// The first line, an index into [`super::Layout::lines`].
    pub line: usize,
    /// Columns before it.
    pub indent: u16,
    /// Columns of the picture.
    pub columns: u16,
    /// Rows of the picture.
    pub rows: u16,
    /// Lines of the stand-in.
    pub said: u16,
}

impl Room {
    /// The lines kept: the picture's, or the stand-in's where they are more.
    pub fn lines(&self) -> std::ops::Range<usize> {
        self.line..self.line + usize::from(self.rows.max(self.said))
    }

    /// The lines that hold nothing but the picture.
    pub fn blank(&self) -> std::ops::Range<usize> {
        self.line + usize::from(self.said)..self.lines().end
    }
}

impl Rooms {
    /// The cells of a picture in so many columns: all of it to be seen, never larger than its own pixels.
    fn fit(&self, image: usize, columns: usize) -> Option<(u16, u16)> {
        let (width, height) = (*self.sizes.get(image)?)?;
        if width.min(height) < SMALLEST {
            return None;
        }
        let most = u16::try_from(columns).unwrap_or(u16::MAX);
        let cell = (f64::from(self.cell.0.max(1)), f64::from(self.cell.1.max(1)));
        let (width, height) = (f64::from(width), f64::from(height));
        let scale = (f64::from(most) * cell.0 / width)
            .min(f64::from(self.rows) * cell.1 / height)
            .min(1.0);
        // Float to integer casts saturate.
        let cells = |length: f64, cell: f64, most: u16| {
            ((length * scale / cell - 1e-6).ceil() as u16).clamp(1, most.max(1))
        };
        let (columns, rows) = (cells(width, cell.0, most), cells(height, cell.1, self.rows));
        (self.rows > 0 && columns >= NARROWEST).then_some((columns, rows))
    }
}

impl Page<'_> {
    /// Lays out a picture. An alternative text that the caption repeats is not said twice.
    pub fn figure(&mut self, image: usize, caption: &[Inline], link: Option<usize>) {
        let alt = self
            .document
            .images
            .get(image)
            .map_or("", |image| image.alt.as_str());
        let known = self.document.images.get(image);
        let title = known.map_or("", |image| image.title.as_str());
        let is_silent = known.is_some_and(|image| image.silent) && caption.is_empty();
        let mut caption = flows(self.document, self.options, caption, Role::Caption);
        if caption.is_empty() && !title.is_empty() {
            let mut flow = Flow::default();
            flow.push(title, Style::default(), Role::Caption, None);
            caption.push(flow);
        }
        let said: String = caption.iter().map(|flow| flow.text.as_str()).collect();
        let alt = if said.trim() == alt.trim() || is_named_image(alt) {
            ""
        } else {
            alt
        };
        let mut stand_in = Flow::default();
        // Decoration says nothing, unless a link stands on it.
        if !is_silent || link.is_some() {
            stand_in.push(
                &StandIn::Image(alt).say(self.options.lang),
                Style::default(),
                Role::Caption,
                link,
            );
        }
        self.figures.push(image);
        let fit = self.rooms.fit(image, self.width());
        let number = link.filter(|_| self.options.numbers);
        match (fit, number) {
            (None, Some(link)) => push_number(&mut stand_in, link),
            // Under the picture it would not be seen.
            (Some(_), Some(link)) => match caption.last_mut() {
                Some(last) => push_number(last, link),
                None => {
                    let mut alone = Flow::default();
                    let number = format!("[{}]", link + 1);
                    alone.push(&number, Style::default(), Role::Ornament, Some(link));
                    caption.push(alone);
                }
            },
            (_, None) => {}
        }
        match fit {
            Some((columns, rows)) => self.room(image, &stand_in, columns, rows),
            None => self.flow(&stand_in),
        }
        for flow in &caption {
            self.flow(flow);
        }
    }

    fn room(&mut self, image: usize, stand_in: &Flow, columns: u16, rows: u16) {
        let before = self.height();
        self.flow(stand_in);
        let said = u16::try_from(self.height() - before).unwrap_or(u16::MAX);
        for _ in said..rows {
            self.push(Vec::new());
        }
        let indent = self.options.width - self.width();
        self.placed.push(Room {
            image,
            line: before,
            indent: u16::try_from(indent).unwrap_or(u16::MAX),
            columns,
            rows,
            said,
        });
    }
}

/// True for an alternative text that says no more than the stand-in.
pub fn is_named_image(alt: &str) -> bool {
    alt.trim().eq_ignore_ascii_case("image")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{self, Layout, Options, lay_out_with};
    use crate::text::Lang;

    fn laid(html: &str, width: usize, sizes: &[Option<(u32, u32)>]) -> Layout {
        let document = article::read(html, Some("https://cable.test/"), None);
        let rooms = Rooms {
            cell: (10, 20),
            rows: 12,
            sizes: sizes.to_vec(),
        };
        let options = Options {
            width,
            ascii: false,
            numbers: true,
            hyphenate: false,
            lang: Lang::Fr,
        };
        lay_out_with(&document, options, &rooms)
    }

    #[test]
    fn rows_are_kept_where_the_size_is_known() {
        let html = "<p>Avant.<figure><img src=a.jpg alt='Un pont'><figcaption>À Brest</figcaption></figure><p>Après.";
        let plain = laid(html, 60, &[]);
        assert_eq!(plain.pictures, []);
        let laid = laid(html, 60, &[Some((400, 200))]);
        let room = laid.pictures[0];
        assert_eq!(
            (
                room.image,
                room.columns,
                room.rows,
                room.lines(),
                room.blank()
            ),
            (0, 40, 10, 2..12, 3..12)
        );
        let lines: Vec<String> = laid.lines.iter().map(article::Line::text).collect();
        assert!(lines[2].contains("Un pont"), "{lines:#?}");
        assert!(lines[3..12].iter().all(String::is_empty));
        assert_eq!(lines[12], "À Brest");
        assert_eq!(laid.lines.len(), plain.lines.len() + 9);
        assert!(
            laid.lines[2..=12]
                .iter()
                .all(|line| line.block == laid.lines[2].block)
        );
    }

    #[test]
    fn a_picture_keeps_its_proportions_within_column_and_pane() {
        for (size, width, expected) in [
            // Wider than the column, higher than the pane, smaller than a cell more.
            ((2_000, 400), 60, Some((60, 6))),
            ((800, 4_000), 60, Some((5, 12))),
            ((335, 215), 60, Some((34, 11))),
            ((600, 240), 60, Some((60, 12))),
            ((601, 240), 60, Some((60, 12))),
            // Icons, rules, hair lines.
            ((31, 200), 60, None),
            ((600, 16), 60, None),
            ((40, 4_000), 60, None),
            ((0, 0), 60, None),
            ((u32::MAX, u32::MAX), 60, Some((24, 12))),
        ] {
            let laid = laid("<p>a<p><img src=a.jpg alt=b>", width, &[Some(size)]);
            let cells = laid.pictures.first().map(|room| (room.columns, room.rows));
            assert_eq!(cells, expected, "{size:?}");
        }
    }

    #[test]
    fn a_nested_picture_stands_behind_its_bars() {
        let html = "<blockquote><p>Cité<p><img src=a.jpg alt=b></blockquote>";
        let laid = laid(html, 40, &[Some((1_000, 250))]);
        let room = laid.pictures[0];
        assert_eq!(room.indent + room.columns, 40);
        let kept = &laid.lines[room.line..room.line + usize::from(room.rows)];
        let bar = kept[1].text();
        assert!(!bar.is_empty() && kept[1..].iter().all(|line| line.text() == bar));
    }

    #[test]
    fn decoration_says_nothing_until_it_is_drawn() {
        let text = |layout: &Layout| -> Vec<String> {
            layout.lines.iter().map(article::Line::text).collect()
        };
        for (html, said) in [
            ("<p>a<p><img src=a.jpg alt=''><p>b", vec!["a", "", "b"]),
            (
                "<p>a<p><img src=a.jpg><p>b",
                vec!["a", "", "[image]", "", "b"],
            ),
            ("<p>a <img src=a.jpg alt=''> b", vec!["a b"]),
            ("<p><img src=a.jpg alt=''> b", vec!["b"]),
            (
                "<ul><li>a<li><img src=a.jpg alt=''><p>b",
                vec!["• a", "", "• b"],
            ),
            (
                "<p>a<p><a href=/b><img src=a.jpg alt=''></a>",
                vec!["a", "", "[image] [1]"],
            ),
            (
                "<figure><img src=a.jpg alt=''><figcaption>Quai</figcaption></figure>",
                vec!["[image]", "Quai"],
            ),
            (
                "<img src=a.jpg alt='Un pont' title='Et le mot de la fin'>",
                vec!["[image : Un pont]", "Et le mot de la fin"],
            ),
            (
                "<img src=a.jpg alt='Un pont' title='un-pont.jpg'>",
                vec!["[image : Un pont]"],
            ),
            (
                "<img src=a.jpg alt='Le beau pont' title='Beau pont'>",
                vec!["[image : Le beau pont]"],
            ),
        ] {
            assert_eq!(text(&laid(html, 40, &[])), said, "{html}");
        }
        let drawn = laid("<p>a<p><img src=a.jpg alt=''><p>b", 40, &[Some((100, 100))]);
        assert_eq!((drawn.pictures[0].rows, drawn.lines.len()), (5, 9));
    }

    #[test]
    fn the_number_of_its_link_stands_under_it() {
        let html = "<p>a<p><a href=/b><img src=a.jpg alt=c></a>";
        let laid = laid(html, 40, &[Some((100, 100))]);
        let room = laid.pictures[0];
        let under = laid.lines[room.line + usize::from(room.rows)].text();
        assert_eq!(under, "[1]");
        assert!(!laid.lines[room.line].text().contains("[1]"));
    }
}
