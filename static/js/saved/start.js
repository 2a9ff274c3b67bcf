// The page of saved articles, and what both pages do at first and when another tab changes a list.
const showSaved = () => {
  const list = read("saved");
  part("empty").hidden = list.length;
  part("files").hidden = false;
  part("list").replaceChildren(...list.map((entry) => row("row", entry, when(entry.time, "yMMMd"), "saved")));
};

const raw = () => LISTS.map((name) => localStorage.getItem(home + name));

const show = async () => {
  let trouble = "refused";
  try {
    if (!raw().join("")) localStorage.setItem(home, "");
    localStorage.removeItem(home);
    trouble = "trouble";
    await (part("list") ? showSaved : showFollowed)();
    part("trouble").hidden = true;
    globalThis.siteVisits?.render?.();
  } catch {
    part(trouble).hidden = false;
  }
};

const on = (name, act) => part(name)?.addEventListener("click", act);
on("json", () => download("saved.json", asJson()));
on("opml", () => download("following.opml", asOpml()));
on("raw", () => download("saved.txt", raw().join("\n")));
on("reset", () => {
  for (const name of LISTS) localStorage.removeItem(home + name);
  location.reload();
});
on("again", show);
part("import")?.addEventListener("change", importFile);
addEventListener("storage", show);
addEventListener("pageshow", ({ persisted }) => persisted && show());
show();
