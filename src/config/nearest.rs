//! The valid name nearest to one that was mistyped. Pure.

/// Longest name that is compared, in bytes: comparing costs the product of both lengths.
const LONGEST: usize = 64;

/// The candidate nearest to `name` by edits (a swap of neighbours counts as one), where one is near enough to have
/// been meant: at most a third of its letters and one more differ.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase().replace('-', "_");
    candidates
        .into_iter()
        .map(|candidate| {
            let plain = candidate.replace('-', "_");
            (strsim::damerau_levenshtein(&name, &plain), candidate)
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count() / 3 + 1)
        .filter(|(distance, candidate)| *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_where_one_is_near() {
        let names = ["view", "mark_read", "width", "glyphs", "mouse", "browser"];
        for (typed, expected) in [
            ("widht", Some("width")),
            ("Width", Some("width")),
            ("mark-read", Some("mark_read")),
            ("markread", Some("mark_read")),
            ("mouze", Some("mouse")),
            ("browsers", Some("browser")),
            ("colours", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names).as_deref(), expected, "{typed}");
        }
        assert_eq!(nearest(&"w".repeat(1_000_000), names), None);
    }
}
