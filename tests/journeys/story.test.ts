/** The story Throughline is for: a feature's date moves, and whoever promised it hears of it and answers. */
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openFirefox } from './house.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

interface Reliant {
  readonly id: string;
  readonly kind: string;
  readonly inStep: boolean;
  readonly direction: string;
  readonly other: { readonly key: string; readonly title: string };
}

const ROWS_MOST = 80;
/** The same in whichever order the browser asks for day and month. */
const NEW_DAY = { typed: '03032027', shown: '3 Mar 2027', on: '2027-03-03' };
const stage = openStage(openFirefox);
let feature: { readonly key: string; readonly title: string; readonly targetOn: string };
beforeAll(async () => {
  feature = await promisedFeature();
});

const reliantsOf = async (key: string): Promise<readonly Reliant[]> => {
  const { links } = await stage.house.ask('GET', `/api/v1/items/${key}/links`);
  return links.filter((link: Reliant) => link.direction === 'reliedOnBy');
};

/** The feature of the demonstration that a message, a launch and a campaign rely on. */
async function promisedFeature(): Promise<typeof feature> {
  const { items } = await stage.house.ask('GET', '/api/v1/features?limit=200&sort=-targetOn');
  for (const item of items) {
    const kinds = (await reliantsOf(item.key)).map(({ kind }) => kind);
    if (PROMISES.every((kind) => kinds.includes(kind))) return item;
  }
  throw new Error('The demonstration has no feature that a message, a launch and a campaign rely on.');
}
const PROMISES = ['message.promises', 'launch.launches', 'campaign.promotes'];

/** Everybody has said "still true", and the date is the one they said it to. */
async function agreeAll(): Promise<readonly Reliant[]> {
  await stage.house.ask('PATCH', `/api/v1/features/${feature.key}`, { targetOn: feature.targetOn });
  for (const { id } of await reliantsOf(feature.key))
    await stage.house.ask('POST', `/api/v1/links/${id}/still-true`, {});
  return reliantsOf(feature.key);
}

/** Writes the day into the field and saves it. */
async function moveDay(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.press(page.getByRole('button', { name: /^Edit target date:/ }));
  const entry = page.getByLabel('Target date', { exact: true });
  await entry.waitFor();
  // A day is typed into the browser's own field, whoever types.
  await page.keyboard.type(NEW_DAY.typed);
  expect(await entry.inputValue()).toBe(NEW_DAY.on);
  await visit.key('Enter');
}

/** J or K until the row has the focus. */
async function goTo(visit: Visit, row: Locator): Promise<void> {
  await row.waitFor();
  for (let step = 0; step < ROWS_MOST; step += 1) {
    if (await row.evaluate((element) => element === document.activeElement)) return;
    const isBelow = await row.evaluate((element) => {
      const current = document.querySelector('[data-row][tabindex="0"]');
      return current !== null && (current.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    });
    await visit.key(isBelow ? 'j' : 'k');
  }
  throw new Error('J and K do not reach the row.');
}

/** One of the three cures: its button, or on the row its key. */
async function cure(visit: Visit, row: Locator, name: 'Still true' | 'Change' | 'Unlink', key: string): Promise<void> {
  if (visit.hands === 'pointer') return visit.press(row.getByRole('button', { name: new RegExp(`^${name}:`) }));
  await goTo(visit, row);
  await visit.key(key);
}

test('Home begins with the newest of what others changed, however much that is', async () => {
  const [newest] = (await stage.house.ask('GET', '/api/v1/changes?limit=1')).changes;
  const item = await stage.house.ask('GET', `/api/v1/items/${newest.entries[0].id}`);
  const visit = await stage.enter({ as: 'owner' });
  await visit.open('/firefox');
  const changed = visit.page.locator('section', {
    has: visit.page.getByRole('heading', { name: 'Changed since you were here' }),
  });
  await expect.poll(() => changed.getByRole('listitem').first().textContent()).toContain(item.title);
  await visit.leave();
});

let walks = 0;
test.each(WAYS)('a date moves and its promises answer, $width px by $hands', async (way) => {
  walks += 1;
  const reliants = await agreeAll();
  const keyOf = (kind: string): string => reliants.find((one) => one.kind === kind)?.other.key ?? '';
  const [message, launch, campaign] = PROMISES.map(keyOf);
  const visit = await stage.enter({ ...way, as: 'owner' });
  const { page } = visit;
  await visit.open(`/firefox/item/${feature.key}`);
  await page.getByRole('heading', { level: 1, name: feature.title }).waitFor();

  await moveDay(visit);
  const dialog = page.getByRole('dialog', { name: /^This puts .*1 message.* out of step$/ });
  await dialog
    .getByText(/Deniz Aydin \(demo\)/)
    .first()
    .waitFor();
  for (const key of [message, launch, campaign]) await dialog.getByText(key ?? '', { exact: true }).waitFor();
  await expectNoAxeFindings(page);
  await visit.press(dialog.getByRole('button', { name: 'Cancel' }));
  await dialog.waitFor({ state: 'detached' });
  expect((await stage.house.ask('GET', `/api/v1/items/${feature.key}`)).targetOn).toBe(feature.targetOn);

  await moveDay(visit);
  await visit.press(dialog.getByRole('button', { name: 'Save', exact: true }));
  await page.getByRole('button', { name: `Edit target date: ${NEW_DAY.shown}` }).waitFor();
  const links = page.getByRole('region', { name: 'Links' });
  await expect.poll(() => links.getByText('Out of step').count()).toBe(reliants.length);

  if (visit.hands === 'keyboard') await visit.key('g', 'o');
  else await visit.press(page.getByRole('link', { name: /^Out of step/ }));
  await visit.press(page.getByRole('button', { name: /^All \d+$/ }));
  const cause = page.getByRole('region', { name: `${feature.key} ${feature.title}` });
  await cause
    .locator('del')
    .getByText(/2027|2026/)
    .waitFor();
  await cause.locator('ins').getByText(NEW_DAY.shown).waitFor();
  const rowOf = (key: string | undefined): Locator => cause.getByRole('listitem', { name: new RegExp(`^${key} `) });

  await cure(visit, rowOf(message), 'Still true', 'y');
  await rowOf(message).waitFor({ state: 'detached' });

  await cure(visit, rowOf(campaign), 'Change', 'c');
  const peek = page.getByRole('complementary', { name: `Peek at ${campaign}` });
  await peek.getByText(/Saving brings 1 link back in step/).waitFor();
  const entry = peek.getByRole('textbox', { name: 'Audience' });
  await visit.write(entry, `Everybody who waits for ${NEW_DAY.shown}, walk ${walks}.`);
  await visit.key('Control+Enter');
  await rowOf(campaign).waitFor({ state: 'detached' });
  await visit.press(peek.getByRole('button', { name: 'Close' }));

  await cure(visit, rowOf(launch), 'Unlink', 'u');
  await rowOf(launch).waitFor({ state: 'detached' });
  const unlinked = page.getByRole('dialog', { name: 'Unlinked' });
  await unlinked.waitFor();
  if (visit.hands === 'keyboard') await visit.key('Control+z');
  else await visit.press(unlinked.getByRole('button', { name: 'Undo' }));
  await rowOf(launch).waitFor();

  const after = new Map((await reliantsOf(feature.key)).map((one) => [one.other.key, one.inStep]));
  expect([message, launch, campaign].map((key) => after.get(key ?? ''))).toEqual([true, false, true]);
  await visit.leave();
});
