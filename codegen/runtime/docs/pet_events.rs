use specwright_runtime::events::{Encoding, Events, EventsSpec, Format, Receiver, Signature};
use specwright_runtime::read::{Error, Node, Object, Read, Tagged};

/// What all events have.
pub struct Head {
    pub id: String,
}

impl Read for Head {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        Ok(Self { id: Object::of_reply("Head", node)?.required("id")? })
    }
}

/// An event.
#[derive(Debug, PartialEq)]
pub enum PetEvent {
    Adopted,
    Unknown,
}

impl Read for PetEvent {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        let tagged = Tagged::of_event(node, "type")?;
        Ok(if tagged.text_tag().to_string() == "adopted" { Self::Adopted } else { Self::Unknown })
    }
}

/// Generated code has such a constant.
pub const PET_EVENTS: Events<Head, PetEvent> = Events::new(EventsSpec {
    name: "pet_events",
    format: Format::Json,
    signature: Signature::HmacSha256 { header: "X-Signature", prefix: "sha256=", encoding: Encoding::Hex },
    envelope: None,
    common: &["id"],
    headers: &[],
    duplicates: &["id"],
    acknowledgement: "ok",
});

pub fn receiver() -> Receiver<Head, PetEvent> {
    Receiver::builder(&PET_EVENTS).secret("the shared secret").build().unwrap()
}
