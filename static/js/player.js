// Turns a link to a video into a player in the page, once the reader asks for it.
(() => {
  "use strict";

  /** A click that the reader means for this page, not for a new tab or window. */
  const isPlain = (event) =>
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

  const makeFrame = (link) => {
    const frame = document.createElement("iframe");
    frame.className = "player__iframe";
    frame.src = link.dataset.player;
    frame.title = link.dataset.playerTitle;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute(
      "sandbox",
      "allow-scripts allow-same-origin allow-presentation allow-popups",
    );
    return frame;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-player]");
    if (!link || !isPlain(event)) return;
    event.preventDefault();
    const frame = makeFrame(link);
    link.replaceWith(frame);
    frame.focus();
  });
})();
