/** Finding one's way: the palette, making an item, peeking, the whole page, and the line it stands in. */
import { beforeAll, describe, expect, test } from 'vitest';
import { WAYS } from './hands.ts';
import { openFirefox } from './house.ts';
import { openStage } from './stage.ts';

const stage = openStage(openFirefox);
let message: { readonly key: string; readonly title: string };
let feature: { readonly key: string; readonly title: string };
beforeAll(async () => {
  const { items } = await stage.house.ask('GET', '/api/v1/out-of-step?limit=100');
  const found = items.find((one: { readonly link: { readonly kind: string } }) => one.link.kind === 'message.promises');
  [message, feature] = [found.from, found.to];
});

describe.each(WAYS)('$width px by $hands', (way) => {
  test('search, peek, the whole page, and something new', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/messages');
    await page.getByRole('grid', { name: 'Messages' }).waitFor();
    if (visit.hands === 'keyboard') await visit.key('Control+k');
    else await visit.press(page.getByRole('button', { name: /^Search/ }).last());
    const palette = page.getByRole('dialog', { name: 'Search items, or type a command' });
    await palette.getByRole('combobox').waitFor();
    await page.keyboard.type(feature.key);
    await visit.press(palette.getByRole('option').filter({ hasText: feature.title }));
    const peek = page.getByRole('complementary', { name: `Peek at ${feature.key}` });
    await peek.getByRole('heading', { name: feature.title }).waitFor();
    if (visit.hands === 'keyboard') await visit.key('Control+Enter');
    else await visit.press(peek.getByRole('link', { name: 'Open the full page' }));
    await page.getByRole('heading', { level: 1, name: feature.title }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/firefox/item/${feature.key}`);

    await visit.open('/firefox/needs');
    await page.getByRole('grid', { name: 'Needs' }).waitFor();
    if (visit.hands === 'keyboard') await visit.key('c');
    else await visit.press(page.getByRole('button', { name: 'New', exact: true }));
    const dialog = page.getByRole('dialog', { name: /^New / });
    const title = `Made ${way.width} by ${way.hands}`;
    await visit.write(dialog.getByRole('textbox', { name: 'Title' }), title);
    await visit.press(dialog.getByRole('button', { name: 'Create', exact: true }));
    await page.getByRole('complementary').getByRole('heading', { name: title }).waitFor();
    await visit.leave();
  });

  test('a list peeks with Enter or a press, and Escape closes', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open('/firefox/launches');
    const grid = page.getByRole('grid', { name: 'Launches' });
    const title = grid.getByRole('row').nth(1).getByRole('button').last();
    await title.waitFor();
    if (visit.hands === 'keyboard') {
      await visit.reach(grid);
      await visit.key('Enter');
    } else await title.click();
    const peek = page.getByRole('complementary', { name: /^Peek at LCH-/ });
    await peek.getByRole('heading', { level: 2 }).first().waitFor();
    if (visit.hands === 'keyboard') await visit.key('Escape');
    else await visit.press(peek.getByRole('button', { name: 'Close', exact: true }));
    await peek.waitFor({ state: 'detached' });
    await visit.leave();
  });

  test('the line of a feature, as a picture or, where it is narrow, as a list', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    await visit.open(`/firefox/item/${feature.key}`);
    await page.getByRole('heading', { level: 1, name: feature.title }).waitFor();
    if (visit.hands === 'keyboard') await visit.key('v');
    else await visit.press(page.getByRole('button', { name: 'Line', exact: true }).first());
    const isOut = page
      .getByRole('main')
      .getByText(/Out of step/)
      .first();
    if (!visit.isNarrow) {
      const picture = page.getByRole('group', { name: new RegExp(`^The line of ${feature.key}`) });
      await picture
        .getByRole('link', { name: new RegExp(message.key) })
        .first()
        .waitFor();
      await isOut.waitFor();
      await visit.press(page.getByRole('button', { name: 'As a list' }));
    }
    await page.getByRole('heading', { name: 'Rests on it' }).waitFor();
    await isOut.waitFor();
    // Walking the line: the item at the other end is one press away.
    await visit.press(page.getByRole('link', { name: new RegExp(`^${message.key}`) }).first());
    await page.getByRole('heading', { level: 1, name: message.title }).waitFor();
    await visit.leave();
  });
});
