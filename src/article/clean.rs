//! HTML → blocks.

use super::Document;

/// Reads HTML into blocks. `base` resolves relative links; `language` is the declared one (BCP 47) where known.
pub fn read(html: &str, base: Option<&str>, language: Option<&str>) -> Document {
    let _ = (html, base, language);
    unimplemented!()
}
