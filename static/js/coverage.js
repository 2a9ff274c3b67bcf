// Puts the articles of a story in the order of time, and back to the best first.
(() => {
  "use strict";
  const APART = ".full-coverage__apart";
  const block = document.querySelector(".full-coverage");
  const orders = block && block.querySelector(".full-coverage__orders");
  if (!orders) return;

  const lists = [...block.querySelectorAll(".full-coverage__list")];
  const visible = lists[0].children.length;
  const best = lists.flatMap((list) => [...list.children]);
  // Sorting keeps the order of equals: the heading of a group stands before its first article.
  const byTime = [...best].sort((one, other) => {
    const difference = one.dataset.place - other.dataset.place;
    return difference || other.matches(APART) - one.matches(APART);
  });

  orders.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const isByTime = button.dataset.order === "time";
    const order = isByTime ? byTime : best;
    lists[0].append(...order.slice(0, visible));
    if (lists[1]) lists[1].append(...order.slice(visible));
    for (const heading of block.querySelectorAll(APART)) heading.hidden = !isByTime;
    for (const each of orders.children) each.setAttribute("aria-pressed", each === button);
    block.classList.toggle("full-coverage--by-time", isByTime);
  });
  orders.hidden = false;
})();
