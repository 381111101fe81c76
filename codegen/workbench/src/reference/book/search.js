// What the pages lack for keys and screen readers, and the search of the reference. It finds identifiers, their parts, numbers, and Chinese text without spaces.
(function () {
  "use strict";
  const zh = document.documentElement.lang.startsWith("zh");
  const words = zh
    ? { open: "搜索（/）", placeholder: "搜索", none: "没有结果", some: (n) => n + " 个结果" }
    : { open: "Search (/)", placeholder: "Search", none: "Nothing found", some: (n) => (n === 1 ? "1 result" : n + " results") };
  const LIMIT = 30;

  // What scrolls sideways can be scrolled with keys.
  function reachable() {
    for (const box of document.querySelectorAll(".table-wrapper, pre > code")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }
  window.addEventListener("load", reachable);
  window.addEventListener("resize", reachable);

  // mdBook's bar is not a landmark, and its switch for the contents is a label, which keys do not reach.
  const bar = document.getElementById("mdbook-menu-bar");
  if (bar) bar.setAttribute("role", "banner");
  const label = document.getElementById("mdbook-sidebar-toggle");
  const box = label && document.getElementById(label.htmlFor);
  if (box) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${label.className} contents-toggle`;
    button.title = label.title;
    button.innerHTML = label.innerHTML;
    button.setAttribute("aria-label", label.title);
    button.setAttribute("aria-controls", label.getAttribute("aria-controls"));
    const state = () => button.setAttribute("aria-expanded", String(box.checked));
    box.addEventListener("change", state);
    state();
    button.addEventListener("click", () => label.click());
    label.style.display = "none";
    label.after(button);
  }

  const HAN = /\p{Script=Han}/u;

  // An identifier is found by its parts too, and Chinese by each character and each two that follow each other.
  function terms(text) {
    const found = [];
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || []) {
      for (const run of word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) || []) {
        if (!HAN.test(run)) {
          found.push(run);
          const parts = run.split("_").filter(Boolean);
          if (parts.length > 1) found.push(...parts);
        } else {
          const characters = Array.from(run);
          found.push(...characters);
          for (let i = 1; i < characters.length; i += 1) found.push(characters[i - 1] + characters[i]);
        }
      }
    }
    return found;
  }

  // What is asked for: whole identifiers, and Chinese by pairs only, so that the order counts.
  function asked(text) {
    const found = [];
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || []) {
      for (const run of word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) || []) {
        const characters = Array.from(run);
        if (!HAN.test(run) || characters.length === 1) found.push(run);
        else for (let i = 1; i < characters.length; i += 1) found.push(characters[i - 1] + characters[i]);
      }
    }
    return found;
  }

  function load(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = path_to_root + source;
      script.onload = resolve;
      script.onerror = () => reject(new Error(source));
      document.head.append(script);
    });
  }

  let ready = null;
  function engine() {
    ready = ready || Promise.all([load("minisearch.js"), load("search-index.js")]).then(() => {
      const index = new MiniSearch({
        fields: ["heading", "page", "text"],
        storeFields: ["heading", "page", "text"],
        tokenize: (text) => terms(text),
        processTerm: (term) => term,
      });
      index.addAll(window.specwrightReference);
      return index;
    });
    return ready;
  }

  const dialog = document.createElement("dialog");
  dialog.className = "reference-search";
  dialog.setAttribute("aria-label", words.placeholder);
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = words.placeholder;
  input.setAttribute("aria-label", words.placeholder);
  const state = document.createElement("p");
  state.setAttribute("role", "status");
  const list = document.createElement("ol");
  dialog.append(input, state, list);
  document.body.append(dialog);

  function excerpt(text, query) {
    const lower = text.toLowerCase();
    const word = (query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || []).find((part) => lower.includes(part));
    const paragraph = document.createElement("p");
    const at = word ? lower.indexOf(word) : 0;
    const start = Math.max(0, at - 60);
    paragraph.append((start > 0 ? "… " : "") + text.slice(start, at));
    if (word) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + word.length);
      paragraph.append(mark);
    }
    const rest = at + (word ? word.length : 0);
    paragraph.append(text.slice(rest, rest + 120) + (text.length > rest + 120 ? " …" : ""));
    return paragraph;
  }

  async function show() {
    const query = input.value.trim();
    if (query === "") {
      list.replaceChildren();
      state.textContent = "";
      return;
    }
    state.textContent = "";
    const index = await engine();
    if (query !== input.value.trim()) return;
    const found = index.search(query, {
      tokenize: (text) => asked(text),
      combineWith: "AND",
      prefix: (term) => !HAN.test(term),
      boost: { heading: 4, page: 2 },
    });
    state.textContent = found.length === 0 ? words.none : words.some(found.length);
    list.replaceChildren(
      ...found.slice(0, LIMIT).map((result) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = path_to_root + result.id;
        link.textContent = result.page === result.heading ? result.page : result.page + " › " + result.heading;
        link.addEventListener("click", () => dialog.close());
        item.append(link, excerpt(result.text, query));
        return item;
      }),
    );
  }

  function open() {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    engine();
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      const first = list.querySelector("a");
      if (first) first.focus();
      event.preventDefault();
      if (event.key === "Enter" && first) first.click();
    }
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = Array.from(list.querySelectorAll("a"));
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (links[next] || input).focus();
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog, #specwright-checker");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });

  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon-button";
  button.title = words.open;
  button.setAttribute("aria-label", words.open);
  button.innerHTML =
    '<svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">' +
    '<circle cx="6.5" cy="6.5" r="4.5"/><path d="M10 10l5 5"/></svg>';
  button.addEventListener("click", open);
  const place = document.querySelector(".left-buttons");
  if (place) place.append(button);

  // A link such as `index.html?search=brand_name` shows what is found.
  const given = new URLSearchParams(location.search).get("search");
  if (given) {
    input.value = given;
    open();
    show();
  }
})();
