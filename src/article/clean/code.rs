//! Code: its language, by the many names highlighters give it, and the containers that set code as a table or a list of
//! lines.

use html2text::Handle;

use super::dom;

/// Elements around a `pre` that may name its language.
const ANCESTORS: usize = 3;
/// Beginnings of a class that are followed by a language.
const PREFIXES: [&str; 6] = [
    "language-",
    "lang-",
    "highlight-source-",
    "lang:",
    "brush:",
    "highlight-text-",
];
/// Attributes that hold a language.
const ATTRIBUTES: [&str; 4] = [
    "data-lang",
    "data-language",
    "data-enlighter-language",
    "data-code-language",
];
/// Classes beside which a bare word is a language.
const BARE: [&str; 4] = ["hljs", "sourceCode", "syntaxhighlighter", "src"];
/// Languages that are known by their bare name.
const LANGUAGES: [&str; 57] = [
    "ada",
    "apache",
    "asm",
    "awk",
    "bash",
    "basic",
    "c",
    "c#",
    "c++",
    "clojure",
    "cobol",
    "cpp",
    "cs",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "elixir",
    "erlang",
    "fortran",
    "go",
    "groovy",
    "haskell",
    "html",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "latex",
    "lisp",
    "lua",
    "makefile",
    "markdown",
    "nginx",
    "ocaml",
    "pascal",
    "perl",
    "php",
    "powershell",
    "py",
    "python",
    "r",
    "rb",
    "ruby",
    "rust",
    "scala",
    "sh",
    "shell",
    "sql",
    "swift",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
];
/// Classes of what holds code without a `pre`, line by line.
const CONTAINERS: [&str; 6] = [
    "syntaxhighlighter",
    "crayon-syntax",
    "crayon-table",
    "js-file-line-container",
    "enlighter",
    "hljs-ln",
];

/// The language of code, named by a class or an attribute of the `pre`, of the `code` in it or of what is around.
pub fn language(pre: &Handle) -> Option<String> {
    let code = dom::find(pre, |node| dom::name(node) == Some("code"));
    if let Some(language) = declared(pre, true).or_else(|| declared(&code?, true)) {
        return Some(language);
    }
    // What stands around may hold more than this code: there a bare word names nothing.
    let mut around = pre.clone();
    for _ in 0..ANCESTORS {
        around = around.get_parent()?;
        if let Some(language) = declared(&around, false) {
            return Some(language);
        }
    }
    None
}

fn declared(node: &Handle, is_code: bool) -> Option<String> {
    let by_class = dom::with_attribute(node, "class", |classes| named(classes, is_code)).flatten();
    let by_lang = || {
        dom::attribute(node, "lang")
            .filter(|lang| is_code && LANGUAGES.contains(&lang.to_ascii_lowercase().as_str()))
    };
    by_class
        .or_else(|| {
            ATTRIBUTES
                .iter()
                .find_map(|name| dom::attribute(node, name))
        })
        .or_else(by_lang)
        .map(|language| language.trim().to_ascii_lowercase())
        .filter(|language| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "+-#._".contains(c);
            !language.is_empty() && language.len() <= 32 && language.chars().all(plain)
        })
        .filter(|language| {
            !matches!(
                language.as_str(),
                "none" | "plaintext" | "text" | "plain" | "txt" | "generic" | "raw" | "default"
            )
        })
}

/// The language among the words of a `class`.
fn named(classes: &str, is_code: bool) -> Option<String> {
    let mut words = classes
        .split([' ', '\n', '\t', ';'])
        .filter(|word| !word.is_empty())
        .peekable();
    let mut bare = None;
    let mut beside = false;
    while let Some(word) = words.next() {
        for prefix in PREFIXES {
            if let Some(language) = word.strip_prefix(prefix) {
                return match language {
                    "" => words.next().map(str::to_owned),
                    language => Some(language.to_owned()),
                };
            }
        }
        // Sphinx: `highlight-python`.
        if let Some(language) = word.strip_prefix("highlight-")
            && LANGUAGES.contains(&language)
        {
            return Some(language.to_owned());
        }
        beside |= BARE.contains(&word);
        if bare.is_none() && LANGUAGES.contains(&word) {
            bare = Some(word.to_owned());
        }
    }
    bare.filter(|_| is_code || beside)
}

/// True for what holds code line by line and is no `pre`.
pub fn is_container(name: &str, node: &Handle) -> bool {
    match name {
        "table" | "div" | "ol" | "ul" => {
            dom::has_class(node, |class| CONTAINERS.contains(&class))
                && dom::find(node, |inner| dom::name(inner) == Some("pre")).is_none()
        }
        _ => false,
    }
}

/// True for an element that is a line of code by itself.
pub fn is_line(name: &str, node: &Handle) -> bool {
    let in_numbered = || {
        node.get_parent().is_some_and(|list| {
            dom::has_class(&list, |class| {
                class == "linenums" || CONTAINERS.contains(&class)
            })
        })
    };
    (name == "li" && in_numbered())
        || dom::has_class(node, |class| {
            matches!(
                class,
                "line" | "crayon-line" | "blob-code" | "hljs-ln-code" | "code-line"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_where_highlighters_put_them() {
        let cases = [
            ("<pre><code class='hljs language-css'>x", Some("css")),
            ("<pre class='brush: python; gutter: true'>x", Some("python")),
            ("<pre class='brush:php;toolbar:false'>x", Some("php")),
            ("<pre class='lang:sh decode:true'>x", Some("sh")),
            ("<pre data-enlighter-language=php>x", Some("php")),
            ("<pre><code data-lang=Go>x", Some("go")),
            ("<pre lang=sh>x", Some("sh")),
            ("<pre lang=fr>x", None),
            ("<pre><code class=rust>x", Some("rust")),
            ("<pre class='hljs javascript'>x", Some("javascript")),
            ("<pre class='sourceCode haskell'>x", Some("haskell")),
            (
                "<div class='highlight-python notranslate'><div class=highlight><pre>x",
                Some("python"),
            ),
            (
                "<div class='highlight highlight-source-rust'><pre>x",
                Some("rust"),
            ),
            (
                "<div class='language-toml highlighter-rouge'><div class=highlight><pre><code>x",
                Some("toml"),
            ),
            ("<div class=java><pre>x", None),
            ("<pre class=language-plaintext>x", None),
            ("<pre class='language-evil\"><script>'>x", None),
            ("<pre>x", None),
        ];
        for (html, expected) in cases {
            let dom = html2text::config::plain()
                .parse_html(html.as_bytes())
                .unwrap();
            let pre = dom::find(&dom.document, |node| dom::name(node) == Some("pre")).unwrap();
            assert_eq!(language(&pre).as_deref(), expected, "{html}");
        }
    }
}
