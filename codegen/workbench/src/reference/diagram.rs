//! Diagrams of states as SVG, readable in light and dark.
//!
//! The states stand in a column. What leaves a state and what arrives at it has a line of its own beside the state, so that no
//! text can lie on another; to the right of the texts, each transition has a lane.

use std::fmt::Write as _;

use super::samples::escaped;

/// States, and what leads from one to another.
pub(super) struct Diagram<'a> {
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    /// The names of the states, from top to bottom.
    pub(super) states: Vec<String>,
    pub(super) transitions: Vec<Transition>,
}

/// What leads from a state to another.
pub(super) struct Transition {
    /// The index of the state; `None` for the beginning.
    pub(super) from: Option<usize>,
    /// The index of the state.
    pub(super) to: usize,
    /// What causes it: one line for each.
    pub(super) labels: Vec<String>,
}

const LINE: usize = 20;
const GAP: usize = 16;
const MARGIN: usize = 8;
const LANE: usize = 14;
/// Widths of a character of the font, in tenths of a pixel: of one in ASCII, and of any other.
const NARROW: usize = 74;
const WIDE: usize = 125;

/// The place of a state.
struct Placed {
    top: usize,
    height: usize,
}

/// One end of a transition: the middle of its line.
#[derive(Clone, Copy)]
struct End {
    y: usize,
}

impl Diagram<'_> {
    pub(super) fn to_svg(&self) -> String {
        let texts = self.transitions.iter().flat_map(|transition| &transition.labels);
        let texts = texts.map(|text| width(text)).max().unwrap_or_default();
        let box_width = self.states.iter().map(|state| width(state)).max().unwrap_or_default() + 24;
        let label_x = MARGIN + box_width + 12;
        let lanes_x = label_x + texts + 16;
        let (states, ends, bottom) = self.places();
        let lanes = lanes(&ends);
        let lane_count = lanes.iter().max().map_or(0, |last| last + 1);
        let all_width = lanes_x + lane_count * LANE + MARGIN;
        let mut svg = self.head(all_width, bottom);
        for (state, name) in states.iter().zip(&self.states) {
            let (x, y) = (MARGIN + box_width / 2, state.top + state.height / 2);
            let _ = writeln!(
                svg,
                "<rect x=\"{MARGIN}\" y=\"{}\" width=\"{box_width}\" height=\"{}\" rx=\"6\"/>\n\
                 <text class=\"state\" x=\"{x}\" y=\"{}\">{}</text>",
                state.top,
                state.height,
                y + 4,
                escaped(name)
            );
        }
        let right = MARGIN + box_width;
        for ((transition, [from, to]), lane) in self.transitions.iter().zip(&ends).zip(lanes) {
            let x = lanes_x + lane * LANE;
            let start = if transition.from.is_some() { right } else { x };
            let _ = writeln!(
                svg,
                "<path d=\"M{start} {} H{x} V{} H{}\" marker-end=\"url(#arrow)\"/>",
                from.y,
                to.y,
                right + 2
            );
            if transition.from.is_none() {
                let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{}\" r=\"4\"/>", from.y);
            }
            // The text stands above the line on which a transition arrives or leaves; its lines end at the one of the arrow.
            let first = from.y.saturating_sub((transition.labels.len().saturating_sub(1)) * LINE + 6);
            for (index, label) in transition.labels.iter().enumerate() {
                let _ = writeln!(
                    svg,
                    "<text x=\"{label_x}\" y=\"{}\">{}</text>",
                    first + index * LINE,
                    escaped(label)
                );
            }
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn head(&self, width: usize, height: usize) -> String {
        format!(
            "<svg class=\"states\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"title description\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
             <style>\n\
             svg:root {{ color: #1f2328 }}\n\
             @media (prefers-color-scheme: dark) {{ svg:root {{ color: #e6edf3 }} }}\n\
             .states rect, .states path {{ fill: none; stroke: currentColor; stroke-width: 1.3 }}\n\
             .states text, .states circle, .states marker path {{ fill: currentColor; stroke: none }}\n\
             .states text {{ font: 12px ui-monospace, monospace }}\n\
             .states .state {{ font: 600 13px system-ui, sans-serif; text-anchor: middle }}\n\
             </style>\n\
             <defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n",
            escaped(self.title),
            escaped(self.description)
        )
    }

    /// The places of the states, the ends of each transition, and the height of the whole.
    fn places(&self) -> (Vec<Placed>, Vec<[End; 2]>, usize) {
        let mut ends = vec![[End { y: 0 }; 2]; self.transitions.len()];
        let mut top = MARGIN;
        for (transition, [from, _]) in self.transitions.iter().zip(&mut ends) {
            if transition.from.is_none() {
                top += transition.labels.len().max(1) * LINE;
                from.y = top - LINE / 4;
            }
        }
        top += GAP;
        let mut states = Vec::new();
        for index in 0..self.states.len() {
            let mut y = top;
            for (transition, [_, to]) in self.transitions.iter().zip(&mut ends) {
                if transition.to == index {
                    to.y = y + LINE / 2;
                    y += LINE;
                }
            }
            for (transition, [from, _]) in self.transitions.iter().zip(&mut ends) {
                if transition.from == Some(index) {
                    y += transition.labels.len().max(1) * LINE;
                    from.y = y - LINE / 4;
                }
            }
            let height = (y - top).max(2 * LINE);
            states.push(Placed { top, height });
            top += height + GAP;
        }
        (states, ends, top - GAP + MARGIN)
    }
}

/// A lane for each transition, the leftmost that is free between its ends. Short ones come first, so that long ones go around.
fn lanes(ends: &[[End; 2]]) -> Vec<usize> {
    let span = |index: usize| {
        ends.get(index).map(|[from, to]| (from.y.min(to.y), from.y.max(to.y))).unwrap_or_default()
    };
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|index| (span(*index).1 - span(*index).0, *index));
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut lanes = vec![0; ends.len()];
    for index in order {
        let (top, bottom) = span(index);
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(from, to)| bottom < *from || *to < top);
        let lane = taken.iter().position(is_free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken.iter_mut().skip(lane).take(1).for_each(|spans| spans.push((top, bottom)));
        lanes.iter_mut().skip(index).take(1).for_each(|own| *own = lane);
    }
    lanes
}

/// The width of a text in pixels, more rather than less.
fn width(text: &str) -> usize {
    let tenths: usize = text.chars().map(|character| if character.is_ascii() { NARROW } else { WIDE }).sum();
    tenths / 10 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(states: &[&str], transitions: Vec<Transition>) -> String {
        let states = states.iter().map(|state| (*state).to_owned()).collect();
        Diagram { title: "a < b", description: "& more", states, transitions }.to_svg()
    }

    #[test]
    fn texts_are_escaped_and_named() {
        let transition = Transition { from: None, to: 0, labels: vec!["<go>".to_owned()] };
        let svg = svg(&["\"已开始\" & 完"], vec![transition]);
        assert!(svg.contains("<title id=\"title\">a &lt; b</title>"));
        assert!(svg.contains(">&quot;已开始&quot; &amp; 完</text>"));
        assert!(svg.contains(">&lt;go&gt;</text>"));
        assert!(!svg.contains("\n\n"), "an empty line would end it as a block of HTML in Markdown");
    }

    #[test]
    fn transitions_at_the_same_height_have_lanes_of_their_own() {
        let ends =
            [[End { y: 0 }, End { y: 100 }], [End { y: 10 }, End { y: 20 }], [End { y: 30 }, End { y: 40 }]];
        assert_eq!(lanes(&ends), [1, 0, 0]);
    }
}
