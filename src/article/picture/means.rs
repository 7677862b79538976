//! How a terminal draws pictures, from what its environment says. Nothing is asked of the terminal.

use crate::config::Images;

/// A way of drawing pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// The kitty graphics protocol with Unicode placeholders.
    Kitty,
    /// iTerm2's inline images (OSC 1337).
    Iterm,
    /// Sixel (DEC).
    Sixel,
    /// Half blocks in two colours.
    Blocks,
}

/// What is known of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// Colours may be sent (`NO_COLOR` and the like).
    pub colour: bool,
    /// The screen is drawn in ASCII alone.
    pub ascii: bool,
}

/// Variables that say the program runs on another machine than the terminal.
const REMOTE: [&str; 3] = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"];

/// Variables of programs between the reader and the terminal (tmux, screen) that pass no pictures on.
const BETWEEN: [&str; 2] = ["TMUX", "STY"];

/// The first words of the `TERM` that those programs set: what stays of them at the other end of SSH.
const BETWEEN_TERM: [&str; 2] = ["screen", "tmux"];

/// Values of `TERM` of terminals that draw sixels, and their beginnings before a `-`.
const SIXEL: [&str; 5] = ["foot", "mlterm", "contour", "yaft", "sixel"];

/// The first Konsole with inline images: 22.04, as it writes its version.
const KONSOLE: u32 = 220_400;

/// The means to draw with; none where pictures are not drawn. `variable` gives a variable of the environment.
pub fn means(
    images: Images,
    surroundings: Surroundings,
    variable: impl Fn(&str) -> Option<String>,
) -> Option<Means> {
    let Surroundings { colour, ascii } = surroundings;
    if !cfg!(feature = "images") {
        return None;
    }
    let value = |name: &str| variable(name).unwrap_or_default();
    match images {
        Images::Off => None,
        Images::Auto if !colour || ascii => None,
        Images::Auto => by_environment(value),
        // Even asked for: of a kitty picture the letters alone would arrive, of the others nothing.
        Images::Kitty | Images::Iterm | Images::Sixel if is_between(&value) => None,
        Images::Iterm => Some(Means::Iterm),
        Images::Sixel => Some(Means::Sixel),
        // Both are letters beyond ASCII whose colours mean something.
        Images::Kitty => (colour && !ascii).then_some(Means::Kitty),
        Images::Blocks => (colour && !ascii).then_some(Means::Blocks),
    }
}

/// True where a program stands between the reader and the terminal.
fn is_between(value: &impl Fn(&str) -> String) -> bool {
    let term = value("TERM");
    let family = term.split(['-', '.']).next().unwrap_or_default();
    BETWEEN_TERM.contains(&family) || BETWEEN.into_iter().any(|name| !value(name).is_empty())
}

fn by_environment(value: impl Fn(&str) -> String) -> Option<Means> {
    let is_set = |name: &str| !value(name).is_empty();
    let term = value("TERM");
    // Zellij draws sixels where its terminal does, which nothing tells.
    if is_between(&value) || is_set("ZELLIJ") || REMOTE.into_iter().any(is_set) {
        return None;
    }
    let program = value("TERM_PROGRAM");
    // A terminal's own name goes before what it may have inherited from the one it was started in. VS Code is not
    // here: whether it draws is a setting of its own, off unless somebody set it, and nothing tells.
    match program.as_str() {
        "iTerm.app" | "WezTerm" | "mintty" => return Some(Means::Iterm),
        "ghostty" => return Some(Means::Kitty),
        "contour" => return Some(Means::Sixel),
        "vscode" | "Apple_Terminal" => return None,
        _ => {}
    }
    match term.as_str() {
        "xterm-kitty" | "xterm-ghostty" => return Some(Means::Kitty),
        "wezterm" => return Some(Means::Iterm),
        _ => {}
    }
    let family = term.split('-').next().unwrap_or_default();
    if SIXEL.contains(&family) {
        return Some(Means::Sixel);
    }
    if is_set("KITTY_WINDOW_ID") {
        return Some(Means::Kitty);
    }
    let konsole = value("KONSOLE_VERSION").parse::<u32>().unwrap_or(0);
    (konsole >= KONSOLE).then_some(Means::Iterm)
}

#[cfg(feature = "images")]
#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Surroundings = Surroundings {
        colour: true,
        ascii: false,
    };

    fn of(images: Images, surroundings: Surroundings, variables: &[(&str, &str)]) -> Option<Means> {
        means(images, surroundings, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_names_the_means() {
        type Case<'a> = (&'a [(&'a str, &'a str)], Option<Means>);
        let cases: &[Case] = &[
            (&[], None),
            (&[("TERM", "xterm-256color")], None),
            (&[("TERM", "linux")], None),
            (&[("TERM", "xterm-kitty")], Some(Means::Kitty)),
            (
                &[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "3")],
                Some(Means::Kitty),
            ),
            (&[("KITTY_WINDOW_ID", "")], None),
            (&[("TERM_PROGRAM", "ghostty")], Some(Means::Kitty)),
            (&[("TERM", "xterm-ghostty")], Some(Means::Kitty)),
            (&[("TERM_PROGRAM", "WezTerm")], Some(Means::Iterm)),
            (
                &[("TERM_PROGRAM", "iTerm.app"), ("KITTY_WINDOW_ID", "1")],
                Some(Means::Iterm),
            ),
            (
                &[("TERM_PROGRAM", "vscode"), ("KITTY_WINDOW_ID", "1")],
                None,
            ),
            (&[("TERM", "foot")], Some(Means::Sixel)),
            (&[("TERM", "foot-extra")], Some(Means::Sixel)),
            (&[("TERM", "mlterm-256color")], Some(Means::Sixel)),
            (&[("TERM", "football")], None),
            (&[("KONSOLE_VERSION", "220401")], Some(Means::Iterm)),
            (&[("KONSOLE_VERSION", "211202")], None),
            (&[("KONSOLE_VERSION", "neuf")], None),
            (&[("TERM", "xterm-kitty"), ("SSH_TTY", "/dev/pts/1")], None),
            (
                &[
                    ("TERM", "xterm-kitty"),
                    ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22"),
                ],
                None,
            ),
            (&[("TERM", "foot"), ("TMUX", "/tmp/tmux,1,0")], None),
            (&[("KITTY_WINDOW_ID", "1"), ("STY", "1.pts")], None),
            (&[("KITTY_WINDOW_ID", "1"), ("TERM", "tmux-256color")], None),
        ];
        for (variables, expected) in cases {
            assert_eq!(
                of(Images::Auto, PLAIN, variables),
                *expected,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn what_was_asked_for_goes_before_the_environment() {
        let far = [("SSH_TTY", "/dev/pts/1"), ("TERM", "xterm-kitty")];
        for (asked, expected) in [
            (Images::Off, None),
            (Images::Auto, None),
            (Images::Kitty, Some(Means::Kitty)),
            (Images::Iterm, Some(Means::Iterm)),
            (Images::Sixel, Some(Means::Sixel)),
            (Images::Blocks, Some(Means::Blocks)),
        ] {
            assert_eq!(of(asked, PLAIN, &far), expected, "{asked:?}");
        }
    }

    #[test]
    fn within_tmux_or_screen_only_blocks_are_drawn() {
        for within in [
            ("TMUX", "/tmp/tmux-1000/default,1,0"),
            ("STY", "12.pts-0"),
            ("TERM", "tmux-256color"),
            ("TERM", "screen.xterm"),
            ("TERM", "screen"),
        ] {
            for asked in [Images::Kitty, Images::Iterm, Images::Sixel] {
                assert_eq!(of(asked, PLAIN, &[within]), None, "{asked:?} {within:?}");
            }
            let blocks = of(Images::Blocks, PLAIN, &[within]);
            assert_eq!(blocks, Some(Means::Blocks), "{within:?}");
        }
        let zellij = [("ZELLIJ", "0")];
        assert_eq!(of(Images::Auto, PLAIN, &zellij), None);
        assert_eq!(of(Images::Sixel, PLAIN, &zellij), Some(Means::Sixel));
    }

    #[test]
    fn without_colours_or_letters_beyond_ascii_only_what_needs_neither() {
        let kitty = [("TERM", "xterm-kitty")];
        for (colour, ascii) in [(false, false), (true, true)] {
            let bare = Surroundings { colour, ascii };
            assert_eq!(of(Images::Auto, bare, &kitty), None);
            assert_eq!(of(Images::Kitty, bare, &kitty), None);
            assert_eq!(of(Images::Blocks, bare, &kitty), None);
            assert_eq!(of(Images::Sixel, bare, &kitty), Some(Means::Sixel));
        }
    }
}
