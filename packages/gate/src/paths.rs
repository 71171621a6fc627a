//! Absolute paths inside an artifact: they name the machine that built it, so no other machine can
//! build the same bytes.

use crate::refusal::Refusal;

/// How the compiler's own library calls its sources: the same names on every machine.
const STANDARD_LIBRARY: [&str; 2] = ["/rustc/", "/rust/deps/"];

/// Folders below which a path is taken for one even where it follows upon other text, because data
/// strings stand in an artifact without a separator.
const ROOTS: [&str; 6] = ["/home/", "/root/", "/Users/", "/tmp/", "/usr/", "/var/"];

/// Every absolute path, and every one of the folders in `forbidden`, that the bytes contain.
pub fn inside(bytes: &[u8], forbidden: &[String]) -> Vec<Refusal> {
    let mut found: Vec<String> = bytes
        .split(|byte| !byte.is_ascii_graphic())
        .filter(|run| run.contains(&b'/'))
        .flat_map(|run| absolute(&String::from_utf8_lossy(run), forbidden))
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().map(Refusal::PathInside).collect()
}

fn absolute(run: &str, forbidden: &[String]) -> Vec<String> {
    run.match_indices('/')
        .filter(|(at, _)| {
            let (before, rest) = run.split_at(*at);
            let known = ROOTS.iter().any(|root| rest.starts_with(root))
                || forbidden
                    .iter()
                    .any(|folder| rest.starts_with(folder.as_str()));
            known || (begins(before) && is_deep(rest) && !is_standard(rest))
        })
        .map(|(at, _)| run.split_at(at).1.chars().take(80).collect())
        .collect()
}

fn is_standard(rest: &str) -> bool {
    STANDARD_LIBRARY.iter().any(|own| rest.starts_with(own))
}

/// A slash begins a path where no name stands before it.
fn begins(before: &str) -> bool {
    !before.ends_with(|last: char| last.is_ascii_alphanumeric() || "._-/~*<>]".contains(last))
}

/// Two names at least: a single one is a message type such as `/cosmos.bank.v1beta1.MsgSend`.
fn is_deep(rest: &str) -> bool {
    let is_name = |name: &&str| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    rest.split('/').skip(1).take(2).filter(is_name).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Refusal> {
        inside(text.as_bytes(), &["/srv/build".to_owned()])
    }

    fn path(text: &str) -> Vec<Refusal> {
        vec![Refusal::PathInside(text.to_owned())]
    }

    #[test]
    fn relative_paths_and_the_compilers_own_name_pass() {
        assert_eq!(found("registry/serde-1.0.228/src/de.rs"), []);
        assert_eq!(found("contracts/sla-escrow/src/state.rs\0a/b"), []);
        assert_eq!(found("/rustc/59807616e/library/core/src/fmt/mod.rs"), []);
        assert_eq!(found("/rust/deps/dlmalloc-0.2.11/src/lib.rs"), []);
        assert_eq!(found("/cosmos.bank.v1beta1.MsgSend"), []);
    }

    #[test]
    fn an_absolute_path_is_refused() {
        assert_eq!(found("/data/ci/lib.rs"), path("/data/ci/lib.rs"));
        assert_eq!(found("at: /data/ci/lib.rs"), path("/data/ci/lib.rs"));
    }

    #[test]
    fn a_home_right_behind_other_text_is_refused() {
        assert_eq!(found("overflow/var/ci/x.rs"), path("/var/ci/x.rs"));
    }

    #[test]
    fn a_folder_of_this_machine_is_refused_wherever_it_stands() {
        assert_eq!(found("overflow/srv/build/x.rs"), path("/srv/build/x.rs"));
    }

    #[test]
    fn a_path_is_reported_once() {
        assert_eq!(found("/data/a/b\0/data/a/b"), path("/data/a/b"));
    }
}
