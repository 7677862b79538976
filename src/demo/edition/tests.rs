use super::*;

#[test]
fn every_field_is_known_and_every_article_is_whole() {
    for (key, text) in FILES {
        let mut parts = text.split("\n=== ");
        for (name, value) in fields(parts.next().unwrap()) {
            assert!(
                set_site(&mut Site::default(), name, value),
                "{key}: {name}: {value}"
            );
        }
        for part in parts {
            let lines = part.lines().skip(1).take_while(|line| !line.is_empty());
            assert!(
                lines.into_iter().all(|line| line.contains(": ")),
                "{key}: {part}"
            );
            let head = part
                .split_once("\n\n")
                .unwrap()
                .0
                .split_once('\n')
                .unwrap()
                .1;
            for (name, value) in fields(head) {
                assert!(
                    set_article(&mut Article::default(), name, value),
                    "{key}: {name}: {value}"
                );
            }
        }
    }
}

#[test]
fn an_age_is_a_sum() {
    let cases = [
        ("5m", Some(300)),
        ("2h", Some(7200)),
        ("1d 2h 3m", Some(93_780)),
        ("", Some(0)),
        ("3w", None),
        ("h", None),
        ("é", None),
    ];
    for (written, seconds) in cases {
        assert_eq!(age(written), seconds, "{written:?}");
    }
}
