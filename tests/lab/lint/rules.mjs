// rules.mjs: good practice in Dockerfiles, one small rule each, under the numbers that hadolint gave them. (hadolint
// itself is a binary from elsewhere; the linters on npm that know such rules do not know BuildKit.)

const mounts = (run) => run.getFlags().filter((f) => f.getName() === "mount").map((f) => f.getValue() ?? "");
const cached = (run, path) =>
  mounts(run).some((m) => m.includes("type=cache") && new RegExp(`(target|dst|destination)=${path}`).test(m));
const shellForm = (instruction) => !instruction.getOpeningBracket() || !instruction.getClosingBracket();

// keyword -> [code, message, (instruction, text of its arguments, stages before it) => is it wrong?]
const rules = {
  FROM: [
    ["DL3006", "Tag the image", (from, _, stages) =>
      !from.getImageTag() && !from.getImageDigest() && !/\$|^scratch$/.test(from.getImage()) && !stages.has(from.getImage())],
    ["DL3007", "Name a version instead of latest", (from) => from.getImageTag() === "latest"],
  ],
  RUN: [
    ["DL3003", "Use WORKDIR to change directory", (_, text) => /^cd\s/.test(text)],
    ["DL3004", "Do not use sudo", (_, text) => /(^|[\s;&|])sudo\s/.test(text)],
    ["DL3009", "Delete the apt lists, or mount a cache on them", (run, text) =>
      /apt-get\s.*\bupdate\b/.test(text) && !/rm -rf? .*\/var\/lib\/apt\/lists/.test(text) && !cached(run, "/var/lib/apt")],
    ["DL3014", "apt-get install without -y waits for an answer", (_, text) =>
      /apt-get\s[^;&|]*\binstall\b/.test(text) && !/apt-get\s[^;&|]*(\s-[a-z]*y|--yes|--assume-yes)/.test(text)],
    ["DL3015", "apt-get install without --no-install-recommends", (_, text) =>
      /apt-get\s[^;&|]*\binstall\b/.test(text) && !/--no-install-recommends/.test(text)],
    ["DL3042", "pip install without a cache mount or --no-cache-dir", (run, text) =>
      /\bpip3?\s+install\b/.test(text) && !/--no-cache-dir/.test(text) && !cached(run, "/root/.cache")],
  ],
  COPY: [
    ["DL3022", "--from names no stage before this one", (copy, _, stages) => {
      const from = copy.getFlags().find((f) => f.getName() === "from")?.getValue();
      return from && !/[:/$]/.test(from) && !/^\d+$/.test(from) && !stages.has(from);
    }],
  ],
  ADD: [["DL3020", "Use COPY for files and folders", (_, text) => !/^(https?:|git@|ssh:)|\.(tar|tgz|zip|gz|xz|bz2)\b/.test(text)]],
  CMD: [["DL3025", "Use the exec form, or signals stop at the shell", shellForm]],
  ENTRYPOINT: [["DL3025", "Use the exec form, or signals stop at the shell", shellForm]],
  EXPOSE: [["DL3011", "Ports go up to 65535", (_, text) => text.split(/\s+/).some((port) => parseInt(port, 10) > 65535)]],
};

export function practiceFindings(dockerfile) {
  const stages = new Set();
  const findings = [];
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    const text = instruction.getArguments().map((argument) => argument.getValue()).join(" ");
    for (const [code, message, isWrong] of rules[keyword] ?? [])
      if (isWrong(instruction, text, stages)) findings.push({ line: instruction.getRange().start.line + 1, code, message });
    if (keyword === "FROM" && instruction.getBuildStage()) stages.add(instruction.getBuildStage());
  }
  return findings;
}
