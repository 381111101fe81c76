//! Reads a surface from what an emitter prints.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, FnArg, ImplItem, Item, ItemImpl, ItemMacro, ReturnType, UseTree, Visibility};

use super::{ItemName, Kind, Surface};
use specwright::emit::{EmittedFile, spelt};

impl Surface {
    /// What one file adds. `own` is the type that the file is about, which can be named without its module.
    pub(in crate::changes) fn of(file: EmittedFile<'_>, own: Option<&str>) -> Surface {
        let module = file.name.strip_suffix(".rs").unwrap_or(&file.name).to_owned();
        let mut reader = Reader { module, own, surface: Surface::default() };
        // Tokens that are not valid Rust are compared as text; `generate` reports them.
        let (items, rest): (Vec<_>, Vec<_>) = file
            .items
            .map(|tokens| syn::parse2::<Item>(without_bodies(tokens.clone())).map_err(|_| tokens))
            .partition(Result::is_ok);
        let items: Vec<Item> = items.into_iter().flatten().collect();
        items.iter().for_each(|item| reader.item(item));
        for tokens in rest.into_iter().filter_map(Result::err) {
            reader.add(Kind::Module, tokens.to_string(), String::new());
        }
        reader.surface
    }
}

/// The tokens of an item without the bodies of its functions, which are half of what there is to parse and no part of the
/// surface.
fn without_bodies(tokens: TokenStream) -> TokenStream {
    let is_brace =
        |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let empty = || TokenTree::Group(Group::new(Delimiter::Brace, TokenStream::new()));
    let is_word = |tree: &TokenTree, word: &str| matches!(tree, TokenTree::Ident(ident) if ident == word);
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    let head = trees.iter().position(is_brace).unwrap_or(trees.len());
    let head = trees.get(..head).unwrap_or_default();
    if !head.iter().any(|tree| is_word(tree, "impl")) {
        return trees.into_iter().collect();
    }
    // Nothing of the body of a trait's implementation is seen; `for<'a>` is no such implementation.
    let is_open = |tree: &TokenTree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == '<');
    let of_trait =
        head.iter().zip(head.iter().skip(1)).any(|(tree, next)| is_word(tree, "for") && !is_open(next));
    if let Some(TokenTree::Group(body)) = trees.last_mut().filter(|tree| is_brace(tree)) {
        let items = body.stream().into_iter().filter(|_| !of_trait);
        let items = items.map(|tree| if is_brace(&tree) { empty() } else { tree }).collect();
        *body = Group::new(Delimiter::Brace, items);
    }
    trees.into_iter().collect()
}

struct Reader<'a> {
    module: String,
    own: Option<&'a str>,
    surface: Surface,
}

impl Reader<'_> {
    fn add(&mut self, kind: Kind, path: String, declaration: String) {
        let name = ItemName { file: self.module.clone(), kind, path };
        self.surface.items.insert(name, declaration);
    }

    /// The path by which an item of the file is reached.
    fn reached(&self, name: &str) -> String {
        let is_module =
            self.own.is_some() || matches!(self.module.as_str(), "blocking" | "mock" | "operations");
        if is_module && self.own != Some(name) { format!("{}::{name}", self.module) } else { name.to_owned() }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let open = self.type_of("struct", &item.ident.to_string(), &item.attrs);
                let kind = if open { Kind::Field } else { Kind::RequiredField };
                self.fields(&item.ident.to_string(), kind, &item.fields);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let name = item.ident.to_string();
                self.type_of("enum", &name, &item.attrs);
                for variant in &item.variants {
                    let path = format!("{}::{}", self.reached(&name), variant.ident);
                    self.add(Kind::Variant, path, spelt(&variant.fields.to_token_stream()));
                }
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.add(
                    Kind::Constant,
                    self.reached(&item.ident.to_string()),
                    spelt(&item.ty.to_token_stream()),
                );
            }
            Item::Static(item) if is_public(&item.vis) => {
                self.add(
                    Kind::Constant,
                    self.reached(&item.ident.to_string()),
                    spelt(&item.ty.to_token_stream()),
                );
            }
            Item::Mod(item) if is_public(&item.vis) => {
                self.add(Kind::Module, item.ident.to_string(), conditions(&item.attrs));
            }
            Item::Use(item) if is_public(&item.vis) => self.exports(&item.tree, String::new()),
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.macro_call(item),
            _ => {}
        }
    }

    /// Adds what a macro of the runtime declares for the name that is its first argument.
    fn macro_call(&mut self, item: &ItemMacro) {
        let Some(TokenTree::Ident(name)) = item.mac.tokens.clone().into_iter().next() else { return };
        let name = name.to_string();
        let implemented = match item.mac.path.segments.last() {
            Some(segment) if segment.ident == "text_field" => {
                self.type_of("enum", &name, &item.attrs);
                "rt::TextField"
            }
            Some(segment) if segment.ident == "serialize_fields" => "rt::serde::Serialize",
            Some(segment) if segment.ident == "deserialize_read" => "rt::serde::Deserialize<'de>",
            _ => return,
        };
        self.add(Kind::Implementation, format!("{implemented} for {name}"), conditions(&item.attrs));
    }

    /// Adds a type with its derives; returns whether it may get more fields or variants.
    fn type_of(&mut self, what: &str, name: &str, attributes: &[Attribute]) -> bool {
        let open = attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
        let path = self.reached(name);
        let declaration = if open { format!("#[non_exhaustive] {what}") } else { what.to_owned() };
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let _ = attribute.parse_nested_meta(|derived| {
                let derived = spelt(&derived.path.to_token_stream());
                self.add(Kind::Derive, format!("{path}::{derived}"), String::new());
                Ok(())
            });
        }
        self.add(Kind::Type, path, declaration);
        open
    }

    fn fields(&mut self, name: &str, kind: Kind, fields: &Fields) {
        for field in fields.iter().filter(|field| is_public(&field.vis)) {
            if let Some(ident) = &field.ident {
                let path = format!("{}::{ident}", self.reached(name));
                self.add(kind, path, spelt(&field.ty.to_token_stream()));
            }
        }
    }

    fn exports(&mut self, tree: &UseTree, before: String) {
        match tree {
            UseTree::Path(path) => self.exports(&path.tree, format!("{before}{}::", path.ident)),
            UseTree::Name(name) => {
                self.add(Kind::Export, name.ident.to_string(), format!("{before}{}", name.ident));
            }
            UseTree::Rename(name) => {
                self.add(Kind::Export, name.rename.to_string(), format!("{before}{}", name.ident));
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.exports(tree, before.clone()));
            }
            _ => {}
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let own = spelt(&item.self_ty.to_token_stream());
        if let Some((path, _)) = &item.trait_ {
            let path = spelt(&path.to_token_stream());
            // It is derived together with `Deserialize`, which users see.
            if path == "rt::read::Read" {
                return;
            }
            let header = format!("{path} for {own}");
            self.add(Kind::Implementation, header, conditions(&item.attrs));
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let path = format!("{}::{}", self.reached(&own), function.sig.ident);
                    let inputs = function.sig.inputs.iter().map(|input| match input {
                        FnArg::Receiver(receiver) => without_binding(&receiver.to_token_stream()),
                        FnArg::Typed(argument) => spelt(&argument.ty.to_token_stream()),
                    });
                    let output = match &function.sig.output {
                        ReturnType::Default => String::new(),
                        ReturnType::Type(_, ty) => format!(" -> {}", spelt(&ty.to_token_stream())),
                    };
                    let inputs = inputs.collect::<Vec<_>>().join(", ");
                    self.add(Kind::Function, path, format!("({inputs}){output}"));
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = format!("{}::{}", self.reached(&own), constant.ident);
                    self.add(Kind::Constant, path, spelt(&constant.ty.to_token_stream()));
                }
                _ => {}
            }
        }
    }
}

/// A receiver without `mut`, which does not affect callers.
fn without_binding(receiver: &TokenStream) -> String {
    let spelt = spelt(receiver);
    spelt.strip_prefix("mut ").unwrap_or(&spelt).to_owned()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The `cfg` attributes, as text.
fn conditions(attributes: &[Attribute]) -> String {
    let conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.map(|attribute| spelt(&attribute.to_token_stream())).collect()
}
