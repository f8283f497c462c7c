// Puts what the SQL page runs into the site's assets: the client as one classic script, its worker, the engine gzipped,
// and the licences of all that is in them. The same bytes each time and on each machine.
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import pako from "pako";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2] ?? join(here, "../validate/xinzhi/site/assets/engine");
const modules = join(here, "node_modules");
const duckdb = join(modules, "@duckdb/duckdb-wasm/dist");

const [client] = buildSync({
  absWorkingDir: here,
  entryPoints: ["engine.js"],
  bundle: true,
  format: "iife",
  globalName: "DuckDB",
  minify: true,
  target: "es2020",
  legalComments: "eof",
  write: false,
}).outputFiles;

// Source maps stay behind: a line that names one would have browsers ask for it.
const worker = readFileSync(join(duckdb, "duckdb-browser-eh.worker.js"), "utf8").replace(/\/\/# sourceMappingURL=.*\s*$/, "");

// Not Node's zlib, whose output differs between processors.
const engine = pako.gzip(readFileSync(join(duckdb, "duckdb-eh.wasm")), { level: 9 });

const licences = [readFileSync(join(here, "notices.txt"), "utf8")];
for (const [name, file] of [
  ["tslib", "LICENSE.txt"],
  ["apache-arrow", "NOTICE.txt"],
  ["apache-arrow", "LICENSE.txt"],
]) {
  const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  licences.push(`==== ${name} ${version}: ${file}\n\n${readFileSync(join(modules, name, file), "utf8").replace(/\r\n/g, "\n").trim()}\n`);
}

mkdirSync(out, { recursive: true });
for (const [name, content] of [
  ["duckdb.js", client.contents],
  ["duckdb-worker.js", worker],
  ["duckdb-eh.wasm.gz", engine],
  ["LICENSES.txt", licences.join("\n")],
]) {
  writeFileSync(join(out, name), content);
}
