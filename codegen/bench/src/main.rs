//! Does one kind of work so many times, for a tool that counts instructions: `specwright-bench KIND SIDE TIMES`.
//!
//! Without arguments it lists what there is. Only [`counted`] belongs to the work: `valgrind --tool=callgrind
//! --toggle-collect='*counted*'` leaves out what stands around it.

use std::hint::black_box;

use specwright_bench::sample::Sample;
use specwright_bench::works::{self, Meter};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = match arguments.as_slice() {
        [kind, side, times] => times.parse().ok().map(|times| (kind.as_str(), side.as_str(), times)),
        _ => None,
    };
    works::measure(&mut Once { chosen });
}

/// Does the chosen work, or lists all of it.
struct Once<'a> {
    chosen: Option<(&'a str, &'a str, usize)>,
}

impl Meter for Once<'_> {
    fn repeat<T>(&mut self, kind: &str, side: &str, mut work: impl FnMut() -> T) {
        self.consume(kind, side, &Sample::empty(), |_| work());
    }

    fn consume<T>(&mut self, kind: &str, side: &str, sample: &Sample, mut work: impl FnMut(Sample) -> T) {
        match self.chosen {
            None => println!("{kind}\t{side}"),
            Some((wanted, by, times)) if wanted == kind && by == side => {
                // The first may prepare what all others find, and is not counted.
                black_box(work(sample.clone()));
                for _ in 0..times {
                    counted(&mut work, sample.clone());
                }
            }
            Some(_) => {}
        }
    }
}

#[inline(never)]
fn counted<T>(work: &mut impl FnMut(Sample) -> T, sample: Sample) {
    black_box(work(sample));
}
