/** A workbook comes in: its sheet, where its columns lead, what holds for every row, and a mapping kept for the next one. */
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from '../browser/index.ts';
import { WAYS } from './hands.ts';
import { openStage } from './stage.ts';

const stage = openStage();

/** A cover without rows, what is planned, and what is done. */
async function backlog(prefix: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const sheets = [
    { name: 'Cover', rows: [] },
    {
      name: 'Backlog',
      rows: [
        ['Id', 'Name', 'Due', 'Who asked'],
        [`${prefix}-1`, `${prefix} compact tabs`, '2027-03-01', 'Sales'],
        [`${prefix}-2`, `${prefix} containers`, '2027-04-12', 'Support'],
      ],
    },
    {
      name: 'Finished',
      rows: [
        ['Id', 'Name'],
        [`${prefix}-3`, `${prefix} previews`],
      ],
    },
  ];
  const buffer = Buffer.from(await writeXlsx({ sheets }));
  return { name: 'backlog.xlsx', mimeType: 'application/octet-stream', buffer };
}

describe.each(WAYS)('$width px by $hands', (way) => {
  test('a sheet, a value for every row, a kept mapping', async () => {
    const visit = await stage.enter({ ...way, as: 'owner' });
    const { page } = visit;
    const prefix = `${way.hands}${way.width}`;
    const file = await backlog(prefix);
    const bring = () => page.getByLabel('A file with features').setInputFiles(file);
    await visit.open('/firefox/features/import');
    await page.getByRole('heading', { name: 'Import features' }).waitFor();
    await bring();
    // The cover is empty, so the first sheet with rows is read; another is a choice away.
    const sheet = page.getByRole('combobox', { name: 'Sheet', exact: true });
    await expect.poll(() => sheet.textContent()).toBe('Sheet: Backlog');
    await visit.press(sheet);
    await visit.press(page.getByRole('option', { name: 'Sheet: Finished' }));
    await expect.poll(() => page.getByRole('combobox', { name: /leads to$/ }).count()).toBe(2);
    await visit.press(sheet);
    await visit.press(page.getByRole('option', { name: 'Sheet: Backlog' }));
    await expect.poll(() => page.getByRole('combobox', { name: /leads to$/ }).count()).toBe(4);

    await visit.press(page.getByRole('combobox', { name: 'Add a value' }));
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('State');
    await visit.press(page.getByRole('option', { name: 'State', exact: true }));
    const state = page.getByRole('combobox', { name: 'State', exact: true });
    await visit.press(state);
    await visit.press(page.getByRole('option', { name: 'Planned', exact: true }));
    await expectNoAxeFindings(page);

    await visit.press(page.getByRole('button', { name: 'Save this mapping…' }));
    const dialog = page.getByRole('dialog', { name: 'Save this mapping' });
    await visit.write(dialog.getByRole('textbox', { name: 'Name' }), `Plan ${prefix}`);
    await expectNoAxeFindings(page);
    await visit.press(dialog.getByRole('button', { name: 'Save the mapping' }));
    await page.getByRole('button', { name: 'Use a saved mapping' }).waitFor();

    // The next file: everything as it was kept, and then it is imported.
    await visit.press(page.getByRole('button', { name: 'Another file' }));
    await bring();
    await visit.press(page.getByRole('button', { name: 'Use a saved mapping' }));
    await expectNoAxeFindings(page);
    await visit.press(page.getByRole('button', { name: new RegExp(`^Plan ${prefix}`) }));
    await page.getByText(`As “Plan ${prefix}” says.`).waitFor();
    await expect.poll(() => state.textContent()).toBe('Planned');
    await visit.press(page.getByRole('button', { name: 'See what would happen' }));
    await visit.press(page.getByRole('button', { name: 'Import 2 rows' }));
    await page.getByText('backlog.xlsx is imported.').waitFor();
    const { items } = await stage.house.ask('GET', '/api/v1/features?limit=100');
    const ours = items.filter((item: { readonly title: string }) => item.title.startsWith(`${prefix} `));
    expect(ours.map((item: { readonly state: string }) => item.state)).toEqual(['planned', 'planned']);

    await visit.press(page.getByRole('button', { name: 'Import another file' }));
    await bring();
    await visit.press(page.getByRole('button', { name: 'Use a saved mapping' }));
    await visit.press(page.getByRole('button', { name: `Forget Plan ${prefix}` }));
    await visit.press(page.getByRole('dialog').getByRole('button', { name: 'Forget it' }));
    await page.getByText(`“Plan ${prefix}” is forgotten`).waitFor();
    await expect.poll(async () => (await stage.house.ask('GET', '/api/v1/import-presets')).items.length).toBe(0);
    await visit.leave();
  });
});
