//! Which pages may open a connection: the house's own, and those that are named. Exactly.

use std::str::FromStr;

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use serde::{Deserialize, Serialize};

/// The origin of a page, as browsers write it: `https://sale.example`, with the port unless it is
/// the scheme's own (RFC 6454).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// Why a text is no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no origin: write the scheme and the host as the browser does, https://sale.example"
)]
pub struct NotAnOrigin(String);

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let not_an_origin = || NotAnOrigin(text.to_owned());
        let uri: Uri = text.parse().map_err(|_| not_an_origin())?;
        let (scheme, host) = uri.scheme_str().zip(uri.authority()).ok_or_else(not_an_origin)?;
        let port = match (scheme, host.port_u16()) {
            ("http", Some(80)) | ("https", Some(443)) => return Err(not_an_origin()),
            ("http" | "https", port) => port.map(|port| format!(":{port}")).unwrap_or_default(),
            (_, _) => return Err(not_an_origin()),
        };
        let canonical = format!("{scheme}://{}{port}", host.host().to_ascii_lowercase());
        if canonical == text { Ok(Self(canonical)) } else { Err(not_an_origin()) }
    }
}

/// The pages of other origins that may open a connection.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Listed", into = "Vec<String>")]
pub struct Origins(Vec<Origin>);

/// A list of origins as it is written: one by one, or in one text with spaces between.
#[derive(Deserialize)]
#[serde(untagged)]
enum Listed {
    Apart(Vec<String>),
    Together(String),
}

impl TryFrom<Listed> for Origins {
    type Error = NotAnOrigin;

    fn try_from(listed: Listed) -> Result<Self, NotAnOrigin> {
        let origins: Result<_, _> = match &listed {
            Listed::Apart(origins) => origins.iter().map(|origin| origin.parse()).collect(),
            Listed::Together(origins) => origins.split_whitespace().map(str::parse).collect(),
        };
        origins.map(Self)
    }
}

impl From<Origins> for Vec<String> {
    fn from(origins: Origins) -> Self {
        origins.0.into_iter().map(|origin| origin.0).collect()
    }
}

/// A page that may not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("pages of another origin may not connect; the house allows one with --allow-origin")]
pub(crate) struct Foreign;

impl Origins {
    /// Whether whoever sends these headers may open a connection: a program, which names no
    /// origin; a page of the house, whose origin is the host that it asks; a page that is allowed.
    ///
    /// # Errors
    /// [`Foreign`].
    pub(super) fn admit(&self, headers: &HeaderMap) -> Result<(), Foreign> {
        let mut named = headers.get_all(header::ORIGIN).iter().map(HeaderValue::to_str);
        let origin = match (named.next(), named.next()) {
            (None, _) => return Ok(()),
            (Some(Ok(origin)), None) => origin,
            (Some(_), _) => return Err(Foreign),
        };
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let scheme_and_host = origin.split_once("://");
        let is_own = scheme_and_host
            .is_some_and(|(scheme, of)| matches!(scheme, "http" | "https") && Some(of) == host);
        let is_allowed = self.0.iter().any(|allowed| allowed.0 == origin);
        if is_own || is_allowed { Ok(()) } else { Err(Foreign) }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::{Foreign, Origin, Origins};

    fn admit(headers: &[(&str, &str)]) -> Result<(), Foreign> {
        let allowed = Origins(vec!["https://sale.example".parse().unwrap()]);
        let mut sent = HeaderMap::new();
        for (name, value) in headers {
            let name: axum::http::HeaderName = name.parse().unwrap();
            sent.append(name, value.parse().unwrap());
        }
        allowed.admit(&sent)
    }

    #[test]
    fn an_origin_is_the_houses_own_or_is_allowed_or_is_refused() {
        let host = ("host", "127.0.0.1:8080");
        assert_eq!(admit(&[host]), Ok(()), "a program");
        for own in ["http://127.0.0.1:8080", "https://127.0.0.1:8080", "https://sale.example"] {
            assert_eq!(admit(&[host, ("origin", own)]), Ok(()), "{own}");
        }
        for foreign in [
            "null",
            "",
            "127.0.0.1:8080",
            "http://127.0.0.1",
            "http://127.0.0.1:80800",
            "http://127.0.0.1:8080/",
            "http://127.0.0.1:8080.evil.example",
            "ftp://127.0.0.1:8080",
            "http://sale.example",
            "https://sale.example:8443",
            "https://sale.example.evil.example",
            "https://evil-sale.example",
            "https://SALE.example",
        ] {
            assert_eq!(admit(&[host, ("origin", foreign)]), Err(Foreign), "{foreign}");
        }
        let twice = [host, ("origin", "http://127.0.0.1:8080"), ("origin", "http://evil.example")];
        assert_eq!(admit(&twice), Err(Foreign));
        assert_eq!(admit(&[("origin", "http://127.0.0.1:8080")]), Err(Foreign), "no host");
    }

    #[test]
    fn an_allowed_origin_is_written_as_a_browser_writes_it() {
        for good in ["https://sale.example", "http://127.0.0.1:9000", "http://[::1]:9000"] {
            assert!(good.parse::<Origin>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "*",
            "null",
            "sale.example",
            "https://",
            "https://sale.example/",
            "https://sale.example/room",
            "https://sale.example:443",
            "http://sale.example:80",
            "https://Sale.example",
            "https://an@sale.example",
            "wss://sale.example",
        ] {
            assert!(bad.parse::<Origin>().is_err(), "{bad}");
        }
    }
}
