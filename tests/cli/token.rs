//! `gavel token`: what it says of a token, and what it takes back.

use super::{refused, run};
use crate::live::house::{House, SESSION};

#[test]
fn a_token_is_checked_in_words() {
    let house = House::new();
    let token = house.token(SESSION, &["second-officer", "--name", "Nguyễn Chi"]);
    let check = |text: &str| run(&["token", "check", text, "--data", house.data()]);
    for given in [&token, &format!("http://127.0.0.1:8080/#token={token}")] {
        let said = check(given);
        assert_eq!(said.code, Some(0), "{}", said.err);
        for words in ["the second officer Nguyễn Chi of the session s, until 20", "Its id is "] {
            assert!(said.out.contains(words), "{}", said.out);
        }
    }
    let elsewhere = House::new().token(SESSION, &["observer"]);
    for (text, words) in [
        (&*elsewhere, "signature does not check out"),
        ("a.b.c", "it is no token"),
        ("eyJhbGciOiJub25lIn0.e30.", "not signed with EdDSA"),
    ] {
        let said = check(text);
        assert_eq!(said.code, Some(1), "{}", said.err);
        assert!(said.err.contains(words), "{}", said.err);
    }
}

#[test]
fn a_token_is_revoked_by_itself_or_by_its_id() {
    let house = House::new();
    let in_house = |args: &[&str]| run(&[&["token"], args, &["--data", house.data()]].concat());
    let [one, two] = [7, 8].map(|paddle| house.paddle(paddle));
    let said = in_house(&["revoke", &one]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("the bidder with paddle 7 of the session s"), "{}", said.out);
    let checked = in_house(&["check", &one]);
    assert_eq!(checked.code, Some(1), "{}", checked.out);
    assert!(checked.err.contains("it was revoked"), "{}", checked.err);
    let said = in_house(&["check", &two]).out;
    let id = said.split("Its id is ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    assert_eq!(in_house(&["revoke", id]).code, Some(0));
    assert_eq!(in_house(&["check", &two]).code, Some(1));
    let list = std::fs::read_to_string(house.path().join("keys/revoked")).unwrap();
    assert_eq!(list.lines().count(), 2, "{list}");
    for text in ["a.b.c", "two words", ""] {
        assert_eq!(in_house(&["revoke", text]).code, Some(1), "{text}");
    }
}

#[test]
fn a_house_without_a_key_checks_nothing_and_makes_none() {
    let house = House::new();
    for verb in ["check", "revoke"] {
        refused(&run(&["token", verb, "a.b.c", "--data", house.data()]), &["token.pem"]);
    }
    assert!(!house.path().join("keys").exists(), "nothing was made");
}
