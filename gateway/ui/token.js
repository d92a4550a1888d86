// The token: taken from the link's fragment, kept for this tab, gone from the address bar.

const KEY = "gavel.token";

/**
 * The token of this tab, or nothing.
 * @returns {string | null}
 */
export function takeToken() {
  const offered = tokenIn(location.hash);
  if (offered) {
    sessionStorage.setItem(KEY, offered);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

/** Forgets the token of this tab. */
export function dropToken() {
  sessionStorage.removeItem(KEY);
}

/**
 * The token in a link, in a fragment, or in what somebody pasted; nothing if there is none.
 * @param {string} text
 * @returns {string | null}
 */
export function tokenIn(text) {
  const named = /[#&]token=([^&\s]+)/.exec(text);
  if (named) return decodeURIComponent(named[1]);
  const bare = text.trim();
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(bare) ? bare : null;
}
