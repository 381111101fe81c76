fn main() {
    let mut sources = vec![];
    fn walk(p: &std::path::Path, out: &mut Vec<specwright::Source>) {
        for e in std::fs::read_dir(p).unwrap() {
            let p = e.unwrap().path();
            if p.is_dir() {
                walk(&p, out)
            } else if p.extension().is_some_and(|x| x == "yaml") {
                out.push(specwright::Source {
                    path: p.display().to_string(),
                    bytes: std::fs::read(&p).unwrap(),
                })
            }
        }
    }
    walk(std::path::Path::new(&std::env::args().nth(1).unwrap()), &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let t = std::time::Instant::now();
    let d = match specwright::check::check(&sources) {
        Ok(c) => c.warnings,
        Err(d) => d,
    };
    let c = t.elapsed();
    println!("{}", d.render(&sources, false));
    eprintln!("{} files, check {:?}, render {:?}", sources.len(), c, t.elapsed() - c);
}
