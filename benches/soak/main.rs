//! A month of visits to two thousand feeds of mixed manners: what each kind of site sees of the reader. Prints the
//! table; `-- FEEDS DAYS` changes the numbers.

#![allow(clippy::unwrap_used)]

#[path = "../../tests/soak/world.rs"]
mod world;

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|arg| arg.parse::<i64>().ok());
    let feeds = numbers.next().and_then(|feeds| usize::try_from(feeds).ok());
    let days = numbers.next().unwrap_or(30);
    let start = std::time::Instant::now();
    let report = world::run(feeds.unwrap_or(2000), days);
    println!("{}", report.table());
    println!(
        "{} feeds moved, {} gone; at most {} requests at once to a site; {} refreshes in {:.0} s",
        report.moved,
        report.gone,
        report.most_at_once,
        report.rounds,
        start.elapsed().as_secs_f64()
    );
}
