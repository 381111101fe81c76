//! The reference of an API as Markdown pages, made from its checked spec alone: for people who write what is sent, and people
//! who write programs.
//!
//! Pages are readable as they are on a forge, and as a book of mdBook. Texts of the spec stay in the spec's language; all others
//! are in a [`Language`].

mod book;
mod credentials;
mod diagram;
mod errors;
mod events;
mod index;
mod layout;
mod markdown;
mod operation;
mod phrases;
mod reply;
mod samples;
mod search;
mod shape;
mod walk;
mod words;

use specwright::ir::{Api, Events, Field, Model, Operation, Walk};
use specwright::parallel;

use layout::{Layout, NamedType};
use markdown::Page;
use words::Words;

pub use book::MDBOOK_VERSION;
pub use words::Language;

/// A file of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the reference's folder, with forward slashes.
    pub path: String,
    /// Its contents.
    pub contents: String,
}

/// The first line of each page, by which the files of the reference are known.
pub const HEAD: &str = markdown::HEAD;

/// The files of an API's reference, sorted by path. Its first page is `README.md`.
///
/// `public_path` is where a program finds the items of the client, `pet_shop` or `pet_shop::api`; the examples in Rust import
/// them from there.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::reference::{Language, files};
///
/// let api = check(&sources()).unwrap().api;
/// let files = files(&api, "pets", Language::English);
/// let page = files.iter().find(|file| file.path == "operations/add_pet.md").ok_or("no page")?;
/// assert!(page.contents.contains("| `name` | string | required | at most 12 bytes (4 CJK characters) | Its name. |"));
/// # Ok(())
/// # }
/// ```
pub fn files(api: &Api, public_path: &str, language: Language) -> Vec<File> {
    let book = Book::new(api, public_path, language);
    let mut files =
        parallel::map(&book.parts(), |part| File { path: book.path(*part), contents: book.page(*part) });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The first page of the reference for another folder: `folder` is the way from there to the reference's folder.
pub fn first_page(api: &Api, language: Language, folder: &str) -> String {
    Book::new(api, "", language).index(&format!("{folder}/"))
}

/// The reference as the source of a book for mdBook of the version [`MDBOOK_VERSION`]: `book.toml`, and the pages in `src`.
///
/// The search of the book needs the script of MiniSearch as `src/minisearch.js`. With a checker, the folder `src/checker` has
/// `checker.js` and `checker.css`, and the book has a page for it.
pub fn book(api: &Api, public_path: &str, language: Language, has_checker: bool) -> Vec<File> {
    let pages = files(api, public_path, language);
    Book::new(api, public_path, language).source_files(pages, has_checker)
}

/// What the table of a model says of a field, without Markdown.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::reference::{Language, field_words};
///
/// let api = check(&sources()).unwrap().api;
/// let pet = &api.models[api.models.named("Pet").ok_or("no pet")?];
/// let words = field_words(Language::Chinese, pet, &pet.fields[0]);
/// assert_eq!((words.presence.as_str(), words.limits), ("必填", vec!["至多 12 字节（4 个汉字）".to_owned()]));
/// # Ok(())
/// # }
/// ```
pub fn field_words(language: Language, model: &Model, field: &Field) -> FieldWords {
    FieldWords {
        presence: markdown::plain(&language.presence(model, field)),
        limits: language.limits(field).iter().map(|limit| markdown::plain(limit)).collect(),
    }
}

/// A field in words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldWords {
    /// When it is there: `required`.
    pub presence: String,
    /// Its limits, its only value, its default, and other forms of it that are accepted.
    pub limits: Vec<String>,
}

/// What all pages need to know.
struct Book<'a> {
    api: &'a Api,
    public_path: &'a str,
    language: Language,
    layout: Layout,
}

/// A page.
#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Index,
    Walk(&'a Walk),
    WalkDiagram(&'a Walk),
    Credentials,
    TokenDiagram,
    Errors,
    Operation(&'a Operation),
    Events(&'a Events),
    Type(NamedType),
}

impl<'a> Book<'a> {
    fn new(api: &'a Api, public_path: &'a str, language: Language) -> Book<'a> {
        Book { api, public_path, language, layout: Layout::new(api) }
    }

    fn say(&self, words: Words) -> &'static str {
        self.language.say(words)
    }

    fn fill(&self, words: Words, values: &[&str]) -> String {
        self.language.fill(words, values)
    }

    /// All pages, in the order in which they are read.
    fn parts(&self) -> Vec<Part<'a>> {
        let mut parts = vec![Part::Index];
        let walk = self.api.walk.as_ref();
        parts.extend(walk.map(Part::Walk));
        parts.extend(walk.filter(|walk| !walk.states.is_empty()).map(Part::WalkDiagram));
        parts.extend(self.has_credentials().then_some(Part::Credentials));
        parts.extend(self.has_token_diagram().then_some(Part::TokenDiagram));
        parts.extend((!self.api.errors.is_empty()).then_some(Part::Errors));
        parts.extend(self.api.operations.iter().map(Part::Operation));
        parts.extend(self.api.events.iter().map(Part::Events));
        parts.extend(self.layout.own().map(Part::Type));
        parts
    }

    /// Whether there is a page of credentials.
    fn has_credentials(&self) -> bool {
        self.api.auth.is_some() || !self.api.credentials.is_empty()
    }

    /// Whether the page of credentials has a diagram.
    fn has_token_diagram(&self) -> bool {
        self.api.auth.as_ref().is_some_and(|auth| !auth.sources.is_empty())
    }

    fn path(&self, part: Part<'a>) -> String {
        match part {
            Part::Index => "README.md".to_owned(),
            Part::Walk(_) => "walk.md".to_owned(),
            Part::WalkDiagram(_) => walk::WALK_DIAGRAM.to_owned(),
            Part::Credentials => "credentials.md".to_owned(),
            Part::TokenDiagram => walk::TOKEN_DIAGRAM.to_owned(),
            Part::Errors => "errors.md".to_owned(),
            Part::Operation(operation) => format!("operations/{}.md", operation.name),
            Part::Events(events) => format!("events/{}.md", events.name),
            Part::Type(ty) => self.file_of(ty),
        }
    }

    fn page(&self, part: Part<'a>) -> String {
        match part {
            Part::Index => self.index(""),
            Part::Walk(walk) => self.walk(walk),
            Part::WalkDiagram(walk) => self.walk_diagram(walk),
            Part::Credentials => self.credentials(),
            Part::TokenDiagram => self.token_diagram().unwrap_or_default(),
            Part::Errors => self.errors(),
            Part::Operation(operation) => self.operation(operation),
            Part::Events(events) => self.events(events),
            Part::Type(ty) => self.type_page(ty),
        }
    }

    /// The page of a type that several operations or events have.
    fn type_page(&self, ty: NamedType) -> String {
        let mut page = Page::new(&self.title_of(ty));
        self.contents_of(&mut page, ty, "");
        for guest in self.layout.guests(ty) {
            self.section(&mut page, 2, guest, "");
        }
        page.finish()
    }
}
