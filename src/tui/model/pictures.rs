//! The pictures of the article under the eye: their sizes, once they are known, and those made ready, which are no more
//! than what is near the screen. Named by their addresses, so that what comes late for another article does no harm.

use std::collections::HashMap;
use std::sync::Arc;

use super::Model;
use crate::article::picture::{Canvas, Cells, Drawn, Means, Pixels};
use crate::article::{Document, Room, Rooms};
use crate::engine::Page;

/// Pictures of one article that are asked for.
const MOST: usize = 20;

/// Sizes remembered, of articles that were read before too.
const REMEMBERED: usize = 500;

/// The pictures of the article pane.
#[derive(Debug, Default)]
pub struct Pictures {
    canvas: Option<Canvas>,
    /// The addresses of the article whose pictures were asked for.
    asked: Vec<String>,
    /// None: cannot be had, or not be read.
    sizes: HashMap<String, Option<Pixels>>,
    /// What is being made ready.
    drawing: Vec<(String, Cells)>,
    ready: Vec<(String, Arc<Drawn>)>,
    /// The text moves: those that would be sent anew at each step wait until it rests.
    held: bool,
}

impl Pictures {
    /// What pictures are drawn on; none where they are not.
    pub fn canvas(&self) -> Option<Canvas> {
        self.canvas
    }

    /// The terminal or the settings changed: what was made ready for another canvas goes.
    pub fn set_canvas(&mut self, canvas: Option<Canvas>) {
        if self.canvas != canvas {
            self.canvas = canvas;
            self.drawing.clear();
            self.ready.clear();
            self.held = false;
        }
    }

    /// The text moved under the eye. Pictures that travel inside their cells are left out until it rests: their bytes
    /// would go to the terminal at every step.
    pub fn hold(&mut self) {
        let means = self.canvas.map(|canvas| canvas.means);
        self.held = matches!(means, Some(Means::Iterm | Means::Sixel));
    }

    /// The text rests.
    pub fn release(&mut self) {
        self.held = false;
    }

    /// True while pictures wait for the text to rest.
    pub fn are_held(&self) -> bool {
        self.held
    }

    /// Turns to the pictures of a page. Those whose sizes are to be asked for, where it is another one than before.
    pub fn turn(&mut self, page: Option<&Page>) -> Option<Vec<String>> {
        let mut urls: Vec<String> = Vec::new();
        if let Some(page) = page.filter(|_| self.canvas.is_some()) {
            let images = &page.document.images;
            let figures = page.layout.figures.iter().filter_map(|at| images.get(*at));
            for image in figures.filter(|image| !image.url.is_empty()).take(MOST) {
                if !urls.contains(&image.url) {
                    urls.push(image.url.clone());
                }
            }
        }
        if urls == self.asked {
            return None;
        }
        self.asked.clone_from(&urls);
        self.drawing.clear();
        self.ready.clear();
        // What failed may be there by now.
        self.sizes.retain(|_, size| size.is_some());
        if self.sizes.len() > REMEMBERED {
            self.sizes.clear();
        }
        urls.retain(|url| !self.sizes.contains_key(url));
        Some(urls)
    }

    /// Takes a size in; one that came late for another article is dropped.
    pub fn take_size(&mut self, url: String, size: Option<Pixels>) {
        if self.asked.contains(&url) {
            self.sizes.insert(url, size);
        }
    }

    /// Takes a picture in; one that came late, or for another canvas, is dropped.
    pub fn take(&mut self, url: String, canvas: Canvas, cells: Cells, drawn: Option<Arc<Drawn>>) {
        if self.canvas != Some(canvas) || !self.asked.contains(&url) {
            return;
        }
        self.drawing
            .retain(|(known, size)| *known != url || *size != cells);
        match drawn {
            Some(drawn) => {
                if self.ready(&url, cells).is_none() {
                    self.ready.push((url, drawn));
                }
            }
            // Its text stands there again.
            None => drop(self.sizes.insert(url, None)),
        }
    }

    /// A picture made ready at this size.
    pub fn ready(&self, url: &str, cells: Cells) -> Option<&Arc<Drawn>> {
        let found = |(known, drawn): &&(String, Arc<Drawn>)| known == url && drawn.cells() == cells;
        self.ready.iter().find(found).map(|(_, drawn)| drawn)
    }

    /// Keeps those that are near the eye. What is to be made ready, where something new is among it: all of it, as
    /// what was asked for before is given up.
    pub fn keep(&mut self, near: Vec<(String, Cells)>) -> Option<Vec<(String, Cells)>> {
        let is_near = |url: &str, cells: Cells| {
            near.iter()
                .any(|(known, size)| known == url && *size == cells)
        };
        self.ready
            .retain(|(url, drawn)| is_near(url, drawn.cells()));
        let mut missing = near;
        missing.retain(|(url, cells)| self.ready(url, *cells).is_none());
        if missing.iter().all(|picture| self.drawing.contains(picture)) {
            return None;
        }
        self.drawing.clone_from(&missing);
        Some(missing)
    }

    /// What is known of a document's pictures, in a pane of so many rows. The same as nothing where nothing is.
    pub fn rooms(&self, document: &Document, pane: u16) -> Rooms {
        let Some(canvas) = self.canvas else {
            return Rooms::default();
        };
        let size = |url: &String| {
            let size = self.asked.contains(url).then(|| self.sizes.get(url));
            size.flatten().copied().flatten()
        };
        let sizes: Vec<Option<(u32, u32)>> = document
            .images
            .iter()
            .map(|image| size(&image.url).map(|size| (size.width, size.height)))
            .collect();
        if sizes.iter().all(Option::is_none) {
            return Rooms::default();
        }
        Rooms {
            cell: canvas.cell,
            // Some text stays beside the largest.
            rows: (pane * 3 / 5).max(1),
            sizes,
        }
    }
}

/// The picture that a room is for, with its size.
pub fn of_room<'a>(page: &'a Page, room: &Room) -> Option<(&'a str, Cells)> {
    let image = page.document.images.get(room.image)?;
    let cells = Cells {
        columns: room.columns,
        rows: room.rows,
    };
    Some((image.url.as_str(), cells))
}

/// The rows of the article pane (those it would have where it is not shown).
pub fn pane(model: &Model) -> u16 {
    let geometry = model.geometry();
    geometry
        .article
        .map_or(geometry.list_height, |place| place.height)
}
