//! Paragraphs, headings, quotations, definitions, details and rules.

use super::Role;
use super::bidi::is_mixed;
use super::flow::{Flow, flows};
use super::page::{Page, ornament};
use super::wrap::{Rules, wrap};
use crate::article::{Block, Inline, Style};

/// Columns of a horizontal rule.
const RULE: usize = 20;
/// Columns a definition is indented by.
const DEFINITION: usize = 4;
/// The same on a narrow page.
const DEFINITION_NARROW: usize = 2;

impl Page<'_> {
    /// Lays out a block.
    pub fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.inlines(inlines, self.role),
            Block::Heading(level, inlines) => self.inlines(inlines, Role::Heading(*level)),
            Block::List(items) => self.list(items),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Code { text, language } => self.code(text, language.as_deref()),
            Block::Table {
                header,
                rows,
                caption,
            } => self.table(header, rows, caption),
            Block::Figure {
                image,
                caption,
                link,
            } => self.figure(*image, caption, *link),
            Block::Definitions(pairs) => self.definitions(pairs),
            Block::Details { summary, blocks } => self.details(summary, blocks),
            Block::Rule => self.rule(),
        }
    }

    /// Lays out inlines as running text of a role.
    pub fn inlines(&mut self, inlines: &[Inline], role: Role) {
        for flow in flows(self.document, self.options, inlines, role) {
            self.flow(&flow);
        }
    }

    /// Lays out a flow, the marker that found no room before it.
    pub fn flow(&mut self, flow: &Flow) {
        self.hanging_flow(flow, 0);
    }

    /// Lays out a flow whose lines after the first are indented.
    pub fn hanging_flow(&mut self, flow: &Flow, hang: usize) {
        let rules = Rules {
            tongue: self.document.tongue,
            hyphenate: self.options.hyphenate,
            whole_words: false,
            hang,
        };
        let lead = self.take_lead();
        let lines = if lead.is_empty() {
            wrap(flow, self.width(), rules)
        } else {
            let mut led = Flow::default();
            led.push(&lead, Style::default(), Role::Ornament, None);
            led.append(flow);
            wrap(&led, self.width(), rules)
        };
        self.mixed = is_mixed(&flow.text);
        for (place, mut line) in lines.into_iter().enumerate() {
            if hang > 0 && place > 0 {
                line.insert(0, ornament(" ".repeat(hang)));
            }
            self.push(line);
        }
        self.mixed = false;
    }

    fn quote(&mut self, blocks: &[Block]) {
        let around = std::mem::replace(&mut self.role, Role::Quote);
        let bar = if self.options.ascii { "| " } else { "│ " };
        self.behind(None, bar, 2, |page| page.blocks(blocks));
        self.role = around;
    }

    fn definitions(&mut self, pairs: &[(Vec<Inline>, Vec<Block>)]) {
        let columns = if self.width() < 40 {
            DEFINITION_NARROW
        } else {
            DEFINITION
        };
        let mut defined = false;
        for (place, (term, definition)) in pairs.iter().enumerate() {
            let lay = |page: &mut Self| {
                let term: Vec<Inline> = term.iter().cloned().map(Inline::strong).collect();
                page.inlines(&term, page.role);
                page.behind(None, "", columns, |page| page.blocks(definition));
            };
            // Terms that share a definition stand together.
            if place > 0 && defined {
                self.apart(lay);
            } else {
                lay(self);
            }
            defined = !definition.is_empty();
        }
    }

    fn details(&mut self, summary: &[Inline], blocks: &[Block]) {
        let marker = if self.options.ascii { "v " } else { "▾ " };
        let summary: Vec<Inline> = summary.iter().cloned().map(Inline::strong).collect();
        self.behind(Some(marker), "", 2, |page| {
            page.inlines(&summary, page.role);
            if summary.is_empty() {
                page.blocks(blocks);
            } else {
                page.apart(|page| page.blocks(blocks));
            }
        });
    }

    fn rule(&mut self) {
        let line = if self.options.ascii { "-" } else { "─" };
        let columns = self.width().min(RULE);
        self.push(vec![ornament(line.repeat(columns))]);
    }
}
