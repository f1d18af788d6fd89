/** A list arranged: grouped twice and folded, added to where it stands, changed in bulk; moves that cannot be say so before. */
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

interface Task {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly archivedAt: string | null;
  readonly dueDaysBefore: number | null;
}

const stage = openStage();

const taskNow = (key: string): Promise<Task> => stage.house.ask('GET', `/api/v1/tasks/${key}`);
const grid = ({ page }: Visit): Locator => page.getByRole('grid', { name: 'Tasks' });
const rowOf = ({ page }: Visit, { id }: Task): Locator => page.locator(`[id="row-${id}"]`);
const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement));

/** Three tasks in two states, and none of another visit. */
async function makeTasks(): Promise<readonly [Task, Task, Task]> {
  const { items } = await stage.house.ask('GET', '/api/v1/tasks?limit=200');
  for (const old of items) await stage.house.ask('POST', `/api/v1/tasks/${old.key}/archive`);
  const made = async (title: string, state: string): Promise<Task> =>
    stage.house.ask('POST', '/api/v1/tasks', { title, state });
  return [await made('Write it', 'to do'), await made('Read it', 'to do'), await made('Print it', 'doing')];
}

describe.each(WAYS)('$width px by $hands', (way) => {
  test('groups within groups are folded, and what is added stands where it was added', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await makeTasks();
    await visit.open('/firefox/tasks?group=state&subGroup=ownerId');
    await grid(visit)
      .getByRole('button', { name: /^To do 2$/ })
      .waitFor();
    await expect.poll(() => grid(visit).getAttribute('aria-rowcount')).toBe('8');
    await expectNoAxeFindings(page);
    await visit.press(grid(visit).getByRole('button', { name: /^Doing 1$/i }));
    await expect.poll(() => grid(visit).getAttribute('aria-rowcount')).toBe('6');
    // What is folded is part of the address.
    await visit.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(() => grid(visit).getAttribute('aria-rowcount')).toBe('6');
    await visit.press(grid(visit).getByRole('button', { name: /^New task in Doing$/i }));
    const dialog = page.getByRole('dialog', { name: 'New task' });
    await dialog.getByRole('button', { name: /^State: Doing$/i, pressed: true }).waitFor();
    await dialog.getByRole('button', { name: /^Owner: / }).waitFor();
    await visit.press(dialog.getByRole('button', { name: /^Owner: / }));
    await visit.write(dialog.getByRole('textbox', { name: 'Title' }), `Bind it, ${way.width} by ${way.hands}`);
    await visit.key('Enter');
    const peek = page.getByRole('complementary', { name: /^Peek at TASK?-\d+/ });
    await peek.waitFor();
    const key = /TASK?-\d+/.exec((await peek.getAttribute('aria-label')) ?? '')?.[0] ?? '';
    const made = await stage.house.ask('GET', `/api/v1/tasks/${key}`);
    expect([made.state, made.ownerId]).toEqual(['doing', null]);
    await visit.leave();
  });

  test('a condition narrows once it is whole, and the focus is never lost', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [first, second] = await makeTasks();
    await visit.open('/firefox/tasks');
    await rowOf(visit, second).waitFor();
    if (visit.hands === 'keyboard') await visit.key('f');
    else await visit.press(page.getByRole('button', { name: 'Filter' }));
    const filter = page.getByRole('dialog', { name: 'Filter' });
    await visit.press(filter.getByRole('button', { name: 'Condition' }));
    await filter.getByRole('combobox', { name: 'Values' }).waitFor();
    await expect.poll(() => grid(visit).getAttribute('aria-rowcount')).toBe('4');
    // Choosing leaves the focus with the choices: Escape closes them and not the filter around them.
    await visit.press(filter.getByRole('combobox', { name: 'Values' }));
    await visit.press(page.getByRole('option').first());
    await visit.key('Escape');
    await page.getByRole('option').first().waitFor({ state: 'detached' });
    expect(await filter.isVisible()).toBe(true);
    await visit.press(filter.getByRole('button', { name: 'Remove this condition' }));
    await expect.poll(() => hasFocus(filter)).toBe(true);
    await visit.key('Escape');
    await filter.waitFor({ state: 'detached' });

    // The row under the cursor goes; the one that takes its place is under it, and keys go on from there.
    await grid(visit).focus();
    await expect.poll(() => grid(visit).getAttribute('aria-activedescendant')).toBe(`row-${first.id}`);
    await visit.key('e');
    await expect.poll(() => grid(visit).getAttribute('aria-activedescendant')).toBe(`row-${second.id}`);
    await expect.poll(async () => (await taskNow(first.key)).archivedAt).not.toBeNull();
    await visit.key('Enter');
    const peek = page.getByRole('complementary', { name: `Peek at ${second.key}` });
    await peek.waitFor();
    await visit.press(peek.getByRole('button', { name: 'Close' }));
    await peek.waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(grid(visit))).toBe(true);
    await visit.leave();
  });

  test('any field is set on a selection, and taken back at once', async () => {
    // On a telephone nobody selects by touch: there, items are changed one by one.
    if (way.width < 768) return;
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [first, second] = await makeTasks();
    await visit.open('/firefox/tasks');
    await rowOf(visit, second).waitFor();
    if (visit.hands === 'keyboard') {
      await visit.reach(grid(visit));
      await visit.key('x', 'j', 'x');
    } else for (const task of [first, second]) await visit.press(rowOf(visit, task).getByRole('checkbox'));
    await visit.press(page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Set' }));
    const form = page.getByRole('dialog', { name: 'Set a field' });
    await visit.press(form.getByRole('combobox', { name: 'Field' }));
    await visit.press(page.getByRole('option', { name: 'Due at T minus' }));
    await visit.press(form.getByRole('button', { name: /^Due at T minus: empty/ }));
    await form.getByRole('textbox', { name: 'Due at T minus' }).waitFor();
    await page.keyboard.type('14');
    await visit.key('Enter');
    await visit.press(form.getByRole('button', { name: 'Set it on 2 items' }));
    const days = async () => [(await taskNow(first.key)).dueDaysBefore, (await taskNow(second.key)).dueDaysBefore];
    await expect.poll(days).toEqual([14, 14]);
    await page.getByRole('dialog', { name: '2 items changed' }).waitFor();
    await visit.key('Control+z');
    await expect.poll(days).toEqual([null, null]);
    await visit.leave();
  });

  test.runIf(way.width < 768)('a telephone shows one column of a board, and a strip leads to the others', async () => {
    await makeTasks();
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/tasks?layout=board');
    const strip = page.getByRole('navigation', { name: 'Columns' });
    await strip.getByRole('button', { name: /^To do/ }).waitFor();
    await expect.poll(() => strip.locator('[aria-current]').textContent()).toMatch(/^To do/);
    // Nothing is done yet, so that column is folded: it opens, and is in sight whole.
    await visit.press(strip.getByRole('button', { name: /^Done/ }));
    const done = page.getByRole('region', { name: 'State: Done' });
    await done.waitFor();
    await expect.poll(() => strip.locator('[aria-current]').textContent()).toMatch(/^Done/);
    const box = await done.boundingBox();
    expect([box?.x ?? -1, (box?.x ?? 0) + (box?.width ?? 0)].every((x) => x >= 0 && x <= way.width)).toBe(true);
    await visit.leave();
  });

  test('a card that may not be moved says why before it is dropped', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const [first] = await makeTasks();
    await visit.open('/firefox/tasks?layout=board&group=createdBy');
    const card = page.getByRole('region', { name: /^Created by: Ana/ }).getByRole('button', { name: /Write it/ });
    const target = page.getByRole('region', { name: 'Created by: No created by' });
    await card.waitFor();
    const why = page.getByText('Created by is kept by Throughline and cannot be changed.').first();
    if (visit.hands === 'keyboard') {
      await visit.reach(card);
      await visit.key('Alt+ArrowRight');
      await why.waitFor();
      await expect.poll(() => hasFocus(card)).toBe(true);
    } else if (!visit.isNarrow) {
      await card.hover();
      await page.mouse.down();
      await target.hover();
      await target.hover();
      await why.waitFor();
      await page.mouse.up();
    }
    // The next step is allowed: keys go from card to card, and the board of states takes it.
    await visit.open('/firefox/tasks?layout=board');
    const doing = page.getByRole('region', { name: /^State: Doing$/i });
    const inTodo = page.getByRole('region', { name: /^State: To do$/ }).getByRole('button', { name: /Write it/ });
    await inTodo.waitFor();
    if (visit.hands === 'keyboard') {
      await visit.reach(inTodo);
      await visit.key('Alt+ArrowRight');
      await expect.poll(() => hasFocus(doing)).toBe(true);
    } else if (visit.isNarrow) return visit.leave();
    else await inTodo.dragTo(doing);
    await expect.poll(async () => (await taskNow(first.key)).state).toBe('doing');
    await visit.leave();
  });
});
