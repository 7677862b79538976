//! Lifetimes: `Cache-Control`, `Expires`, `Retry-After`.
