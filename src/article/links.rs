//! Links: resolved, cleaned of tracking parameters, judged by their scheme.

/// A link made absolute against `base`, its tracking parameters removed; none where it leads nowhere.
pub fn clean(href: &str, base: Option<&str>) -> Option<String> {
    let _ = (href, base);
    unimplemented!()
}

/// True where a program may be asked to open it: `http`, `https`, `mailto`, and nothing that could be an option.
pub fn may_open(url: &str) -> bool {
    let _ = url;
    unimplemented!()
}
