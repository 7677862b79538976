//! The one enum of actions: keys, palette, mouse, help and config all speak in it.

/// A user's intent, by name. What is not built yet is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    Down,
    Up,
    Top,
    Bottom,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    Open,
    Back,
    NextPane,
    PageArticle,
    NextUnread,
    PreviousUnread,
    ToggleRead,
    MarkAllRead,
    SelectRange,
    Star,
    Undo,
    AddFeed,
    RemoveFeed,
    EditFeed,
    Refresh,
    RefreshAll,
    OpenBrowser,
    CopyLink,
    TogglePanel,
    Zen,
    CycleFilter,
    CycleSort,
    Search,
    Palette,
    Help,
    Redraw,
    Suspend,
    Quit,
}

impl Action {
    /// Every action, in the order help shows them.
    pub const ALL: &'static [Action] = &[
        Action::Down,
        Action::Up,
        Action::Top,
        Action::Bottom,
        Action::HalfPageDown,
        Action::HalfPageUp,
        Action::PageDown,
        Action::PageUp,
        Action::Open,
        Action::Back,
        Action::NextPane,
        Action::PageArticle,
        Action::NextUnread,
        Action::PreviousUnread,
        Action::ToggleRead,
        Action::MarkAllRead,
        Action::SelectRange,
        Action::Star,
        Action::Undo,
        Action::AddFeed,
        Action::RemoveFeed,
        Action::EditFeed,
        Action::Refresh,
        Action::RefreshAll,
        Action::OpenBrowser,
        Action::CopyLink,
        Action::TogglePanel,
        Action::Zen,
        Action::CycleFilter,
        Action::CycleSort,
        Action::Search,
        Action::Palette,
        Action::Help,
        Action::Redraw,
        Action::Suspend,
        Action::Quit,
    ];

    /// Its name in the config and the palette: `half-page-down`.
    pub fn name(self) -> &'static str {
        match self {
            Action::Down => "down",
            Action::Up => "up",
            Action::Top => "top",
            Action::Bottom => "bottom",
            Action::HalfPageDown => "half-page-down",
            Action::HalfPageUp => "half-page-up",
            Action::PageDown => "page-down",
            Action::PageUp => "page-up",
            Action::Open => "open",
            Action::Back => "back",
            Action::NextPane => "next-pane",
            Action::PageArticle => "page-article",
            Action::NextUnread => "next-unread",
            Action::PreviousUnread => "previous-unread",
            Action::ToggleRead => "toggle-read",
            Action::MarkAllRead => "mark-all-read",
            Action::SelectRange => "select-range",
            Action::Star => "star",
            Action::Undo => "undo",
            Action::AddFeed => "add-feed",
            Action::RemoveFeed => "remove-feed",
            Action::EditFeed => "edit-feed",
            Action::Refresh => "refresh",
            Action::RefreshAll => "refresh-all",
            Action::OpenBrowser => "open-browser",
            Action::CopyLink => "copy-link",
            Action::TogglePanel => "toggle-panel",
            Action::Zen => "zen",
            Action::CycleFilter => "cycle-filter",
            Action::CycleSort => "cycle-sort",
            Action::Search => "search",
            Action::Palette => "palette",
            Action::Help => "help",
            Action::Redraw => "redraw",
            Action::Suspend => "suspend",
            Action::Quit => "quit",
        }
    }

    /// The action of this name.
    pub fn from_name(name: &str) -> Option<Action> {
        Action::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }
}
