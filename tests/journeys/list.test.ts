/** A list at work: narrowed, ordered, edited in place and in bulk, moved on the board, and kept as a view. */
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { WAYS } from './hands.ts';
import { openFirefox } from './house.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const stage = openStage(openFirefox);

interface Announcement {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly state: string;
}

/** Nobody relies on announcements, so nobody has to be asked before one changes. */
const announcements = async (query = ''): Promise<readonly Announcement[]> =>
  (await stage.house.ask('GET', `/api/v1/announcements?limit=200${query}`)).items;
const announcement = (key: string): Promise<Announcement> => stage.house.ask('GET', `/api/v1/announcements/${key}`);
const grid = ({ page }: Visit): Locator => page.getByRole('grid', { name: 'Announcements' });
const rowOf = (visit: Visit, { id }: Announcement): Locator => visit.page.locator(`[id="row-${id}"]`);
const undo = async (visit: Visit): Promise<void> => {
  if (visit.hands === 'keyboard') return visit.key('Control+z');
  return visit.press(visit.page.getByRole('button', { name: 'Undo' }).first());
};

/** Enters the list with the keyboard: J goes to its first row. */
async function openList(visit: Visit, search = ''): Promise<void> {
  await visit.open(`/firefox/announcements${search}`);
  await grid(visit).getByRole('row').nth(1).waitFor();
}

describe.each(WAYS)('$width px by $hands', (way) => {
  test('filter, order, group, and keep it as a view', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await openList(visit);
    const open = (await announcements('&state=published')).length;
    if (visit.hands === 'keyboard') await visit.key('f');
    else await visit.press(page.getByRole('button', { name: 'Filter' }));
    const filter = page.getByRole('dialog', { name: 'Filter' });
    await visit.press(filter.getByRole('button', { name: 'Condition' }));
    await visit.press(filter.getByRole('combobox', { name: 'Values' }));
    await visit.press(page.getByRole('option', { name: 'Published' }));
    await visit.key('Escape', 'Escape');
    await filter.waitFor({ state: 'detached' });
    await expect.poll(() => grid(visit).getAttribute('aria-rowcount')).toBe(String(open + 1));

    await visit.press(grid(visit).getByRole('columnheader', { name: 'Title' }).getByRole('button'));
    await grid(visit)
      .getByRole('columnheader', { name: 'Title' })
      .and(page.locator('[aria-sort="ascending"]'))
      .waitFor();
    await visit.press(page.getByRole('button', { name: 'Group' }));
    await visit.press(page.getByRole('menuitemradio', { name: 'Kind' }));
    await visit.key('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    // Keys that pass the list bring its current row into view: the first group is where the first row is.
    await visit.key('Home');
    await grid(visit)
      .getByRole('button', { name: /^New \d/ })
      .waitFor();

    const title = `Open, ${way.width} by ${way.hands}`;
    if (visit.isNarrow) {
      await visit.press(page.getByRole('button', { name: /^All announcements/ }));
      await visit.press(page.getByRole('menuitem', { name: 'Save as a new view…' }));
    } else await visit.press(page.getByRole('button', { name: 'Save view' }));
    const naming = page.getByRole('dialog', { name: 'Save this view' });
    await visit.write(naming.getByRole('textbox', { name: 'Name' }), title);
    await visit.press(naming.getByRole('button', { name: 'Save view' }));
    await page.getByRole('button', { name: title }).waitFor();
    // A view is a link: it opens again as it was.
    const { views } = await stage.house.ask('GET', '/api/v1/views?kind=announcement');
    const saved = views.find((view: { readonly title: string }) => view.title === title);
    await openList(visit, `?view=${saved.id}`);
    await page.getByRole('button', { name: title }).waitFor();
    await grid(visit)
      .getByRole('button', { name: /^New \d/ })
      .waitFor();
    await visit.leave();
  });

  test('edit in place, many at once, and take it back', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [first, second] = await announcements('&state=published&sort=number');
    if (first === undefined || second === undefined)
      throw new Error('The demonstration has no two published announcements.');
    await openList(visit, '?sort=number');
    await rename(visit, first, `${first.title} (${way.width} by ${way.hands})`);
    await expect.poll(async () => (await announcement(first.key)).title).toContain(`(${way.width} by ${way.hands})`);
    await undo(visit);
    await expect.poll(async () => (await announcement(first.key)).title).toBe(first.title);
    // On a telephone nobody selects by touch: there, items are changed one by one.
    if (visit.isNarrow && visit.hands === 'pointer') return visit.leave();

    await select(visit, [first, second]);
    if (visit.hands === 'keyboard') await visit.key('s');
    else await visit.press(page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'State' }));
    await visit.press(page.getByRole('option', { name: 'Scheduled' }));
    const states = async () => [(await announcement(first.key)).state, (await announcement(second.key)).state];
    await expect.poll(states).toEqual(['scheduled', 'scheduled']);
    await undo(visit);
    await expect.poll(states).toEqual(['published', 'published']);
    await visit.leave();
  });

  test('move a card', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [card] = await announcements('&state=published&sort=rank');
    if (card === undefined) throw new Error('The demonstration has no published announcement.');
    await visit.open('/firefox/announcements?layout=board');
    const column = page.getByRole('region', { name: 'State: Published' });
    const target = page.getByRole('region', { name: 'State: Scheduled' });
    const handle = column.getByRole('button').filter({ hasText: new RegExp(`${card.key}(?!\\d)`) });
    await handle.waitFor();
    if (visit.hands === 'keyboard') {
      await visit.reach(handle);
      await visit.key('Alt+ArrowLeft');
    } else if (visit.isNarrow) {
      // A finger scrolls the board; the card opens, and its state is a choice there.
      await visit.press(handle);
      const peek = page.getByRole('complementary', { name: `Peek at ${card.key}` });
      await visit.press(peek.getByRole('combobox', { name: 'State', exact: true }));
      await visit.press(page.getByRole('option', { name: 'Scheduled' }));
    } else await handle.dragTo(target);
    await expect.poll(async () => (await announcement(card.key)).state).toBe('scheduled');
    await undo(visit);
    await expect.poll(async () => (await announcement(card.key)).state).toBe('published');
    await visit.leave();
  });
});

test.each(WAYS.filter(({ hands }) => hands === 'keyboard'))(
  'at $width px the row under the cursor is never covered',
  async (way) => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    await openList(visit);
    await visit.reach(grid(visit));
    for (const letter of ['j', 'k']) {
      for (let step = 0; step < ROWS_MOST; step += 1) {
        await visit.key(letter);
        await expect.poll(() => isCovered(visit)).toBe(false);
      }
    }
    await visit.leave();
  },
);

/** Something else is drawn where the current row should be: the head, the foot, or the edge of the list. */
async function isCovered(visit: Visit): Promise<boolean> {
  return visit.page.evaluate(() => {
    const id = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant');
    const row = document.getElementById(id ?? '');
    if (row === null) return true;
    const { left, top, bottom } = row.getBoundingClientRect();
    return [top + 2, bottom - 2].some((y) => !row.contains(document.elementFromPoint(left + 60, y)));
  });
}

async function rename(visit: Visit, item: Announcement, to: string): Promise<void> {
  const { page } = visit;
  const title = rowOf(visit, item).getByRole('button', { name: item.title });
  if (visit.hands === 'keyboard') {
    await visit.reach(grid(visit));
    await walkToRow(visit, item);
    await visit.key('F2');
  } else if (visit.isNarrow) {
    await visit.press(title);
    await visit.press(page.getByTitle('Edit the title'));
  } else await rowOf(visit, item).getByText(item.key).dblclick();
  await page.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
  await visit.key('Control+a');
  await page.keyboard.type(to);
  await visit.key('Enter');
}

const ROWS_MOST = 40;

/** J until the row is the current one. */
async function walkToRow(visit: Visit, { id, key }: Announcement): Promise<void> {
  for (let step = 0; step < ROWS_MOST; step += 1) {
    if ((await grid(visit).getAttribute('aria-activedescendant')) === `row-${id}`) return;
    await visit.key(step === 0 ? 'k' : 'j');
  }
  throw new Error(`J does not reach ${key}.`);
}

async function select(visit: Visit, chosen: readonly Announcement[]): Promise<void> {
  for (const item of chosen) {
    if (visit.hands === 'pointer') {
      await visit.press(rowOf(visit, item).getByRole('checkbox'));
      continue;
    }
    await walkToRow(visit, item);
    await visit.key('x');
  }
  await visit.page.getByRole('toolbar', { name: 'Selection' }).getByText('2 selected').waitFor();
}
