//! Broken XML → well-formed XML.
