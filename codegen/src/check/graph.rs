//! Cycles in a directed graph, and an order without them.

use std::collections::BTreeMap;

/// A shortest cycle of each strongly connected component, in the order of their smallest nodes.
/// `edges` contains the targets of each node; invalid targets are ignored.
pub fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let components = components(edges);
    let mut reported = vec![false; edges.len()];
    let mut cycles = Vec::new();
    for (start, knot) in components.iter().enumerate() {
        if let Some(reported) = reported.get_mut(*knot).filter(|reported| !**reported) {
            *reported = true;
            cycles.extend(shortest_cycle(edges, &components, start));
        }
    }
    cycles
}

/// For each node, a node that represents its strongly connected component.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut sources = vec![Vec::new(); edges.len()];
    for (node, targets) in edges.iter().enumerate() {
        for &target in targets {
            if let Some(sources) = sources.get_mut(target) {
                sources.push(node);
            }
        }
    }
    let mut components = vec![usize::MAX; edges.len()];
    // Nodes are processed in reverse order of leaving, so that a backward walk stays in the component.
    for first in post_order(edges).into_iter().rev() {
        let mut waiting = vec![first];
        while let Some(node) = waiting.pop() {
            if let Some(knot) = components.get_mut(node).filter(|knot| **knot == usize::MAX) {
                *knot = first;
                waiting.extend(sources.get(node).into_iter().flatten());
            }
        }
    }
    components
}

/// All nodes in post-order of a depth-first search: the targets of a node are before it, unless they are in a cycle.
pub fn post_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut entered = vec![false; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    let mut waiting: Vec<(usize, bool)> = (0..edges.len()).map(|node| (node, false)).collect();
    while let Some((node, is_left)) = waiting.pop() {
        if is_left {
            order.push(node);
        } else if let Some(new) = entered.get_mut(node).filter(|entered| !**entered) {
            *new = true;
            waiting.push((node, true));
            waiting.extend(edges.get(node).into_iter().flatten().map(|target| (*target, false)));
        }
    }
    order
}

/// Marks a node and all nodes reachable from it. Marked nodes are not visited again.
pub(super) fn mark_reachable(edges: &[Vec<usize>], start: usize, marked: &mut [bool]) {
    let mut waiting = vec![start];
    while let Some(node) = waiting.pop() {
        if let Some(new) = marked.get_mut(node).filter(|marked| !**marked) {
            *new = true;
            waiting.extend(edges.get(node).into_iter().flatten());
        }
    }
}

/// The nodes of a shortest cycle through `start`, within its component.
fn shortest_cycle(edges: &[Vec<usize>], components: &[usize], start: usize) -> Option<Vec<usize>> {
    let mut from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut layer = vec![start];
    while !layer.is_empty() {
        let mut next_layer = Vec::new();
        for node in layer {
            for &next in edges.get(node).into_iter().flatten() {
                if next == start {
                    return Some(way_back(&from, node));
                }
                if components.get(next) == components.get(start) && !from.contains_key(&next) {
                    from.insert(next, node);
                    next_layer.push(next);
                }
            }
        }
        layer = next_layer;
    }
    None
}

fn way_back(from: &BTreeMap<usize, usize>, last: usize) -> Vec<usize> {
    let mut way: Vec<usize> = std::iter::successors(Some(last), |node| from.get(node).copied()).collect();
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cycles, mark_reachable};

    #[test]
    fn each_component_has_one_cycle() {
        assert_eq!(cycles(&[vec![1], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(cycles(&[vec![0]]), [[0]]);
        assert_eq!(cycles(&[vec![1], vec![0, 1]]), [[0, 1]]);
        assert_eq!(
            cycles(&[vec![1], vec![2], vec![0], vec![4], vec![3], vec![0]]),
            [vec![0, 1, 2], vec![3, 4]]
        );
    }

    /// The nodes that are reachable by one or more edges.
    fn reachable(edges: &[Vec<usize>], start: usize) -> Vec<bool> {
        let mut reached = vec![false; edges.len()];
        edges[start].iter().for_each(|next| mark_reachable(edges, *next, &mut reached));
        reached
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_node_on_a_cycle_belongs_to_a_component_with_one_cycle(
            edges in prop::collection::vec(prop::collection::vec(0_usize..9, 0..3), 1..9)
        ) {
            let reached: Vec<Vec<bool>> = (0..edges.len()).map(|node| reachable(&edges, node)).collect();
            let found = cycles(&edges);
            prop_assert!(found.is_sorted());
            for cycle in &found {
                let next = cycle.iter().cycle().skip(1);
                prop_assert!(cycle.iter().zip(next).all(|(node, next)| edges[*node].contains(next)));
            }
            for (node, ahead) in reached.iter().enumerate() {
                let components = found.iter().filter(|cycle| reached[cycle[0]][node] && ahead[cycle[0]]);
                let starts: Vec<usize> = components.map(|cycle| cycle[0]).collect();
                prop_assert_eq!(starts.len(), usize::from(ahead[node]));
                prop_assert!(starts.iter().all(|start| *start <= node));
            }
        }
    }

    /// Quadratic time would take an hour, and recursion would overflow the stack.
    #[test]
    fn a_long_chain_takes_linear_time_and_no_recursion() {
        let chain = |end: usize| (1..200_000).map(|next| vec![next]).chain([vec![end]]).collect::<Vec<_>>();
        assert_eq!(cycles(&chain(199_998)), [[199_998, 199_999]]);
        assert_eq!(cycles(&chain(0)), [(0..200_000).collect::<Vec<_>>()]);
        assert_eq!(cycles(&chain(200_000)), Vec::<Vec<usize>>::new());
    }
}
