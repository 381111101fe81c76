//! `completions`

use crate::support::Shop;

#[test]
fn a_script_for_each_shell_completes_commands_and_options() {
    let shop = Shop::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = shop.run(&["completions", shell]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{shell}");
        for word in ["specwright", "regen", "validate", "deny-warnings"] {
            assert!(ran.stdout.contains(word), "{shell} has no `{word}`");
        }
    }
}

/// The completions of bash for these words.
#[cfg(unix)]
fn completed_by_bash(shop: &Shop, words: &[&str]) -> Vec<String> {
    let script = shop.run(&["completions", "bash"]).stdout;
    let last = words.len() - 1;
    let ask = format!(
        "{script}\nCOMP_WORDS=({}); COMP_CWORD={last}; _specwright specwright \"${{COMP_WORDS[{last}]}}\" \"\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.join(" ")
    );
    let output = std::process::Command::new("bash").args(["-c", &ask]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_and_options() {
    let shop = Shop::new();
    assert_eq!(completed_by_bash(&shop, &["specwright", "val"]), ["validate"]);
    assert_eq!(completed_by_bash(&shop, &["specwright", "check", "--deny"]), ["--deny-warnings"]);
}
