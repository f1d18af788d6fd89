/**
 * A picture of a page: `npm run screenshot -- URL OUT.png [--width 390] [--height 844] [--dark] [--full] [--scale 2]`
 * `[--cookie name=value]... [--login e-mail:password] [--click selector]... [--press key]... [--wait selector] [--axe]`.
 * Steps run in the order given. Prints what the browser complained about.
 */
import { Command, Option } from 'commander';
import type { Page } from 'playwright-core';
import { expectNoAxeFindings, launchBrowser, openPage } from '../tests/browser/index.ts';

type Step = (page: Page) => Promise<unknown>;
const steps: Step[] = [];
const cookies: { readonly name: string; readonly value: string }[] = [];

const program = new Command('screenshot')
  .argument('<url>')
  .argument('<out>')
  .option('--width <pixels>', 'width of the window', Number, 1440)
  .option('--height <pixels>', 'height of the window', Number)
  .option('--scale <factor>', 'pixels of the picture for each of the page', Number, 1)
  .option('--dark', 'the dark look')
  .option('--full', 'the whole page, not only the window')
  .option('--axe', 'fail on accessibility findings')
  .option('--login <email:password>', 'sign in first')
  .addOption(new Option('--cookie <name=value>').argParser(addCookie))
  .addOption(new Option('--click <selector>').argParser((selector) => steps.push((page) => page.click(selector))))
  .addOption(new Option('--press <key>').argParser((key) => steps.push((page) => page.keyboard.press(key))))
  .addOption(
    new Option('--wait <selector>').argParser((selector) => steps.push((page) => page.waitForSelector(selector))),
  )
  .parse();

interface Options {
  readonly width: number;
  readonly height?: number;
  readonly scale: number;
  readonly dark?: boolean;
  readonly full?: boolean;
  readonly axe?: boolean;
  readonly login?: string;
}

const [url = '', out = ''] = program.args;
const options: Options = program.opts<Options>();
const browser = await launchBrowser();
try {
  const { page, context, complaints } = await openPage(browser, options);
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })));
  if (options.login !== undefined) await signIn(page, options.login);
  await page.goto(url, { waitUntil: 'load' });
  await settle(page);
  for (const step of steps) {
    await step(page);
    await settle(page);
  }
  await page.screenshot({ path: out, fullPage: options.full ?? false });
  if (options.axe) await expectNoAxeFindings(page);
  for (const complaint of complaints) console.error(complaint);
  console.log(out);
} finally {
  await browser.close();
}

function addCookie(text: string): void {
  const [name = '', ...value] = text.split('=');
  cookies.push({ name, value: value.join('=') });
}

async function signIn(page: Page, credentials: string): Promise<void> {
  const [email, ...password] = credentials.split(':');
  const address = new URL('/api/auth/sign-in/email', url).href;
  const headers = { origin: new URL(url).origin };
  const answer = await page.request.post(address, { data: { email, password: password.join(':') }, headers });
  if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
}

/** The change feed keeps one request open for ever, so the network never falls silent: wait for fonts and two frames. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await page.waitForTimeout(300);
}
