//! What runs behind the screen and the command line.
