//! Code told into comments, strings, numbers and keywords, for sparing colours where a language is declared. One pass
//! over the text, no regular expressions (`synoptic` takes half a millisecond a kilobyte, a whole page's layout one).
//! Never changes the text, never fails: what it does not know is plain.

mod languages;

use languages::{Kind, Language};

/// Bytes of the largest code that is told apart; more stays plain.
const MAX_CODE: usize = 64 * 1024;

/// What a stretch of code is; the theme gives each its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A comment.
    Comment,
    /// A text in quotes.
    String,
    /// A number.
    Number,
    /// A word of the language.
    Keyword,
    /// A line added, in a difference.
    Added,
    /// A line taken away, in a difference.
    Removed,
}

/// The stretches of a code that are not plain, from byte to byte, ascending; none where the language is not known.
pub fn tokens(text: &str, language: Option<&str>) -> Vec<(usize, usize, Token)> {
    let Some(language) = language.and_then(languages::find) else {
        return Vec::new();
    };
    if text.len() > MAX_CODE {
        return Vec::new();
    }
    let mut lexer = Lexer {
        text,
        at: 0,
        language,
        found: Vec::new(),
        in_tag: false,
    };
    match language.kind {
        Kind::Difference => lexer.difference(),
        Kind::Session => lexer.session(),
        Kind::Markup => lexer.run(text.len(), Lexer::markup),
        Kind::Code => lexer.run(text.len(), Lexer::code),
    }
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    language: &'static Language,
    found: Vec<(usize, usize, Token)>,
    in_tag: bool,
}

impl Lexer<'_> {
    /// Steps through the text up to `end`; each step moves on by one character at least.
    fn run(&mut self, end: usize, step: impl Fn(&mut Self, char)) {
        while self.at < end {
            let Some(c) = self.text[self.at..].chars().next() else {
                return;
            };
            step(self, c);
        }
    }

    fn code(&mut self, c: char) {
        let rest = &self.text[self.at..];
        let language = self.language;
        if language
            .line_comments
            .iter()
            .any(|mark| self.begins_comment(rest, mark))
        {
            let end = rest.find('\n').unwrap_or(rest.len());
            return self.token(end, Token::Comment);
        }
        if let Some((open, close)) = language.block_comment
            && rest.starts_with(open)
        {
            let end = rest[open.len()..].find(close);
            let end = end.map_or(rest.len(), |at| open.len() + at + close.len());
            return self.token(end, Token::Comment);
        }
        if language.quotes.contains(c) && !self.after_word() {
            if let Some(end) = self.string(rest, c) {
                return self.token(end, Token::String);
            }
            self.at += c.len_utf8();
            return;
        }
        if c.is_ascii_digit() {
            let more = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
            let end = rest.find(more).unwrap_or(rest.len());
            return self.token(end, Token::Number);
        }
        self.word_or_sign(rest, c);
    }

    /// HTML and its like: the names of tags are keywords, values of attributes strings.
    fn markup(&mut self, c: char) {
        let rest = &self.text[self.at..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            let end = inner.find("-->").map_or(rest.len(), |at| at + 7);
            return self.token(end, Token::Comment);
        }
        match c {
            '<' => {
                let sign = rest.len() - rest[1..].trim_start_matches(['/', '!', '?']).len();
                let name = &rest[sign..];
                let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | ':' | '_'));
                let length = name.find(is_end).unwrap_or(name.len());
                self.at += sign;
                self.in_tag = length > 0;
                if length > 0 {
                    self.token(length, Token::Keyword);
                }
            }
            '>' => {
                self.in_tag = false;
                self.at += 1;
            }
            '"' | '\'' if self.in_tag => {
                let end = rest[1..].find(c).map_or(rest.len(), |at| at + 2);
                self.token(end, Token::String);
            }
            _ => self.at += c.len_utf8(),
        }
    }

    /// `diff`: whole lines.
    fn difference(&mut self) {
        for line in self.text.split_inclusive('\n') {
            let token = match line.as_bytes().first() {
                Some(b'+') => Some(Token::Added),
                Some(b'-') => Some(Token::Removed),
                Some(b'@') => Some(Token::Keyword),
                _ => None,
            };
            match token {
                Some(token) => self.token(line.len(), token),
                None => self.at += line.len(),
            }
        }
    }

    /// A session in a terminal: what was typed after a prompt is code, what was answered is plain.
    fn session(&mut self) {
        for line in self.text.split_inclusive('\n') {
            let end = self.at + line.len();
            if line.starts_with("$ ") || line.starts_with("# ") || line.starts_with("> ") {
                self.at += 2;
                self.run(end, Lexer::code);
            }
            self.at = end;
        }
    }

    /// `#` and `--` begin a comment only after a blank (`$#`, `a--`); other marks do anywhere.
    fn begins_comment(&self, rest: &str, mark: &str) -> bool {
        rest.starts_with(mark)
            && (mark == "//"
                || self.text[..self.at].ends_with(|c: char| c.is_whitespace() || c == ';')
                || self.at == 0)
    }

    /// Where a string that begins `rest` ends: at its quote, at the end of its line where quotes do not span lines. None
    /// for a quote that is none (`'a` in Rust).
    fn string(&self, rest: &str, quote: char) -> Option<usize> {
        let triples = ["\"\"\"", "'''"]
            .iter()
            .find(|triple| rest.starts_with(**triple));
        if let Some(triple) = triples.filter(|_| self.language.triple_quotes) {
            let end = rest[3..].find(triple);
            return Some(end.map_or(rest.len(), |at| at + 6));
        }
        let spans_lines = quote == '`' || self.language.long_strings;
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '\n' if !spans_lines => return Some(at),
                _ if c == quote => return Some(at + c.len_utf8()),
                _ => {}
            }
            if quote == '\'' && self.language.lifetimes && at > 3 && !rest[1..].starts_with('\\') {
                return None;
            }
        }
        (!self.language.lifetimes || quote != '\'').then_some(rest.len())
    }

    fn after_word(&self) -> bool {
        self.text[..self.at].ends_with(char::is_alphanumeric)
    }

    fn word_or_sign(&mut self, rest: &str, c: char) {
        let is_end = |c: char| !(c.is_alphanumeric() || c == '_');
        let length = rest.find(is_end).unwrap_or(rest.len());
        if length == 0 {
            self.at += c.len_utf8();
            return;
        }
        let word = &rest[..length];
        let is_keyword = self.language.keywords.split(' ').any(|keyword| {
            keyword == word || (self.language.any_case && keyword.eq_ignore_ascii_case(word))
        });
        if is_keyword {
            self.token(length, Token::Keyword);
        } else {
            self.at += length;
        }
    }

    fn token(&mut self, length: usize, token: Token) {
        let end = self.at + length;
        self.found.push((self.at, end, token));
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The code with its tokens marked: `c` comment, `s` string, `n` number, `k` keyword, `+`, `-`.
    fn marked(text: &str, language: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (start, end, token) in tokens(text, Some(language)) {
            let mark = match token {
                Token::Comment => 'c',
                Token::String => 's',
                Token::Number => 'n',
                Token::Keyword => 'k',
                Token::Added => '+',
                Token::Removed => '-',
            };
            out.push_str(&text[from..start]);
            out.push_str(&format!("{mark}[{}]", &text[start..end]));
            from = end;
        }
        out + &text[from..]
    }

    #[test]
    fn tells_code_apart() {
        for (language, text, expected) in [
            (
                "rust",
                "fn a<'b>(c: 'b', 1.5) // d",
                "k[fn] a<'b>(c: s['b'], n[1.5]) c[// d]",
            ),
            (
                "rs",
                "let s = \"a\\\"b\nc\"; 'x",
                "k[let] s = s[\"a\\\"b\nc\"]; 'x",
            ),
            (
                "python",
                "def f(): # c\n  '''a\nb''' + 'x",
                "k[def] f(): c[# c]\n  s['''a\nb'''] + s['x]",
            ),
            (
                "bash",
                "echo \"$#\" l'été # fin",
                "k[echo] s[\"$#\"] l'été c[# fin]",
            ),
            ("console", "$ echo 'a'\nif 12", "$ k[echo] s['a']\nif 12"),
            (
                "sql",
                "select 'a' -- b\nFROM t",
                "k[select] s['a'] c[-- b]\nk[FROM] t",
            ),
            (
                "js",
                "const a = `b\nc` /* d */",
                "k[const] a = s[`b\nc`] c[/* d */]",
            ),
            (
                "html",
                "<!-- a --><p class=\"b\">c's</p>",
                "c[<!-- a -->]<k[p] class=s[\"b\"]>c's</k[p]>",
            ),
            (
                "json",
                "{\"a\": true, \"b\": 2}",
                "{s[\"a\"]: k[true], s[\"b\"]: n[2]}",
            ),
            ("diff", "-a\n+b\n c", "-[-a\n]+[+b\n] c"),
            ("yaml", "a: 'b' # c", "a: s['b'] c[# c]"),
            ("inconnu", "fn a", "fn a"),
        ] {
            assert_eq!(marked(text, language), expected, "{language}");
        }
        assert_eq!(tokens("fn a", None), []);
        assert_eq!(tokens(&"fn ".repeat(MAX_CODE), Some("rust")), []);
    }

    proptest! {
        #[test]
        fn tokens_follow_one_another_in_any_text(
            text in "[ \\n\"'`#/*<>!=a-z0-9\\\\é+-]{0,80}|\\PC{0,40}",
            language in proptest::sample::select(vec!["rust", "py", "sh", "console", "html", "diff", "sql", "js", "css"]),
        ) {
            let mut last = 0;
            for (start, end, _) in tokens(&text, Some(language)) {
                prop_assert!(last <= start && start < end && end <= text.len());
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
                last = end;
            }
        }
    }
}
