//! A temporary folder with a small spec for each test, in which the program runs.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

const API: &str = r#"
api: pets
doc: A shop for pets.
server: https://pets.example
reply: { code: code, message: message }
"#;

const PET: &str = r#"
model: Pet
doc: An animal.
fields:
  name: { type: string, required: true, max_bytes: 12, doc: What it is called., example: 小黑 }
  kind: { type: Kind, doc: What it is. }
  legs: { type: int, min: 0, doc: How many legs it has., example: 4 }
"#;

const KIND: &str = r#"
enum: Kind
doc: What an animal is.
values:
  cat: { doc: A cat. }
  dog: { doc: A dog. }
extra: [axolotl]
"#;

const ADD_PET: &str = r#"
operation: add_pet
doc: Takes an animal in.
method: POST
path: /pets
request: Pet
"#;

const LIST_PETS: &str = r#"
operation: list_pets
doc: Tells which animals there are.
method: GET
path: /pets
reply: list<Pet>
"#;

/// A temporary folder with `spec/`.
pub(crate) struct Shop {
    folder: TempDir,
}

/// The output of the program.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Shop {
    /// A folder with a valid spec.
    pub(crate) fn new() -> Shop {
        let shop = Shop { folder: tempfile::tempdir().unwrap() };
        shop.put("spec/api.yaml", API);
        shop.put("spec/models/pet.yaml", PET);
        shop.put("spec/models/kind.yml", KIND);
        shop.put("spec/operations/add_pet.yaml", ADD_PET);
        shop.put("spec/operations/list_pets.yaml", LIST_PETS);
        shop
    }

    /// The same with a client generated in `client/`.
    pub(crate) fn generated() -> Shop {
        let shop = Shop::new();
        shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
        let ran = shop.run(&["regen", "--spec", "spec", "--out", "client"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
        shop
    }

    /// The same with a spec that has one error.
    pub(crate) fn broken() -> Shop {
        let shop = Shop::new();
        shop.put("spec/models/pet.yaml", PET.replace("max_bytes", "max_length"));
        shop
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces a part of a file.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} has no `{old}`");
        self.put(path, text.replacen(old, new, 1));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs the program in the folder with this standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        run_in(self.folder.path(), arguments, input)
    }

    /// The number of generated files of the client.
    pub(crate) fn generated_files(&self) -> usize {
        self.client().keys().filter(|path| path.starts_with("src/generated/")).count()
    }

    /// The contents and the modification time of every file below `client/`, including hidden ones.
    pub(crate) fn client(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let root = self.path("client");
        files_below(&root)
            .into_iter()
            .map(|path| {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                let written = fs::metadata(&path).unwrap().modified().unwrap();
                (name, (fs::read(path).unwrap(), written))
            })
            .collect()
    }
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end without having read it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Ran {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// The program in a folder, with an environment without settings of colour.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("TERM", "xterm");
    command
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}
