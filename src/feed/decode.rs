//! Bytes → text, in the order of FRENCH.md.
