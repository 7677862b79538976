//! The ground floor: what every room needs to treat text as text. Sanitising what comes from outside, measuring
//! it in columns, folding it for search, saying dates and numbers as people do, and every sentence of the reader in
//! French and English. Pure; knows no other room.

pub mod breaks;
pub mod date;
pub mod dates;
pub mod fold;
pub mod lang;
pub mod link;
pub mod mask;
pub mod messages;
pub mod number;
pub mod reading;
pub mod sanitise;
pub mod width;

pub use date::UnixTime;
pub use lang::Lang;
pub use messages::Say;
