//! The terminal and the loop: the only place of the screen that does input and output. Threads read events and signals
//! into one channel; the loop takes what waits, updates, carries out effects, draws once.

mod clusters;
mod events;
mod graphics;
mod guard;
mod hyperlinks;
mod outbox;
mod start;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use crossterm::event::Event;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::Terminal;
use ratatui::layout::Rect;

use super::message::{Effect, Message};
use super::model::Model;
use super::theme::Theme;
use super::{update, view};
use crate::config::Language;
use crate::engine::{Engine, Trouble, clock};
use crate::text::Lang;
use clusters::Unsure;
use graphics::Graphics;
pub use guard::Guard;
use hyperlinks::{Hyperlinks, Linked};
use outbox::Outbox;
pub use start::Start;

/// Messages taken in before a frame is drawn, at the most: held-down keys make no backlog, and the eye sees them pass.
const BATCH: usize = 256;

/// How long the text has not moved when the pictures that waited for it are drawn. Longer than a held-down key takes
/// to come again.
const REST: Duration = Duration::from_millis(80);

/// The longest text that OSC 52 carries to most terminals, in bytes before base64.
const CLIPBOARD: usize = 74_000;

/// Why the screen cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// The database or the config.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The terminal.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
}

/// Opens the reader and stays until it is left. The cached headlines are on the screen before anything else happens.
pub fn run(start: &Start) -> Result<ExitCode, ScreenError> {
    let mut model = start::model(start)?;
    let (messages, inbox) = mpsc::channel();
    // Before the terminal is taken: a signal that came in between would leave it taken.
    events::watch_signals(messages.clone())?;
    let guard = Guard::enter(model.config.reader.mouse)?;
    let outbox = Outbox::default();
    let links = Hyperlinks::default();
    let terminal = Terminal::new(Linked::new(outbox.clone(), links.clone()))?;
    let term = std::env::var("TERM").unwrap_or_default();
    let links = hyperlinks::are_known(&term).then_some(links);
    let mut screen = Screen {
        guard,
        terminal,
        outbox,
        links,
        unsure: Unsure::default(),
        graphics: Graphics::default(),
        colour: start.colour,
        lang: start.lang,
    };
    draw(&mut screen, &model)?;

    let (reports, told) = mpsc::channel();
    let mut engine = Engine::start(&start.paths, model.config.clone(), reports);
    events::forward_reports(told, messages.clone());
    events::read_terminal(messages);

    let mut effects = super::update::start(&mut model);
    // When the pictures that wait for the text to rest are drawn.
    let mut rest = None;
    loop {
        for effect in effects {
            if let Some(code) = carry_out(effect, &mut screen, &mut engine, &mut model)? {
                // Marks and the place are on the disk before the reader is gone.
                engine.settle();
                return Ok(ExitCode::from(code));
            }
        }
        draw(&mut screen, &model)?;
        let Ok(first) = next(&inbox, rest) else {
            return Ok(ExitCode::SUCCESS);
        };
        let scroll = model.reading.scroll;
        model.now = clock::now();
        effects = Vec::new();
        let mut resized = false;
        for message in std::iter::once(first).chain(inbox.try_iter().take(BATCH)) {
            if matches!(message, Message::Terminal(Event::Resize(..))) {
                resized = true;
                // Other letters have other cells.
                set_canvas(&mut model, screen.colour);
            }
            effects.extend(update::update(&mut model, message));
        }
        let still = scroll == model.reading.scroll;
        rest = match (model.pictures.are_held(), rest) {
            (false, _) => None,
            (true, Some(end)) if still => Some(end),
            (true, _) => Some(Instant::now() + REST),
        };
        // Smaller and back again is no change to us, yet the terminal has forgotten what it cut off.
        if resized {
            blank(&mut screen, crossterm::terminal::size()?)?;
        }
    }
}

/// Waits for the next message; at `rest` the text has come to rest.
fn next(
    inbox: &mpsc::Receiver<Message>,
    rest: Option<Instant>,
) -> Result<Message, mpsc::RecvError> {
    let Some(rest) = rest else {
        return inbox.recv();
    };
    match inbox.recv_timeout(rest.saturating_duration_since(Instant::now())) {
        Ok(message) => Ok(message),
        Err(mpsc::RecvTimeoutError::Timeout) => Ok(Message::Rested),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(mpsc::RecvError),
    }
}

/// The terminal in the reader's hands.
struct Screen {
    guard: Guard,
    terminal: Terminal<Linked>,
    outbox: Outbox,
    /// Hyperlinks; none where the terminal may not know them.
    links: Option<Hyperlinks>,
    unsure: Unsure,
    graphics: Graphics,
    colour: bool,
    lang: Lang,
}

/// Carries an effect out; an exit code ends the loop.
fn carry_out(
    effect: Effect,
    screen: &mut Screen,
    engine: &mut Engine,
    model: &mut Model,
) -> io::Result<Option<u8>> {
    match effect {
        Effect::Engine(command) => engine.send(command),
        Effect::Copy(text) => copy(&text)?,
        Effect::Redraw => {
            screen.guard.renew()?;
            blank(screen, crossterm::terminal::size()?)?;
        }
        Effect::Suspend => {
            screen.guard.suspend()?;
            model.size = crossterm::terminal::size()?;
            blank(screen, model.size)?;
        }
        Effect::Configure(config) => {
            model.theme = Theme::new(&config.theme, screen.colour);
            model.lang = match config.language {
                Language::Fr => Lang::Fr,
                Language::En => Lang::En,
                Language::Auto => screen.lang,
            };
            screen.guard.set_mouse(config.reader.mouse)?;
            engine.take_config(*config);
            set_canvas(model, screen.colour);
            for effect in update::settle(model) {
                if let Effect::Engine(command) = effect {
                    engine.send(command);
                }
            }
        }
        Effect::Quit(code) => return Ok(Some(code)),
    }
    Ok(None)
}

/// What pictures are drawn on, as things are now.
fn set_canvas(model: &mut Model, colour: bool) {
    let images = model.config.reader.images;
    let canvas = graphics::canvas(images, colour, model.glyphs.ascii);
    model.pictures.set_canvas(canvas);
}

/// Forgets what is on the screen, so that the next frame draws all of it. `Terminal::clear` would ask the terminal where
/// its cursor is, and the thread that reads keys would take the answer.
fn blank(screen: &mut Screen, (columns, rows): (u16, u16)) -> io::Result<()> {
    screen.outbox.forget();
    screen.unsure.forget();
    let deletions = screen.graphics.forget();
    if !deletions.is_empty() {
        io::stdout().lock().write_all(deletions.as_bytes())?;
    }
    screen.terminal.resize(Rect::new(0, 0, columns, rows))
}

/// Draws a frame and sends it in one piece, as a synchronised update where the terminal knows them.
fn draw(screen: &mut Screen, model: &Model) -> io::Result<()> {
    let (links, unsure) = (screen.links.as_ref(), &mut screen.unsure);
    screen.terminal.draw(|frame| {
        view::draw(frame, model);
        unsure.take(frame.buffer_mut());
        if let Some(links) = links {
            links.take(model, frame.buffer_mut());
        }
    })?;
    let (before, after) = screen.graphics.follow(model);
    let bytes = screen.outbox.take().unwrap_or_default();
    if bytes.is_empty() && before.is_empty() && after.is_empty() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    crossterm::queue!(out, BeginSynchronizedUpdate)?;
    out.write_all(before.as_bytes())?;
    out.write_all(&bytes)?;
    out.write_all(after.as_bytes())?;
    crossterm::queue!(out, EndSynchronizedUpdate)?;
    out.flush()
}

/// Gives a text to the terminal's clipboard (OSC 52): works over SSH and needs no library.
fn copy(text: &str) -> io::Result<()> {
    let text = &text.as_bytes()[..text.len().min(CLIPBOARD)];
    let mut out = io::stdout().lock();
    write!(
        out,
        "\x1b]52;c;{}\x07",
        base64::engine::general_purpose::STANDARD.encode(text)
    )?;
    out.flush()
}
