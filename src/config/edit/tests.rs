use super::*;

#[test]
fn a_new_file_says_everything_and_sets_nothing() {
    let text = all_commented("# note\n\nkey = 1\n[table]\n# x = 1\nother = 'y'\n");
    assert_eq!(
        text,
        "# note\n\n# key = 1\n[table]\n# x = 1\n# other = 'y'\n"
    );
}

#[test]
fn texts_are_written_on_one_line_and_read_back() {
    for text in [
        "",
        "été",
        "a\"b",
        "a\\b",
        "\t",
        "\u{7f}",
        "'''\"",
        "L’« été »",
    ] {
        let written = one_line(&Value::from(text));
        assert!(!written.contains('\n'), "{written}");
        let read: DocumentMut = format!("x = {written}").parse().unwrap();
        assert_eq!(read["x"].as_str(), Some(text));
    }
}
