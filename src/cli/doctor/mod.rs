//! `doctor`: where the files are, what the terminal can do, how the database is, which feeds fail and why. Looks without
//! changing a byte; with `--repair`, mends a damaged database first.

mod print;
mod report;

use super::args::Doctor;
use super::stop::{End, Stop};
use super::{Session, output};
use crate::engine::upkeep;
use report::{RepairLine, Report};

/// Looks at everything, mends what is asked for, and says how it is.
pub(super) fn run(session: &Session, args: &Doctor) -> Result<End, Stop> {
    let repair = match args.repair {
        true => Some(upkeep::repair(&session.paths.database)?),
        false => None,
    };
    let report = Report::of(session, repair.as_ref().map(RepairLine::of));
    let mut out = output::data();
    match args.json {
        true => output::json(&mut out, &report)?,
        false => print::print(&mut out, &report, repair.as_ref(), session)?,
    }
    output::finish(out)?;
    Ok(match report.ok {
        true => End::Well,
        false => End::Failed,
    })
}
