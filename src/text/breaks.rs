//! Where a line may break: UAX #14 with the French rules (never before `; : ! ? » % €` nor after `«`; U+00A0 and
//! U+202F never break). Fences `unicode-linebreak`.

/// The byte offsets at which a line may end, ascending, the end of the text left out. Never inside a cluster.
/// `french` adds the rules for a plain space before `; : ! ? » % €` and after `«`.
pub fn opportunities(text: &str, french: bool) -> Vec<usize> {
    let _ = (text, french);
    unimplemented!()
}
