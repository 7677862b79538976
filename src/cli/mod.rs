//! The command line: one file a subcommand. Prints data on standard output and talk on standard error; knows no widget.
//!
//! [`main`] reads the arguments ([`args`]), finds the files and the language, opens the log, and hands over to the
//! subcommand; how that ended ([`stop`]) becomes the exit code.

mod add;
mod args;
mod check;
mod count;
mod demo;
mod doctor;
mod feeds;
mod find;
mod input;
mod json;
mod library;
mod list;
mod log;
mod mark;
mod net;
mod output;
mod read;
mod refresh;
mod remove;
mod screen;
mod stop;
mod table;
mod undo;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use args::{Cli, Sub};
use output::Output;
use stop::{End, Stop};

use crate::config::file::{self, Loaded};
use crate::config::{Config, Language, Paths};
use crate::text::messages::cli::Usage;
use crate::text::{Lang, Say};

/// What every command is given.
#[derive(Debug)]
struct Session {
    paths: Paths,
    loaded: Loaded,
    output: Output,
}

impl Session {
    fn lang(&self) -> Lang {
        self.output.lang
    }

    fn config(&self) -> &Config {
        &self.loaded.config
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    outlive_file_size_limit();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match args::parse(&arguments, locale_language()) {
        Ok(cli) => run(cli),
        Err(_) => misread(&arguments).into(),
    }
}

/// A write beyond a file-size limit becomes an error that is said (`EFBIG`), where the system would end us by a signal.
fn outlive_file_size_limit() {
    #[cfg(unix)]
    drop(signal_hook::flag::register(
        signal_hook::consts::signal::SIGXFSZ,
        std::sync::Arc::default(),
    ));
}

fn run(cli: Cli) -> ExitCode {
    let output = Output::new(&cli.global, locale_language());
    let demo = matches!(cli.command, Some(Sub::Demo));
    let verbosity = cli.global.verbose;
    let session = match session(&cli, output) {
        Ok(session) => session,
        // The demo needs neither the user's files nor his config.
        Err(_) if demo => {
            return demo::run(output, verbosity).unwrap_or_else(|stop| stop.say(&output).into());
        }
        Err(stop) => return stop.say(&output).into(),
    };
    let output = session.output;
    if !demo {
        log::start(&session.paths.log, verbosity);
    }
    dispatch(session, cli).unwrap_or_else(|stop| stop.say(&output).into())
}

fn dispatch(session: Session, cli: Cli) -> Result<ExitCode, Stop> {
    let verbosity = cli.global.verbose;
    let Some(command) = cli.command else {
        return screen::run(session, cli.query);
    };
    if let Some(query) = cli.query {
        return Err(Usage::Unknown {
            argument: query,
            nearest: None,
        }
        .into());
    }
    let end = match command {
        Sub::Demo => return demo::run(session.output, verbosity),
        Sub::Refresh(args) => refresh::run(&session, &args),
        Sub::Add(args) => add::run(&session, &args),
        Sub::Remove(args) => remove::run(&session, &args),
        Sub::Feeds(args) => feeds::run(&session, &args),
        Sub::List(args) => list::run(&session, &args),
        Sub::Count(args) => count::run(&session, &args),
        Sub::Read(args) => read::run(&session, &args),
        Sub::Mark(args) => mark::run(&session, args),
        Sub::Undo => undo::run(&session),
        Sub::Check(args) => check::run(&session, &args),
        Sub::Doctor(args) => doctor::run(&session, &args),
    }?;
    Ok(end.into())
}

/// The files, the config and the language it asks for.
fn session(cli: &Cli, output: Output) -> Result<Session, Stop> {
    let paths = Paths::resolve(cli.global.config.clone(), cli.global.data.clone())?;
    let loaded = file::load(&paths.config)?;
    let output = output.speaking(language(&loaded.config));
    Ok(Session {
        paths,
        loaded,
        output,
    })
}

/// Help, the version, or arguments that cannot be used, in the language of the config where it can be found.
fn misread(arguments: &[OsString]) -> End {
    let lang = Paths::resolve(named_config(arguments), None)
        .and_then(|paths| file::load(&paths.config))
        .map_or_else(|_| locale_language(), |loaded| language(&loaded.config));
    let Err(error) = args::parse(arguments, lang) else {
        return End::Well;
    };
    if !error.use_stderr() {
        let mut out = output::data();
        let printed = std::io::Write::write_all(&mut out, error.to_string().as_bytes())
            .and_then(|()| output::finish(out));
        return match printed {
            Ok(()) => End::Well,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => End::Well,
            Err(error) => {
                output::say_to_stderr(&output::broken(&error).say(lang));
                End::Failed
            }
        };
    }
    output::say_to_stderr(&usage::usage(&error).say(lang));
    output::say_to_stderr(&usage::see_help(arguments).say(lang));
    End::Unusable
}

/// `--config` among arguments that clap could not read.
fn named_config(arguments: &[OsString]) -> Option<PathBuf> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--config" {
            return rest.next().map(PathBuf::from);
        }
        if let Some(path) = argument
            .to_str()
            .and_then(|text| text.strip_prefix("--config="))
        {
            return Some(PathBuf::from(path));
        }
    }
    None
}

fn language(config: &Config) -> Lang {
    match config.language {
        Language::Auto => locale_language(),
        Language::Fr => Lang::Fr,
        Language::En => Lang::En,
    }
}

/// The language of the environment: `LC_ALL`, else `LC_MESSAGES`, else `LANG`; an empty one counts as unset (POSIX).
fn locale_language() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    Lang::from_locale(&locale.to_string_lossy())
}
