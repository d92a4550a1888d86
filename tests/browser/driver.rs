//! A headless browser, driven as a person would: by what can be seen and pressed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

/// How long anything may take before the test says what it waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a page is looked at while something is waited for.
const LOOK: Duration = Duration::from_millis(50);

/// More than a page has places for the focus.
const MOST_TABS: usize = 200;

/// A browser with its driver. Both end with it.
pub(crate) struct Browser {
    client: Client,
    driver: Child,
    _profile: TempDir,
}

/// One tab.
pub(crate) struct Page {
    client: Client,
    window: WindowHandle,
}

impl Browser {
    pub(crate) async fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromedriver is missing: `make test` installs it, or apt-get install chromium-driver");
        let said = BufReader::new(driver.stdout.take().unwrap()).lines().map_while(Result::ok);
        let started = said.filter_map(|line| {
            let port = line.split("started successfully on port ").nth(1)?.trim_end_matches('.');
            port.parse::<u16>().ok()
        });
        let port = started.take(1).next().expect("chromedriver names its port");
        let profile = tempfile::tempdir().unwrap();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            &format!("--user-data-dir={}", profile.path().display()),
        ]
        .map(str::to_owned);
        let mut wishes = Capabilities::new();
        wishes.insert("goog:chromeOptions".into(), json!({ "args": arguments }));
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wishes)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("chromium is missing: `make test` installs it, or apt-get install chromium");
        Self { client, driver, _profile: profile }
    }

    /// Opens a tab of its own.
    pub(crate) async fn open(&self, address: &str) -> Page {
        let window = self.client.new_window(true).await.unwrap().handle;
        self.client.switch_to_window(window.clone()).await.unwrap();
        self.client.goto(address).await.unwrap();
        // A tab shares its storage of this session with nobody, but a link in the same tab is
        // only followed anew when the page is loaded anew.
        self.client.refresh().await.unwrap();
        Page { client: self.client.clone(), window }
    }

    pub(crate) async fn end(self) {
        self.client.clone().close().await.unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

impl Page {
    /// Presses what bears this name, as soon as it can be pressed: a page that is being drawn may
    /// move it from under the pointer once.
    pub(crate) async fn press(&self, name: &str) {
        self.look().await;
        let selector = format!("[data-test='{name}']");
        let pressing = async {
            loop {
                if let Ok(element) = self.client.find(Locator::Css(&selector)).await
                    && element.click().await.is_ok()
                {
                    return;
                }
                sleep(LOOK).await;
            }
        };
        timeout(PATIENCE, pressing).await.unwrap_or_else(|_| panic!("{name} could not be pressed"));
    }

    pub(crate) async fn press_when_enabled(&self, name: &str) {
        self.first_enabled(&[name]).await;
        self.press(name).await;
    }

    /// Presses what bears this name whenever it can be pressed, until what is called `heard` says
    /// something that fits.
    pub(crate) async fn press_until(&self, name: &str, heard: &str, fits: impl Fn(&str) -> bool) {
        self.look().await;
        let selector = format!("[data-test='{name}']:enabled");
        let pressing = async {
            while !fits(&self.text(heard).await) {
                // It may be gone, or barred, by the time that it is pressed.
                if let Ok(element) = self.client.find(Locator::Css(&selector)).await {
                    element.click().await.ok();
                }
                sleep(LOOK).await;
            }
        };
        timeout(PATIENCE, pressing)
            .await
            .unwrap_or_else(|_| panic!("{name}: {heard} never fitted"));
    }

    /// The first of these that can be pressed, as soon as one can.
    pub(crate) async fn first_enabled<'a>(&self, names: &[&'a str]) -> &'a str {
        self.enabled_unless(names, None).await.unwrap()
    }

    /// The first of these that can be pressed, as soon as one can; none once `end`
    /// says anything.
    pub(crate) async fn enabled_unless<'a>(
        &self,
        names: &[&'a str],
        end: Option<&str>,
    ) -> Option<&'a str> {
        self.look().await;
        let waiting = async {
            loop {
                if let Some(end) = end
                    && !self.text(end).await.is_empty()
                {
                    return None;
                }
                for name in names {
                    if self.is_enabled(name).await {
                        return Some(*name);
                    }
                }
                sleep(LOOK).await;
            }
        };
        timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("none of {names:?} was enabled"))
    }

    async fn is_enabled(&self, name: &str) -> bool {
        let selector = format!("[data-test='{name}']:enabled");
        match self.client.find(Locator::Css(&selector)).await {
            Ok(element) => element.is_displayed().await.unwrap_or(false),
            Err(_) => false,
        }
    }

    pub(crate) async fn type_into(&self, name: &str, text: &str) {
        self.look().await;
        let selector = format!("[data-test='{name}']");
        self.client.find(Locator::Css(&selector)).await.unwrap().send_keys(text).await.unwrap();
    }

    /// Empties a field.
    pub(crate) async fn clear(&self, name: &str) {
        self.look().await;
        let selector = format!("[data-test='{name}']");
        self.client.find(Locator::Css(&selector)).await.unwrap().clear().await.unwrap();
    }

    /// Types where the focus is: single keys for the page, or letters for a field.
    pub(crate) async fn keys(&self, keys: &str) {
        self.look().await;
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Goes on with the Tab key until what bears this name has the focus.
    pub(crate) async fn tab_to(&self, name: &str) {
        let focused = "return document.activeElement?.dataset.test ?? '';";
        for _ in 0..MOST_TABS {
            if self.script(focused, json!({})).await == name {
                return;
            }
            self.keys("\u{e004}").await;
        }
        panic!("{name} is not reached with the Tab key");
    }

    /// Waits until what bears this name can be pressed.
    pub(crate) async fn enabled(&self, name: &str) {
        self.first_enabled(&[name]).await;
    }

    /// Goes to another address in the same tab.
    pub(crate) async fn go(&self, address: &str) {
        self.look().await;
        self.client.goto(address).await.unwrap();
    }

    /// Waits until what bears this name says something that fits: what it says.
    pub(crate) async fn wait(&self, name: &str, fits: impl Fn(&str) -> bool) -> String {
        self.look().await;
        let mut last = String::new();
        let waiting = async {
            loop {
                last = self.text(name).await;
                if fits(&last) {
                    return;
                }
                sleep(LOOK).await;
            }
        };
        let said = timeout(PATIENCE, waiting).await.is_ok();
        assert!(said, "{name} never said what was waited for; it says {last:?}");
        last
    }

    /// What bears this name says now; nothing if nothing bears it.
    pub(crate) async fn text(&self, name: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let selector = json!(format!("[data-test='{name}']"));
        let said = self.client.execute(script, vec![selector]).await.unwrap();
        said.as_str().unwrap_or_default().to_owned()
    }

    /// What the page looks like now, as a PNG file.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.look().await;
        self.client.screenshot().await.unwrap()
    }

    /// Loads the page anew.
    pub(crate) async fn reload(&self) {
        self.look().await;
        self.client.refresh().await.unwrap();
    }

    /// Closes the tab.
    pub(crate) async fn close(self) {
        self.look().await;
        self.client.close_window().await.unwrap();
    }

    /// What the body of a script returns that runs in the page and may wait: `given` is its
    /// argument, and `done` waits for a request to the browser's database.
    pub(crate) async fn script(&self, body: &str, given: Value) -> Value {
        self.look().await;
        let script = format!(
            "const [given, end] = arguments;
             const done = (request) => new Promise((resolve, reject) => {{
                 request.onsuccess = () => resolve(request.result);
                 request.onerror = () => reject(request.error);
             }});
             (async () => {{ {body} }})().then(end, (error) => end(`failed: ${{error}}`));"
        );
        self.client.execute_async(&script, vec![given]).await.unwrap()
    }

    /// Asks something of the browser about this tab.
    pub(super) async fn command(
        &self,
        command: impl WebDriverCompatibleCommand + Send + 'static,
    ) -> Value {
        self.look().await;
        self.client.issue_cmd(command).await.unwrap()
    }

    async fn look(&self) {
        self.client.switch_to_window(self.window.clone()).await.unwrap();
    }
}
