// ruff.mjs FILE...: prints file:line:column: code message for every finding of ruff; exits 1 when there are any.
// ruff as WebAssembly comes from npm, so it runs where no Python index is reached.
import { readFileSync } from "node:fs";
import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";

const defaults = Workspace.defaultSettings();
const ruff = new Workspace(
  { ...defaults, lint: { ...defaults.lint, "extend-select": ["I", "UP", "B"] } },
  PositionEncoding.Utf32,
);

let findings = 0;
for (const file of process.argv.slice(2)) {
  for (const { code, message, start_location: at } of ruff.check(readFileSync(file, "utf8"))) {
    console.log(`${file}:${at.row}:${at.column}: ${code ?? "syntax"} ${message}`);
    findings++;
  }
}
process.exit(findings > 0 ? 1 : 0);
