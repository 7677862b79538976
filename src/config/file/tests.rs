use super::*;
use crate::config::Keep;
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A config file in a directory of its own.
struct Folder {
    _directory: TempDir,
    path: PathBuf,
}

fn folder(text: &str) -> Folder {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("config.toml");
    fs::write(&path, text).unwrap();
    Folder {
        _directory: directory,
        path,
    }
}

impl Folder {
    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }
}

fn feed(url: &str) -> FeedSettings {
    FeedSettings {
        url: url.to_owned(),
        ..FeedSettings::default()
    }
}

const THREE: &str = "\
# Ma configuration
[reader]
width = 60 # étroit

# ---- Mes flux ----

# le premier
[[feeds]]
url = \"https://a.test/flux\" # ici
title = 'A'
# interval = \"2h\"

[[feeds]]
  url = \"https://b.test/flux\"
  [feeds.headers]
  X-Cle = '1'


# trois fois
# par jour
[[feeds]]
url = 'https://c.test/flux'
tags = [
  'x', # la première
  'y',
]

# la fin
[keys]
J = 'down'
";

const LIST: &str = "\
feeds = [
  # le premier
  { url = 'https://a.test/flux', title = 'A' }, # ici
  { url = 'https://b.test/flux' },

  # trois fois
  { url = 'https://c.test/flux', tags = ['x', 'y'] } # sans virgule
]
reader.width = 60
";

const SHORT: &str = "feeds = [{ url = 'https://a.test/flux' }, { url = 'https://b.test/flux' }, { url = 'https://c.test/flux' }] # tous\n";

#[test]
fn removed_and_restored_the_file_is_the_same_to_the_byte() {
    let mut written = Vec::new();
    for text in [THREE, LIST, SHORT] {
        written.push(text.to_owned());
        written.push(text.replace('\n', "\r\n"));
        written.push(format!("\u{feff}{text}"));
        written.push(text.trim_end().to_owned());
    }
    written.push(SHORT.replace(" }, {", " }\n, {"));
    written.push(SHORT.replace(" }]", " }\n,]"));
    let (feeds, _) = THREE.split_once("# la fin").unwrap();
    written.push(feeds.to_owned());
    written.push(feeds.trim_end().to_owned());
    written.push(feeds.replace('\n', "\r\n"));
    written.push("\u{feff}[[feeds]]\nurl='https://a.test/flux'\n[[feeds]]\nurl='https://b.test/flux'\n[[feeds]]\nurl='https://c.test/flux'".to_owned());
    for text in written {
        for url in [
            "https://a.test/flux",
            "https://b.test/flux",
            "https://c.test/flux",
        ] {
            let folder = folder(&text);
            let piece = remove_feed(&folder.path, url).unwrap();
            assert!(piece.toml.contains(url), "{piece:?}");
            let left = load(&folder.path).unwrap().config.feeds;
            assert_eq!(left.len(), 2, "{}", folder.text());
            assert!(!folder.text().contains(url));
            let json = serde_json::to_string(&piece).unwrap();
            restore_feed(&folder.path, &serde_json::from_str(&json).unwrap()).unwrap();
            assert_eq!(folder.text(), text);
            restore_feed(&folder.path, &piece).unwrap();
            assert_eq!(folder.text(), text, "twice is once");
        }
    }
}

#[test]
fn a_removal_takes_the_feed_with_its_comments_and_nothing_else() {
    let file = folder(THREE);
    let piece = remove_feed(&file.path, "https://a.test/flux").unwrap();
    assert_eq!(
        piece.toml,
        "# le premier\n[[feeds]]\nurl = \"https://a.test/flux\" # ici\ntitle = 'A'\n# interval = \"2h\"\n\n"
    );
    assert_eq!(piece.position, 0);
    let piece = remove_feed(&file.path, "https://c.test/flux").unwrap();
    assert!(
        piece
            .toml
            .starts_with("# trois fois\n# par jour\n[[feeds]]\n")
    );
    assert_eq!(piece.position, 1);
    assert_eq!(
        file.text(),
        "# Ma configuration\n[reader]\nwidth = 60 # étroit\n\n# ---- Mes flux ----\n\n[[feeds]]\n  url = \"https://b.test/flux\"\n  [feeds.headers]\n  X-Cle = '1'\n\n\n# la fin\n[keys]\nJ = 'down'\n"
    );

    let file = folder(LIST);
    remove_feed(&file.path, "https://a.test/flux").unwrap();
    remove_feed(&file.path, "https://c.test/flux").unwrap();
    assert_eq!(
        file.text(),
        "feeds = [\n  { url = 'https://b.test/flux' },\n\n]\nreader.width = 60\n"
    );
}

#[test]
fn every_feed_may_go_and_come_back_in_any_order() {
    for text in [THREE, LIST, SHORT] {
        let file = folder(text);
        let before = load(&file.path).unwrap().config;
        let pieces: Vec<Piece> = ["b", "a", "c"]
            .map(|name| remove_feed(&file.path, &format!("https://{name}.test/flux")).unwrap())
            .into();
        assert!(load(&file.path).unwrap().config.feeds.is_empty());
        for piece in pieces.iter().rev() {
            restore_feed(&file.path, piece).unwrap();
        }
        assert_eq!(file.text(), text);

        for name in ["a", "b", "c"] {
            let piece = remove_feed(&file.path, &format!("https://{name}.test/flux")).unwrap();
            add_feeds(&file.path, &[feed(&format!("https://{name}2.test/"))]).unwrap();
            restore_feed(&file.path, &piece).unwrap();
        }
        let after = load(&file.path).unwrap().config;
        assert_eq!(after.feeds.len(), 6);
        for feed in &before.feeds {
            assert!(after.feeds.contains(feed), "{}", file.text());
        }
    }
}

#[test]
fn a_piece_whose_file_changed_goes_to_its_position() {
    let file = folder(
        "[[feeds]]\nurl = 'https://a.test'\n\n# deux\n[[feeds]]\nurl = 'https://b.test'\n\n[[feeds]]\nurl = 'https://c.test'\n",
    );
    let piece = remove_feed(&file.path, "https://b.test").unwrap();
    let changed = file.text().replace(
        "[[feeds]]\nurl = 'https://a.test'",
        "[[feeds]]\nurl = 'https://z.test'",
    );
    fs::write(&file.path, changed).unwrap();
    restore_feed(&file.path, &piece).unwrap();
    assert_eq!(
        file.text(),
        "[[feeds]]\nurl = 'https://z.test'\n\n# deux\n[[feeds]]\nurl = 'https://b.test'\n\n[[feeds]]\nurl = 'https://c.test'\n"
    );
}

#[test]
fn an_added_feed_stands_behind_the_last_one() {
    let full = FeedSettings {
        url: "https://d.test/flux".into(),
        title: Some("L’« été » \"d\" \\".into()),
        tags: vec!["a/b".into(), "é".into()],
        interval: Some(7_200),
        hidden: true,
        full_text: true,
        keep: Some(Keep::Age(7_776_000)),
        headers: [("X-Cle".to_owned(), "v\"1".to_owned())].into(),
        user: Some("léa".to_owned()),
        password_command: vec!["pass".to_owned(), "le \"câble\"".to_owned()],
        proxy: Some(String::new()),
    };
    let added = "[[feeds]]\nurl = \"https://d.test/flux\"\ntitle = 'L’« été » \"d\" \\'\ntags = [\"a/b\", \"é\"]\ninterval = \"2h\"\nhidden = true\nfull_text = true\nkeep = \"90d\"\nheaders = { X-Cle = 'v\"1' }\nuser = \"léa\"\npassword_command = [\"pass\", 'le \"câble\"']\nproxy = \"\"\n";
    for (before, after) in [
        ("", added.to_owned()),
        ("language = 'fr'", format!("language = 'fr'\n\n{added}")),
        ("# rien\n\n", format!("# rien\n\n{added}")),
        (
            "[[feeds]]\nurl = 'https://a.test'\n# après\n\n\n# la suite\n[keys]\n",
            format!(
                "[[feeds]]\nurl = 'https://a.test'\n# après\n\n{added}\n\n# la suite\n[keys]\n"
            ),
        ),
        (
            "[[feeds]]\nurl = 'https://a.test' # fin",
            format!("[[feeds]]\nurl = 'https://a.test' # fin\n\n{added}"),
        ),
        (
            "\u{feff}[[feeds]]\r\nurl = 'https://a.test'\r\n",
            format!(
                "\u{feff}[[feeds]]\r\nurl = 'https://a.test'\r\n\r\n{}",
                added.replace('\n', "\r\n")
            ),
        ),
    ] {
        let file = folder(before);
        assert_eq!(
            add_feeds(&file.path, std::slice::from_ref(&full)),
            Ok(vec![full.clone()])
        );
        assert_eq!(file.text(), after);
        assert_eq!(load(&file.path).unwrap().config.feeds.last(), Some(&full));
    }
}

#[test]
fn an_added_feed_joins_a_list() {
    let element = "{ url = \"https://d.test\" }";
    for (before, after) in [
        ("feeds = []", format!("feeds = [{element}]")),
        (
            "feeds = [ # rien\n]\n",
            format!("feeds = [{element} # rien\n]\n"),
        ),
        (
            "feeds = [{ url = 'https://a.test' }]",
            format!("feeds = [{{ url = 'https://a.test' }}, {element}]"),
        ),
        (
            "feeds = [{ url = 'https://a.test' },]",
            format!("feeds = [{{ url = 'https://a.test' }}, {element},]"),
        ),
        (
            "feeds = [\r\n\t{ url = 'https://a.test' } # a\r\n]\r\n",
            format!("feeds = [\r\n\t{{ url = 'https://a.test' }}, # a\r\n\t{element},\r\n]\r\n"),
        ),
        (
            "feeds = [\n  { url = 'https://a.test' }, # a\n  # fin\n]\n",
            format!("feeds = [\n  {{ url = 'https://a.test' }}, # a\n  {element},\n  # fin\n]\n"),
        ),
    ] {
        let file = folder(before);
        add_feeds(&file.path, &[feed("https://d.test")]).unwrap();
        assert_eq!(file.text(), after);
    }
}

#[test]
fn names_are_plain_text() {
    let file = folder(
        "[[feeds]]\nurl = 'https://a.test'\ntitle = \"A\\u001b[2J\\nB\"\ntags = ['', \"x\\u0007\"]\n",
    );
    let feeds = load(&file.path).unwrap().config.feeds;
    assert_eq!(feeds[0].title.as_deref(), Some("A B"));
    assert_eq!(feeds[0].tags, ["x"]);
    let hostile = FeedSettings {
        title: Some("C\u{1b}[31m\nD".into()),
        tags: vec!["\u{202e}y".into(), String::new()],
        ..feed("https://b.test")
    };
    let added = add_feeds(&file.path, &[hostile]).unwrap();
    assert_eq!(added[0].title.as_deref(), Some("C D"));
    assert_eq!(added[0].tags, ["y"]);
    assert_eq!(load(&file.path).unwrap().config.feeds[1], added[0]);
}

#[test]
fn what_is_there_already_is_left_alone() {
    let file = folder(THREE);
    let added = add_feeds(
        &file.path,
        &[
            feed("https://A.test/flux"),
            feed("https://d.test"),
            feed("https://d.test/"),
        ],
    );
    assert_eq!(added, Ok(vec![feed("https://d.test")]));
    let text = file.text();
    assert_eq!(add_feeds(&file.path, &[feed("https://d.test")]), Ok(vec![]));
    assert_eq!(file.text(), text);
}

#[test]
fn the_first_feed_makes_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("un/deux/config.toml");
    assert!(!load(&path).unwrap().exists);
    add_feeds(&path, &[feed("https://a.test")]).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let loaded = load(&path).unwrap();
    assert!(loaded.exists);
    assert_eq!(
        loaded.config,
        Config {
            feeds: vec![feed("https://a.test")],
            ..Config::default()
        }
    );
    assert!(text.contains("# width = 72\n"));
    assert!(text.ends_with("\n\n[[feeds]]\nurl = \"https://a.test\"\n"));
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        assert!(line.starts_with('[') || line.starts_with("url"), "{line}");
    }
}

#[test]
fn a_feed_is_renamed_and_tagged() {
    for (before, title, tags, after) in [
        (
            "[[feeds]]\n  url = 'https://a.test' # u\nhidden = true\n",
            Some("Été"),
            &["x"][..],
            "[[feeds]]\n  url = 'https://a.test' # u\n  title = \"Été\"\n  tags = [\"x\"]\nhidden = true\n",
        ),
        (
            "[[feeds]]\r\ntags = ['x'] # t\r\ntitle = 'A' # n\r\nurl = 'https://a.test'",
            Some("B"),
            &["y", "z"][..],
            "[[feeds]]\r\ntags = [\"y\", \"z\"] # t\r\ntitle = \"B\" # n\r\nurl = 'https://a.test'",
        ),
        (
            "[[feeds]]\ntags = [\n'x']\n\n# n\ntitle = 'A'\nurl = 'https://a.test'",
            None,
            &[][..],
            "[[feeds]]\n\n# n\nurl = 'https://a.test'",
        ),
        (
            "[[feeds]]\nurl = 'https://a.test'",
            Some("B"),
            &["x"][..],
            "[[feeds]]\nurl = 'https://a.test'\ntitle = \"B\"\ntags = [\"x\"]",
        ),
        (
            "feeds = [{ url = 'https://a.test', title = 'A' }, { url = 'https://b.test' }]",
            Some("B"),
            &[][..],
            "feeds = [{ url = 'https://a.test', title = \"B\" }, { url = 'https://b.test' }]",
        ),
        (
            "feeds = [{url='https://a.test'}, {url='https://b.test'}]",
            Some("B"),
            &["x"][..],
            "feeds = [{ url = 'https://a.test', title = \"B\", tags = [\"x\"] }, {url='https://b.test'}]",
        ),
    ] {
        let file = folder(before);
        let old = load(&file.path).unwrap().config.feeds[0].clone();
        let tags: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
        let answer = edit_feed(&file.path, "https://a.test/", title, &tags).unwrap();
        assert_eq!(answer, old);
        assert_eq!(file.text(), after);
    }
}

#[test]
fn a_feed_that_is_not_there_is_told() {
    let file = folder(THREE);
    let missing = ConfigError::NoSuchFeed {
        path: file.path.clone(),
        url: "https://z.test".into(),
    };
    assert_eq!(
        remove_feed(&file.path, "https://z.test"),
        Err(missing.clone())
    );
    assert_eq!(
        edit_feed(&file.path, "https://z.test", None, &[]),
        Err(missing)
    );
    assert_eq!(file.text(), THREE);
}

#[test]
fn a_wrong_file_is_not_edited() {
    for text in [
        "[[feeds]\n",
        "[reader]\nwidht = 3\n",
        "[[feeds]]\nurl = 'https://a.test'\n[[feeds]]\nurl = 'https://a.test'\n",
    ] {
        let file = folder(text);
        assert!(add_feeds(&file.path, &[feed("https://d.test")]).is_err());
        assert!(remove_feed(&file.path, "https://a.test").is_err());
        assert_eq!(file.text(), text);
    }
    let file = folder("");
    assert!(matches!(
        add_feeds(&file.path, &[feed("nulle part")]),
        Err(ConfigError::BadValue { .. })
    ));
    assert_eq!(file.text(), "");
}

#[test]
fn a_feed_with_other_settings_in_its_midst_is_refused() {
    let text =
        "[[feeds]]\nurl = 'https://a.test'\n[reader]\nwidth = 60\n[feeds.headers]\nX = '1'\n";
    let file = folder(text);
    assert_eq!(
        remove_feed(&file.path, "https://a.test"),
        Err(ConfigError::NotEditable {
            path: file.path.clone(),
            url: "https://a.test".into(),
        })
    );
    assert_eq!(file.text(), text);
    add_feeds(&file.path, &[feed("https://b.test")]).unwrap();
    assert_eq!(
        file.text(),
        format!("{text}\n[[feeds]]\nurl = \"https://b.test\"\n")
    );
}

#[test]
fn comments_like_lines_inside_texts_are_no_comments() {
    let text = "[[feeds]]\nurl = 'https://a.test'\ntitle = '''x\n# y'''\n[[feeds]]\nurl = 'https://b.test'\n";
    let file = folder(text);
    let piece = remove_feed(&file.path, "https://b.test").unwrap();
    assert_eq!(piece.toml, "[[feeds]]\nurl = 'https://b.test'\n");
    restore_feed(&file.path, &piece).unwrap();
    assert_eq!(file.text(), text);
}

#[test]
fn text_that_is_not_utf_8_is_told_with_its_place() {
    let file = folder("");
    fs::write(&file.path, b"# caf\xe9\n").unwrap();
    assert!(matches!(
        load(&file.path),
        Err(ConfigError::Syntax {
            line: 1,
            column: 6,
            ..
        })
    ));
    assert!(matches!(
        load(file.path.parent().unwrap()),
        Err(ConfigError::Unreadable { .. })
    ));
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let file = folder(THREE);
    let mut permissions = fs::metadata(&file.path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file.path, permissions).unwrap();
    assert!(matches!(
        add_feeds(&file.path, &[feed("https://d.test")]),
        Err(ConfigError::Unwritable { .. })
    ));
    assert_eq!(file.text(), THREE);
    let beside = fs::read_dir(file.path.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing is left beside it");
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let file = folder("");
    let inside = file.path.join("config.toml");
    assert!(matches!(
        add_feeds(&inside, &[feed("https://d.test")]),
        Err(ConfigError::Unwritable { .. })
    ));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn the_real_file_behind_links_is_written_and_keeps_its_mode() {
        let real = folder(THREE);
        fs::set_permissions(&real.path, fs::Permissions::from_mode(0o640)).unwrap();
        let links = tempfile::tempdir().unwrap();
        let first = links.path().join("config.toml");
        let second = links.path().join("autre.toml");
        symlink(&real.path, &second).unwrap();
        symlink("autre.toml", &first).unwrap();
        add_feeds(&first, &[feed("https://d.test")]).unwrap();
        assert!(fs::symlink_metadata(&first).unwrap().is_symlink());
        assert!(real.text().contains("https://d.test"));
        let mode = fs::metadata(&real.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert_eq!(fs::read_dir(links.path()).unwrap().count(), 2);
        assert_eq!(
            fs::read_dir(real.path.parent().unwrap()).unwrap().count(),
            1
        );
    }

    #[test]
    fn a_link_to_a_file_not_yet_there_makes_that_file() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("config.toml");
        symlink("dotfiles/manchette.toml", &link).unwrap();
        assert!(!load(&link).unwrap().exists);
        add_feeds(&link, &[feed("https://d.test")]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let real = directory.path().join("dotfiles/manchette.toml");
        assert!(fs::read_to_string(real).unwrap().contains("https://d.test"));
    }

    #[test]
    fn links_in_a_circle_are_told() {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("config.toml");
        symlink("config.toml", &link).unwrap();
        assert!(matches!(
            add_feeds(&link, &[feed("https://d.test")]),
            Err(ConfigError::Unwritable { .. })
        ));
    }
}

#[test]
fn two_writers_lose_nothing() {
    let file = folder(THREE);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &file.path;
            scope.spawn(move || {
                for n in 0..5 {
                    add_feeds(path, &[feed(&format!("https://w{writer}-{n}.test/"))]).unwrap();
                }
            });
        }
    });
    assert_eq!(load(&file.path).unwrap().config.feeds.len(), 23);
}

/// A configuration with feeds, comments, other tables and blank lines in any order.
fn written() -> impl Strategy<Value = String> {
    let block = (
        prop_oneof![
            Just(""),
            Just("\n"),
            Just("# note\n"),
            Just("# note\n\n"),
            Just("\n# [[feeds]]\n")
        ],
        prop_oneof![
            4 => (0..30u32).prop_map(|n| format!("[[feeds]]\nurl = 'https://s{n}.test/f' # u\n")),
            2 => (30..60u32).prop_map(|n| format!("  [[feeds]] # h\n  url = \"https://s{n}.test/f\"\n  tags = [\n    'x', # t\n  ]\n")),
            1 => (60..90u32).prop_map(|n| format!("[[feeds]]\nurl = 'https://s{n}.test/f'\n[feeds.headers]\nX = 'é'\n")),
            1 => (90..99u32).prop_map(|n| format!("[[views]]\nname = 'v{n}'\nquery = ''\n")),
        ],
        prop_oneof![Just(""), Just("\n"), Just("# suite\n"), Just("\n\n")],
    );
    (
        proptest::collection::vec(block, 1..7),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(blocks, crlf, end)| {
            let mut text: String = blocks
                .iter()
                .map(|(before, table, after)| format!("{before}{table}{after}"))
                .collect();
            if end {
                text = text.trim_end().to_owned();
            }
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        })
}

/// A configuration whose feeds are one list, with blanks, comments and commas as people put them.
fn listed() -> impl Strategy<Value = String> {
    let space = || {
        prop_oneof![
            Just(""),
            Just(" "),
            Just("\n"),
            Just("\n  "),
            Just(" # note\n"),
            Just("\n  # note, ]\n  ")
        ]
    };
    let element = (space(), any::<bool>(), space());
    (
        proptest::collection::vec(element, 1..5),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(elements, comma, crlf)| {
            let last = elements.len() - 1;
            let mut text = String::from("feeds = [");
            for (n, (before, title, after)) in elements.iter().enumerate() {
                let title = if *title { ", title = 'a ] , #'" } else { "" };
                let comma = if n < last || comma { "," } else { "" };
                text.push_str(&format!(
                    "{before}{{ url = 'https://s{n}.test/f'{title} }}{after}{comma}"
                ));
            }
            text.push_str("] # fin\n[reader]\nwidth = 60\n");
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn edits_leave_every_other_byte(text in written(), pick in any::<prop::sample::Index>()) {
        let path = Path::new("c.toml");
        let Ok(config) = parse(&text, path) else { return Ok(()) };
        prop_assume!(!config.feeds.is_empty());
        let file = folder(&text);

        add_feeds(&file.path, &[feed("https://nouveau.test/")]).unwrap();
        let added = remove_feed(&file.path, "https://nouveau.test/").unwrap();
        prop_assert!(added.toml.contains("nouveau"));
        let without: String = file.text().split_whitespace().collect();
        let before: String = text.split_whitespace().collect();
        prop_assert_eq!(without, before);

        let file = folder(&text);
        let url = &config.feeds[pick.index(config.feeds.len())].url;
        let piece = remove_feed(&file.path, url).unwrap();
        prop_assert_eq!(piece.toml.len() + file.text().len(), text.len());
        restore_feed(&file.path, &piece).unwrap();
        prop_assert_eq!(&file.text(), &text);

        let old = edit_feed(&file.path, url, Some("Nouveau titre"), &[]).unwrap();
        edit_feed(&file.path, url, None, &old.tags).unwrap();
        let after = load(&file.path).unwrap().config;
        prop_assert_eq!(after.feeds, config.feeds);
    }

    #[test]
    fn edits_of_a_list_leave_every_other_byte(text in listed(), pick in any::<prop::sample::Index>()) {
        let config = parse(&text, Path::new("c.toml")).unwrap();
        let file = folder(&text);
        let feed_there = &config.feeds[pick.index(config.feeds.len())];

        let piece = remove_feed(&file.path, &feed_there.url).unwrap();
        prop_assert_eq!(piece.toml.len() + file.text().len(), text.len());
        restore_feed(&file.path, &piece).unwrap();
        prop_assert_eq!(&file.text(), &text);

        edit_feed(&file.path, &feed_there.url, Some("Nouveau titre"), &[]).unwrap();
        edit_feed(&file.path, &feed_there.url, feed_there.title.as_deref(), &[]).unwrap();
        add_feeds(&file.path, &[feed("https://nouveau.test/")]).unwrap();
        let after = load(&file.path).unwrap().config;
        prop_assert_eq!(&after.feeds[..config.feeds.len()], &config.feeds[..]);
        prop_assert_eq!(after.feeds.len(), config.feeds.len() + 1);
        prop_assert_eq!(file.text().matches('#').count(), text.matches('#').count());
    }
}
