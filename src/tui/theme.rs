//! Colours, weights and glyphs. The terminal's own colours, one accent, weight rather than colour for unread.

use ratatui::style::{Color, Modifier, Style};

use crate::config::ThemeSettings;

/// The look of each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// What has the focus, titles of panes.
    pub accent: Style,
    /// Unread headlines.
    pub unread: Style,
    /// Headings in an article.
    pub heading: Style,
    /// Quotations.
    pub quote: Style,
    /// Code.
    pub code: Style,
    /// Links.
    pub link: Style,
    /// Failures.
    pub error: Style,
    /// What steps back: dates, sources, rules.
    pub quiet: Style,
    /// The selected row where the focus is.
    pub selected: Style,
    /// The selected row elsewhere.
    pub selected_elsewhere: Style,
}

impl Theme {
    /// The theme of the settings. `colour` is false with `NO_COLOR`: weights alone remain.
    pub fn new(settings: &ThemeSettings, colour: bool) -> Theme {
        let role = |name: &str, default: Style| {
            let own = settings
                .roles
                .get(name)
                .and_then(|text| text.parse::<Color>().ok());
            match own {
                _ if !colour => default.fg(Color::Reset),
                Some(own) => default.fg(own),
                None => default,
            }
        };
        let plain = Style::new();
        let accent = role("accent", plain.fg(Color::Cyan));
        Theme {
            accent,
            unread: role("unread", plain.add_modifier(Modifier::BOLD)),
            heading: role("heading", plain.add_modifier(Modifier::BOLD)),
            quote: role("quote", plain.add_modifier(Modifier::ITALIC)),
            code: role("code", plain.fg(Color::Green)),
            link: role("link", plain.add_modifier(Modifier::UNDERLINED)),
            error: role("error", plain.fg(Color::Red)),
            quiet: plain.add_modifier(Modifier::DIM),
            selected: plain.add_modifier(Modifier::REVERSED),
            selected_elsewhere: plain.add_modifier(Modifier::UNDERLINED),
        }
    }
}

/// The signs drawn, in Unicode or ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// ASCII alone.
    pub ascii: bool,
    /// An unread article.
    pub unread: &'static str,
    /// A starred one.
    pub star: &'static str,
    /// An open folder.
    pub open: &'static str,
    /// A closed one.
    pub closed: &'static str,
    /// Between panes.
    pub vertical: &'static str,
    /// Above the status line.
    pub horizontal: &'static str,
    /// Where both meet.
    pub join: &'static str,
    /// Text goes on.
    pub ellipsis: &'static str,
    /// A refresh.
    pub refresh: &'static str,
    /// Ticked.
    pub ticked: &'static str,
    /// Not ticked.
    pub unticked: &'static str,
    /// Between the parts of a line.
    pub dot: &'static str,
    /// A feed that failed.
    pub failed: &'static str,
}

impl Glyphs {
    /// Unicode signs that every font has.
    pub const UNICODE: Glyphs = Glyphs {
        ascii: false,
        unread: "●",
        star: "★",
        open: "▾",
        closed: "▸",
        vertical: "│",
        horizontal: "─",
        join: "┴",
        ellipsis: "…",
        refresh: "⟳",
        ticked: "[✓]",
        unticked: "[ ]",
        dot: "·",
        failed: "!",
    };

    /// ASCII signs, for locales that are not UTF-8.
    pub const ASCII: Glyphs = Glyphs {
        ascii: true,
        unread: "*",
        star: "+",
        open: "v",
        closed: ">",
        vertical: "|",
        horizontal: "-",
        join: "+",
        ellipsis: "...",
        refresh: "~",
        ticked: "[x]",
        unticked: "[ ]",
        dot: "-",
        failed: "!",
    };
}
