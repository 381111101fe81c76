//! The page of credentials.

use specwright::ir::{Scalar, TokenExchange};
use specwright::phrase;

use super::Book;
use super::markdown::{Page, blocks, code, link};
use super::walk::TOKEN_DIAGRAM;
use super::words::Words;

impl Book<'_> {
    pub(super) fn credentials(&self) -> String {
        let mut page = Page::new(self.say(Words::Credentials));
        if let Some(auth) = &self.api.auth {
            page.block(&self.fill(Words::CredentialPlace, &[&self.authorisation(true)]));
            if let Some(class) = &auth.refreshed_by {
                page.block(&self.fill(Words::CredentialRefresh, &[&code(class)]));
            }
            if self.has_token_diagram() {
                page.block(&self.image(Words::TokenDiagram, TOKEN_DIAGRAM));
            }
            page.list(&auth.sources.iter().map(|source| self.source(source, &[])).collect::<Vec<_>>());
        }
        if !self.api.credentials.is_empty() {
            page.block(self.say(Words::OtherCredentials));
            let sources = self
                .api
                .credentials
                .iter()
                .map(|credential| self.source(&credential.exchange, &credential.sets));
            page.list(&sources.collect::<Vec<_>>());
        }
        page.finish()
    }

    /// An operation that returns a credential, with what the request sets.
    fn source(&self, source: &TokenExchange, sets: &[(String, Scalar)]) -> String {
        let operation = link(&code(&source.operation), &format!("operations/{}.md", source.operation));
        let mut text = self.fill(Words::SourceLine, &[&code(&source.name), &operation, &code(&source.token)]);
        if let Some(field) = &source.expires_in {
            text.push_str(&self.fill(Words::SourceExpires, &[&code(field)]));
        }
        if let Some(field) = &source.renewed_by {
            text.push_str(&self.fill(Words::SourceRenews, &[&code(field)]));
        }
        if !sets.is_empty() {
            let set = |(wire, value): &(String, Scalar)| {
                self.fill(Words::SetTo, &[&code(wire), &code(&phrase::scalar(value))])
            };
            let sets: Vec<String> = sets.iter().map(set).collect();
            text.push_str(&self.fill(Words::SourceSets, &[&self.language.joined(&sets, Words::AndFields)]));
        }
        text.push_str(self.say(Words::FullStop));
        for remark in [&source.docs.doc, &source.docs.note].into_iter().flatten() {
            text.push_str(&format!("\n\n{}", blocks(remark)));
        }
        text
    }
}
