//! A second of silence, for the enclosures of the podcast.

/// Frames in a second at 44,100 samples a second, 1,152 samples a frame.
const FRAMES: usize = 38;

/// The length of a frame of 128 kbit/s without padding, in bytes.
const FRAME: usize = 417;

/// MP3 bytes: MPEG-1 layer III frames whose every field after the header is zero.
pub(in crate::demo) fn silence() -> Vec<u8> {
    let mut frame = vec![0; FRAME];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x00]);
    frame.repeat(FRAMES)
}
