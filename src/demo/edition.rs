//! The edition's feeds.
