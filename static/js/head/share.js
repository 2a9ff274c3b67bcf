// Whether the browser can share, before a page is drawn, so that the button for it moves nothing.
if (navigator.share) document.documentElement.classList.add("can-share");
