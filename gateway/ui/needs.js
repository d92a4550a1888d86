// Says kindly, in both languages, what a browser lacks that the pages need. The oldest of browsers
// must be able to read this file: it is no module, and speaks the language of 2009.
(function () {
  /** @type {string[]} */
  var lacks = [];
  function need(/** @type {string} */ name, /** @type {any} */ isThere) {
    if (!isThere) lacks.push(name);
  }
  need("ES2022", "noModule" in document.createElement("script") && Array.prototype.findLast);
  need("WebSocket", window.WebSocket);
  need("BigInt", window.BigInt);
  need("custom elements", window.customElements);
  need("dialog", window.HTMLDialogElement && HTMLDialogElement.prototype.showModal);
  need("light-dark()", window.CSS && CSS.supports && CSS.supports("color", "light-dark(red, red)"));
  need(":has()", window.CSS && CSS.supports && CSS.supports("selector(:has(*))"));
  try {
    window.localStorage.getItem("gavel.language");
    window.sessionStorage.getItem("gavel.token");
  } catch (error) {
    need("storage", false);
  }
  if (lacks.length === 0) return;
  document.documentElement.setAttribute("data-lacks", lacks.join(", "));
  document.addEventListener("DOMContentLoaded", function () {
    var said = [
      "Trình duyệt này chưa mở được phiên đấu giá: thiếu " + lacks.join(", ") + ".",
      "Hãy cập nhật trình duyệt, hoặc mở liên kết của bạn bằng Chrome, Edge, Firefox hay Safari bản mới, không ở chế độ chặn lưu trữ. Liên kết vẫn dùng được.",
      "This browser cannot open the sale: it lacks " + lacks.join(", ") + ".",
      "Update it, or open your link in a recent Chrome, Edge, Firefox or Safari that may store data. Your link still holds.",
    ];
    var main = document.createElement("main");
    main.className = "notice lacking";
    main.setAttribute("data-test", "lacks");
    for (var place = 0; place < said.length; place += 1) {
      var line = document.createElement(place % 2 === 0 ? "h1" : "p");
      line.lang = place < 2 ? "vi" : "en";
      line.appendChild(document.createTextNode(said[place]));
      main.appendChild(line);
    }
    document.body.appendChild(main);
  });
})();
