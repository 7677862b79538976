//! What lies on top of the panes: prompts, choices, the palette, help, the first screen.

use std::collections::BTreeSet;

use tui_input::Input;

use super::sheet::Sheet;
use crate::config::Action;
use crate::engine::discover::Further;
use crate::feed::discover::Candidate;

/// Something on top.
#[derive(Debug)]
pub enum Overlay {
    /// A line to fill in.
    Prompt(Prompt),
    /// Several feeds to choose from.
    Choice(Choice),
    /// All actions by name.
    Palette(Palette),
    /// Keys and what they do.
    Help(Help),
    /// The sources offered at first start.
    Sources(Sources),
    /// Letters beside the links of the article.
    Hints(Hints),
    /// Titled lines: `!`, the failing feeds, the history.
    Sheet(Sheet),
}

/// What a prompt is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Searching as one types.
    Search,
    /// Adding a feed.
    Add,
    /// A feed's title.
    Title { feed: i64 },
    /// A feed's tags, after its title.
    Tags { feed: i64, title: Option<String> },
}

/// A line to fill in, at the bottom of the screen.
#[derive(Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// What is typed.
    pub input: Input,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The answer is on its way.
    pub busy: bool,
}

impl Prompt {
    /// A prompt, filled in with `text`.
    pub fn new(purpose: Purpose, text: &str) -> Prompt {
        Prompt {
            purpose,
            input: Input::new(text.to_owned()),
            error: None,
            busy: false,
        }
    }
}

/// Several feeds of one site.
#[derive(Debug)]
pub struct Choice {
    /// The feeds.
    pub candidates: Vec<Candidate>,
    /// The one under the cursor.
    pub cursor: usize,
    /// Those ticked.
    pub ticked: BTreeSet<usize>,
    /// Those that were chosen and are none.
    pub dead: BTreeSet<usize>,
    /// What is left to be done when all are dead: the engine's.
    pub further: Further,
    /// Why what was chosen could not be added.
    pub error: Option<String>,
    /// The answer is on its way.
    pub busy: bool,
}

impl Choice {
    /// A choice among these.
    pub fn new(candidates: Vec<Candidate>, further: Further) -> Choice {
        Choice {
            candidates,
            further,
            cursor: 0,
            ticked: BTreeSet::new(),
            dead: BTreeSet::new(),
            error: None,
            busy: false,
        }
    }

    /// The feed of that address is none.
    pub fn fail(&mut self, url: &str) {
        let at = self.candidates.iter().position(|known| known.url == url);
        self.dead.extend(at);
        if let Some(at) = at {
            self.ticked.remove(&at);
        }
    }
}

/// All actions by name.
#[derive(Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    /// The actions that fit, the best first.
    pub found: Vec<Action>,
    /// The one under the cursor.
    pub cursor: usize,
}

/// Keys and what they do.
#[derive(Debug, Default)]
pub struct Help {
    /// First line shown.
    pub scroll: usize,
    /// What is searched.
    pub search: Input,
    /// Typing goes to the search.
    pub searching: bool,
}

/// The sources offered at first start.
#[derive(Debug, Default)]
pub struct Sources {
    /// The one under the cursor.
    pub cursor: usize,
    /// Those ticked, by their place in [`crate::config::sources::SOURCES`].
    pub ticked: BTreeSet<usize>,
}

/// Letters beside the links that are on the screen.
#[derive(Debug, Default)]
pub struct Hints {
    /// The letters of each link, and the link's index in the document.
    pub labels: Vec<(String, usize)>,
    /// What is typed of them, in lower case.
    pub typed: String,
}
