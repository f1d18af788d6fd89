/** One product among several: what lists, counts and Home are narrowed to, in the address, from page to page and visit to visit. */
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';
import type { Visit } from './visit.ts';

const stage = openStage();
beforeAll(async () => {
  const make = (plural: string, body: object) => stage.house.ask('POST', `/api/v1/${plural}`, body);
  const reader = await make('products', { title: 'Reader' });
  const mobile = await make('products', { title: 'Reader for telephones' });
  await make('products', { title: 'Player' });
  await stage.house.ask('POST', '/api/v1/links', { kind: 'product.partOf', from: mobile.key, to: reader.key });
  await make('features', { title: 'Reads aloud', productId: reader.id });
  await make('features', { title: 'Turns pages by thumb', productId: mobile.id });
  await make('features', { title: 'Belongs to none' });
  await make('feedback', { title: 'Type is too small', productId: reader.id });
  await make('feedback', { title: 'It is loud' });
});

const rows = ({ page }: Visit, list: string) => page.getByRole('grid', { name: list }).locator('[id^="row-"]');
const productIn = ({ page }: Visit) => new URL(page.url()).searchParams.get('product');

/** By the left column with a pointer, by the palette with a keyboard. */
async function choose(visit: Visit, name: string): Promise<void> {
  const { page } = visit;
  if (visit.hands === 'keyboard') {
    await visit.key('p');
    await page.getByPlaceholder('Show what belongs to which product?').waitFor();
    await page.keyboard.type(name);
    await page.getByRole('option', { name, exact: false }).first().waitFor();
    await visit.key('Enter');
    return;
  }
  if (visit.isNarrow) await visit.press(page.getByRole('button', { name: 'Line', exact: true }));
  await visit.press(
    page
      .getByRole('button', { name: /^Product: / })
      .and(page.locator(':visible'))
      .last(),
  );
  await visit.press(page.getByRole('menuitemradio', { name }).first());
}

/** Along the frame: by its links with a pointer, by G and a letter with a keyboard. */
async function go(visit: Visit, name: string, letter: string): Promise<void> {
  if (visit.hands === 'keyboard') return visit.key('g', letter);
  if (visit.isNarrow) await visit.press(visit.page.getByRole('button', { name: 'Line', exact: true }));
  await visit.press(visit.page.getByRole('link', { name }).and(visit.page.locator(':visible')).first());
}

describe.each(WAYS)('$width px by $hands', (way) => {
  test('a product narrows every list, stays from page to page, and is given to what is made', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const features = rows(visit, 'Features');
    await visit.open('/firefox/features');
    await expect.poll(() => features.count()).toBeGreaterThanOrEqual(3);

    await choose(visit, 'Reader');
    await expect.poll(() => productIn(visit)).toBe('PRD-1');
    await page.getByText('Belongs to none').waitFor({ state: 'detached' });
    await page.getByText('Turns pages by thumb').waitFor();

    await go(visit, 'Feedback', 'b');
    await expect.poll(() => rows(visit, 'Feedback').count()).toBe(1);
    expect(productIn(visit)).toBe('PRD-1');

    await visit.key('c');
    const form = page.getByRole('dialog', { name: /^New / });
    await form.getByText('Product: Reader').waitFor();
    await page.keyboard.type(`Heard ${way.width} by ${way.hands}`);
    await visit.key('Enter');
    await form.waitFor({ state: 'detached' });
    const peek = page.getByRole('complementary', { name: /^Peek at/ });
    await visit.press(peek.getByRole('button', { name: 'Close' }));
    await peek.waitFor({ state: 'detached' });
    const product = async () =>
      (
        await stage.house.ask(
          'GET',
          `/api/v1/feedback?search=${encodeURIComponent(`Heard ${way.width} by ${way.hands}`)}`,
        )
      ).items[0];
    await expect.poll(async () => (await product())?.productId ?? null).not.toBeNull();
    await stage.house.ask('POST', `/api/v1/feedback/${(await product()).key}/archive`);

    await choose(visit, 'Player');
    await page.getByRole('heading', { name: 'No feedback of Player' }).waitFor();
    await visit.press(page.getByRole('button', { name: 'Show all products' }));
    await expect.poll(() => rows(visit, 'Feedback').count()).toBe(2);
    expect(productIn(visit)).toBeNull();
    await visit.leave();
  });

  test('the next visit begins with the product of the last; an address says itself what it shows', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    await visit.open('/firefox/features');
    await visit.page.getByText('Belongs to none').waitFor();
    await choose(visit, 'Player');
    await visit.page.getByRole('heading', { name: 'No features of Player' }).waitFor();
    await visit.open('/');
    await expect.poll(() => productIn(visit)).toBe('PRD-3');
    await visit.open('/firefox/features');
    await visit.page.getByText('Belongs to none').waitFor();
    expect(productIn(visit)).toBeNull();
    await visit.open('/firefox/features?product=PRD-2');
    await visit.page.getByText('Turns pages by thumb').waitFor();
    expect(await visit.page.getByText('Reads aloud').count()).toBe(0);
    await visit.leave();
  });
});

test.each([{ width: 1440 }, { width: 390 }])('axe finds nothing at $width px, light and dark', async ({ width }) => {
  const visit = await stage.enter({ width, as: 'owner' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await visit.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await visit.open('/firefox/features?product=PRD-3');
    await visit.page.getByRole('heading', { name: 'No features of Player' }).waitFor();
    expect(await axeFindings(visit.page)).toEqual([]);
    await visit.key('p');
    await visit.page.getByRole('option', { name: 'Reader for telephones' }).waitFor();
    expect(await axeFindings(visit.page)).toEqual([]);
  }
  await visit.leave();
});

test.each([{ width: 1440 }, { width: 390 }])(
  'an import at $width px is given the product, seen and taken away',
  async ({ width }) => {
    const visit = await stage.enter({ width, as: 'owner' });
    const { page } = visit;
    const productOf = async (title: string) => {
      const { items } = await stage.house.ask('GET', `/api/v1/features?title=${encodeURIComponent(title)}`);
      return items.map((item: { productId: string | null }) => item.productId);
    };
    const { items: products } = await stage.house.ask('GET', '/api/v1/products?title=Player');
    for (const isKept of [true, false]) {
      const title = `Brought in at ${width}, ${isKept ? 'kept' : 'taken away'}`;
      await visit.open('/firefox/features/import?product=PRD-3');
      const buffer = Buffer.from(`Title\n"${title}"\n`);
      const name = `${isKept ? 'kept' : 'away'}-${width}.csv`;
      await page.getByLabel('A file with features').setInputFiles({ name, mimeType: 'text/csv', buffer });
      const given = page.getByRole('button', { name: 'No value for product' });
      await given.waitFor();
      expect(await page.getByRole('region', { name: 'Values for every row' }).textContent()).toContain('Player');
      if (!isKept) {
        await visit.press(given);
        await given.waitFor({ state: 'detached' });
      }
      await visit.press(page.getByRole('button', { name: 'See what would happen' }));
      await visit.press(page.getByRole('button', { name: 'Import 1 row' }));
      await expect.poll(() => productOf(title)).toEqual([isKept ? products[0].id : null]);
    }
    await visit.leave();
  },
);
