//! Bytes → pixels, within limits. The size is read from the header and judged before anything is decoded; what the
//! decoder takes is bounded by itself, since headers lie.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};

use super::{MAX_BYTES, MAX_PIXELS, Pixels};

/// The longest side of a picture, in pixels.
const MAX_SIDE: u32 = 30_000;

/// What a decoder may take, in bytes (the pixels it gives count).
const MAX_MEMORY: u64 = MAX_PIXELS * 8;

/// Why a picture is not drawn. Said in the log; on the screen its alternative text stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More bytes than [`MAX_BYTES`].
    #[error("a body of {0} bytes is too large for a picture")]
    TooLong(usize),
    /// More pixels than are decoded, by the header.
    #[error("{width} by {height} pixels are too many")]
    TooManyPixels { width: u32, height: u32 },
    /// Not a picture of a kind that is known, or a broken one.
    #[error("no picture that can be read: {0}")]
    Unreadable(String),
}

/// A picture's size as it is to be seen, turned as its metadata asks, from the header alone.
pub fn measure(bytes: &[u8]) -> Result<Pixels, Refused> {
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    Ok(match decoder.orientation() {
        Ok(turn) if is_quarter_turn(turn) => Pixels {
            width: height,
            height: width,
        },
        _ => Pixels { width, height },
    })
}

/// The picture at a size of pixels, in colours alone: what is transparent is white, as the page would be. The first
/// picture of an animation.
pub(super) fn scaled(bytes: &[u8], size: Pixels) -> Result<RgbImage, Refused> {
    let mut decoder = decoder(bytes)?;
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    let (width, height) = match is_quarter_turn(turn) {
        true => (size.height, size.width),
        false => (size.width, size.height),
    };
    let (width, height) = (width.max(1), height.max(1));
    // A quick halving first: the good filter costs by the pixels it reads.
    if picture.width() / 3 > width && picture.height() / 3 > height {
        picture = picture.thumbnail_exact(width * 2, height * 2);
    }
    if (picture.width(), picture.height()) != (width, height) {
        picture = picture.resize_exact(width, height, FilterType::CatmullRom);
    }
    picture.apply_orientation(turn);
    Ok(on_white(&picture))
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, Refused> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Refused::TooLong(bytes.len()));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| Refused::Unreadable(error.to_string()))?;
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(Refused::TooManyPixels { width, height });
    }
    Ok(decoder)
}

fn unreadable(error: &image::ImageError) -> Refused {
    Refused::Unreadable(error.to_string())
}

fn is_quarter_turn(turn: Orientation) -> bool {
    matches!(
        turn,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0.map(u16::from);
        let over = |colour: u16| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255);
        image::Rgb([red, green, blue].map(|colour| over(colour).unwrap_or(u8::MAX)))
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    fn written(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let picture = RgbaImage::from_pixel(width, height, Rgba([200, 40, 10, 255]));
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture).to_rgb8();
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A PNG whose header is in order and says so many pixels; nothing follows.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut png = written(ImageFormat::Png, 1, 1);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(&png[12..29]);
        let sum = sum.sum().to_be_bytes();
        png[29..33].copy_from_slice(&sum);
        png
    }

    #[test]
    fn the_usual_kinds_are_read() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
        ] {
            let bytes = written(format, 90, 60);
            let (width, height) = (90, 60);
            assert_eq!(measure(&bytes), Ok(Pixels { width, height }), "{format:?}");
            let small = Pixels {
                width: 9,
                height: 6,
            };
            let picture = scaled(&bytes, small).unwrap();
            assert_eq!(picture.dimensions(), (9, 6));
            let [red, green, blue] = picture.get_pixel(4, 3).0;
            assert!(red > 180 && green < 60 && blue < 40, "{format:?}");
        }
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        for (width, height) in [(50_000, 50_000), (5_001, 5_000), (u32::MAX >> 1, 1)] {
            let refused = measure(&bomb(width, height));
            assert!(refused.is_err(), "{width} by {height}");
            let size = Pixels {
                width: 10,
                height: 10,
            };
            assert!(scaled(&bomb(width, height), size).is_err());
        }
        let refused = measure(&bomb(5_001, 5_000));
        assert!(matches!(refused, Err(Refused::TooManyPixels { .. })));
        // In order, yet nothing follows.
        assert!(measure(&bomb(400, 300)).is_ok());
    }

    #[test]
    fn other_bodies_are_refused() {
        for body in [
            &b""[..],
            b"<!doctype html><title>404</title>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"GIF89a",
            b"RIFF\x00\x00\x00\x00WEBP",
        ] {
            assert!(measure(body).is_err(), "{body:?}");
        }
        let long = vec![0; usize::try_from(MAX_BYTES).unwrap() + 1];
        assert_eq!(measure(&long), Err(Refused::TooLong(long.len())));
    }

    #[test]
    fn what_is_transparent_is_white() {
        let picture = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let size = Pixels {
            width: 4,
            height: 4,
        };
        let seen = scaled(&bytes.into_inner(), size).unwrap();
        assert_eq!(seen.get_pixel(2, 2).0, [255; 3]);
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(
            kind in 0_usize..4,
            cut in 0_usize..400,
            at in 0_usize..400,
            byte: u8,
        ) {
            let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP][kind];
            let mut bytes = written(format, 40, 30);
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len().saturating_sub(cut % bytes.len()));
            let _ = measure(&bytes);
            let size = Pixels { width: 10, height: 10 };
            if let Ok(picture) = scaled(&bytes, size) {
                prop_assert_eq!(picture.dimensions(), (10, 10));
            }
        }
    }
}
