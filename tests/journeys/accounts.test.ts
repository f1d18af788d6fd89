/** Coming in: the first run, signing in and out, and being invited. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { type House, OWNER, openEmptyHouse, openSetUpHouse } from './house.ts';
import { type Visit, visitHouse } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const entry = ({ page }: Visit, name: string) => page.getByRole('textbox', { name });
const heading = ({ page }: Visit, name: string | RegExp) => page.getByRole('heading', { name });

describe.each(WAYS)('the first run, $width px by $hands', (way) => {
  test('makes the owner and opens an empty Home', async () => {
    const house = await openEmptyHouse();
    const visit = await visitHouse(browser, house, way);
    const { page } = visit;
    await visit.open('/');
    await heading(visit, 'Set up Throughline').waitFor();
    await visit.press(page.getByRole('button', { name: 'Create the workspace' }));
    // What is missing is said at every field at once, and the first of them has the focus.
    await page.getByText('Choose a password of at least 10 characters.').waitFor();
    await page.getByText('Give your name: it stands beside what you write.').waitFor();
    await expect.poll(() => entry(visit, 'Workspace').evaluate((it) => it === document.activeElement)).toBe(true);
    await visit.write(entry(visit, 'Workspace'), 'Firefox');
    await visit.write(entry(visit, 'Your name'), OWNER.name);
    await visit.write(entry(visit, 'E-mail'), 'ana');
    await visit.write(page.getByLabel('Password'), 'short');
    await visit.press(page.getByRole('button', { name: 'Create the workspace' }));
    // What is wrong stands at its field, and what was written stays.
    await page.getByText('Give your e-mail address, as ada@example.com.').waitFor();
    await visit.write(entry(visit, 'E-mail'), OWNER.email);
    await visit.write(page.getByLabel('Password'), OWNER.password);
    await visit.press(page.getByRole('button', { name: 'Create the workspace' }));
    await heading(visit, /One line, from what customers say/).waitFor();
    expect(new URL(page.url()).pathname).toBe('/firefox');
    await page.getByRole('button', { name: /New feature/ }).waitFor();
    await visit.leave(/401|422/);
    await house.close();
  });
});

describe('an account', () => {
  let house: House;
  beforeAll(async () => {
    house = await openSetUpHouse();
  });
  afterAll(() => house.close());

  test.each(WAYS)('signs in after a wrong password, and out, $width px by $hands', async (way) => {
    const visit = await visitHouse(browser, house, way);
    const { page } = visit;
    await visit.open('/firefox/features');
    await heading(visit, 'Sign in').waitFor();
    await visit.write(entry(visit, 'E-mail'), OWNER.email);
    await visit.write(page.getByLabel('Password'), 'not this one at all');
    await visit.press(page.getByRole('button', { name: 'Sign in', exact: true }));
    await page.getByRole('alert').waitFor();
    await visit.write(page.getByLabel('Password'), OWNER.password);
    await visit.press(page.getByRole('button', { name: 'Sign in', exact: true }));
    // Back to where the reader wanted to go.
    await heading(visit, 'No features yet').waitFor();
    if (visit.isNarrow) await visit.press(page.getByRole('button', { name: 'Line', exact: true }));
    await visit.press(page.getByRole('button', { name: 'Firefox', exact: true }));
    await visit.press(page.getByRole('menuitem', { name: 'Sign out' }));
    await heading(visit, 'Sign in').waitFor();
    await visit.open('/firefox');
    await heading(visit, 'Sign in').waitFor();
    await visit.leave(/401/);
  });

  test.each(WAYS)('is made by a link handed over, $width px by $hands', async (way) => {
    const host = await visitHouse(browser, house, { ...way, as: 'owner' });
    const { page } = host;
    await host.open('/firefox/settings/members');
    await host.press(page.getByRole('button', { name: 'Invite', exact: true }));
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    const name = `Deniz ${way.width} ${way.hands}`;
    const address = `deniz-${way.width}-${way.hands}@example.com`;
    await host.write(dialog.getByRole('textbox', { name: 'E-mail' }), address);
    await host.press(dialog.getByRole('button', { name: 'Make the link' }));
    const link = await page.getByRole('textbox', { name: `Link for ${address}` }).inputValue();
    await host.press(page.getByRole('button', { name: 'Done' }));
    await page.getByText(address).waitFor();

    const guest = await visitHouse(browser, house, way);
    await guest.page.goto(link);
    await heading(guest, 'Join Firefox').waitFor();
    await guest.page.getByText(`Ana Silva invites you (${address}) as editor.`).waitFor();
    await guest.write(entry(guest, 'Your name'), name);
    await guest.write(guest.page.getByLabel('Password'), OWNER.password);
    await guest.press(guest.page.getByRole('button', { name: 'Create your account and join' }));
    await heading(guest, /One line, from what customers say/).waitFor();
    // The host sees the new member without loading the page again.
    await page.getByText(name).first().waitFor();
    // A link works once.
    const second = await visitHouse(browser, house, way);
    await second.page.goto(link);
    await heading(second, 'This invitation cannot be used').waitFor();
    await second.leave(/40[149]|410/);
    await guest.leave(/401/);
    await host.leave();
  });
});
