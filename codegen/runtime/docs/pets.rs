use specwright_runtime::*;

/// What the generator states about an API.
static PETS: ApiSpec = ApiSpec {
    name: "pets",
    user_agent: "pets/1.0.0",
    servers: &["https://pets.example.com"],
    auth: Some(AuthPlace::Bearer),
    refreshed_by: Some("token"),
    wait: &["busy"],
    forbid_escapes: false,
    replies: Replies {
        code: &["code"],
        message: &["message"],
        ok: None,
        request_id_in_message: &[],
        request_id_header: Some("X-Request-Id"),
        field_path_of: &[],
        body_rest_after: None,
    },
    errors: &[KnownError {
        code: ServerCode::text("no_pets"),
        name: "NO_PETS",
        class: Some("state"),
        fields: &[],
        rules: &[],
        pause_seconds: None,
        doc: "Nobody has a pet.",
        by_operation: &[],
    }],
};

/// `GET /pets` gives the names of all pets.
static LIST_PETS: Operation<(), Vec<String>> = Operation::new(OperationSpec {
    name: "list_pets",
    method: Method::Get,
    path: "/pets",
    auth: true,
    idempotent: true,
    tolerate_unknown_keys: false,
    secret_reply: false,
    body: Body::Empty,
    wrap: None,
});

/// `POST /token` gives a token.
static ISSUE_TOKEN: Operation<(), serde_json::Value> = Operation::new(OperationSpec {
    name: "issue_token",
    method: Method::Post,
    path: "/token",
    auth: false,
    idempotent: true,
    tolerate_unknown_keys: false,
    secret_reply: true,
    body: Body::Empty,
    wrap: None,
});

/// A transport that needs no network: every request gets this status and body.
struct Canned(u16, &'static str);

impl Transport for Canned {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async { Ok(HttpResponse::new(self.0, self.1)) })
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

/// Runs what never has to wait, as nothing does over such a transport.
fn run<T>(future: impl std::future::Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => unreachable!("this waits for something"),
    }
}
