// dockerfile.mjs FILE...: prints file:line: code message for every finding in Dockerfiles; exits 1 when there are any.
// Syntax and flags (BuildKit's too, and heredocs): dockerfile-utils. Practice: rules.mjs. RUN bodies: shellcheck.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { practiceFindings } from "./rules.mjs";

const blank = (text) => text.replace(/[^\n\\]/g, " ");

// The shell script of a RUN, its lines where they are in the Dockerfile; null for the exec form.
function script(lines, run) {
  if (run.getOpeningBracket()) return null;
  const heredoc = run.getHeredocs()[0];
  if (heredoc) {
    const { start, end } = heredoc.getContentRange() ?? { start: { line: 0 }, end: { line: 0 } };
    return "\n".repeat(start.line) + lines.slice(start.line, end.line + 1).join("\n") + "\n";
  }
  const { start, end } = run.getRange();
  const text = lines.slice(start.line, end.line + 1);
  // Docker drops comments between continued lines; for a shell the continuation would end there.
  for (let i = 1; i < text.length; i++) if (/^\s*#/.test(text[i])) text[i] = "\\";
  const first = run.getArguments()[0]?.getRange().start ?? end; // what is before it is RUN and its flags
  const row = first.line - start.line;
  for (let i = 0; i < row; i++) text[i] = blank(text[i]);
  text[row] = blank(text[row].slice(0, first.character)) + text[row].slice(first.character);
  return "\n".repeat(start.line) + text.join("\n") + "\n";
}

function shellFindings(lines, dockerfile) {
  let shell = "sh";
  return dockerfile.getInstructions().flatMap((instruction) => {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") shell = "sh";
    if (keyword === "SHELL") shell = /bash/.test(instruction.getArgumentsContent()) ? "bash" : "sh";
    const body = keyword === "RUN" ? script(lines, instruction) : null;
    if (body === null) return [];
    const check = spawnSync("shellcheck", ["--shell", shell, "--format", "json", "-"], { input: body, encoding: "utf8" });
    if (check.error) throw check.error;
    return JSON.parse(check.stdout).map(({ line, code, message }) => ({ line, code: `SC${code}`, message }));
  });
}

function lint(text) {
  const dockerfile = DockerfileParser.parse(text);
  const syntax = validate(text).map((d) => ({ line: d.range.start.line + 1, code: `D${d.code}`, message: d.message }));
  return [...syntax, ...practiceFindings(dockerfile), ...shellFindings(text.split("\n"), dockerfile)].sort((a, b) => a.line - b.line);
}

let findings = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, code, message } of lint(readFileSync(file, "utf8"))) {
    console.log(`${file}:${line}: ${code} ${message}`);
    findings++;
  }
}
process.exit(findings > 0 ? 1 : 0);
