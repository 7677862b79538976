//! The pictures of an article, in the order they are met. Lazy loading often gives a picture twice: an `img` without an
//! address, and its double in `noscript`; here the two are made one.

use crate::article::Image;

/// The pictures that were met.
#[derive(Debug, Default)]
pub struct Pictures(Vec<Image>);

impl Pictures {
    /// A picture of a `noscript`, unless it is the double of one that was met. The double of a last picture without
    /// an address gives it its own.
    pub fn unless_double(&mut self, image: Image) -> Option<Image> {
        if self.0.iter().any(|known| known.url == image.url) {
            return None;
        }
        if let Some(last) = self.0.last_mut().filter(|last| last.url.is_empty()) {
            last.url = image.url;
            return None;
        }
        Some(image)
    }

    /// Adds a picture: its number.
    pub fn push(&mut self, image: Image) -> usize {
        self.0.push(image);
        self.0.len() - 1
    }

    /// The article's pictures by their numbers.
    pub fn finish(self) -> Vec<Image> {
        self.0
    }
}
