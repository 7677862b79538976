//! A text of several lines, as a list of addresses is copied, to its addresses. Pure, like [`typed`](super::typed).

use super::address;

/// A part of a text that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// An address as it was written, or a line that holds none.
    pub text: String,
    /// True for an address.
    pub is_address: bool,
}

/// What stands in a text, a line at a time: its address, or each where there are several, or the line itself where
/// there is none. Lines that are blank or begin with `#` say nothing.
pub fn pasted(text: &str) -> Vec<Pasted> {
    let part = |text: &str, is_address| Pasted {
        text: text.to_owned(),
        is_address,
    };
    let mut all = Vec::new();
    for line in text.split(['\n', '\r']).map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(url) = address(line) {
            match line.contains(char::is_whitespace) {
                true => all.push(part(url.as_str(), true)),
                false => all.push(part(line, true)),
            }
            continue;
        }
        let words = || line.split_whitespace();
        // Names and remarks may stand beside addresses that say what they are.
        let named = || words().filter(|word| word.contains("://") && address(word).is_some());
        if words().all(|word| address(word).is_some()) {
            all.extend(words().map(|word| part(word, true)));
        } else if named().next().is_some() {
            all.extend(named().map(|word| part(word, true)));
        } else {
            all.push(part(line, false));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_out_of_a_list_and_the_rest_stays_lines() {
        for (text, addresses, others) in [
            (
                "# Mes flux\r\n\r\nhttps://un.test/\r\n  deux.test/flux  \r\n#fin",
                &["https://un.test/", "deux.test/flux"][..],
                &[][..],
            ),
            ("un.test deux.test", &["un.test", "deux.test"], &[]),
            (
                "Le Câble : https://un.test/f\n- [Vigie](https://deux.test/f)\nhttps://trois.test/ # le soir",
                &[
                    "https://un.test/f",
                    "https://deux.test/f",
                    "https://trois.test/",
                ],
                &[],
            ),
            (
                "Bonjour à tous\nhttps://un.test/",
                &["https://un.test/"],
                &["Bonjour à tous"],
            ),
            ("\n \n# rien\n", &[], &[]),
            ("", &[], &[]),
        ] {
            let all = pasted(text);
            let of = |wanted: bool| -> Vec<&str> {
                let some = all.iter().filter(|part| part.is_address == wanted);
                some.map(|part| part.text.as_str()).collect()
            };
            assert_eq!(of(true), addresses, "{text}");
            assert_eq!(of(false), others, "{text}");
        }
    }
}
