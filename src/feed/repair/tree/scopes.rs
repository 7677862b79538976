//! The scopes of namespaces: which prefix means which vocabulary where an element stands. What a document does not
//! declare is told by its usual prefix.

use std::borrow::Cow;

use super::Family;
use crate::feed::repair::names::{self, Ns};

/// The most declarations in force at once; later ones are passed over.
const DECLARATIONS: usize = 256;

/// A declaration in force.
#[derive(Debug)]
struct Scope<'a> {
    /// The depth of the element that declares it, 0 for the root.
    depth: usize,
    /// Empty for the default namespace.
    prefix: &'a str,
    ns: Ns,
}

/// The declarations in force, the innermost last.
#[derive(Debug, Default)]
pub struct Scopes<'a>(Vec<Scope<'a>>);

/// The vocabulary of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved<'a> {
    /// The vocabulary; the document's own is [`Ns::Own`].
    pub ns: Ns,
    /// The prefix, where nothing declares it.
    pub undeclared: Option<&'a str>,
}

impl<'a> Scopes<'a> {
    /// Takes the declarations among an element's attributes; `depth` is the number of elements around it. An entry or a
    /// channel with an unknown vocabulary by default is the document's own all the same.
    pub fn declare(&mut self, depth: usize, name: &str, attributes: &[(&'a str, Cow<'a, str>)]) {
        for (key, address) in attributes {
            let prefix = match key.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if *key == "xmlns" => "",
                _ => continue,
            };
            if self.0.len() < DECLARATIONS {
                let ns = match names::by_address(address) {
                    Ns::Other if prefix.is_empty() && is_structure(name) => Ns::Own,
                    ns => ns,
                };
                self.0.push(Scope { depth, prefix, ns });
            }
        }
    }

    /// The prefix of a root means the document's own vocabulary, whatever its address, if any.
    pub fn declare_own(&mut self, qname: &'a str) {
        if let Some((prefix, local)) = qname.split_once(':')
            && is_structure(local)
        {
            let (depth, ns) = (0, Ns::Own);
            self.0.push(Scope { depth, prefix, ns });
        }
    }

    /// True where a name has no prefix or a declared one.
    pub fn is_declared(&self, qname: &str) -> bool {
        let prefix = qname.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_none_or(|prefix| self.0.iter().any(|scope| scope.prefix == prefix))
    }

    /// Forgets the declarations of what was closed, `depth` elements being open still.
    pub fn leave(&mut self, depth: usize) {
        while self.0.last().is_some_and(|scope| scope.depth >= depth) {
            self.0.pop();
        }
    }

    /// The vocabulary of a name where it stands. The root's default namespace is the document's own, whatever its
    /// address: RSS carries many.
    pub fn resolve<'q>(&self, qname: &'q str, family: Family) -> Resolved<'q> {
        let own = |ns: Ns| match (ns, family) {
            (Ns::Atom, Family::Atom) | (Ns::Rss, Family::Rss) => Ns::Own,
            (other, _) => other,
        };
        let declared = |ns: Ns| Resolved {
            ns,
            undeclared: None,
        };
        let prefix = qname.split_once(':').map_or("", |(prefix, _)| prefix);
        let scope = self.0.iter().rev().find(|scope| scope.prefix == prefix);
        if prefix.is_empty() {
            return declared(match scope {
                Some(scope) if scope.depth > 0 => own(scope.ns),
                _ => Ns::Own,
            });
        }
        if let Some(scope) = scope {
            return declared(own(scope.ns));
        }
        match names::by_prefix(prefix) {
            Some(ns) => Resolved {
                ns: own(ns),
                undeclared: Some(prefix),
            },
            None => Resolved {
                ns: Ns::Other,
                undeclared: Some(prefix).filter(|prefix| *prefix != "xml"),
            },
        }
    }
}

fn is_structure(name: &str) -> bool {
    ["rss", "feed", "channel", "item", "entry"]
        .iter()
        .any(|one| name.eq_ignore_ascii_case(one))
}
