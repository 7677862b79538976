//! Where each pane is. Wide terminals show headlines beside the article, narrow ones one at a time; a panel comes and
//! goes on the left. Pure arithmetic.

use ratatui::layout::Rect;

/// The fewest columns at which list and article stand side by side.
pub const WIDE: u16 = 100;
/// The fewest columns at which the panel is there from the start.
pub const PANEL_AT_START: u16 = 140;
/// The smallest screen that shows anything but a word.
pub const SMALLEST: (u16, u16) = (20, 6);

/// What decides where panes are.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The panel is asked for.
    pub panel: bool,
    /// The article alone.
    pub zen: bool,
    /// The article has the focus.
    pub article: bool,
    /// The list's width where the divider was dragged.
    pub divider: Option<u16>,
}

/// The panes. Those that are not shown have no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// The feed panel.
    pub panel: Option<Rect>,
    /// The headlines.
    pub list: Option<Rect>,
    /// The article.
    pub article: Option<Rect>,
    /// The rule above the status line.
    pub rule: Option<Rect>,
    /// The status line, prompts included.
    pub status: Rect,
    /// Rows of headlines (also while the list is not shown).
    pub list_height: u16,
    /// The article's columns (also while it is not shown).
    pub article_width: u16,
}

impl Geometry {
    /// The panes of a frame.
    pub fn of(frame: Frame) -> Geometry {
        let (width, height) = frame.size;
        let ruled = height >= 8;
        let body = height.saturating_sub(if ruled { 2 } else { 1 });
        let status = Rect::new(0, height.saturating_sub(1), width, 1.min(height));
        let rule = ruled.then(|| Rect::new(0, body, width, 1));
        // The list's first row is its title.
        let list_height = body.saturating_sub(1).max(1);
        let place = |x: u16, width: u16| Rect::new(x, 0, width, body);
        let base = Geometry {
            rule,
            status,
            list_height,
            article_width: width,
            ..Geometry::default()
        };
        if frame.zen {
            return Geometry {
                article: Some(place(0, width)),
                ..base
            };
        }
        let wide = width >= WIDE;
        let panel_width = if !frame.panel {
            0
        } else if wide {
            (width / 6).clamp(20, 30)
        } else {
            (width / 3).clamp(14, 24).min(width)
        };
        let start = if panel_width == 0 {
            0
        } else {
            (panel_width + 1).min(width)
        };
        let panel = (panel_width > 0).then(|| place(0, panel_width));
        let room = width.saturating_sub(start);
        if wide {
            let list_width = frame
                .divider
                .unwrap_or(room * 46 / 100)
                .clamp(30, room.saturating_sub(31).max(30));
            let article_x = start + list_width + 1;
            let article_width = width.saturating_sub(article_x);
            return Geometry {
                panel,
                list: Some(place(start, list_width)),
                article: Some(place(article_x, article_width)),
                article_width,
                ..base
            };
        }
        if frame.article {
            return Geometry {
                article: Some(place(0, width)),
                ..base
            };
        }
        Geometry {
            panel,
            list: Some(place(start, room)),
            ..base
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(width: u16, height: u16, panel: bool, article: bool) -> Geometry {
        Geometry::of(Frame {
            size: (width, height),
            panel,
            zen: false,
            article,
            divider: None,
        })
    }

    #[test]
    fn wide_terminals_show_list_and_article() {
        for width in WIDE..=400 {
            for panel in [false, true] {
                let shown = of(width, 40, panel, false);
                let list = shown.list.unwrap();
                let article = shown.article.unwrap();
                assert_eq!(list.right() + 1, article.x);
                assert_eq!(article.right(), width);
                assert_eq!(shown.panel.is_some(), panel);
                assert!(article.width >= 31 && list.width >= 30, "{width} {shown:?}");
            }
        }
    }

    #[test]
    fn narrow_terminals_show_one_at_a_time() {
        assert!(of(80, 24, false, false).article.is_none());
        assert!(of(80, 24, false, true).list.is_none());
        assert!(of(80, 24, true, false).panel.is_some());
    }

    #[test]
    fn every_size_has_its_places_inside_the_screen() {
        for width in 0..=120 {
            for height in 0..=30 {
                let shown = of(width, height, true, false);
                for place in [
                    shown.panel,
                    shown.list,
                    shown.article,
                    shown.rule,
                    Some(shown.status),
                ]
                .into_iter()
                .flatten()
                {
                    assert!(
                        place.right() <= width && place.bottom() <= height,
                        "{width}x{height} {shown:?}"
                    );
                }
            }
        }
    }
}
