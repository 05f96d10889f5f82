// Runs pa11y on some addresses in one browser and prints what it finds, as JSON.
const { join } = require("node:path");
const tools = join(__dirname, "..", "node_modules");
const pa11y = require(join(tools, "pa11y"));
const puppeteer = require(join(tools, "puppeteer"));

(async () => {
  const [executablePath, ...addresses] = process.argv.slice(2);
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
  const found = [];
  for (const address of addresses) {
    const { issues } = await pa11y(address, { browser, standard: "WCAG2AA", includeWarnings: false, timeout: 60000 });
    found.push(...issues.map((issue) => `${address} ${issue.code} ${issue.selector}: ${issue.message}`));
  }
  await browser.close();
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
