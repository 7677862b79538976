//! The languages that code may be told apart in: their comments, quotes and words. Tables alone.

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A programming or configuration language.
    Code,
    /// HTML, XML.
    Markup,
    /// A difference between two files.
    Difference,
    /// A session in a terminal.
    Session,
}

/// A language.
#[derive(Debug)]
pub struct Language {
    /// How it is read.
    pub kind: Kind,
    /// What begins a comment to the end of its line.
    pub line_comments: &'static [&'static str],
    /// What opens and closes a comment of several lines.
    pub block_comment: Option<(&'static str, &'static str)>,
    /// The signs around strings.
    pub quotes: &'static str,
    /// Three quotes around a string of several lines.
    pub triple_quotes: bool,
    /// Every string may take several lines.
    pub long_strings: bool,
    /// A lone `'` is no quote but a lifetime's.
    pub lifetimes: bool,
    /// Keywords in upper or lower case.
    pub any_case: bool,
    /// Its own words, a blank between two.
    pub keywords: &'static str,
}

const PLAIN: Language = Language {
    kind: Kind::Code,
    line_comments: &[],
    block_comment: None,
    quotes: "\"'",
    triple_quotes: false,
    long_strings: false,
    lifetimes: false,
    any_case: false,
    keywords: "",
};
const SLASHES: Language = Language {
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    ..PLAIN
};
const HASHES: Language = Language {
    line_comments: &["#"],
    ..PLAIN
};

static RUST: Language = Language {
    quotes: "\"'",
    lifetimes: true,
    long_strings: true,
    keywords: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop \
        match mod move mut pub ref return self Self static struct super trait true type unsafe use where \
        while yield",
    ..SLASHES
};
static C_LIKE: Language = Language {
    keywords: "auto bool break case catch char class const constexpr continue default delete do double else \
        enum explicit extern false final float for friend goto if inline int long namespace new null \
        nullptr operator private protected public return short signed sizeof static struct switch \
        template this throw true try typedef typename union unsigned using virtual void volatile while \
        import package extends implements interface abstract boolean byte instanceof super throws var \
        val fun when object override string foreach in out ref async await let func guard protocol def \
        trait match lazy sealed with",
    ..SLASHES
};
static SCRIPT: Language = Language {
    quotes: "\"'`",
    keywords: "as async await break case catch class const continue default delete do else enum export extends \
        false finally for from function if implements import in instanceof interface let new null of \
        private public readonly return static super switch this throw true try type typeof undefined var \
        void while yield",
    ..SLASHES
};
static GO: Language = Language {
    quotes: "\"'`",
    keywords: "break case chan const continue default defer else false for func go goto if import interface map \
        nil package range return select struct switch true type var",
    ..SLASHES
};
static PHP: Language = Language {
    line_comments: &["//", "#"],
    keywords: "abstract and array as break case catch class const continue default do echo else elseif extends \
        false final fn for foreach function global if implements include instanceof interface match \
        namespace new null or php private protected public readonly require require_once return static \
        switch this throw trait true try use while",
    ..SLASHES
};
static PYTHON: Language = Language {
    triple_quotes: true,
    keywords: "and as assert async await break case class continue def del elif else except False finally for \
        from global if import in is lambda match None nonlocal not or pass raise return self True try \
        while with yield",
    ..HASHES
};
static RUBY: Language = Language {
    keywords: "alias and begin break case class def defmodule do else elsif end ensure false fn for if in \
        module my next nil not or our package redo require rescue return self sub super then true undef \
        unless until use when while yield",
    ..HASHES
};
const SHELL_WORDS: &str = "alias break case cd continue do done echo elif else esac eval exec exit export fi for function \
        if in local read return set shift source sudo then trap unset until while";
static SHELL: Language = Language {
    long_strings: true,
    keywords: SHELL_WORDS,
    ..HASHES
};
static SESSION: Language = Language {
    kind: Kind::Session,
    keywords: SHELL_WORDS,
    ..HASHES
};
static SQL: Language = Language {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    long_strings: true,
    any_case: true,
    keywords: "ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASE COMMIT CREATE CROSS DEFAULT DELETE DESC DISTINCT \
        DROP ELSE END EXISTS FALSE FROM FULL GRANT GROUP HAVING IN INDEX INNER INSERT INTO IS JOIN KEY \
        LEFT LIKE LIMIT NOT NULL OFFSET ON OR ORDER OUTER PRIMARY REFERENCES RETURNING RIGHT ROLLBACK \
        SELECT SET TABLE THEN TRUE UNION UNIQUE UPDATE USING VALUES VIEW WHEN WHERE WITH",
    ..PLAIN
};
static LUA: Language = Language {
    line_comments: &["--"],
    keywords: "and break case class data do else elseif end false for function if import in instance let local \
        module nil not of or repeat return then true type until where while",
    ..PLAIN
};
static DATA: Language = Language {
    keywords: "true false null yes no",
    triple_quotes: true,
    ..HASHES
};
static JSON: Language = Language {
    line_comments: &["//"],
    quotes: "\"",
    keywords: "true false null",
    ..PLAIN
};
static CSS: Language = Language {
    block_comment: Some(("/*", "*/")),
    ..PLAIN
};
static INI: Language = Language {
    line_comments: &["#", ";"],
    quotes: "\"",
    ..PLAIN
};
static MARKUP: Language = Language {
    kind: Kind::Markup,
    ..PLAIN
};
static DIFFERENCE: Language = Language {
    kind: Kind::Difference,
    ..PLAIN
};

/// The language of a name as pages write it (`language-rust`, `rs`, `C++`), where it is known.
pub fn find(name: &str) -> Option<&'static Language> {
    let name = name.trim().to_ascii_lowercase();
    let name = name.trim_start_matches("language-");
    let name = name.trim_start_matches("lang-");
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ';'));
    Some(match &name[..end.unwrap_or(name.len())] {
        "rust" | "rs" => &RUST,
        "c" | "h" | "c++" | "cpp" | "cc" | "hpp" | "cxx" | "objc" | "objective-c" | "java"
        | "kotlin" | "kt" | "scala" | "swift" | "csharp" | "cs" | "c#" | "dart" | "zig"
        | "glsl" | "d" | "arduino" | "groovy" => &C_LIKE,
        "js" | "javascript" | "jsx" | "mjs" | "node" | "ts" | "typescript" | "tsx" => &SCRIPT,
        "go" | "golang" => &GO,
        "php" => &PHP,
        "python" | "py" | "python3" | "py3" | "starlark" => &PYTHON,
        "ruby" | "rb" | "perl" | "pl" | "elixir" | "ex" | "crystal" | "r" | "julia" => &RUBY,
        "sh" | "bash" | "zsh" | "fish" | "shell" | "ksh" | "powershell" | "ps1" | "dockerfile"
        | "docker" | "makefile" | "make" | "nix" => &SHELL,
        "console" | "shell-session" | "shellsession" | "terminal" | "session" => &SESSION,
        "sql" | "mysql" | "postgresql" | "postgres" | "plsql" | "sqlite" => &SQL,
        "lua" | "haskell" | "hs" | "elm" | "ada" => &LUA,
        "yaml" | "yml" | "toml" | "conf" | "nginx" | "apache" | "hcl" | "terraform" => &DATA,
        "json" | "json5" | "jsonc" => &JSON,
        "css" | "scss" | "sass" | "less" => &CSS,
        "ini" | "properties" | "desktop" | "systemd" => &INI,
        "html" | "xml" | "svg" | "xhtml" | "vue" | "rss" | "atom" => &MARKUP,
        "diff" | "patch" | "udiff" => &DIFFERENCE,
        _ => return None,
    })
}
