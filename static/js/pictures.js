// Pictures that do not load, or that are smaller than their place. A card without its picture is
// told in words, and an article drops its figure. What the reader has in view stays where it is.
(() => {
  "use strict";

  const TINY = 32; // pixels: a counter of visits, not a picture
  const SMALL = 260; // pixels: up to this width a drawn plate may stand for a picture
  const EARLY = 2000; // milliseconds: nobody has begun to read
  let touched = false;

  const remove = (frame, card, isInView = false) => {
    const holder = frame.closest(".figure, .card__picture, .topic-head__picture") ?? frame;
    card?.classList.add("card--text");
    // Its margins are others without the class.
    if (!isInView) holder.parentElement.classList.remove("topic-head--picture");
    holder.remove();
  };

  /** Change a part of the page that is in view. It keeps its height, so that nothing else moves;
      its content is drawn anew. */
  const redraw = (part, change) => {
    part.style.minBlockSize = `${part.offsetHeight}px`;
    change();
    const place = document.createComment("");
    part.replaceWith(place);
    place.replaceWith(part);
    addEventListener("resize", () => { part.style.minBlockSize = ""; }, { once: true });
  };

  const gone = (image) => {
    const frame = image.closest(".picture");
    if (!frame || frame.closest(".player")) return;
    const card = frame.closest(".card");
    const box = frame.getBoundingClientRect();
    if (box.top >= innerHeight) {
      remove(frame, card);
      return;
    }
    if (frame.matches(".picture--natural")) frame.style.blockSize = `${box.height}px`;
    image.remove();
    if (box.bottom <= 0 || box.width <= SMALL || touched || performance.now() > EARLY) return;
    if (card) redraw(card, () => frame.classList.add("picture--gone"));
    else {
      const holder = frame.closest(".figure, .topic-head__picture") ?? frame;
      const part = frame.closest(".article-page") ?? holder.parentElement;
      redraw(part, () => remove(frame, card, true));
    }
  };

  const check = (image) => {
    const frame = image.closest(".picture");
    if (!frame || !image.complete || /\.svg$/i.test(image.src)) return;
    const { naturalWidth: width, naturalHeight: height, clientWidth, clientHeight } = image;
    if (width < TINY || height < TINY) {
      gone(image);
      return;
    }
    const isWhole = frame.matches(".picture--natural");
    const leavesRoom = isWhole && Math.abs(width / height - clientWidth / clientHeight) > 0.02;
    if (leavesRoom || width < clientWidth - 1 || height < clientHeight - 1) {
      frame.classList.add("picture--small");
    }
  };

  const listen = (name, act) =>
    document.addEventListener(name, ({ target }) => {
      if (target instanceof HTMLImageElement) act(target);
    }, true);

  listen("error", gone);
  listen("load", check);
  for (const name of ["scroll", "pointerdown", "keydown"]) {
    addEventListener(name, () => { touched = true; }, { once: true, passive: true });
  }
  for (const image of document.querySelectorAll(".picture > img")) {
    if (!image.complete) {
      // Its event will come. Until then its place has the size that the record gives, which may
      // be untrue; it keeps that size.
      image.style.aspectRatio = `${image.getAttribute("width")} / ${image.getAttribute("height")}`;
      continue;
    }
    if (image.naturalWidth) check(image);
    else if (image.getAttribute("src")) gone(image);
  }
})();
