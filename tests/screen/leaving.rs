//! The terminal is given back in every case: keys, signals, suspension.

use crate::bytes::{assert_given_back, sequences};
use crate::desk::Desk;
use crate::support::terminal::{CTRL_C, CTRL_L, CTRL_Z, Terminal, until};

fn open() -> (Desk, Terminal) {
    let desk = Desk::new();
    desk.write_config("");
    let reader = desk.open();
    reader.wait_for("the reader", |screen| screen.has("À la une"));
    (desk, reader)
}

#[test]
fn ctrl_c_ends_with_130() {
    let (_desk, mut reader) = open();
    reader.send(CTRL_C);
    assert_eq!(reader.exit(), 130);
    assert_given_back(&reader.raw());
}

#[test]
fn signals_end_with_their_number_and_give_the_terminal_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let (_desk, mut reader) = open();
        reader.signal(signal);
        assert_eq!(reader.exit(), code, "{signal}");
        assert_given_back(&reader.raw());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_suspends_and_the_screen_comes_back() {
    let (_desk, mut reader) = open();
    for _ in 0..2 {
        reader.send(CTRL_Z);
        until("the process is stopped", || reader.state() == 'T');
        reader.wait_for("the usual screen", |screen| !screen.alternate);
        assert_given_back(&reader.raw());
        reader.signal("CONT");
        reader.wait_for("the reader's screen", |screen| {
            screen.alternate && screen.has("À la une")
        });
    }
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn redrawing_asks_the_terminal_nothing() {
    let (_desk, mut reader) = open();
    let before = reader.raw().len();
    reader.send(CTRL_L);
    reader.wait_for_bytes("the whole screen again", before, |raw| {
        String::from_utf8_lossy(raw).contains("À la une")
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);
    let questions = ["[6n", "[c", "[>c", "[?u", "[5n"];
    let sent = sequences(&reader.raw());
    assert!(!sent.iter().any(|sequence| questions.contains(&&**sequence)));
}
