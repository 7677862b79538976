//! The characters of a query and the place among them: errors count characters, not bytes.

/// Reads a query from front to back.
pub struct Scanner {
    chars: Vec<char>,
    at: usize,
}

impl Scanner {
    /// Starts before the first character.
    pub fn new(text: &str) -> Scanner {
        Scanner {
            chars: text.chars().collect(),
            at: 0,
        }
    }

    /// How many characters there are in all.
    pub fn length(&self) -> usize {
        self.chars.len()
    }

    /// The place of the next character, from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next character, left where it is.
    pub fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Steps over the next character.
    pub fn skip(&mut self) {
        self.at += 1;
    }

    /// Steps over blanks.
    pub fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Takes characters as long as they please.
    pub fn take_while(&mut self, pleases: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().take_while(|c| pleases(*c)).collect();
        self.at += taken.chars().count();
        taken
    }

    /// Takes `OR` or `OU` where it stands as a word of its own.
    pub fn take_or(&mut self) -> bool {
        let found = self.is_or();
        if found {
            self.at += 2;
        }
        found
    }

    /// Whether `OR` or `OU` stands here as a word of its own.
    pub fn is_or(&self) -> bool {
        let word: String = self.rest().take(2).collect();
        matches!(word.as_str(), "OR" | "OU") && self.rest().nth(2).is_none_or(ends_word)
    }

    /// Takes a word: up to a blank, a parenthesis or a quote.
    pub fn take_word(&mut self) -> String {
        self.take_while(|c| !ends_word(c))
    }

    /// Takes an address: up to a blank, a quote or a closing parenthesis that was not opened in it.
    pub fn take_address(&mut self) -> String {
        let mut open = 0;
        let mut taken = String::new();
        while let Some(c) = self.peek() {
            match c {
                '(' => open += 1,
                ')' if open == 0 => break,
                ')' => open -= 1,
                c if c.is_whitespace() || closing_quote(c).is_some() => break,
                _ => {}
            }
            taken.push(c);
            self.skip();
        }
        taken
    }

    /// Takes a field's name and its colon, if that is what stands here: letters (and `’`, for `jusqu’à`) before one
    /// `:`. So `14:02` and `std::vec` are none.
    pub fn take_field(&mut self) -> Option<String> {
        let is_name = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’');
        let name: String = self.rest().take_while(|c| is_name(*c)).collect();
        let length = name.chars().count();
        let after: Vec<char> = self.rest().skip(length).take(2).collect();
        let is_field = length > 0 && after.first() == Some(&':') && after.get(1) != Some(&':');
        if !is_field {
            return None;
        }
        self.at += length + 1;
        Some(name)
    }

    /// Whether an address with its scheme stands here: `https://…`.
    pub fn is_address(&self) -> bool {
        let in_scheme = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
        let starts = self.peek().is_some_and(|c| c.is_ascii_alphabetic());
        starts && self.rest().skip_while(in_scheme).take(3).eq("://".chars())
    }

    fn rest(&self) -> impl Iterator<Item = char> + '_ {
        self.chars[self.at.min(self.chars.len())..].iter().copied()
    }
}

/// The quote that closes what this one opens: `"…"`, `“…”`, `«…»`.
pub fn closing_quote(opening: char) -> Option<char> {
    match opening {
        '"' => Some('"'),
        '“' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || closing_quote(c).is_some()
}
