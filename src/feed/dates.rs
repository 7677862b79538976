//! Dates as feeds send them: what a document wraps around one (markup, CDATA marks, references, UTF-8 encoded twice) is
//! taken off here, the date itself is read by `text::dates`.

use std::borrow::Cow;

use super::{decode, plain};
use crate::text::UnixTime;
use crate::text::dates;
pub use crate::text::dates::Hints;

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 1_000;

/// The moment a date as sent says; none where `text::dates` reads none.
pub fn parse(sent: &str, hints: &Hints) -> Option<UnixTime> {
    if sent.len() > LONGEST {
        return None;
    }
    dates::parse(&unwrapped(sent), hints)
}

fn unwrapped(sent: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(sent);
    // Twice: `&amp;nbsp;` has been escaped twice.
    for _ in 0..2 {
        if text.contains(['<', '&']) {
            let bare = text.replace("<![CDATA[", " ").replace("]]>", " ");
            text = plain::line_from_html(&bare).into();
        }
    }
    match decode::undouble(&text) {
        Some(mended) => mended.into(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_around_a_date_goes() {
        for (sent, read) in [
            ("<![CDATA[2 mars 2021]]>", "2 mars 2021"),
            ("&lt;b&gt;2 mars&lt;/b&gt; 2021", "2 mars 2021"),
            ("2&amp;nbsp;d&eacute;c. 2021", "2 déc. 2021"),
            ("1<sup>er</sup> mars 2021", "1er mars 2021"),
            ("2003-12-31T10:14:55&#43;01:00", "2003-12-31T09:14:55Z"),
            ("2 aoÃ»t 2021", "2 août 2021"),
            ("2 dÃ©cembre 2020 10:00", "2 décembre 2020 10:00"),
            (
                "Thu,&nbsp;01&#160;Jan 2004 19:48:21 GMT",
                "Thu, 01 Jan 2004 19:48:21 GMT",
            ),
        ] {
            let hints = Hints::default();
            assert!(parse(sent, &hints).is_some(), "{sent}");
            assert_eq!(parse(sent, &hints), dates::parse(read, &hints), "{sent}");
        }
        let long = format!("{}2 mars 2021", " ".repeat(LONGEST));
        assert_eq!(parse(&long, &Hints::default()), None);
    }
}
