//! Tickets that are taken once, in time, and not without end.

use gavel_proto::{By, Timestamp};

use super::{NoTicket, TicketFault, Tickets};
use crate::identity::Identity;
use crate::limits::{TICKET_MS, TICKETS, TICKETS_PER_TOKEN};

const NOW: Timestamp = Timestamp::from_micros(1_000_000);
const EVER: Timestamp = Timestamp::from_micros(i64::MAX);

fn bearer(id: &str) -> Identity {
    Identity {
        session: "s".parse().unwrap(),
        by: By::Observer,
        from: NOW,
        expires: EVER,
        subject: "somebody".into(),
        id: id.into(),
        key: None,
    }
}

#[test]
fn a_ticket_opens_once_and_in_time() {
    let tickets = Tickets::default();
    let given = tickets.give(bearer("one"), NOW).unwrap();
    assert_eq!(given.expires.micros_since(NOW), i64::try_from(TICKET_MS * 1_000).unwrap());
    let ticket = given.ticket.to_string();
    assert_eq!(tickets.take(&ticket, NOW).unwrap(), bearer("one"));
    assert_eq!(tickets.take(&ticket, NOW), Err(TicketFault::Used));
    tickets.sweep(NOW);
    assert_eq!(tickets.take(&ticket, NOW), Err(TicketFault::Used), "still known as used");
    let late = tickets.give(bearer("one"), NOW).unwrap();
    assert_eq!(tickets.take(&late.ticket.to_string(), late.expires), Err(TicketFault::Unknown));
    tickets.sweep(late.expires);
    assert_eq!(tickets.take(&ticket, NOW), Err(TicketFault::Unknown), "forgotten");
    for text in ["", "ticket", &"0".repeat(64)] {
        assert_eq!(tickets.take(text, NOW), Err(TicketFault::Unknown), "{text}");
    }
}

#[test]
fn a_ticket_does_not_outlive_its_token() {
    let (tickets, expires) = (Tickets::default(), Timestamp::from_micros(1_000_001));
    let given = tickets.give(Identity { expires, ..bearer("one") }, NOW).unwrap();
    assert_eq!(given.expires, expires);
}

#[test]
fn there_is_an_end_to_tickets_and_it_passes() {
    let tickets = Tickets::default();
    let mut last = NOW;
    for _ in 0..TICKETS_PER_TOKEN {
        last = tickets.give(bearer("greedy"), NOW).unwrap().expires;
    }
    assert_eq!(tickets.give(bearer("greedy"), NOW), Err(NoTicket::OfToken));
    for number in TICKETS_PER_TOKEN..TICKETS {
        tickets.give(bearer(&number.to_string()), NOW).unwrap();
    }
    assert_eq!(tickets.give(bearer("honest"), NOW), Err(NoTicket::OfHouse));
    tickets.sweep(last);
    assert!(tickets.given.is_empty() && tickets.of_tokens.is_empty(), "nothing is left behind");
    assert!(tickets.give(bearer("greedy"), last).is_ok());
    assert!(tickets.give(bearer("honest"), last).is_ok());
}

/// However many try it at once, one comes in.
#[test]
fn of_many_who_replay_a_ticket_one_comes_in() {
    let tickets = Tickets::default();
    for _ in 0..100 {
        let ticket = tickets.give(bearer("one"), NOW).unwrap().ticket.to_string();
        let taken = std::thread::scope(|scope| {
            let tries = [(); 4].map(|()| scope.spawn(|| tickets.take(&ticket, NOW).is_ok()));
            tries.map(|tried| tried.join().unwrap()).into_iter().filter(|taken| *taken).count()
        });
        assert_eq!(taken, 1);
    }
}
