//! What the terminal was sent: its escape sequences, one by one.

/// The escape sequences among bytes: `[31m`, `]0;title`, without the escape itself and a string's end (ECMA-48).
pub fn sequences(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    text.split('\x1b')
        .skip(1)
        .map(|rest| {
            let length = match rest.chars().next() {
                Some('[') => rest[1..]
                    .find(|character| ('\x40'..='\x7e').contains(&character))
                    .map_or(rest.len(), |end| end + 2),
                Some(']' | 'P' | '_' | '^' | 'X') => rest.find('\x07').unwrap_or(rest.len()),
                Some(first) => first.len_utf8(),
                None => 0,
            };
            rest[..length].to_owned()
        })
        .collect()
}

/// True where a sequence sets a colour of letters or ground; giving the terminal's own back is none.
pub fn sets_colour(sequence: &str) -> bool {
    let Some(parameters) = sequence
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix('m'))
    else {
        return false;
    };
    parameters
        .split([';', ':'])
        .filter_map(|number| number.parse::<u16>().ok())
        .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

/// Panics where the terminal was not given back as it was found: the usual screen, the mouse and pastes as text, the
/// cursor shown.
pub fn assert_given_back(raw: &[u8]) {
    let sequences = sequences(raw);
    let last = |wanted: &str| sequences.iter().rposition(|sequence| sequence == wanted);
    for mode in ["?1049", "?1000", "?1002", "?1006", "?2004"] {
        let (on, off) = (last(&format!("[{mode}h")), last(&format!("[{mode}l")));
        assert!(on.is_some(), "{mode} was never set");
        assert!(off > on, "{mode} is still set");
    }
    assert!(last("[?25h") > last("[?25l"), "the cursor is hidden");
}

#[test]
fn sequences_are_told_apart() {
    let raw = b"a\x1b[1;2Hb\x1b]0;titre\x07c\x1b[31md\x1b[?25h";
    assert_eq!(sequences(raw), ["[1;2H", "]0;titre", "[31m", "[?25h"]);
    let colours = ["[31m", "[38;5;6;49m", "[1;97m", "[48;5;1m"];
    assert!(colours.into_iter().all(sets_colour));
    let none = ["[0m", "[39;49m", "[1m", "[7m", "[59m", "[31H"];
    assert!(!none.into_iter().any(sets_colour));
}
