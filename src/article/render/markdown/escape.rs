//! Text with what Markdown would read as marks escaped (CommonMark 0.31, § 2.4).

/// The longest run of a sign.
pub fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0)
}

/// Text inside a line.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let follows = &text[at + c.len_utf8()..];
        let next = follows.chars().next().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // Inside a word an underscore is no emphasis.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => begins_entity(follows),
            '\u{ad}' | '\u{200b}' => continue,
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// True where an ampersand before such a text would be read as an entity's (CommonMark § 2.5).
pub fn begins_entity(follows: &str) -> bool {
    let name = follows.strip_prefix('#').unwrap_or(follows);
    // The last two are not written.
    let rest = name.trim_start_matches(|c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '\u{ad}' | '\u{200b}')
    });
    rest.len() < name.len() && rest.starts_with(';')
}

/// A line whose beginning would begin a block (heading, quotation, list, rule, table, underline) escaped.
pub fn line_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let escaped_at = match line.bytes().next() {
        Some(b'#' | b'>' | b'+' | b'-' | b'=' | b'|' | b':') => Some(0),
        _ if (1..=9).contains(&digits)
            && matches!(line.as_bytes().get(digits), Some(b'.' | b')')) =>
        {
            Some(digits)
        }
        _ => None,
    };
    match escaped_at {
        Some(at) if begins_block(line, at) => format!("{}\\{}", &line[..at], &line[at..]),
        _ => line.to_owned(),
    }
}

/// Whether the sign at a place is followed by what makes it a mark.
fn begins_block(line: &str, at: usize) -> bool {
    let rest = &line[at..];
    match rest.as_bytes().first() {
        Some(b'#' | b'>' | b'|' | b'=') => true,
        Some(b':') => rest.bytes().all(|byte| b":-| ".contains(&byte)),
        Some(b'-') => rest[1..].starts_with([' ', '-', '|', ':']) || rest.len() == 1,
        Some(_) => rest.len() == 1 || rest[1..].starts_with(' '),
        None => false,
    }
}

/// The text of a heading; signs at its end would pass for its closing ones.
pub fn heading(line: &str) -> String {
    match line.strip_suffix('#') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\#"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_where_they_are_marks() {
        let cases = [
            (
                "a*b_c d_ `e` [f] <g> \\",
                "a\\*b_c d\\_ \\`e\\` \\[f\\] \\<g> \\\\",
            ),
            (
                "AT&T & &amp; &#38; R&D ! &",
                "AT&T & \\&amp; \\&#38; R&D ! &",
            ),
            ("Stop![x] a&b;c &; fin", "Stop!\\[x\\] a\\&b;c &; fin"),
            ("~5 km ! fin", "\\~5 km ! fin"),
        ];
        for (plain, escaped) in cases {
            assert_eq!(text(plain), escaped, "{plain}");
        }
        let cases = [
            ("# a", "\\# a"),
            ("#a", "\\#a"),
            ("> a", "\\> a"),
            ("- a", "\\- a"),
            ("-5 degrés", "-5 degrés"),
            ("+ a", "\\+ a"),
            ("+33 2", "+33 2"),
            ("1. a", "1\\. a"),
            ("12) a", "12\\) a"),
            ("1.5 a", "1.5 a"),
            ("1234567890. a", "1234567890. a"),
            ("---", "\\---"),
            ("===", "\\==="),
            (":-|-", "\\:-|-"),
            (":-)", ":-)"),
            ("| a", "\\| a"),
        ];
        for (plain, escaped) in cases {
            assert_eq!(line_start(plain), escaped, "{plain}");
        }
        assert_eq!(heading("C#"), "C\\#");
    }
}
