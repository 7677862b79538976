use super::*;

#[test]
fn times_are_written_in_utc() {
    assert_eq!(rfc3339(1_795_500_000), "2026-11-24T06:00:00Z");
    assert_eq!(rfc2822(1_795_500_000), "Tue, 24 Nov 2026 06:00:00 +0000");
}
