//! What a server answers, step by step.

use std::time::Duration;

/// One thing a server does while it answers.
#[derive(Debug, Clone)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends them one by one with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends them again and again until the client leaves.
    Repeat(Vec<u8>),
    /// Says nothing more until the client leaves.
    Silence,
    /// Closes the connection.
    Close,
    /// Breaks it off with a reset instead of an end.
    Reset,
}

/// An answer: a well-formed one by default, or one that goes wrong in a chosen place.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    length: Option<usize>,
    chunked: bool,
    ending: Ending,
    steps: Option<Vec<Step>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Ending {
    KeepAlive,
    Close,
    Silence,
    NoLastChunk,
    Drip(Duration),
    Endless,
}

impl Reply {
    /// An answer with an empty body.
    pub fn status(status: u16) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            length: None,
            chunked: false,
            ending: Ending::KeepAlive,
            steps: None,
        }
    }

    /// Exactly these steps and no head of ours; the connection is closed at their end.
    pub fn steps(steps: impl IntoIterator<Item = Step>) -> Reply {
        Reply {
            steps: Some(steps.into_iter().collect()),
            ..Reply::status(0)
        }
    }

    /// Exactly these bytes, then the connection is closed.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
        Reply::steps([Step::Send(bytes.into())])
    }

    /// No answer at all; the connection stays open until the client leaves.
    pub fn silence() -> Reply {
        Reply::steps([Step::Silence])
    }

    /// No answer; the connection is closed.
    pub fn slam() -> Reply {
        Reply::steps([])
    }

    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Reply {
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Reply {
        self.body = body.into();
        self
    }

    /// In chunks instead of with a length.
    pub fn chunked(mut self) -> Reply {
        self.chunked = true;
        self
    }

    /// A `Content-Length` that may be a lie; the connection is closed after the body.
    pub fn declared(mut self, length: usize) -> Reply {
        self.length = Some(length);
        self.ending = Ending::Close;
        self
    }

    /// The connection is closed after the body, and the head says so.
    pub fn close(mut self) -> Reply {
        self.ending = Ending::Close;
        self
    }

    /// Head and body, but not the end of it: a longer length is declared and nothing more said.
    pub fn then_silence(mut self) -> Reply {
        self.length = Some(self.body.len() + 1000);
        self.ending = Ending::Silence;
        self
    }

    /// Chunks without the last one; the connection is closed.
    pub fn no_last_chunk(mut self) -> Reply {
        self.chunked = true;
        self.ending = Ending::NoLastChunk;
        self
    }

    /// The body byte by byte, with a pause before each.
    pub fn drip(mut self, pause: Duration) -> Reply {
        self.ending = Ending::Drip(pause);
        self
    }

    /// The body again and again, without an end.
    pub fn endless(mut self) -> Reply {
        self.ending = Ending::Endless;
        self
    }

    /// The steps, and whether the connection is kept after them.
    pub(super) fn into_steps(self) -> (Vec<Step>, bool) {
        if let Some(mut steps) = self.steps {
            if !matches!(steps.last(), Some(Step::Reset)) {
                steps.push(Step::Close);
            }
            return (steps, false);
        }
        let mut head = format!("HTTP/1.1 {} Essai\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
        let endless = self.ending == Ending::Endless;
        if self.chunked {
            head.extend_from_slice(b"Transfer-Encoding: chunked\r\n");
        } else if !endless && !matches!(self.status, 204 | 304) {
            let length = self.length.unwrap_or(self.body.len());
            head.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
        }
        let keep = matches!(self.ending, Ending::KeepAlive | Ending::Drip(_));
        if !keep {
            head.extend_from_slice(b"Connection: close\r\n");
        }
        head.extend_from_slice(b"\r\n");

        let mut body = self.body;
        if self.chunked {
            let mut chunk = format!("{:x}\r\n", body.len()).into_bytes();
            chunk.extend_from_slice(&body);
            chunk.extend_from_slice(b"\r\n");
            if self.ending != Ending::NoLastChunk {
                chunk.extend_from_slice(b"0\r\n\r\n");
            }
            body = chunk;
        }
        let steps = match self.ending {
            Ending::KeepAlive => {
                head.extend_from_slice(&body);
                vec![Step::Send(head)]
            }
            Ending::Close | Ending::NoLastChunk => {
                vec![Step::Send(head), Step::Send(body), Step::Close]
            }
            Ending::Silence => vec![Step::Send(head), Step::Send(body), Step::Silence],
            Ending::Drip(pause) => vec![Step::Send(head), Step::Drip(body, pause)],
            Ending::Endless => vec![Step::Send(head), Step::Repeat(body)],
        };
        (steps, keep)
    }
}
