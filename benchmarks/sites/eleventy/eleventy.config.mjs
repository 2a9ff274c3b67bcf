/** Everything is made from data, by templates in JavaScript: the fastest that Eleventy has. */
export default function (config) {
  config.addPassthroughCopy("assets");
  config.addPassthroughCopy("img");
  config.setQuietMode(true);
  return { dir: { input: ".", includes: "_includes", data: "_data", output: "_site" } };
}
