//! `import --diff`: what another import would change in the spec.

use specwright::check;
use specwright_workbench::changes::{Change, Level, Side, compare};
use specwright_workbench::import::Imported;

use super::sources;
use crate::arguments::ReportFormat;
use crate::context::Context;
use crate::error::Error;
use crate::output::{Paint, count};
use crate::paths::shown;
use crate::spec::Spec;

const GROUPS: [(Level, &str); 3] =
    [(Level::Major, "breaking"), (Level::Minor, "compatible"), (Level::Patch, "without effect")];

/// The changes as text, and whether there are none.
pub(super) fn of(context: &Context<'_>, imported: &Imported) -> Result<(String, bool), Error> {
    let old = Spec::read(context.spec(), ReportFormat::Text)?;
    let old_api = old.check()?.api;
    let new = sources(context.spec(), imported);
    let new_api = check::check(&new).map_err(|problems| Error::Spec(problems.render(&new, false)))?.api;
    let changes =
        compare(Side { sources: old.sources(), api: &old_api }, Side { sources: &new, api: &new_api });
    let paint = Paint::stdout();
    let mut text = String::new();
    for (level, title) in GROUPS {
        let of_level: Vec<&Change> = changes.iter().filter(|change| change.level() == level).collect();
        if !of_level.is_empty() {
            text.push_str(&format!("{}\n", paint.cyan(title)));
            text.extend(of_level.into_iter().map(|change| line(change, paint)));
            text.push('\n');
        }
    }
    text.push_str(&match changes.len() {
        0 => format!("nothing would change in `{}`\n", shown(context.spec())),
        number => format!("{} would be made in `{}`\n", count(number, "change"), shown(context.spec())),
    });
    Ok((text, changes.is_empty()))
}

fn line(change: &Change, paint: Paint) -> String {
    let mut text = format!("  {}: {}\n", change.kind.as_str(), paint.bold(&change.at));
    for (name, words) in [("old", &change.old), ("new", &change.new)] {
        text.extend(words.iter().map(|words| format!("    {name}  {words}\n")));
    }
    text
}
