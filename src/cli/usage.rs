//! clap's errors as ours: said in the reader's language, with what was typed made harmless.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::WIDTHS;
use crate::text::messages::cli::{SeeHelp, Usage};
use crate::text::sanitise;

/// What clap complains of.
pub(super) fn usage(error: &clap::Error) -> Usage {
    let argument = || text(error, ContextKind::InvalidArg).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => Usage::Unknown {
            argument: argument(),
            nearest: text(error, ContextKind::SuggestedArg),
        },
        ErrorKind::InvalidSubcommand => Usage::Command {
            name: text(error, ContextKind::InvalidSubcommand).unwrap_or_default(),
            nearest: text(error, ContextKind::SuggestedSubcommand),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, argument()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            Usage::NoValue {
                argument: argument(),
            }
        }
        ErrorKind::TooManyValues => Usage::Unknown {
            argument: text(error, ContextKind::InvalidValue).unwrap_or_default(),
            nearest: None,
        },
        ErrorKind::MissingRequiredArgument => Usage::Missing {
            arguments: texts(error, ContextKind::InvalidArg)
                .into_iter()
                .map(|name| name.trim_end_matches("...").to_owned())
                .collect(),
        },
        ErrorKind::ArgumentConflict => conflict(argument(), texts(error, ContextKind::PriorArg)),
        _ => Usage::Other {
            reason: sanitise::line(&error.kind().to_string()),
        },
    }
}

/// Whose help tells more: the command that clap was reading.
pub(super) fn see_help(arguments: &[std::ffi::OsString]) -> SeeHelp {
    let whole = super::args::command(crate::text::Lang::En);
    let command = arguments
        .iter()
        .skip(1)
        .filter_map(|argument| argument.to_str())
        .find(|argument| whole.find_subcommand(argument).is_some());
    SeeHelp(match command {
        Some(command) => format!("manchette {command}"),
        None => "manchette".to_owned(),
    })
}

fn wrong_value(error: &clap::Error, argument: String) -> Usage {
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let possible = texts(error, ContextKind::ValidValue);
    // A query that begins with two dashes is a mistyped option.
    if value.starts_with("--") && possible.is_empty() {
        return Usage::Unknown {
            argument: value,
            nearest: None,
        };
    }
    if value.is_empty() {
        return Usage::NoValue { argument };
    }
    if argument.starts_with("--width") {
        let (&from, &to) = (WIDTHS.start(), WIDTHS.end());
        return Usage::Range {
            argument,
            value,
            from,
            to,
        };
    }
    Usage::Value {
        argument,
        value,
        possible,
    }
}

fn conflict(one: String, others: Vec<String>) -> Usage {
    match others.into_iter().next() {
        Some(other) if other != one => Usage::Conflict { one, other },
        _ => Usage::Twice { argument: one },
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    texts(error, kind).into_iter().next()
}

fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![sanitise::line(text)],
        Some(ContextValue::Strings(texts)) => {
            texts.iter().map(|text| sanitise::line(text)).collect()
        }
        Some(ContextValue::StyledStr(text)) => vec![sanitise::line(&text.to_string())],
        _ => Vec::new(),
    }
}
