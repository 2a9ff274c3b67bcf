/** The articles, newest first, and where things are. */
import { readFileSync } from "node:fs";

export const TITLE = "The Quay";
export const BASE = "https://quay.example";

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

export const articles = JSON.parse(
  readFileSync(new URL("../articles.json", import.meta.url), "utf8"),
).sort((a, b) => (a.date > b.date ? -1 : 1));
const outlets = new Set(articles.map((article) => article.outlet));

export const articlePath = (article) => `/news/${article.stem}/`;
export const topicPath = (name) => `/topics/${slug(name)}/`;
export const outletPath = (name) => (outlets.has(name) ? `/providers/${slug(name)}/` : "");
