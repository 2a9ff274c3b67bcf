// Updates an open page of a preview: reloads it, changes its stylesheet, shows problems.
(() => {
  "use strict";

  const { base, digest } = document.currentScript.dataset;
  const HIDDEN = "site_gen preview: hidden problems";
  let events = null;

  const connect = () => {
    const query = new URLSearchParams({ page: location.pathname, digest });
    events = new EventSource(`${base}/__preview/events?${query}`);
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("css", (event) => changeStylesheet(JSON.parse(event.data)));
    events.addEventListener("problems", (event) => showProblems(JSON.parse(event.data)));
    events.addEventListener("error", reconnect);
  };

  /** After an answer that was not a stream, the browser does not reconnect by itself. */
  const reconnect = ({ target }) => {
    if (target !== events || target.readyState !== EventSource.CLOSED) return;
    events = null;
    setTimeout(() => events || document.hidden || connect(), 1000);
  };

  const disconnect = () => {
    events?.close();
    events = null;
  };

  /** The old stylesheet is removed when the new one is loaded, so that the page always has one. */
  const changeStylesheet = (href) => {
    const old = [...document.querySelectorAll('link[rel="stylesheet"]')];
    if (old.at(-1)?.getAttribute("href") === href) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => old.forEach((oldLink) => oldLink.remove()));
    link.addEventListener("error", () => link.remove());
    (old.at(-1) ?? document.head.lastElementChild).after(link);
  };

  const element = (name, className, text = "") => {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    return node;
  };

  /** The overlay is in a shadow tree, so that the page's styles do not affect it. */
  const makeHost = () => {
    const host = document.createElement("site-gen-problems");
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${base}/__preview/overlay.css`;
    const content = document.createElement("div");
    content.hidden = true; // until the styles are loaded
    style.addEventListener("load", () => (content.hidden = false));
    root.append(style, content);
    document.body.append(host);
    return content;
  };

  let content = null;
  let shown = "";
  let lastEvent = "";

  const showProblems = ({ held, problems }) => {
    const event = JSON.stringify([held, problems]);
    if (event === lastEvent) return;
    lastEvent = event;
    shown = JSON.stringify(problems);
    if (!problems.length) {
      sessionStorage.removeItem(HIDDEN);
      content?.replaceChildren();
      return;
    }
    content ??= makeHost();
    const isHidden = sessionStorage.getItem(HIDDEN) === shown;
    content.replaceChildren(isHidden ? makeBadge(held, problems) : makeSheet(held, problems));
  };

  const counted = (problems) => `${problems.length} problem${problems.length === 1 ? "" : "s"}`;

  const makeBadge = (held, problems) => {
    const badge = element("button", "badge", counted(problems));
    badge.type = "button";
    badge.addEventListener("click", () => {
      sessionStorage.removeItem(HIDDEN);
      content.replaceChildren(makeSheet(held, problems));
    });
    return badge;
  };

  const makeSheet = (held, problems) => {
    const sheet = element("section", "sheet");
    sheet.setAttribute("role", "alert");
    const outcome = held ? "the last good site is shown" : "files with errors are left out";
    const head = element("header", "head");
    const hide = element("button", "hide", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => {
      sessionStorage.setItem(HIDDEN, shown);
      content.replaceChildren(makeBadge(held, problems));
    });
    head.append(element("h2", "title", `${counted(problems)}: ${outcome}`), hide);
    const list = element("ul", "list");
    for (const { place, message, hint } of problems) {
      const item = element("li", "item");
      if (place) item.append(element("code", "place", place));
      item.append(element("p", "message", message));
      if (hint) item.append(element("p", "hint", hint));
      list.append(item);
    }
    sheet.append(head, list);
    return sheet;
  };

  // A hidden page needs no connection, of which a browser has only six per host. When it is visible
  // again, it connects and gets the events that it has missed.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else if (!events) connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", () => events || connect());
})();
