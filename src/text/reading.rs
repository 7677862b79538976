//! How long a text takes to read. One rule for the heading, the command line and the search.

/// Words read in a minute: silent reading of prose (Brysbaert 2019: 238 in English, 214 in French), rounded.
pub const WORDS_A_MINUTE: u32 = 230;

/// Minutes to read so many words, rounded up: at least 1 for a text that is not empty.
pub fn minutes(words: usize) -> u32 {
    u32::try_from(words.div_ceil(WORDS_A_MINUTE as usize)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_begun_minute_counts() {
        for (words, expected) in [(0, 0), (1, 1), (230, 1), (231, 2), (620, 3)] {
            assert_eq!(minutes(words), expected, "{words}");
        }
        assert_eq!(minutes(usize::MAX), u32::MAX);
    }
}
