// Runs Lighthouse on pages in one browser, each named as `mobile ADDRESS` or `desktop ADDRESS`; prints their reports as JSON.
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
const tools = join(fileURLToPath(import.meta.url), "..", "..", "node_modules");
const load = (path) => import(pathToFileURL(join(tools, path)));
const [{ default: lighthouse, desktopConfig }, { launch }] = await Promise.all(
  ["lighthouse/core/index.js", "chrome-launcher/dist/index.js"].map(load),
);

const [chromePath, ...wanted] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"] });
const made = [];
for (const each of wanted) {
  const [form, address] = each.split(" ");
  const flags = { port: chrome.port, logLevel: "error", disableFullPageScreenshot: true };
  const { lhr } = await lighthouse(address, flags, form === "desktop" ? desktopConfig : undefined);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  made.push({ categories: lhr.categories, audits: lhr.audits });
}
chrome.kill();
process.stdout.write(JSON.stringify(made), () => process.exit(0));
