//! The gallery: articles of all kinds, laid out at three widths, each looked at before it was approved.

use std::fs;
use std::path::Path;

use super::{assert_sound, document, lay_out, options};
use crate::article::render;

#[test]
fn every_article_of_the_gallery_looks_as_it_was_approved() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/article/fixtures/gallery");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 50);
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy();
        let document = document(&fs::read_to_string(&file).unwrap());
        let mut pages = String::new();
        for width in [30, 60, 100] {
            let layout = lay_out(&document, options(width));
            assert_sound(&layout, &name);
            pages.push_str(&format!(
                "{}\n{}\n",
                "═".repeat(width),
                render::text(&layout)
            ));
        }
        insta::assert_snapshot!(format!("gallery_{name}"), pages);
    }
}
