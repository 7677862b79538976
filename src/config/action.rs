//! The one enum of actions: keys, palette, mouse, help and config all speak in it.

/// A user's intent, by name. What is not built yet is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The next line.
    Down,
    /// The line before.
    Up,
    /// The first line; announced arrivals come in.
    Top,
    /// The last line.
    Bottom,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Open the article, or filter by the feed, folder or view.
    Open,
    /// One step back.
    Back,
    /// The focus goes to the next pane.
    NextPane,
    /// A page down the article, at its end the next unread.
    PageArticle,
    /// The next unread article.
    NextUnread,
    /// The unread article before.
    PreviousUnread,
    /// Read becomes unread and back.
    ToggleRead,
    /// Every article of the list is read.
    MarkAllRead,
    /// Start or end a range that the next mark acts on.
    SelectRange,
    /// Star it, or take the star away.
    Star,
    /// Take the last gesture back.
    Undo,
    /// The gestures, the last first.
    History,
    /// Ask for an address and subscribe.
    AddFeed,
    /// Unsubscribe; it can be undone.
    RemoveFeed,
    /// Ask for the feed's title and tags.
    EditFeed,
    /// Visit this feed now.
    Refresh,
    /// Visit every feed now.
    RefreshAll,
    /// The feeds that fail, rest or are gone.
    Failures,
    /// Open the link in the browser.
    OpenBrowser,
    /// Copy the link.
    CopyLink,
    /// Letters beside the links of the article.
    LinkHints,
    /// The text of the article's page, or the feed's again.
    FullText,
    /// Why the article has its place, and how its feed is.
    Why,
    /// Show the feed panel with the focus, or hide it.
    TogglePanel,
    /// The article alone.
    Zen,
    /// Unread, starred, all.
    CycleFilter,
    /// The next order of the list.
    CycleSort,
    /// Search as one types.
    Search,
    /// Every action by name.
    Palette,
    /// The keys and what they do.
    Help,
    /// Draw the whole screen anew.
    Redraw,
    /// Stop as a job of the shell.
    Suspend,
    /// Close what lies on top, else leave.
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
        Action::History,
        Action::AddFeed,
        Action::RemoveFeed,
        Action::EditFeed,
        Action::Refresh,
        Action::RefreshAll,
        Action::Failures,
        Action::OpenBrowser,
        Action::CopyLink,
        Action::LinkHints,
        Action::FullText,
        Action::Why,
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
            Action::History => "history",
            Action::AddFeed => "add-feed",
            Action::RemoveFeed => "remove-feed",
            Action::EditFeed => "edit-feed",
            Action::Refresh => "refresh",
            Action::RefreshAll => "refresh-all",
            Action::Failures => "failures",
            Action::OpenBrowser => "open-browser",
            Action::CopyLink => "copy-link",
            Action::LinkHints => "link-hints",
            Action::FullText => "full-text",
            Action::Why => "why",
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

    /// Its section in help.
    pub fn group(self) -> ActionGroup {
        match self {
            Action::Down
            | Action::Up
            | Action::Top
            | Action::Bottom
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::NextPane
            | Action::Back
            | Action::NextUnread
            | Action::PreviousUnread => ActionGroup::Move,
            Action::Open
            | Action::PageArticle
            | Action::ToggleRead
            | Action::MarkAllRead
            | Action::SelectRange
            | Action::Star
            | Action::Undo
            | Action::History
            | Action::OpenBrowser
            | Action::CopyLink
            | Action::LinkHints
            | Action::FullText
            | Action::Why => ActionGroup::Read,
            Action::AddFeed
            | Action::RemoveFeed
            | Action::EditFeed
            | Action::Refresh
            | Action::RefreshAll
            | Action::Failures => ActionGroup::Feeds,
            Action::TogglePanel
            | Action::Zen
            | Action::CycleFilter
            | Action::CycleSort
            | Action::Search => ActionGroup::View,
            Action::Palette | Action::Help | Action::Redraw | Action::Suspend | Action::Quit => {
                ActionGroup::Application
            }
        }
    }
}

/// The sections of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionGroup {
    /// Moving in lists and between panes.
    Move,
    /// Reading and marking articles.
    Read,
    /// Subscriptions.
    Feeds,
    /// What is shown, and in which order.
    View,
    /// The program itself.
    Application,
}

impl ActionGroup {
    /// Every section, in the order help shows them.
    pub const ALL: &'static [ActionGroup] = &[
        ActionGroup::Move,
        ActionGroup::Read,
        ActionGroup::Feeds,
        ActionGroup::View,
        ActionGroup::Application,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_action() {
        for &action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
            assert!(ActionGroup::ALL.contains(&action.group()));
        }
        assert_eq!(Action::from_name("mark-everything"), None);
    }
}
