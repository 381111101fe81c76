//! The faults, and what each means for the request.

/// What the server or the network does to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Nothing: the reply is complete and on time.
    None,
    /// No connection is accepted for a while.
    Refused,
    /// The connection is reset before anything is read.
    ResetBefore,
    /// The connection is reset after the head of the request was read.
    ResetDuring,
    /// The connection is reset after the whole request was read.
    ResetAfter,
    /// The connection ends in the middle of the reply's head.
    HalfHead,
    /// The head of the reply takes longer than the deadline.
    SlowHead,
    /// The body of the reply takes longer than the deadline.
    SlowBody,
    /// The whole reply is sent after the deadline.
    Late,
    /// The body is shorter than its length says.
    ShortBody,
    /// The body is longer than its length says.
    LongBody,
    /// An interim reply (103) precedes the final one.
    Interim,
    /// The body ends in the middle of its JSON.
    TruncatedJson,
    /// The body is two JSON documents.
    TwoDocuments,
    /// The body is compressed, which was not asked for.
    Compressed,
    /// The body is larger than the client's bound.
    Huge,
    /// A redirect to another server, with the token in its address.
    Redirect,
    /// An error page in HTML.
    Html,
    /// The body is encoded in GBK.
    Gbk,
    /// The token has expired.
    TokenExpired,
    /// The API is busy.
    Busy,
}

impl Fault {
    /// All faults.
    pub const ALL: [Fault; 21] = [
        Fault::None,
        Fault::Refused,
        Fault::ResetBefore,
        Fault::ResetDuring,
        Fault::ResetAfter,
        Fault::HalfHead,
        Fault::SlowHead,
        Fault::SlowBody,
        Fault::Late,
        Fault::ShortBody,
        Fault::LongBody,
        Fault::Interim,
        Fault::TruncatedJson,
        Fault::TwoDocuments,
        Fault::Compressed,
        Fault::Huge,
        Fault::Redirect,
        Fault::Html,
        Fault::Gbk,
        Fault::TokenExpired,
        Fault::Busy,
    ];

    /// Whether the server carries the request out although the client may not see it.
    pub fn is_carried_out(self) -> bool {
        !matches!(
            self,
            Fault::Refused
                | Fault::ResetBefore
                | Fault::ResetDuring
                | Fault::Redirect
                | Fault::TokenExpired
                | Fault::Busy
        )
    }

    /// Whether a request for a token can have it: one that is answered after the deadline is made again.
    pub fn is_of_tokens(self) -> bool {
        matches!(self, Fault::ResetAfter | Fault::HalfHead | Fault::TruncatedJson | Fault::Html | Fault::Busy)
    }
}
