//! The examples in `docs/terms`: one for each kind of sale, with what they say in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{check, root};

/// The names of the files of `folder`, without this ending.
fn names(folder: &Path, ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder).expect("a folder of the workspace");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
}

#[test]
fn every_example_can_be_published_and_says_what_it_means() {
    let expected = root().join("tests/terms/expected");
    let examples = names(&root().join("docs/terms"), ".toml");
    for language in ["vi", "en"] {
        assert_eq!(names(&expected, &format!(".{language}.txt")), examples, "one for each example");
        for example in &examples {
            let file = format!("docs/terms/{example}.toml");
            let checked = check(&[&file, "--language", language]);
            assert_eq!(checked.code, Some(0), "{file}: {}", checked.out);
            let said = fs::read_to_string(expected.join(format!("{example}.{language}.txt")));
            assert_eq!(
                checked.out,
                said.expect("a text"),
                "if the new words are better, keep them: gavel terms check {file} --language \
                 {language} --at {} > tests/terms/expected/{example}.{language}.txt",
                super::AT
            );
        }
    }
}
