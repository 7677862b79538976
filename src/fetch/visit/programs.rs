//! Visits to feeds that a program prints or changes.

use std::process::Stdio;

use super::super::{body, program};
use super::{Answer, Body, FetchError, Visit};
use crate::config::program::Program;
use crate::net::Share;

impl Visit<'_> {
    /// What a program prints: `exec:`.
    pub(super) async fn print(&mut self, words: &[String]) -> Result<Answer, FetchError> {
        let (bytes, share) = self.run(words, Stdio::null()).await?;
        self.bytes = bytes.len() as u64;
        Ok(Answer::Body(Body {
            bytes,
            share,
            url: self.request.url.trim().to_owned(),
            ..Body::default()
        }))
    }

    /// What a program makes of what an address gives: `filter:`. The validators are the address's own, and an answer
    /// that is no body goes by the program.
    pub(super) async fn filter(
        &mut self,
        url: &str,
        named: &Program<'_>,
    ) -> Result<Answer, FetchError> {
        let answer = self.of(url).await;
        let moved = self.moved_to.take();
        self.moved_to = moved.map(|to| format!("{}{to}", named.before));
        let body = match answer? {
            Answer::Body(body) => body,
            answer => return Ok(answer),
        };
        let Body {
            bytes,
            share,
            url,
            validators,
            ..
        } = body;
        let input = self.clocks.work(program::as_input(bytes)).await??;
        drop(share);
        let (bytes, share) = self.run(&named.words, input).await?;
        Ok(Answer::Body(Body {
            bytes,
            share,
            url,
            validators,
            ..Body::default()
        }))
    }

    /// Runs a program in a place of its own.
    async fn run(
        &mut self,
        words: &[String],
        input: Stdio,
    ) -> Result<(Vec<u8>, Share), FetchError> {
        let _place = self.client.sites.place().await;
        let (memory, limit) = (&self.client.memory, self.client.limits.body);
        let (bytes, mut share) =
            program::run(memory, &mut self.clocks, words, input, limit).await?;
        let bytes = body::unpacked(&mut self.clocks, bytes, Vec::new(), limit).await?;
        if bytes.is_empty() {
            return Err(FetchError::Empty);
        }
        share.shrink(bytes.len());
        Ok((bytes, share))
    }
}
