//! The pages' JavaScript has types, written as JSDoc, and they hold.

use std::path::Path;
use std::process::Command;

/// Where `.ci/packages` puts the compiler.
const COMPILER: &str = ".cache/gavel/node_modules/.bin/tsc";

#[test]
fn the_types_of_the_pages_hold() {
    let home = std::env::var_os("HOME").expect("a home");
    let compiler = Path::new(&home).join(COMPILER);
    let project = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/browser/tsconfig.json");
    let checked = Command::new(&compiler).args(["--project", project]).output();
    let checked = checked.expect("the TypeScript compiler runs; `.ci/packages` installs it");
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(checked.status.success(), "{said}{}", String::from_utf8_lossy(&checked.stderr));
}
