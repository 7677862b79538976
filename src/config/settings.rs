//! The settings as values, with their defaults: what DESIGN's table says, key by key.

use std::collections::BTreeMap;

use super::KeyMap;

/// The whole configuration, every key with its default.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `language`.
    pub language: Language,
    /// `[reader]`.
    pub reader: ReaderSettings,
    /// `[network]`.
    pub network: NetworkSettings,
    /// `[keys]`, over the preset.
    pub keys: KeyMap,
    /// `[theme]`.
    pub theme: ThemeSettings,
    /// `[[feeds]]`, in the file's order.
    pub feeds: Vec<FeedSettings>,
    /// `[[views]]`.
    pub views: Vec<View>,
}

/// `language = "auto"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// As the locale says.
    #[default]
    Auto,
    /// French.
    Fr,
    /// English.
    En,
}

/// `[reader]`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReaderSettings {
    /// `view`: the query of the first screen, kept as text; checked when the file is read.
    pub view: String,
    /// `mark_read`.
    pub mark_read: MarkRead,
    /// `width`: the text column's widest, in columns (20 to 200).
    pub width: usize,
    /// `hyphenate`.
    pub hyphenate: Hyphenate,
    /// `images`.
    pub images: Images,
    /// `glyphs`.
    pub glyphs: Glyphs,
    /// `mouse`.
    pub mouse: bool,
    /// `browser`: empty means `$BROWSER`, else the system's.
    pub browser: String,
}

/// `mark_read`: what marks an article read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkRead {
    /// Opening it.
    #[default]
    Open,
    /// Its being shown.
    Shown,
    /// Nothing but the key.
    Never,
}

/// `hyphenate`: whether words of running text are hyphenated at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hyphenate {
    /// In narrow columns.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl Hyphenate {
    /// Whether a column is hyphenated, where those under `narrow` columns are by themselves.
    pub fn at(self, columns: usize, narrow: usize) -> bool {
        match self {
            Hyphenate::Auto => columns < narrow,
            Hyphenate::On => true,
            Hyphenate::Off => false,
        }
    }
}

/// `images`: how the pictures of an article are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Images {
    /// By the means the terminal names in its environment, and not over SSH.
    #[default]
    Auto,
    /// Not at all, and none is fetched.
    Off,
    /// The kitty graphics protocol.
    Kitty,
    /// iTerm2's inline images.
    Iterm,
    /// Sixel.
    Sixel,
    /// Half blocks: two pixels a cell, in any terminal with colours.
    Blocks,
}

/// `glyphs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Unicode where the locale is UTF-8.
    #[default]
    Auto,
    /// Always Unicode.
    Unicode,
    /// Always ASCII.
    Ascii,
}

/// `[network]`. Times in seconds, sizes in bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSettings {
    /// `interval`: between two visits to a feed.
    pub interval: i64,
    /// `on_start`: visit what is due when the reader opens.
    pub on_start: bool,
    /// `connections`: requests at once, in all.
    pub connections: usize,
    /// `per_site`: requests at once to one site.
    pub per_site: usize,
    /// `timeout`: the whole visit.
    pub timeout: u64,
    /// `connect_timeout`.
    pub connect_timeout: u64,
    /// `idle_timeout`: silence between two pieces of an answer.
    pub idle_timeout: u64,
    /// `max_size`: decoded.
    pub max_size: u64,
    /// `proxy`: empty means the environment's, `"none"` none at all.
    pub proxy: String,
    /// `contact`: an address added to the User-Agent.
    pub contact: String,
    /// `user_agent`: empty means the reader's own.
    pub user_agent: String,
}

/// `[theme]`: a named theme and roles over it; colours as ratatui's `Color` reads them.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeSettings {
    /// `name`.
    pub name: String,
    /// The named roles set in the file (`accent unread heading quote code link error`).
    pub roles: BTreeMap<String, String>,
}

/// One `[[feeds]]` table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FeedSettings {
    /// `url`, as written: `https:`, `http:`, `file:`, `exec:` or `filter:`.
    pub url: String,
    /// `title`: the reader's own name for it; none means the feed's.
    pub title: Option<String>,
    /// `tags`: folders; `/` nests.
    pub tags: Vec<String>,
    /// `interval`, in seconds; none means `[network] interval`.
    pub interval: Option<i64>,
    /// `hidden`: not in the river, only in its own list.
    pub hidden: bool,
    /// `full_text`: the pages of its articles are fetched ahead of reading.
    pub full_text: bool,
    /// `keep`: how long its read articles are kept; none means for ever.
    pub keep: Option<Keep>,
    /// `headers`: sent to the feed's own origin alone.
    pub headers: BTreeMap<String, String>,
    /// `user`: for a password, at the feed's own origin alone; none means the address's own.
    pub user: Option<String>,
    /// `password_command`: the program that prints the password, and its arguments; empty means none.
    pub password_command: Vec<String>,
    /// `proxy`: in place of `[network] proxy`. Empty or `"none"` means no proxy for this feed.
    pub proxy: Option<String>,
}

/// `keep`: which articles of a feed stay. Unread and starred ones always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// Those that are younger, in seconds.
    Age(i64),
    /// So many, the newest.
    Newest(u32),
}

/// One `[[views]]` table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// `name`.
    pub name: String,
    /// `query`, as text; checked when the file is read.
    pub query: String,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            language: Language::default(),
            reader: ReaderSettings::default(),
            network: NetworkSettings::default(),
            keys: KeyMap::manchette(),
            theme: ThemeSettings::default(),
            feeds: Vec::new(),
            views: Vec::new(),
        }
    }
}

impl Default for ReaderSettings {
    fn default() -> ReaderSettings {
        ReaderSettings {
            view: "is:unread".to_owned(),
            mark_read: MarkRead::default(),
            width: 72,
            hyphenate: Hyphenate::default(),
            images: Images::default(),
            glyphs: Glyphs::default(),
            mouse: true,
            browser: String::new(),
        }
    }
}

impl Default for NetworkSettings {
    fn default() -> NetworkSettings {
        NetworkSettings {
            interval: 3_600,
            on_start: true,
            connections: 32,
            per_site: 2,
            timeout: 60,
            connect_timeout: 10,
            idle_timeout: 20,
            max_size: 20_000_000,
            proxy: String::new(),
            contact: String::new(),
            user_agent: String::new(),
        }
    }
}

impl Default for ThemeSettings {
    fn default() -> ThemeSettings {
        ThemeSettings {
            name: "terminal".to_owned(),
            roles: BTreeMap::new(),
        }
    }
}
