//! Cycles in a directed graph.

/// One shortest cycle from each knot of nodes that reach each other, in the order of their smallest nodes.
/// `edges` holds the targets of each node; a target that is no node is ignored.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut told = vec![false; edges.len()];
    let mut cycles = Vec::new();
    for start in 0..edges.len() {
        if told.get(start).copied().unwrap_or(true) {
            continue;
        }
        let Some(cycle) = shortest_cycle(edges, start) else {
            continue;
        };
        let ahead = reachable(edges, start);
        for (node, told) in told.iter_mut().enumerate() {
            let knot = ahead.get(node) == Some(&true) && reachable(edges, node).get(start) == Some(&true);
            *told |= knot;
        }
        cycles.push(cycle);
    }
    cycles
}

/// The nodes that one or more steps lead to.
pub(super) fn reachable(edges: &[Vec<usize>], start: usize) -> Vec<bool> {
    let mut seen = vec![false; edges.len()];
    let mut waiting = vec![start];
    while let Some(node) = waiting.pop() {
        for &next in edges.get(node).into_iter().flatten() {
            if let Some(new) = seen.get_mut(next).filter(|seen| !**seen) {
                *new = true;
                waiting.push(next);
            }
        }
    }
    seen
}

/// The nodes of a shortest way from `start` back to itself.
fn shortest_cycle(edges: &[Vec<usize>], start: usize) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; edges.len()];
    let mut layer = vec![start];
    while !layer.is_empty() {
        let mut next_layer = Vec::new();
        for node in layer {
            for &next in edges.get(node).into_iter().flatten() {
                if next == start {
                    return Some(way_back(&from, start, node));
                }
                if let Some(unseen) = from.get_mut(next).filter(|from| from.is_none()) {
                    *unseen = Some(node);
                    next_layer.push(next);
                }
            }
        }
        layer = next_layer;
    }
    None
}

fn way_back(from: &[Option<usize>], start: usize, last: usize) -> Vec<usize> {
    let mut way = vec![last];
    let mut node = last;
    while node != start {
        let Some(before) = from.get(node).copied().flatten() else {
            break;
        };
        node = before;
        way.push(node);
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn each_knot_gives_one_cycle() {
        assert_eq!(cycles(&[vec![1], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(cycles(&[vec![0]]), [[0]]);
        assert_eq!(cycles(&[vec![1], vec![0, 1]]), [[0, 1]]);
        assert_eq!(
            cycles(&[vec![1], vec![2], vec![0], vec![4], vec![3], vec![0]]),
            [vec![0, 1, 2], vec![3, 4]]
        );
    }

    #[test]
    fn a_long_chain_is_walked_without_recursion() {
        let mut edges: Vec<Vec<usize>> = (1..=20_000).map(|next| vec![next]).collect();
        edges.push(vec![19_999]);
        // Only the end loops; the walk to it must neither overflow nor take for ever.
        let tail: Vec<Vec<usize>> = edges.split_off(19_000);
        let shifted: Vec<Vec<usize>> =
            tail.into_iter().map(|targets| targets.into_iter().map(|node| node - 19_000).collect()).collect();
        assert_eq!(cycles(&shifted), [[999, 1000]]);
    }
}
