// page.mjs REPORT.html FOLDER: what page.sh says.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { contrasts } from "./contrast.mjs";

const [report, folder] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), "report-page-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  headless: true,
  colorScheme: "light",
  viewport: { width: 1100, height: 900 },
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
try {
  const page = browser.pages()[0] ?? (await browser.newPage());
  const faults = [];
  const requests = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", (request) => requests.push(request.url()));

  const url = pathToFileURL(report).href;
  await page.goto(url);
  const shown = () => page.locator(".check:visible").count();
  const outcomes = await page.locator(".check").evaluateAll((checks) => checks.map((check) => check.dataset.outcome));
  const count = (outcome) => outcomes.filter((other) => other === outcome).length;

  // Structure: one main, headings that leave no level out, every control named.
  assert.equal(await page.locator("main").count(), 1);
  const levels = await page.locator("h1, h2, h3").evaluateAll((titles) => titles.map((title) => Number(title.tagName[1])));
  assert.equal(levels[0], 1);
  levels.forEach((level, n) => assert.ok(n === 0 || level <= levels[n - 1] + 1, `heading ${n} leaves a level out`));
  assert.equal(await page.locator("button").filter({ hasText: /^\s*$/ }).count(), 0);
  assert.equal(await page.locator("svg:not([aria-label]):not([aria-hidden])").count(), 0);

  // The first Tab is the way past the head; a check opens by Enter.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip-link");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "checks");
  const closed = page.locator(".check:not([open]) > summary").first();
  const name = await closed.innerText();
  await closed.focus();
  await page.keyboard.press("Enter");
  const opened = page.locator(".check", { has: page.locator("summary:focus") });
  assert.equal(await opened.locator("summary").innerText(), name);
  assert.ok(await opened.evaluate((check) => check.open), "Enter did not open the check");
  await page.keyboard.press("Enter");

  // Filters, by mouse and by keyboard.
  for (const outcome of ["fail", "pass", "skip"]) {
    await page.click(`[data-filter="${outcome}"]`);
    assert.equal(await shown(), count(outcome), `filter ${outcome}`);
    assert.equal(await page.getAttribute(`[data-filter="${outcome}"]`, "aria-pressed"), "true");
  }
  await page.focus('[data-filter="all"]');
  await page.keyboard.press("Space");
  assert.equal(await shown(), outcomes.length);

  // Everything can be read, in both themes, with every check open.
  const full = { path: join(folder, "light.png"), clip: { x: 0, y: 0, width: 1100, height: 900 } };
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot(full);
  await page.click("#open-all");
  assert.deepEqual(await page.evaluate(contrasts), [], "light: contrast below 4.5");
  await page.click("#theme");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.deepEqual(await page.evaluate(contrasts), [], "dark: contrast below 4.5");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the window");
  await page.click("#open-all");
  await page.evaluate(() => { for (const check of document.querySelectorAll('.check[data-outcome="fail"]')) check.open = true; });
  for (const [name, title] of [["dark", "timeline-title"], ["charts", "start-title"]]) {
    await page.evaluate((id) => { document.activeElement.blur(); document.getElementById(id)?.scrollIntoView(); }, title);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "the theme is kept");

  // A phone.
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than a phone");

  // Paper: all open, in light.
  const pdf = await page.pdf({ path: join(folder, "print.pdf"), format: "A4" });
  assert.ok(pdf.length > 10_000);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".check:not([open])").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));

  assert.deepEqual(requests.filter((request) => request !== url && !request.startsWith("data:")), [], "a request left the page");
  assert.deepEqual(faults, [], "the console is not empty");
  console.log(`page: ${outcomes.length} checks, ${levels.length} headings; light.png ${statSync(full.path).size} bytes`);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
