// On phones the sections scroll sideways. The current one is in sight when a page opens.
(() => {
  "use strict";

  const here = document.querySelector(".masthead__sections [aria-current]");
  if (!here) return;
  const bar = here.closest(".masthead__sections").getBoundingClientRect();
  const link = here.getBoundingClientRect();
  const before = Math.min(0, link.left - bar.left);
  const after = Math.max(0, link.right - bar.right);
  here.closest(".masthead__sections").scrollLeft += before || after;
})();
