import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineModel } from '../../src/line/line.sample.ts';
import { memorySource, readTable } from '../../src/platform/file/index.ts';
import { systemActor } from '../../src/platform/permission/index.ts';
import { type Desk, type Json, once, openDesk } from './exchange-desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(lineModel);
  const { run } = desk.workspace;
  const need = await run('createNeed', { title: 'Keep my tabs', statement: 'Give me back my tabs.' });
  const feature = await run('createFeature', {
    title: '=HYPERLINK("http://evil")',
    summary: 'Small\nand "quoted", both',
    targetOn: '2021-06-01',
    cost: { amount: 1200.5, currency: 'EUR' },
    reviewer: desk.workspace.as('viewer').actor.memberId,
    tags: ['ui', 'tabs'],
    notes: '# Why\n\nBecause.',
  });
  await run('linkItems', { kind: 'feature.serves', from: feature.id, to: need.id });
  await run('createFeature', { title: 'Second' });
});
afterAll(() => desk.close());

const out = async (format: 'csv' | 'json' | 'jsonl' | 'xlsx', more: Json = {}) =>
  desk.exchange.exportItems({ kind: 'feature', format, query: {}, ...more }, desk.workspace.as('viewer'));

describe('a list', () => {
  it('leaves as CSV with names beside ids, and no cell that a spreadsheet would run', async () => {
    const text = await desk.text((await out('csv')).content);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    const table = await readTable(memorySource(text, 'features.csv'));
    const rows: Json[] = [];
    for await (const row of table.rows(() => undefined)) rows.push(row.values);
    expect(rows[0]).toMatchObject({
      Key: 'FEA-1',
      State: 'idea',
      Summary: 'Small\nand "quoted", both',
      Cost: '1200.5 EUR',
      Reviewer: 'The viewer',
      Tags: 'ui; tabs',
      Serves: 'NEED-1 Keep my tabs',
    });
    expect(rows).toHaveLength(2);
  });
  it.each(['json', 'jsonl', 'xlsx'] as const)('leaves as %s and is read again', async (format) => {
    const { content, name } = await out(format);
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    const table = await readTable(memorySource(Buffer.concat(parts), name));
    const rows: Json[] = [];
    for await (const row of table.rows(() => undefined)) rows.push(row.values);
    expect(rows.map((row) => row.title ?? row.Title)).toEqual(['=HYPERLINK("http://evil")', 'Second']);
  });
  it('obeys columns, filter and sort', async () => {
    const { content } = await out('csv', {
      columns: ['key', 'reviewer'],
      query: { sort: [{ field: 'title', descending: true }] },
    });
    expect(await desk.text(content)).toBe(
      '\uFEFFKey,Reviewer,Reviewer id\r\n'.concat(
        `FEA-2,,\r\nFEA-1,The viewer,${desk.workspace.as('viewer').actor.memberId}\r\n`,
      ),
    );
    await expect(out('csv', { kind: 'nothing' })).rejects.toMatchObject({ id: 'kind.unknown' });
  });
});

it('an item leaves as Markdown with its links as sentences', async () => {
  const { name, content } = await desk.exchange.exportItem('NEED-1', desk.workspace.as('viewer'));
  expect(name).toBe('NEED-1.md');
  expect(await desk.text(content)).toContain('## Relied on by\n\n- is served by **FEA-1** =HYPERLINK("http://evil")');
});

describe('attachments', () => {
  it('are kept, listed, served as downloads, and taken off', async () => {
    const editor = desk.workspace.as('editor');
    const kept = await desk.exchange.attachFile(
      'FEA-1',
      { name: '../plan.html', mediaType: 'text/html', content: once('<script>') },
      editor,
    );
    expect(kept).toMatchObject({ name: 'plan.html', mediaType: 'application/octet-stream', sizeBytes: 8 });
    expect(await desk.run('listAttachments', { ref: 'FEA-1' })).toEqual({ items: [kept] });
    const opened = await desk.exchange.openAttachment(kept.id, desk.workspace.as('viewer'));
    expect(await desk.text(opened.content)).toBe('<script>');
    await desk.run('removeAttachment', { attachmentId: kept.id });
    await expect(desk.exchange.openAttachment(kept.id, editor)).rejects.toMatchObject({ id: 'file.not-found' });
    expect(await desk.run('removeAttachment', { attachmentId: kept.id })).toEqual({ removed: false });
  });
  it('of unknown items and by viewers are refused', async () => {
    const file = { name: 'a', mediaType: null, content: once('a') };
    await expect(desk.exchange.attachFile('FEA-99', file, desk.workspace.as('editor'))).rejects.toMatchObject({
      id: 'item.not-found',
    });
    await expect(desk.exchange.attachFile('FEA-1', file, desk.workspace.as('viewer'))).rejects.toMatchObject({
      id: 'permission.denied',
    });
  });
});

describe('a whole workspace', () => {
  const TABLES = [
    'item',
    'link',
    'change',
    'change_item',
    'comment',
    'saved_view',
    'custom_field',
    'attachment',
    'item_counter',
    'import_run',
    'import_item',
    'workspace_head',
  ];
  const rowsOf = (workspaceId: string, table: string) =>
    desk.workspace.database.read(workspaceId, (tx) =>
      tx.rows<{ row: Json }>(
        sql`select to_jsonb(t) - 'workspace_id' - 'stored_as' as row from ${sql.identifier(table)} t where t.workspace_id = ${workspaceId}::uuid order by 1`,
      ),
    );

  it('goes into a new one and is equal there, files too', async () => {
    await desk.bring('id,name\n1,One\n', {
      kind: 'message',
      source: 'x',
      columns: [
        { column: 'id', to: 'sourceId' },
        { column: 'name', to: 'title' },
      ],
    });
    const kept = await desk.exchange.attachFile(
      'FEA-2',
      { name: 'plan.txt', mediaType: 'text/plain', content: once('the plan') },
      desk.workspace.as('editor'),
    );
    const archive = await desk.exchange.exportWorkspace(desk.workspace.as('owner'));
    expect(archive.name).toMatch(/^test-\d{4}-\d\d-\d\d\.throughline\.tar\.gz$/);
    const workspaceId = uuidv7();
    const done = await desk.exchange.importWorkspace(archive.content, { workspaceId, slug: 'copy', name: 'Copy' });
    expect(done.files).toBe(3);
    for (const table of TABLES)
      expect(await rowsOf(workspaceId, table), table).toEqual(await rowsOf(desk.workspace.workspaceId, table));
    const opened = await desk.exchange.openAttachment(kept.id, { workspaceId, actor: systemActor('cli') });
    expect(await desk.text(opened.content)).toBe('the plan');
    const found = await desk.workspace.database.read(workspaceId, (tx) =>
      tx.rows(sql`select 1 from item where workspace_id = ${workspaceId}::uuid and search @@ 'keep'::tsquery`),
    );
    expect(found).toHaveLength(1);
  });

  it('that is cut short or changed is refused, and leaves nothing behind', async () => {
    const parts: Uint8Array[] = [];
    for await (const part of (await desk.exchange.exportWorkspace(desk.workspace.as('owner'))).content)
      parts.push(part);
    const whole = Buffer.concat(parts);
    const into = { workspaceId: uuidv7(), slug: 'broken', name: 'Broken' };
    await expect(desk.exchange.importWorkspace(once(whole.subarray(0, whole.length / 2)), into)).rejects.toMatchObject({
      id: 'archive.broken',
    });
    await expect(desk.exchange.importWorkspace(once('nothing'), into)).rejects.toMatchObject({ id: 'archive.broken' });
    const left = await desk.workspace.database.global((tx) =>
      tx.rows(sql`select 1 from workspace where slug = 'broken'`),
    );
    expect(left).toEqual([]);
  });

  it('is for admins', async () => {
    await expect(desk.exchange.exportWorkspace(desk.workspace.as('editor'))).rejects.toMatchObject({
      id: 'permission.denied',
    });
  });
});
