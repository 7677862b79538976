//! The text that JSON-LD gives, where it gives one: what it does not hold stands around the article.

use std::collections::HashSet;

use super::draft::{Draft, Leaf};
use crate::text::fold::words;

/// The shortest text that is believed, in words.
const SHORTEST: usize = 60;

/// The shortest text that can be the article where the page itself holds nothing.
const LEAST: usize = 8;

/// The three-word runs of the article as JSON-LD has it.
pub struct Oracle {
    runs: HashSet<[String; 3]>,
    words: usize,
    text: String,
}

impl Oracle {
    /// None where the text is too short to tell anything.
    pub fn of(body: Option<&str>) -> Option<Oracle> {
        let body = body?;
        let text = match body.contains('<') || body.contains("&") {
            true => super::super::plain_text(body).text,
            false => body.to_owned(),
        };
        let words = words(&text);
        let runs = runs(&words).collect::<HashSet<_>>();
        (words.len() >= LEAST).then_some(Oracle {
            runs,
            words: words.len(),
            text: body.to_owned(),
        })
    }

    /// How much of a block it holds, 0 to 1.
    fn holds(&self, leaf: &Leaf) -> f64 {
        let words = words(&leaf.text);
        let (mut all, mut held) = (0_usize, 0_usize);
        for run in runs(&words) {
            all += 1;
            held += usize::from(self.runs.contains(&run));
        }
        match all {
            0 => 0.0,
            all => held as f64 / all as f64,
        }
    }

    /// Takes away what it does not hold, at the edges and between; does nothing where it speaks of another text.
    pub fn trim(&self, draft: &mut Draft<'_, '_>) {
        let held: Vec<f64> = draft.leaves.iter().map(|leaf| self.holds(leaf)).collect();
        let sum: usize = draft
            .leaves
            .iter()
            .zip(&held)
            .filter(|(_, held)| **held >= 0.5)
            .map(|(leaf, _)| leaf.words)
            .sum();
        if self.words < SHORTEST || sum * 100 < self.words * 80 {
            return;
        }
        let first = held.iter().position(|held| *held >= 0.5).unwrap_or(0);
        let last = held
            .iter()
            .rposition(|held| *held >= 0.5)
            .unwrap_or(held.len());
        let mut place = 0;
        let tree = draft.tree;
        let keeps = |leaf: &Leaf, place: usize| {
            if place > last {
                // Notes and what is no sentence of the text.
                return false;
            }
            let is_structure = !matches!(
                &*tree.items[leaf.place].name,
                "p" | "div" | "section" | "article" | "span"
            );
            if place < first {
                return leaf.words >= 12 && tree.items[leaf.place].own_linked == 0;
            }
            held[place] >= 0.3 || leaf.words < 3 || is_structure || leaf.words >= 40
        };
        draft.leaves.retain(|leaf| {
            place += 1;
            keeps(leaf, place - 1)
        });
    }

    /// The text itself as HTML, where it says much more than what was found on the page.
    pub fn instead_of(&self, found: usize) -> Option<String> {
        let is_alone = found * 4 <= self.words;
        if self.words < 100 && !is_alone || self.words * 2 < found * 3 {
            return None;
        }
        let looks_like_html = ["<p", "<br", "<div", "<h2"]
            .iter()
            .any(|tag| self.text.contains(tag));
        if looks_like_html {
            return Some(self.text.clone());
        }
        let mark = if self.text.contains("\n\n") {
            "\n\n"
        } else {
            "\n"
        };
        let mut out = String::new();
        for part in self
            .text
            .split(mark)
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            out.push_str("<p>");
            out.push_str(&part.replace("&", "&amp;").replace('<', "&lt;"));
            out.push_str("</p>\n");
        }
        Some(out)
    }
}

fn runs(words: &[String]) -> impl Iterator<Item = [String; 3]> + '_ {
    words
        .windows(3)
        .map(|three| [three[0].clone(), three[1].clone(), three[2].clone()])
}
