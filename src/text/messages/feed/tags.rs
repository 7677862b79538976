//! What is wrong with markup, told apart by the detail of its problem: a sign that stands for a kind of fault, an
//! attribute's name with its `=`, or the name of an element whose tags do not match. Never a code: that is one for all.

/// The sentence of a fault, in French and in English; `%%` is where the detail stands.
pub(super) fn sentence(detail: &str) -> (&'static str, &'static str) {
    match detail {
        "<" => (
            "un « < » n’ouvre aucune balise, ou la sienne n’est pas finie ; écrivez &lt; pour le signe lui-même",
            "a “<” opens no tag, or its tag is not finished; write &lt; for the sign itself",
        ),
        "</" => (
            "une balise fermante est mal écrite ; écrivez </nom>, sans rien d’autre, ou &lt; pour le signe lui-même",
            "an end tag is written wrong; write </name> and nothing else, or &lt; for the sign itself",
        ),
        "]]>" => (
            "« ]]> » est resté dans un texte ; écrivez ]]&gt;, et n’ouvrez pas un CDATA dans un autre",
            "“]]>” was left in a text; write ]]&gt;, and open no CDATA section inside another",
        ),
        "<![CDATA[" => (
            "une section CDATA est mal écrite, ou n’est pas fermée avant la fin de son élément ; écrivez <![CDATA[ en capitales et ]]> à la fin, sans en ouvrir une autre dedans",
            "a CDATA section is written wrong, or not closed before its element ends; write <![CDATA[ in capitals and ]]> at its end, and open no other one inside",
        ),
        "<!--" => (
            "un commentaire n’est pas fermé, ou contient « -- » ; fermez-le par --> et n’y mettez pas deux tirets de suite",
            "a comment is not closed, or holds “--”; close it with --> and put no two dashes together in it",
        ),
        "<!DOCTYPE" => (
            "un DOCTYPE n’est pas à sa place ; il n’en faut qu’un, avant la racine",
            "a DOCTYPE is out of place; there may be one, before the root",
        ),
        "<?xml" => (
            "une déclaration <?xml est mal écrite, ou n’est pas à sa place ; il n’en faut qu’une, au tout début du document : <?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "an <?xml declaration is written wrong, or is out of place; there may be one, at the very start of the document: <?xml version=\"1.0\" encoding=\"utf-8\"?>",
        ),
        "<?" => (
            "une instruction « <? » n’est pas fermée ; fermez-la par ?>, ou écrivez &lt; pour le signe lui-même",
            "a “<?” instruction is not closed; close it with ?>, or write &lt; for the sign itself",
        ),
        "" => (
            "quelque chose suit la fin du document ; gardez une seule racine, et rien après elle",
            "something follows the end of the document; keep one root, and nothing after it",
        ),
        // Where the attribute has no name that could be shown.
        "=" => (
            "un attribut est mal écrit ; donnez à chacun une valeur entre guillemets droits (nom=\"valeur\"), et un blanc devant",
            "an attribute is written wrong; give each a value in straight quotes (name=\"value\"), and a blank before it",
        ),
        _ if detail.ends_with('=') => (
            "un attribut est mal écrit ou vient deux fois%% ; donnez à chacun, une seule fois, une valeur entre guillemets droits (nom=\"valeur\"), et un blanc devant",
            "an attribute is written wrong or comes twice%%; give each, once, a value in straight quotes (name=\"value\"), and a blank before it",
        ),
        _ => (
            "des balises ne se répondent pas%% ; fermez chacune sous le même nom, et placez le HTML dans un CDATA",
            "tags do not match%%; close each one by the same name, and put HTML into a CDATA section",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ProblemCode;
    use super::*;
    use crate::text::Lang;

    #[test]
    fn each_kind_has_its_own_sentence_and_only_names_are_shown() {
        let kinds = [
            "<",
            "</",
            "]]>",
            "<![CDATA[",
            "<!--",
            "<!DOCTYPE",
            "<?xml",
            "<?",
            "",
            "=",
            "href=",
            "description",
        ];
        for lang in [Lang::Fr, Lang::En] {
            let said: std::collections::HashSet<String> = kinds
                .iter()
                .map(|kind| ProblemCode::Tags.say(kind, lang))
                .collect();
            assert_eq!(said.len(), kinds.len());
            assert!(said.iter().all(|said| !said.contains("%%")));
        }
        let href = ProblemCode::Tags.say("href=", Lang::Fr);
        assert!(href.contains("(« href= »)"), "{href}");
        assert!(sentence("<").0.ends_with("le signe lui-même"));
    }
}
