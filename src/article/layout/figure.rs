//! Pictures: a stand-in with the alternative text, and the caption under it.

use super::Role;
use super::flow::{Flow, flows, push_number};
use super::page::Page;
use crate::article::{Inline, Style};
use crate::text::Say;
use crate::text::messages::article::StandIn;

impl Page<'_> {
    /// Lays out a picture. An alternative text that the caption repeats is not said twice.
    pub fn figure(&mut self, image: usize, caption: &[Inline], link: Option<usize>) {
        let alt = self
            .document
            .images
            .get(image)
            .map_or("", |image| image.alt.as_str());
        let caption = flows(self.document, self.options, caption, Role::Caption);
        let said: String = caption.iter().map(|flow| flow.text.as_str()).collect();
        let alt = if said.trim() == alt.trim() { "" } else { alt };
        let mut stand_in = Flow::default();
        stand_in.push(
            &StandIn::Image(alt).say(self.options.lang),
            Style::default(),
            Role::Caption,
            link,
        );
        if let Some(link) = link.filter(|_| self.options.numbers) {
            push_number(&mut stand_in, link);
        }
        self.flow(&stand_in);
        for flow in &caption {
            self.flow(flow);
        }
    }
}
