"""Scripts that measure how far parts of a page move while it loads.

A busy machine may paint a page before all of its HTML is parsed, and parts then move as the rest
arrives. This does not count in tests of what scripts and pictures move: they add ``WHOLE``.
"""

from __future__ import annotations

WHOLE = """
new MutationObserver((changes, observer) => {
  observer.disconnect();
  const { style } = document.documentElement;
  style.visibility = "hidden";
  const show = () => style.removeProperty("visibility");
  document.addEventListener("readystatechange", show, { once: true });
}).observe(document, { childList: true });
"""
"""Hides a page until its HTML is parsed, which is before its deferred scripts run."""

SHIFTS = f"""
{WHOLE}
window.shifts = 0;
new PerformanceObserver((list) => {{
  for (const entry of list.getEntries()) window.shifts += entry.value;
}}).observe({{ type: "layout-shift", buffered: true }});
"""
"""Adds up the layout shifts of a page in ``window.shifts``."""

SHIFT = """
() => new Promise((resolve) => {
  let shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shift), 300);
})
"""
"""Resolves with the layout shifts of a page so far, and those of the next 300 ms."""
