//! Lists of addresses with their widths (`srcset`): which picture is asked for.

/// The widest picture asked for where there is a choice, in pixels.
const WIDEST: f64 = 1_600.0;

/// The widest candidate of a `srcset` that is not wider than [`WIDEST`], else the first.
pub fn best_of(set: &str) -> Option<&str> {
    let mut best: Option<(&str, f64)> = None;
    for (url, size) in candidates(set) {
        let better = best.is_none_or(|(_, found)| {
            if found > WIDEST {
                size < found
            } else {
                size > found && size <= WIDEST
            }
        });
        if better {
            best = Some((url, size));
        }
    }
    best.map(|(url, _)| url)
}

/// The addresses of a `srcset` with their widths (`2x` counts as 1,600 pixels, no descriptor as 800). An address may
/// hold commas, not end with one (HTML § 4.8.4.2.1).
fn candidates(set: &str) -> Vec<(&str, f64)> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        let url = token.trim_end_matches(',');
        let descriptor = if url.len() < token.len() {
            rest = after;
            ""
        } else {
            let end = after.find(',').unwrap_or(after.len());
            rest = &after[end..];
            after[..end].trim()
        };
        let number = |unit: char| {
            descriptor
                .strip_suffix(unit)
                .and_then(|value| value.trim().parse::<f64>().ok())
        };
        let size = number('w')
            .or_else(|| number('x').map(|times| times * 800.0))
            .unwrap_or(800.0);
        found.push((url, size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_reasonable_candidate_wins() {
        let cases = [
            ("a.jpg 300w, b.jpg 1200w, c.jpg 4000w", Some("b.jpg")),
            ("a.jpg, b.jpg 2x", Some("b.jpg")),
            ("c.jpg 4000w,\n d.jpg 2500w", Some("d.jpg")),
            (
                "w_300,h_200/a.jpg 300w, w_900,h_600/a.jpg 900w",
                Some("w_900,h_600/a.jpg"),
            ),
            (" , ", None),
        ];
        for (set, expected) in cases {
            assert_eq!(best_of(set), expected, "{set}");
        }
    }
}
