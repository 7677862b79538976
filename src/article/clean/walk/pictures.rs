//! The pictures of an article, in the order they are met. Lazy loading often gives a picture twice: an `img` that a
//! program fills, and its double in `noscript`, before or after it; here the two are made one.

use crate::article::Image;
use crate::article::clean::image;

/// The pictures that were met.
#[derive(Debug, Default)]
pub struct Pictures {
    met: Vec<Image>,
    /// The last one may have a double: it is lazy, or came from a `noscript`.
    open: bool,
}

impl Pictures {
    /// The number of a picture, new or not; none where it is the double of the one before, which keeps what it has and
    /// takes what it lacks. `lazy` is true for one that a program fills.
    pub fn push(&mut self, image: Image, lazy: bool, in_noscript: bool) -> Option<usize> {
        let doubles = lazy || in_noscript;
        let was_open = std::mem::replace(&mut self.open, doubles);
        // Natively lazy pictures look like any other: there only the very same one is a double.
        let is_same = |last: &Image| !image.url.is_empty() && last.url == image.url;
        let may_be = doubles && (was_open || in_noscript && self.met.last().is_some_and(is_same));
        if let Some(last) = self
            .met
            .last_mut()
            .filter(|last| may_be && same(last, &image))
        {
            if last.url.is_empty() {
                last.url = image.url;
            }
            if last.alt.is_empty() {
                last.alt = image.alt;
            }
            self.open = false;
            return None;
        }
        self.met.push(image);
        Some(self.met.len() - 1)
    }

    /// The article's pictures by their numbers.
    pub fn finish(self) -> Vec<Image> {
        self.met
    }
}

/// True for two that show the same.
fn same(one: &Image, other: &Image) -> bool {
    if one.url.is_empty() || other.url.is_empty() {
        return one.alt == other.alt || one.alt.is_empty() || other.alt.is_empty();
    }
    one.url == other.url
        || (!one.alt.is_empty() && one.alt == other.alt)
        || image::stem(&one.url).is_some_and(|stem| image::stem(&other.url) == Some(stem))
}
