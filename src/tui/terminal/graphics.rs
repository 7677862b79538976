//! Pictures that are sent to the terminal ahead of the cells that show them (kitty), and taken back from it: scrolled off,
//! under another article, on leaving. The others travel inside their cells and need nothing of this.

use std::fmt::Write as _;
use std::sync::Mutex;

use crate::article::picture::{self, Canvas, Surroundings};
use crate::config::Images;
use crate::tui::model::Model;
use crate::tui::pictures::seen;

/// What the terminal holds, for whoever gives it back.
static HELD: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// The pictures the terminal holds, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Graphics {
    held: Vec<u32>,
}

impl Graphics {
    /// What goes before and after a frame: pictures that came on the screen, and the deletion of those that left it.
    pub(super) fn follow(&mut self, model: &Model) -> (String, String) {
        let seen = seen(model);
        let (mut before, mut after) = (String::new(), String::new());
        let mut now = Vec::new();
        for drawn in seen.iter().map(|seen| &seen.drawn) {
            let Some(id) = drawn.id().filter(|id| !now.contains(id)) else {
                continue;
            };
            if !self.held.contains(&id) {
                before.push_str(drawn.transmission());
            }
            now.push(id);
        }
        self.held.retain(|id| !now.contains(id));
        delete(&self.held, &mut after);
        self.hold(now);
        (before, after)
    }

    /// Takes everything back: the next frame sends it anew.
    pub(super) fn forget(&mut self) -> String {
        let mut sequences = String::new();
        delete(&self.held, &mut sequences);
        self.hold(Vec::new());
        sequences
    }

    fn hold(&mut self, now: Vec<u32>) {
        if self.held != now
            && let Ok(mut held) = HELD.lock()
        {
            held.clone_from(&now);
        }
        self.held = now;
    }
}

/// The deletion of all that the terminal holds; nothing where it holds none. Never waits: it may run in a panic.
pub(super) fn give_back() -> String {
    let mut sequences = String::new();
    if let Ok(mut held) = HELD.try_lock() {
        delete(&held, &mut sequences);
        held.clear();
    }
    sequences
}

fn delete(ids: &[u32], sequences: &mut String) {
    for id in ids {
        // `I` frees the picture too; `q=2` asks for no answer. Writing into a text cannot fail.
        let _ = write!(sequences, "\x1b_Ga=d,d=I,i={id},q=2\x1b\\");
    }
}

/// What pictures are drawn on, by the settings, the environment and the size the system tells; nothing is asked of the
/// terminal.
pub(super) fn canvas(images: Images, colour: bool, ascii: bool) -> Option<Canvas> {
    let surroundings = Surroundings { colour, ascii };
    let means = picture::means(images, surroundings, |name| std::env::var(name).ok())?;
    let cell = crossterm::terminal::window_size().map_or((0, 0), |size| {
        (
            size.width / size.columns.max(1),
            size.height / size.rows.max(1),
        )
    });
    Some(Canvas::new(means, cell))
}
