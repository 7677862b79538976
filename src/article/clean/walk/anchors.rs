//! The links of an article, numbered in the order they are read. A link gets its number when there is something to read
//! on it, a target has one number however often it is linked to, and the first link to it gives it its text.

use std::collections::HashMap;

use url::Url;

use super::places::Places;
use crate::article::Link;
use crate::text::sanitise;

/// Bytes after which no more of a link's text is kept with it.
const LINK_TEXT: usize = 300;

/// A link that was met.
#[derive(Debug)]
struct Anchor {
    url: String,
    number: Option<usize>,
    /// The first to lead to its target: gives the link its text.
    first: bool,
}

/// The `a` that were met, and the links they came to.
#[derive(Debug, Default)]
pub struct Anchors {
    met: Vec<Anchor>,
    numbers: HashMap<String, usize>,
    links: Vec<Link>,
}

impl Anchors {
    /// Notes an `a`; what is given back stands for it in [`Anchors::read_on`].
    pub fn meet(&mut self, url: String) -> usize {
        self.met.push(Anchor {
            url,
            number: None,
            first: false,
        });
        self.met.len() - 1
    }

    /// The number of the link of an `a` on which something stands; `text` is added to the words it stands on.
    pub fn read_on(&mut self, anchor: usize, text: &str) -> Option<usize> {
        let anchor = self.met.get_mut(anchor)?;
        let number = match anchor.number {
            Some(number) => number,
            None => {
                let (number, first) = number_of(&mut self.numbers, &mut self.links, &anchor.url);
                anchor.number = Some(number);
                anchor.first = first;
                number
            }
        };
        let link = self.links.get_mut(number)?;
        if anchor.first && link.text.len() < LINK_TEXT {
            link.text.push_str(text);
        }
        Some(number)
    }

    /// The number of a link that stands by itself, with the text it has where it is the first to its target.
    pub fn alone(&mut self, url: &str, text: &str) -> usize {
        let (number, first) = number_of(&mut self.numbers, &mut self.links, url);
        if first && let Some(link) = self.links.get_mut(number) {
            link.text.push_str(text);
        }
        number
    }

    /// The article's links by their numbers, their texts each in one line, and the places they lead to within it.
    pub fn finish(self, places: &Places, base: Option<&Url>) -> (Vec<Link>, Vec<(String, usize)>) {
        let mut links = self.links;
        let mut anchors = Vec::new();
        for link in &mut links {
            link.text = sanitise::line(&link.text);
            if let Some((id, block)) = places.of(&link.url, base) {
                link.target = Some(block);
                anchors.push((id, block));
            }
        }
        (links, anchors)
    }
}

/// The number of a target, and whether it is new.
fn number_of(
    numbers: &mut HashMap<String, usize>,
    links: &mut Vec<Link>,
    url: &str,
) -> (usize, bool) {
    if let Some(number) = numbers.get(url) {
        return (*number, false);
    }
    links.push(Link {
        url: url.to_owned(),
        text: String::new(),
        target: None,
    });
    numbers.insert(url.to_owned(), links.len() - 1);
    (links.len() - 1, true)
}
