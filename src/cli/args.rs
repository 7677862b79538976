//! The arguments: clap derives the grammar, [`command`] dresses it in the words of a language. Their meaning is the
//! business of the subcommands.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::store::Mark;
use crate::text::messages::cli::help;
use crate::text::{Lang, sanitise};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "manchette",
    version,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub(super) struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub(super) global: Global,
    /// What the screen shows first.
    #[arg(allow_hyphen_values = true, value_parser = query)]
    pub(super) query: Option<String>,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub(super) command: Option<Sub>,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    #[arg(long, global = true)]
    pub(super) config: Option<PathBuf>,
    #[arg(long, global = true)]
    pub(super) data: Option<PathBuf>,
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(super) verbose: u8,
    #[arg(long, global = true, default_value = "auto", value_enum)]
    pub(super) color: Color,
    /// Nothing asks yet; scripts may say it all the same.
    #[arg(long, global = true)]
    pub(super) yes: bool,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Sub {
    Refresh(Refresh),
    Add(Add),
    Remove(Remove),
    Feeds(Feeds),
    List(List),
    Count(Count),
    Read(Read),
    Mark(MarkArgs),
    Undo,
    Check(Check),
    Doctor(Doctor),
    Demo,
}

/// `refresh`.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    pub(super) feeds: Vec<String>,
    #[arg(long, conflicts_with = "feeds")]
    pub(super) all: bool,
    #[arg(long)]
    pub(super) json: bool,
}

/// `add`.
#[derive(Debug, Args)]
pub(super) struct Add {
    #[arg(required = true)]
    pub(super) addresses: Vec<String>,
    #[arg(long)]
    pub(super) title: Option<String>,
    #[arg(long = "tag")]
    pub(super) tags: Vec<String>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) pick: Option<u16>,
}

/// `remove`.
#[derive(Debug, Args)]
pub(super) struct Remove {
    pub(super) feed: String,
}

/// `feeds`.
#[derive(Debug, Args)]
pub(super) struct Feeds {
    #[arg(long)]
    pub(super) json: bool,
}

/// `list`.
#[derive(Debug, Args)]
pub(super) struct List {
    #[arg(allow_hyphen_values = true, value_parser = query)]
    pub(super) query: Option<String>,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long)]
    pub(super) limit: Option<usize>,
}

/// `count`.
#[derive(Debug, Args)]
pub(super) struct Count {
    #[arg(allow_hyphen_values = true, value_parser = query)]
    pub(super) query: Option<String>,
}

/// What `read --width` takes, in columns.
pub(super) const WIDTHS: std::ops::RangeInclusive<i64> = 20..=1000;

/// `read`.
#[derive(Debug, Args)]
pub(super) struct Read {
    pub(super) target: OsString,
    #[arg(long)]
    pub(super) full: bool,
    #[arg(long)]
    pub(super) links: bool,
    #[arg(long)]
    pub(super) base: Option<String>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(WIDTHS))]
    pub(super) width: Option<u16>,
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
}

/// `read --format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Ansi,
    Markdown,
    Json,
}

/// `mark`.
#[derive(Debug, Args)]
pub(super) struct MarkArgs {
    #[arg(value_parser = mark)]
    pub(super) mark: Mark,
    #[arg(required_unless_present = "query", value_parser = clap::value_parser!(i64).range(1..))]
    pub(super) ids: Vec<i64>,
    #[arg(long, conflicts_with = "ids", allow_hyphen_values = true)]
    pub(super) query: Option<String>,
}

/// `doctor`.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long)]
    pub(super) repair: bool,
}

/// `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    pub(super) target: OsString,
    #[arg(long)]
    pub(super) base: Option<String>,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long)]
    pub(super) hints: bool,
}

/// A query as typed. One that begins with `--` is a mistyped option, not a negation twice over.
fn query(typed: &str) -> Result<String, String> {
    if typed.starts_with("--") {
        return Err(typed.to_owned());
    }
    Ok(typed.to_owned())
}

/// A mark by its name.
fn mark(typed: &str) -> Result<Mark, String> {
    let tag = |name: &str| {
        let name = sanitise::line(name);
        if name.is_empty() {
            Err(typed.to_owned())
        } else {
            Ok(name)
        }
    };
    match typed {
        "read" => Ok(Mark::Read),
        "unread" => Ok(Mark::Unread),
        "star" => Ok(Mark::Star),
        "unstar" => Ok(Mark::Unstar),
        _ => match typed.split_once(':') {
            Some(("tag", name)) => tag(name).map(Mark::Tag),
            Some(("untag", name)) => tag(name).map(Mark::Untag),
            _ => Err(typed.to_owned()),
        },
    }
}

/// The grammar in the words of a language.
pub(super) fn command(lang: Lang) -> clap::Command {
    dress(Cli::command(), lang)
}

/// Reads the arguments.
pub(super) fn parse(args: &[OsString], lang: Lang) -> Result<Cli, clap::Error> {
    let matches = command(lang).try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)
}

fn dress(command: clap::Command, lang: Lang) -> clap::Command {
    let name = command.get_name().to_owned();
    let headings = help::headings(lang);
    let template = format!(
        "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n",
        headings.usage
    );
    command
        .about(help::about(&name, lang).unwrap_or_default())
        .after_help(examples(&name, lang) + &help::notes(&name, lang))
        .help_template(template)
        .disable_help_subcommand(true)
        .subcommand_help_heading(headings.commands)
        .subcommand_value_name(headings.command)
        .color(clap::ColorChoice::Never)
        .max_term_width(100)
        .mut_args(|arg| {
            let id = arg.get_id().as_str().to_owned();
            let heading = if arg.is_positional() {
                headings.arguments
            } else {
                headings.options
            };
            let arg = arg
                .help(help::argument(&name, &id, lang).unwrap_or_default())
                .help_heading(heading);
            match help::value_name(&id, lang) {
                Some(value) if arg.get_action().takes_values() => arg
                    .value_name(value)
                    .hide_default_value(true)
                    .hide_possible_values(true),
                _ => arg,
            }
        })
        .mut_subcommands(|sub| dress(sub.disable_help_flag(true), lang))
}

fn examples(command: &str, lang: Lang) -> String {
    let examples = help::examples(command, lang);
    let widest = examples
        .iter()
        .map(|(line, _)| line.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = help::headings(lang).examples.to_owned();
    for (line, what) in examples {
        text.push_str(&format!("\n  {line:widest$}  {what}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Cli, clap::Error> {
        let args: Vec<OsString> = std::iter::once("manchette")
            .chain(args.iter().copied())
            .map(OsString::from)
            .collect();
        parse(&args, Lang::Fr)
    }

    #[test]
    fn the_grammar_is_sound() {
        command(Lang::Fr).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn everything_has_its_words_in_both_languages() {
        let whole = command(Lang::Fr);
        let commands = std::iter::once(&whole).chain(whole.get_subcommands());
        for command in commands {
            let name = command.get_name();
            for lang in [Lang::Fr, Lang::En] {
                assert!(help::about(name, lang).is_some(), "{name}");
                assert!(!help::examples(name, lang).is_empty(), "{name}");
                for arg in command.get_arguments() {
                    let id = arg.get_id().as_str();
                    assert!(help::argument(name, id, lang).is_some(), "{name} {id}");
                    assert!(
                        !arg.get_action().takes_values() || help::value_name(id, lang).is_some(),
                        "{name} {id}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_query_may_begin_with_a_minus_and_no_option_is_one() {
        let cli = parsed(&["list", "-tag:sport", "--json"]).unwrap();
        let Some(Sub::List(list)) = cli.command else {
            panic!("{cli:?}");
        };
        assert_eq!(list.query.as_deref(), Some("-tag:sport"));
        assert!(list.json);
        assert!(parsed(&["list", "--jso"]).is_err());
        assert!(parsed(&["--jso"]).is_err());
        assert!(parsed(&["list", "a", "b"]).is_err());
    }

    #[test]
    fn global_options_stand_anywhere() {
        for args in [
            ["--data", "/d", "count", "-q"],
            ["count", "--data", "/d", "-q"],
        ] {
            let cli = parsed(&args).unwrap();
            assert!(cli.global.quiet && cli.global.data.is_some(), "{args:?}");
            assert!(matches!(cli.command, Some(Sub::Count(_))), "{args:?}");
        }
        let cli = parsed(&["is:starred"]).unwrap();
        assert_eq!(cli.query.as_deref(), Some("is:starred"));
    }

    #[test]
    fn marks_have_names() {
        for (typed, expected) in [
            ("read", Some(Mark::Read)),
            ("unstar", Some(Mark::Unstar)),
            ("tag:à lire", Some(Mark::Tag("à lire".to_owned()))),
            ("untag:x", Some(Mark::Untag("x".to_owned()))),
            ("tag:", None),
            ("lu", None),
        ] {
            assert_eq!(mark(typed).ok(), expected, "{typed}");
        }
        assert!(parsed(&["mark", "read"]).is_err());
        assert!(parsed(&["mark", "read", "1", "--query", "x"]).is_err());
        assert!(parsed(&["mark", "read", "0"]).is_err());
    }
}
