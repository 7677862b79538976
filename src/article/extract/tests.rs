//! The whole way, page by page.
