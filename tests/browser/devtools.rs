//! What a page is shown under: the theme that its reader prefers, the size of the screen, what its
//! browser lacks. Told to the browser over its own protocol of developers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::wd::WebDriverCompatibleCommand;
use hyper::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::driver::Page;

/// A command of Chrome's tools for developers, as chromedriver passes it on.
#[derive(Debug)]
struct Devtools {
    command: &'static str,
    params: Value,
}

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.params });
        (Method::POST, Some(body.to_string()))
    }
}

/// What a reader's device prefers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Theme {
    Light,
    Dark,
}

impl Page {
    /// Shows the page in this theme from now on, at once: colours do not pass into one another.
    pub(crate) async fn prefer(&self, theme: Theme) {
        let value = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Shows the page on a screen of this size from now on, in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let params = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", params).await;
    }

    /// Lets the browser ask for pages in Vietnamese, and the page speak it, at every load from now on.
    pub(crate) async fn read_vietnamese(&self) {
        self.devtools("Network.enable", json!({})).await;
        let headers = json!({ "headers": { "Accept-Language": "vi" } });
        self.devtools("Network.setExtraHTTPHeaders", headers).await;
        self.before_loading("localStorage.setItem('gavel.language', 'vi');").await;
    }

    /// Runs a script before any of the page's own, at every load from now on.
    pub(crate) async fn before_loading(&self, script: &str) {
        let params = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", params).await;
    }

    /// Bytes of the page's heap that are in use, once what nobody holds is gone.
    pub(crate) async fn heap_bytes(&self) -> f64 {
        self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        let usage = self.devtools("Runtime.getHeapUsage", json!({})).await;
        usage["usedSize"].as_f64().expect("a number of bytes")
    }

    /// What the page looks like now, as a WebP file, which is a quarter of a PNG file.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        let params = json!({ "format": "webp", "quality": 90 });
        let taken = self.devtools("Page.captureScreenshot", params).await;
        STANDARD.decode(taken["data"].as_str().expect("a picture")).expect("base64")
    }

    async fn devtools(&self, command: &'static str, params: Value) -> Value {
        self.command(Devtools { command, params }).await
    }
}
