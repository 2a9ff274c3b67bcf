// The page of saved articles, and what both pages do at first and when another tab changes a list.
const showSaved = () => {
  const list = read("saved");
  part("empty").hidden = list.length;
  part("files").hidden = false;
  part("list").replaceChildren(...list.map((entry) =>
    card(entry, when(entry.time ?? "", "yMMMd"), remover("saved", pgettext("button", "Remove"), entry))));
};

const raw = () => ["saved", "followed"].map((name) => localStorage.getItem(home + name));

const show = async () => {
  let kept;
  try {
    kept = raw();
    localStorage.setItem(home, "");
    localStorage.removeItem(home);
  } catch {
    if (!kept?.join("")) {
      part("refused").hidden = false;
      return;
    }
  }
  const trouble = part("trouble") ?? part("refused");
  try {
    await (part("list") ? showSaved : showFollowed)();
    trouble.hidden = true;
  } catch {
    trouble.hidden = false;
  }
};

const on = (name, act) => part(name)?.addEventListener("click", act);
on("json", () => download("saved.json", "application/json", asJson()));
on("opml", () => download("following.opml", "text/x-opml", asOpml()));
on("raw", () => download("saved.txt", "text/plain", raw().join("\n")));
on("reset", () => {
  for (const name of ["saved", "followed"]) localStorage.removeItem(home + name);
  location.reload();
});
on("again", show);
part("import")?.addEventListener("change", importFile);
addEventListener("storage", show);
addEventListener("pageshow", ({ persisted }) => { if (persisted) show(); });
show();
