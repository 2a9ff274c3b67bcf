// Follows a preview: loads the page again, changes its stylesheet, says what is wrong.
(() => {
  "use strict";

  const { base, digest } = document.currentScript.dataset;
  const HIDDEN = "site_gen preview: hidden problems";
  let events = null;

  const connect = () => {
    const asked = new URLSearchParams({ page: location.pathname, digest });
    events = new EventSource(`${base}/__preview/events?${asked}`);
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("css", (event) => changeStylesheet(JSON.parse(event.data)));
    events.addEventListener("problems", (event) => showProblems(JSON.parse(event.data)));
    events.addEventListener("error", again);
  };

  /** What the browser does not try again by itself, after an answer that was no stream. */
  const again = ({ target }) => {
    if (target !== events || target.readyState !== EventSource.CLOSED) return;
    events = null;
    setTimeout(() => events || document.hidden || connect(), 1000);
  };

  const disconnect = () => {
    events?.close();
    events = null;
  };

  /** The old stylesheet goes when the new one is there: the page is never without. */
  const changeStylesheet = (href) => {
    const old = [...document.querySelectorAll('link[rel="stylesheet"]')];
    if (old.at(-1)?.getAttribute("href") === href) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => old.forEach((each) => each.remove()));
    link.addEventListener("error", () => link.remove());
    (old.at(-1) ?? document.head.lastElementChild).after(link);
  };

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  /** A place of its own for the overlay, which the page's styles do not reach. */
  const makeHost = () => {
    const host = document.createElement("site-gen-problems");
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = `${base}/__preview/overlay.css`;
    const content = document.createElement("div");
    content.hidden = true; // until it has its styles
    style.addEventListener("load", () => (content.hidden = false));
    root.append(style, content);
    document.body.append(host);
    return content;
  };

  let content = null;
  let shown = "";
  let told = "";

  const showProblems = ({ held, problems }) => {
    const known = JSON.stringify([held, problems]);
    if (known === told) return;
    told = known;
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
    const outcome = held ? "the site is shown as it was before" : "what has errors is left out";
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

  // A page that nobody sees needs no connection, of which a browser has six for a host; when it is
  // seen again, it is told whether it is still what it was.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else if (!events) connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", () => events || connect());
})();
