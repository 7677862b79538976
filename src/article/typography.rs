//! French typography in running text.
