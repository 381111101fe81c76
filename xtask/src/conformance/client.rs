//! A client of the Language Server Protocol, as an editor is one, over the standard streams of the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::error::Error;

/// How long the server may take for an answer before it counts as hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(super) struct Client {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: u64,
}

impl Client {
    /// Starts the server and agrees with it on what both can do.
    pub(super) fn start(program: &Path, root: &str) -> Result<Client, Error> {
        let fail = |error| Error::io("run", program, &error);
        let mut command = Command::new("node");
        command
            .arg(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut server = command.spawn().map_err(fail)?;
        let (Some(input), Some(output)) = (server.stdin.take(), server.stdout.take()) else {
            return Err(Error::new("the language server has no standard streams"));
        };
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut client = Client { server, input, messages, requests: 0 };
        let capabilities = json!({
            "textDocument": { "hover": { "contentFormat": ["markdown"] }, "completion": {}, "publishDiagnostics": {} },
        });
        client.request(
            "initialize",
            &json!({ "processId": null, "rootUri": root, "capabilities": capabilities }),
        )?;
        client.notify("initialized", &json!({}))?;
        let settings = json!({
            "yaml": { "validate": true, "hover": true, "completion": true, "schemaStore": { "enable": false } },
        });
        client.notify("workspace/didChangeConfiguration", &json!({ "settings": settings }))?;
        Ok(client)
    }

    /// Opens a document, and answers what the server says against it.
    pub(super) fn open(&mut self, uri: &str, content: &str) -> Result<Vec<Value>, Error> {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": content });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }))?;
        let told = self.wait(|message| {
            text(message, "/method") == "textDocument/publishDiagnostics"
                && text(message, "/params/uri") == uri
        })?;
        Ok(list(&told, "/params/diagnostics"))
    }

    /// Asks about a position in a document: `hover`, `completion`.
    pub(super) fn ask(
        &mut self,
        what: &str,
        uri: &str,
        line: usize,
        character: usize,
    ) -> Result<Value, Error> {
        let position = json!({ "line": line, "character": character });
        let document = json!({ "uri": uri });
        self.request(
            &format!("textDocument/{what}"),
            &json!({ "textDocument": document, "position": position }),
        )
    }

    fn request(&mut self, method: &str, params: &Value) -> Result<Value, Error> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        let answer = self.wait(|message| {
            message.get("id").and_then(Value::as_u64) == Some(id) && message.get("method").is_none()
        })?;
        match answer.get("error") {
            Some(error) => Err(Error::new(format!("the language server refuses `{method}`: {error}"))),
            None => Ok(answer.get("result").cloned().unwrap_or_default()),
        }
    }

    fn notify(&mut self, method: &str, params: &Value) -> Result<(), Error> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// The next message that is wanted. What the server asks meanwhile is answered with nothing.
    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Result<Value, Error> {
        loop {
            let message = self
                .messages
                .recv_timeout(PATIENCE)
                .map_err(|_| Error::new("the language server has ended or does not answer"))?;
            if wanted(&message) {
                return Ok(message);
            }
            if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }))?;
            }
        }
    }

    fn send(&mut self, message: &Value) -> Result<(), Error> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| self.input.flush())
            .map_err(|error| Error::new(format!("cannot write to the language server: {error}")))
    }
}

/// The text at a place in a message; empty where there is none.
pub(super) fn text<'m>(message: &'m Value, pointer: &str) -> &'m str {
    message.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The list at a place in a message.
pub(super) fn list(message: &Value, pointer: &str) -> Vec<Value> {
    message.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
}

impl Drop for Client {
    fn drop(&mut self) {
        // There is nothing that it could lose.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// One message; `None` at the end of the stream.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse::<usize>().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
