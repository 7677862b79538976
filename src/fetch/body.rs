//! Reading a body under its limits.
