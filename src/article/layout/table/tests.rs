use crate::article::layout::{Options, lay_out};
use crate::article::{read, render};
use crate::text::Lang;

#[allow(dead_code)]
fn drawn(html: &str, width: usize) -> String {
    let document = read(html, None, Some("fr"));
    let options = Options {
        width,
        ascii: false,
        numbers: false,
        hyphenate: false,
        lang: Lang::Fr,
    };
    render::text(&lay_out(&document, options))
}

#[test]
fn columns_spans_and_rules() {
    insta::assert_snapshot!(drawn(
        "<table><thead><tr><th rowspan=2>Navigateur<th colspan=2>Parts<tr><th>2024<th>2025</thead>\
         <tr><th>Chrome<td>58,3 %<td>57,1 %<tr><th>Firefox<td>12,4 %<td>1 200,5 %</table>", 40), @"
    Navigateur │ Parts
               │   2024 │      2025
    ───────────┼────────┼──────────
    Chrome     │ 58,3 % │    57,1 %
    Firefox    │ 12,4 % │ 1 200,5 %
    ");
    insta::assert_snapshot!(drawn(
        "<table><tr><th>Jour<th>Ville<th>Note<tr><td rowspan=2>Samedi et dimanche de la braderie\
         <td>Lille, au nord<td>oui<tr><td>Brest<td>non<tr><td colspan=2>Ailleurs<td>oui</table>", 34), @"
    Jour          │ Ville       │ Note
    ──────────────┼─────────────┼─────
    Samedi et     │ Lille, au   │ oui
    dimanche de   │ nord        │
                  ├─────────────┼─────
    la braderie   │ Brest       │ non
    ──────────────┴─────────────┼─────
    Ailleurs                    │ oui
    ");
}

#[test]
fn cells_are_set_as_they_say_else_as_their_column() {
    insta::assert_snapshot!(drawn(
        "<table><tr><th>Article<th>Prix<th>Milieu<th align=right>Droite<tr><td>Pain<td>1,20 €<td align=center>x\
         <td>a<tr><td>Caviar<td>1 200,00 €<td align=center>y<td align=right>bb</table>", 60), @"
    Article │       Prix │ Milieu │ Droite
    ────────┼────────────┼────────┼───────
    Pain    │     1,20 € │   x    │ a
    Caviar  │ 1 200,00 € │   y    │     bb
    ");
}

#[test]
fn words_stay_whole_or_the_table_turns_to_records() {
    insta::assert_snapshot!(drawn(
        "<table><tr><th>Nom<th>Hôte<tr><td>porte-avions<td>pare-feu du port<tr><td>sous-marin<td>rade</table>", 23), @"
    Nom          │ Hôte
    ─────────────┼─────────
    porte-avions │ pare-feu
                 │ du port
    sous-marin   │ rade
    ");
    insta::assert_snapshot!(drawn(
        "<table><thead><tr><th rowspan=2>Navigateur<th colspan=2>Parts<tr><th>2024<th>%</thead>\
         <tr><td>Chrome<td>58,3<td>57,1 %<tr><td>Firefox<td><td>3 %<td>hors</table>", 20), @"
    Navigateur\u{a0}: Chrome
    Parts, 2024\u{a0}: 58,3
    Parts, %\u{a0}: 57,1 %

    Firefox
    Parts, %\u{a0}: 3 %
    hors
    ");
}

#[test]
fn one_column_ragged_and_empty_tables() {
    for (html, expected) in [
        ("<table><tr><th>A<th>B</table>", "A │ B\n"),
        ("<table><tr><td></table>", ""),
        (
            "<table><tr><th>A<th>B<tr><td>1<tr><td>2<td>3<td>4</table>",
            "A │ B │\n──┼───┼──\n1 │   │\n2 │ 3 │ 4\n",
        ),
    ] {
        assert_eq!(drawn(html, 30), expected, "{html}");
    }
}
