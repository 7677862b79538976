//! Dates as feeds write them, RFC 2822 and 3339 with their wounds and the French forms.
