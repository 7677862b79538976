//! HTML to blocks and lines, beside html2text alone, w3m and lynx (passed over with a word where they are not there):
//! `cargo bench --bench articles -- [FILE…]`, on invented articles and on the files named. Ratios are of one run, the
//! readings in turn, so that other work on the machine falls on all of them.

#[path = "../times/mod.rs"]
mod times;

use std::io::Write;
use std::process::{Command, Stdio};

use manchette::article::{self, Options};
use manchette::text::Lang;
use times::{median, timed};

/// How often the readings are compared.
const ROUNDS: usize = 15;
/// Columns.
const WIDTH: usize = 72;

fn main() {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    println!(
        "{:24} {:>8} {:>8} {:>9} {:>9} {:>9} {:>10} {:>6}",
        "", "size", "words", "blocks", "lines", "again", "html2text", "ratio"
    );
    for (name, bytes) in [
        ("an article", 8_000),
        ("long", 70_000),
        ("10,000 words", 109_000),
        ("1 MB", 1_000_000),
    ] {
        in_process(name, &made_up(bytes));
    }
    for file in &files {
        match std::fs::read_to_string(file) {
            Ok(html) => in_process(file, &html),
            Err(error) => println!("{file}: {error}"),
        }
    }
    println!("\nwhole programs, 1 MB, {WIDTH} columns");
    programs(&made_up(1_000_000));
}

fn options(width: usize) -> Options {
    Options {
        width,
        ascii: false,
        numbers: false,
        hyphenate: false,
        lang: Lang::Fr,
    }
}

/// Blocks, lines, lines again at another width; html2text's parse and lines; the ratio of both ways from HTML to lines.
fn in_process(name: &str, html: &str) {
    let document = article::read(html, None, Some("fr"));
    let [mut blocks, mut lines, mut again, mut theirs] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        theirs.push(timed(|| {
            html2text::config::plain()
                .allow_width_overflow()
                .string_from_read(html.as_bytes(), WIDTH)
                .map_or(0, |text| text.len())
        }));
        blocks.push(timed(|| article::read(html, None, Some("fr")).words));
        lines.push(timed(|| {
            article::lay_out(&document, options(WIDTH)).lines.len()
        }));
        again.push(timed(|| {
            article::lay_out(&document, options(60)).lines.len()
        }));
    }
    let [blocks, lines, again, theirs] =
        [&mut blocks, &mut lines, &mut again, &mut theirs].map(|all| median(all));
    println!(
        "{name:24} {:>5} KB {:>8} {blocks:>6.2} ms {lines:>6.2} ms {again:>6.2} ms {theirs:>7.2} ms {:>6.2}",
        html.len() / 1000,
        document.words,
        (blocks + lines) / theirs
    );
}

/// The same HTML through each program's standard input, in turn.
fn programs(html: &str) {
    let width = WIDTH.to_string();
    let ours = env!("CARGO_BIN_EXE_manchette");
    let columns = format!("-width={width}");
    let all: [(&str, Vec<&str>); 3] = [
        (
            ours,
            vec!["read", "-", "--format", "text", "--width", &width],
        ),
        (
            "w3m",
            vec![
                "-dump",
                "-T",
                "text/html",
                "-I",
                "UTF-8",
                "-O",
                "UTF-8",
                "-cols",
                &width,
            ],
        ),
        (
            "lynx",
            vec![
                "-dump",
                "-stdin",
                "-nolist",
                "-assume_charset=utf-8",
                "-display_charset=utf-8",
                &columns,
            ],
        ),
    ];
    let mut times = vec![Vec::new(); all.len()];
    for _ in 0..ROUNDS {
        for ((program, arguments), times) in all.iter().zip(&mut times) {
            let mut well = true;
            let time = timed(|| well = run(program, arguments, html));
            if well {
                times.push(time);
            }
        }
    }
    for ((program, _), times) in all.iter().zip(&mut times) {
        let name = program.rsplit('/').next().unwrap_or(program);
        match times.is_empty() {
            true => println!("  {name}: not there, passed over"),
            false => println!("  {name:10} {:>8.1} ms", median(times)),
        }
    }
}

fn run(program: &str, arguments: &[&str], html: &str) -> bool {
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        return false;
    };
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(html.as_bytes());
    }
    child.wait().is_ok_and(|status| status.success())
}

/// A French article of about so many bytes: headings, links, quotes, lists, code, a table now and then.
fn made_up(bytes: usize) -> String {
    const WORDS: [&str; 24] = [
        "le",
        "noyau",
        "d’abord",
        "s’ouvre",
        "à",
        "nouveau",
        "après",
        "l’incendie\u{202f};",
        "les",
        "baies",
        "sont",
        "sous",
        "tension",
        "«\u{a0}enfin\u{a0}»",
        "dit",
        "l’équipe",
        "réseau",
        "qui",
        "attend\u{202f}!",
        "depuis",
        "trois",
        "mois",
        "12\u{a0}%",
        "développement",
    ];
    let mut html = String::from("<h1>Un centre de calcul rouvre</h1>");
    let mut seed = 20_261_124_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap_or(0)
    };
    while html.len() < bytes {
        let prose = |next: &mut dyn FnMut(usize) -> usize| {
            let count = 30 + next(60);
            let words: Vec<String> = (0..count)
                .map(|_| {
                    let word = WORDS[next(WORDS.len())];
                    match next(30) {
                        0 => format!(
                            "<a href=\"https://octet-libre.test/{}\">{word}</a>",
                            next(400)
                        ),
                        1 => format!("<em>{word}</em>"),
                        2 => format!("<strong>{word}</strong>"),
                        3 => format!("<code>{word}()</code>"),
                        _ => word.to_owned(),
                    }
                })
                .collect();
            words.join(" ")
        };
        match next(12) {
            0 => html.push_str(&format!("<h2>Partie {}</h2>", next(99))),
            1 => html.push_str(&format!("<blockquote><p>{}</p></blockquote>", prose(&mut next))),
            2 => html.push_str(&format!(
                "<ul><li>{}</li><li>{}</li></ul>",
                prose(&mut next),
                prose(&mut next)
            )),
            3 => html.push_str("<pre><code class=language-rust>fn main() {\n    println!(\"bonjour\");\n}</code></pre>"),
            4 => html.push_str("<table><tr><th>Ville<th>Baies<tr><td>Brest<td>12<tr><td>Lorient<td>1 204</table>"),
            _ => html.push_str(&format!("<p>{}</p>\n", prose(&mut next))),
        }
    }
    html
}
