use super::*;
use crate::config::file::EXAMPLE;
use crate::config::{Action, Keep};
use crate::text::{Lang, Say};
use proptest::prelude::*;

fn read(text: &str) -> Result<Config, ConfigError> {
    parse(text, Path::new("c.toml"))
}

#[test]
fn the_example_is_the_default() {
    assert_eq!(read(EXAMPLE), Ok(Config::default()));
    assert_eq!(read(""), Ok(Config::default()));
    assert_eq!(read("\u{feff}"), Ok(Config::default()));
}

#[test]
fn the_example_shows_every_key_and_its_commented_lines_are_valid() {
    for (table, keys) in [
        ("", TOP),
        ("reader", READER),
        ("network", NETWORK),
        ("theme", ROLES),
        ("feeds", FEED),
        ("views", VIEW),
    ] {
        for key in keys {
            let shown =
                EXAMPLE.contains(&format!("{key} = ")) || EXAMPLE.contains(&format!("[{key}]"));
            assert!(shown, "{table}.{key}");
        }
    }
    let uncommented: String = EXAMPLE
        .lines()
        .map(|line| {
            let setting = line.strip_prefix("# ").filter(|rest| {
                rest.starts_with("[[") || rest.starts_with('"') || {
                    let key = rest.split(" = ").next().unwrap();
                    rest.contains(" = ")
                        && (FEED.contains(&key) || VIEW.contains(&key) || ROLES.contains(&key))
                }
            });
            format!("{}\n", setting.unwrap_or(line))
        })
        .filter(|line| !line.starts_with("\"terminal\""))
        .collect();
    let config = read(&uncommented).unwrap();
    assert_eq!(config.feeds.len(), 3);
    assert_eq!(config.feeds[0].interval, Some(6 * 3_600));
    assert_eq!(config.feeds[0].headers.len(), 1);
    assert_eq!(config.feeds[0].password_command.len(), 3);
    assert_eq!(config.views.len(), 1);
    assert_eq!(config.theme.roles.len(), ROLES.len());
    assert_ne!(config.keys, KeyMap::manchette());
}

#[test]
fn every_key_is_read() {
    let config = read(
        r##"
language = "fr"
reader = { view = "is:starred", mark_read = "shown", width = 60, hyphenate = "off", images = "blocks", glyphs = "ascii", mouse = false, browser = "lynx" }
[network]
interval = 900
on_start = false
connections = 8
per_site = 1
timeout = "2m"
connect_timeout = 5
idle_timeout = "15s"
max_size = 5000000
proxy = "http://localhost:3128"
contact = "lea@exemple.test"
user_agent = "Moi/1"
[keys]
j = "up"
Ctrl-r = ["refresh", "top"]
d = "none"
a = ""
e = []
[theme]
name = "terminal"
accent = "#ff8800"
[[feeds]]
url = "https://vigie.test/flux"
title = "Vigie"
tags = ["a/b", "c"]
interval = "6h"
hidden = true
full_text = true
keep = 500
headers.X-Cle = "v"
user = "léa"
password_command = "pass show 'le câble'"
proxy = "socks5://localhost:1080"
[[feeds]]
url = "file:///tmp/f.xml"
password_command = ["pass", "show", "a b"]
proxy = "none"
[[feeds]]
url = " exec:flux --de 'Le Câble' "
[[feeds]]
url = "filter:trier:https://le-cable.test/flux"
proxy = ""
[[views]]
name = "Tout"
query = ""
"##,
    )
    .unwrap();
    assert_eq!(config.language, Language::Fr);
    assert_eq!(
        config.reader,
        ReaderSettings {
            view: "is:starred".into(),
            mark_read: MarkRead::Shown,
            width: 60,
            hyphenate: Hyphenate::Off,
            images: Images::Blocks,
            glyphs: Glyphs::Ascii,
            mouse: false,
            browser: "lynx".into(),
        }
    );
    assert_eq!(
        config.network,
        NetworkSettings {
            interval: 900,
            on_start: false,
            connections: 8,
            per_site: 1,
            timeout: 120,
            connect_timeout: 5,
            idle_timeout: 15,
            max_size: 5_000_000,
            proxy: "http://localhost:3128".into(),
            contact: "lea@exemple.test".into(),
            user_agent: "Moi/1".into(),
        }
    );
    let actions = |name| config.keys.actions(Key::parse(name).unwrap());
    assert_eq!(actions("j"), Some(&[Action::Up][..]));
    assert_eq!(actions("Ctrl-r"), Some(&[Action::Refresh, Action::Top][..]));
    assert_eq!(actions("d"), None);
    assert_eq!(actions("a"), None);
    assert_eq!(actions("e"), None);
    assert_eq!(actions("k"), Some(&[Action::Up][..]));
    assert_eq!(config.theme.roles["accent"], "#ff8800");
    assert_eq!(
        config.feeds[0],
        FeedSettings {
            url: "https://vigie.test/flux".into(),
            title: Some("Vigie".into()),
            tags: vec!["a/b".into(), "c".into()],
            interval: Some(21_600),
            hidden: true,
            full_text: true,
            keep: Some(Keep::Newest(500)),
            headers: [("X-Cle".to_owned(), "v".to_owned())].into(),
            user: Some("léa".into()),
            password_command: ["pass", "show", "le câble"].map(String::from).into(),
            proxy: Some("socks5://localhost:1080".into()),
        }
    );
    let [_, file, exec, filter] = config.feeds.as_slice() else {
        panic!("{:?}", config.feeds);
    };
    assert_eq!(file.url, "file:///tmp/f.xml");
    assert_eq!(file.password_command, ["pass", "show", "a b"]);
    assert_eq!(file.proxy.as_deref(), Some("none"));
    assert_eq!(exec.url, "exec:flux --de 'Le Câble'");
    assert_eq!(filter.url, "filter:trier:https://le-cable.test/flux");
    assert_eq!(filter.proxy.as_deref(), Some(""));
    assert_eq!(config.views[0].name, "Tout");
}

#[test]
fn what_a_feed_keeps_is_an_age_or_a_number() {
    let keep = |value: &str| {
        let text = format!("[[feeds]]\nurl = 'https://a.test'\nkeep = {value}\n");
        read(&text).map(|config| config.feeds[0].keep)
    };
    assert_eq!(keep("'90d'").unwrap(), Some(Keep::Age(7_776_000)));
    assert_eq!(keep("1").unwrap(), Some(Keep::Newest(1)));
    for wrong in ["0", "-5", "'500'", "''", "true", "'0d'", "99999999999"] {
        let error = keep(wrong).unwrap_err();
        assert!(error.to_string().contains("line 3"), "{wrong}: {error}");
    }
}

#[test]
fn feeds_may_be_one_list() {
    let config = read(
        "feeds = [\n { url = 'https://a.test' },\n { url = 'https://b.test', tags = ['x'] },\n]\n",
    )
    .unwrap();
    assert_eq!(config.feeds.len(), 2);
    assert_eq!(config.feeds[1].tags, ["x"]);
}

#[test]
fn unknown_keys_are_told_with_the_line_and_the_nearest() {
    for (text, line, key, nearest) in [
        ("langage = 'fr'", 1, "langage", Some("language")),
        ("\n\n[reeder]\nwidth = 3", 3, "reeder", Some("reader")),
        (
            "[reader]\n# x\nwidht = 72",
            3,
            "reader.widht",
            Some("width"),
        ),
        ("reader.widht = 72", 1, "reader.widht", Some("width")),
        ("[reader]\nsons = 'auto'", 2, "reader.sons", None),
        (
            "[network]\ninterval = 5\ntimout = 3",
            3,
            "network.timout",
            Some("timeout"),
        ),
        ("[theme]\nacent = 'red'", 2, "theme.acent", Some("accent")),
        ("[keys]\npreste = 'x'", 2, "keys.preste", Some("preset")),
        ("[[rules]]\nmatch = 'x'", 1, "rules", None),
        (
            "[[feeds]]\nurl = 'https://a.test'\n[[feeds]]\nurl = 'https://b.test'\ntag = ['x']",
            5,
            "feeds.tag",
            Some("tags"),
        ),
        (
            "[[views]]\nname = 'x'\nqury = 'y'",
            3,
            "views.qury",
            Some("query"),
        ),
        (
            "feeds = [\n{ url = 'https://a.test', titel = 'x' }]",
            2,
            "feeds.titel",
            Some("title"),
        ),
    ] {
        assert_eq!(
            read(text),
            Err(ConfigError::UnknownKey {
                path: "c.toml".into(),
                line,
                key: key.into(),
                nearest: nearest.map(str::to_owned),
            }),
            "{text}"
        );
    }
}

#[test]
fn wrong_values_are_told_with_the_line_the_value_and_what_is_expected() {
    for (text, at, key, value, wanted) in [
        (
            "language = 'de'",
            1,
            "language",
            "'de'",
            Expected::OneOf(vec!["auto", "fr", "en"]),
        ),
        ("reader = 3", 1, "reader", "integer", Expected::Table),
        (
            "[reader]\nimages = 'oui'",
            2,
            "reader.images",
            "'oui'",
            Expected::OneOf(vec!["auto", "off", "kitty", "iterm", "sixel", "blocks"]),
        ),
        (
            "[reader]\nwidth = 19",
            2,
            "reader.width",
            "19",
            Expected::Between(20, 200),
        ),
        (
            "[reader]\nwidth = -1",
            2,
            "reader.width",
            "-1",
            Expected::Between(20, 200),
        ),
        (
            "[reader]\nwidth = '72'",
            2,
            "reader.width",
            "'72'",
            Expected::Between(20, 200),
        ),
        (
            "[reader]\nmouse = 1",
            2,
            "reader.mouse",
            "1",
            Expected::Flag,
        ),
        (
            "[reader]\nbrowser = true",
            2,
            "reader.browser",
            "true",
            Expected::Text,
        ),
        (
            "[network]\ninterval = 0",
            2,
            "network.interval",
            "0",
            Expected::Duration,
        ),
        (
            "[network]\ntimeout = '1x'",
            2,
            "network.timeout",
            "'1x'",
            Expected::Duration,
        ),
        (
            "[network]\ninterval = '99999d'",
            2,
            "network.interval",
            "'99999d'",
            Expected::Duration,
        ),
        (
            "[network]\nper_site = 17",
            2,
            "network.per_site",
            "17",
            Expected::Between(1, 16),
        ),
        (
            "[network]\nmax_size = '1'",
            2,
            "network.max_size",
            "'1'",
            Expected::Size,
        ),
        (
            "[network]\nproxy = 'x'",
            2,
            "network.proxy",
            "x",
            Expected::Proxy,
        ),
        (
            "[network]\ncontact = 'é'",
            2,
            "network.contact",
            "'é'",
            Expected::HeaderText,
        ),
        (
            "[keys]\npreset = 'vim'",
            2,
            "keys.preset",
            "'vim'",
            Expected::OneOf(vec!["manchette"]),
        ),
        (
            "[keys]\nCtl-x = 'up'",
            2,
            "keys.Ctl-x",
            "Ctl-x",
            Expected::KeyName,
        ),
        (
            "[keys]\nx = 'togle-read'",
            2,
            "keys.x",
            "togle-read",
            Expected::Action {
                nearest: Some("toggle-read".into()),
            },
        ),
        (
            "[keys]\nx = 4",
            2,
            "keys.x",
            "4",
            Expected::Action { nearest: None },
        ),
        (
            "[theme]\nname = 'dracula'",
            2,
            "theme.name",
            "'dracula'",
            Expected::OneOf(vec!["terminal"]),
        ),
        (
            "[theme]\nlink = 'bluish'",
            2,
            "theme.link",
            "'bluish'",
            Expected::Colour,
        ),
        ("feeds = 'x'", 1, "feeds", "string", Expected::Tables),
        (
            "[[feeds]]\ntitle = 'x'",
            1,
            "feeds.url",
            "",
            Expected::Address,
        ),
        (
            "[[feeds]]\nurl = 'a.test'",
            2,
            "feeds.url",
            "a.test",
            Expected::Address,
        ),
        (
            "[[feeds]]\nurl = 'exec :rm'",
            2,
            "feeds.url",
            "exec :rm",
            Expected::Address,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test/a b'",
            2,
            "feeds.url",
            "https://a.test/a b",
            Expected::Address,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\ntags = 'x'",
            3,
            "feeds.tags",
            "'x'",
            Expected::Texts,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\nheaders = { 'A B' = 'secret' }",
            3,
            "feeds.headers",
            "A B",
            Expected::Header,
        ),
        (
            "[[feeds]]\nurl = 'exec:'",
            2,
            "feeds.url",
            "exec:",
            Expected::Program,
        ),
        (
            "[[feeds]]\nurl = 'filter:trier:ftp://a.test/'",
            2,
            "feeds.url",
            "filter:trier:ftp://a.test/",
            Expected::Program,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\nuser = 'a:b'",
            3,
            "feeds.user",
            "'a:b'",
            Expected::User,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\npassword_command = \"echo 'secret\"",
            3,
            "feeds.password_command",
            "string",
            Expected::Command,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\npassword_command = []",
            3,
            "feeds.password_command",
            "array",
            Expected::Command,
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'\nproxy = 'ftp://a.test'",
            3,
            "feeds.proxy",
            "ftp://a.test",
            Expected::Proxy,
        ),
        (
            "[[views]]\nname = 'x'",
            1,
            "views.query",
            "",
            Expected::Text,
        ),
        (
            "[[views]]\nquery = 'x'",
            1,
            "views.name",
            "",
            Expected::Text,
        ),
    ] {
        assert_eq!(
            read(text),
            Err(ConfigError::BadValue {
                path: "c.toml".into(),
                line: at,
                key: key.into(),
                value: value.into(),
                expected: wanted,
            }),
            "{text}"
        );
    }
}

#[test]
fn one_feed_may_not_stand_twice() {
    for second in ["https://a.test/", "https://A.test", " https://a.test "] {
        let text = format!(
            "[[feeds]]\nurl = 'https://a.test'\n\n[[feeds]]\ntitle = 'x'\nurl = '{second}'\n"
        );
        assert_eq!(
            read(&text),
            Err(ConfigError::DuplicateFeed {
                path: "c.toml".into(),
                line: 6,
                url: second.trim().into(),
            })
        );
    }
}

#[test]
fn what_is_no_toml_is_told_with_line_and_column() {
    for (text, line, column) in [
        ("a = \n", 1, 5),
        ("language = 'fr'\nlanguage = 'en'\n", 2, 1),
        ("\r\n\r\né = [1,\r\n", 3, 8),
        ("x = 'é' y", 1, 9),
    ] {
        match read(text) {
            Err(ConfigError::Syntax {
                line: l, column: c, ..
            }) => assert_eq!((l, c), (line, column), "{text:?}"),
            other => panic!("{text:?}: {other:?}"),
        }
    }
}

#[test]
fn queries_are_checked_and_told_in_their_own_words() {
    for (text, line, key) in [
        ("[reader]\nview = 'is:unraed'", 2, "reader.view"),
        ("[[views]]\nname = 'x'\nquery = '(a'", 3, "views.query"),
    ] {
        let error = read(text).unwrap_err();
        let ConfigError::BadValue {
            expected: Expected::Query(reason),
            line: at,
            key: of,
            ..
        } = &error
        else {
            panic!("{error:?}");
        };
        assert_eq!((*at, of.as_str()), (line, key));
        for lang in [Lang::Fr, Lang::En] {
            let words = reason.say(lang);
            assert!(error.say(lang).contains(&words), "{words}");
        }
    }
}

#[test]
fn usual_mistakes_are_told_in_french() {
    for (text, reason) in [
        ("a = 1\na = 2", "déjà écrite"),
        ("a = fr", "guillemets"),
        ("a = \"fr", "guillemet fermant"),
        ("a = 'fr", "apostrophe fermante"),
        ("a = fr\"", "guillemet"),
        ("a = ", "entre guillemets"),
        ("a", "pas de valeur"),
        ("[a", "crochet fermant"),
        ("[[a]", "crochet fermant"),
        ("a = [1, 2", "crochet fermant"),
        ("a = { b = 1", "accolade fermante"),
        ("a = [\"x\" \"y\"]", "virgule"),
        ("a = = 2", "de trop"),
    ] {
        let sentence = read(text).unwrap_err().say(Lang::Fr);
        assert!(sentence.contains(reason), "{text}: {sentence}");
    }
}

/// Lines that are nearly a configuration.
fn nearly() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[reader]"),
        Just("[[feeds]]"),
        Just("[feeds]"),
        Just("[keys]"),
        Just("url = 'https://a.test'"),
        Just("url = \"\""),
        Just("headers = { a = 1 }"),
        Just("headers.x.y = 'z'"),
        Just("feeds = [{ url = 'https://a.test' }, 3]"),
        Just("width = 99999999999999999999"),
        Just("width = 1979-05-27"),
        Just("x = ['up', ['down']]"),
        Just("tags = [\"\"\"a\nb\"\"\"]"),
        Just("# é"),
        Just("interval = inf"),
        Just("view = ''"),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.join("\n"))
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in prop_oneof!["\\PC*", "[\\[\\]{}='\"#a-z.\n\r, ]{0,80}", nearly()]) {
        let _ = read(&text);
    }
}
