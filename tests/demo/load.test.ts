/** The whole demonstration in a real database: in time, alive, safe to repeat, and gone when it is removed. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FIREFOX } from '../../src/demo/firefox/index.ts';
import { GITLAB } from '../../src/demo/gitlab/index.ts';
import { type Demo, type Loaded, loadDemo, removeDemo } from '../../src/demo/index.ts';
import { domain } from '../../src/domain/index.ts';
import { admins, changedSinceAgreed, createModel, operation } from '../../src/line/index.ts';
import { openTestWorkspace, type TestWorkspace } from '../line/workspace.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
/** The promise is 60 s on a machine of one's own. */
const LOAD_MS_MOST = 60_000;
const TEST_MS = 240_000;
const model = createModel(domain);

interface Brief {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly title: string;
}
interface Stepped {
  readonly items: readonly {
    readonly link: { readonly kind: string; readonly id: string };
    readonly from: Brief;
    readonly to: Brief;
  }[];
}
interface Findings {
  readonly findings: readonly { readonly check: string; readonly sentence: string }[];
}

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace(model);
}, TEST_MS);
afterAll(() => workspace.close());

const load = (demo: Demo, now = NOW): Promise<Loaded> =>
  loadDemo(workspace.line, { demo, workspaceId: workspace.workspaceId, now, database: workspace.database });

/** How many rows of the workspace each table of the line has. */
async function counts(): Promise<Readonly<Record<string, number>>> {
  const id = workspace.workspaceId;
  const row = await workspace.database.read(id, (tx) =>
    tx.row<Record<string, number>>(sql`select
      (select count(*)::int from item where workspace_id = ${id}::uuid) as items,
      (select count(*)::int from link where workspace_id = ${id}::uuid) as links,
      (select count(*)::int from change where workspace_id = ${id}::uuid) as changes,
      (select count(*)::int from change_item where workspace_id = ${id}::uuid) as histories,
      (select count(*)::int from notification where workspace_id = ${id}::uuid) as notifications,
      (select count(*)::int from item_counter where workspace_id = ${id}::uuid) as counters,
      (select count(*)::int from member where workspace_id = ${id}::uuid and removed_at is null) as members`),
  );
  return row ?? {};
}

const outOfStep = async (): Promise<Stepped['items']> =>
  (await workspace.run<Stepped>('listOutOfStep', { limit: 200 })).items;

describe('Firefox', () => {
  test('is loaded in time, by commits of its own days, and nobody is notified', { timeout: TEST_MS }, async () => {
    const before = Date.now();
    const { items, links } = await load(FIREFOX);
    expect(Date.now() - before).toBeLessThan(LOAD_MS_MOST);
    const after = await counts();
    expect(after).toMatchObject({ items, links, notifications: 0 });
    expect(items).toBeGreaterThan(9000);
    expect(links).toBeGreaterThan(1200);
  });

  test('holds every question with its address, and the launch of 1 June 2021', async () => {
    const page = await workspace.run<{ total: number; items: readonly { originUrl: string }[] }>('listFeedback', {
      limit: 1,
      withTotal: true,
    });
    expect(page.total).toBe(7992);
    expect(page.items[0]?.originUrl).toMatch(/^https:\/\/support\.mozilla\.org\/questions\/\d+$/);
    const launch = await workspace.run<{ title: string; launchOn: string; state: string }>('getItem', { ref: 'LCH-1' });
    expect(launch).toMatchObject({
      title: 'Firefox 89: a fresh new Firefox',
      launchOn: '2021-06-01',
      state: 'launched',
    });
  });

  test('begins every list with its newest: what lies ahead, before what shipped years ago', async () => {
    interface Dated {
      readonly items: readonly { readonly targetOn: string }[];
    }
    const { items } = await workspace.run<Dated>('listFeatures', { limit: 13 });
    expect(items.map(({ targetOn }) => targetOn > '2026-11-22')).toEqual(items.map(() => true));
    const launches = await workspace.run<{ items: readonly Brief[] }>('listLaunches', { limit: 2 });
    expect(launches.items.map(({ title }) => title)).toEqual(['Firefox 154', 'Firefox 89: a fresh new Firefox']);
  });

  test('has links out of step, each with what changed since it was agreed', async () => {
    const all = await outOfStep();
    expect(all.length).toBeGreaterThan(25);
    expect(all.length).toBeLessThan(90);
    const imported = all.find(
      ({ from, to }) => to.title === 'Import from another browser' && from.title.includes('your Chrome b'),
    );
    expect(imported?.link.kind).toBe('message.promises');
    const changed = await whatChanged(imported?.link.id ?? '', imported?.to);
    expect(changed).toContain('limits: — → 139.0: Due to recent changes in how Chrome encrypts user data on Windows');
  });

  test('every check of the product finds something, and says what it follows from', async () => {
    const { findings } = await workspace.run<Findings>('listFindings', {});
    expect([...new Set(findings.map(({ check }) => check))].sort()).toEqual(
      [...new Set(model.checks.map(({ id }) => id))].sort(),
    );
    const sentences = findings.map(({ sentence }) => sentence).join('\n');
    expect(sentences).toContain('“Page: Mobile – iOS” is in use, but');
    expect(sentences).toMatch(/“Firefox 154” goes out on .* is not available before/);
  });

  test('loaded again, on whatever day, it changes nothing', { timeout: TEST_MS }, async () => {
    const before = await counts();
    expect(await load(FIREFOX, new Date('2027-01-15T08:00:00Z'))).toEqual({ steps: 0, items: 0, links: 0 });
    expect(await counts()).toEqual(before);
  });

  test('removed, it leaves nothing but what people wrote, and can be loaded anew', { timeout: TEST_MS }, async () => {
    const mine = await workspace.run<Brief>('createNeed', { title: 'My own need', statement: 'It is mine.' });
    const feature = (await outOfStep())[0];
    await workspace.run('linkItems', { kind: 'feature.serves', from: featureOf(feature), to: mine.key });
    await remove(FIREFOX);
    expect(await counts()).toMatchObject({ items: 1, links: 0, histories: 1, counters: 1, members: 5 });
    expect(await outOfStep()).toEqual([]);
    expect((await workspace.run<Findings>('listFindings', {})).findings).toEqual([]);
    const found = await workspace.run<{ items: readonly unknown[] }>('searchLine', { q: 'proton' });
    expect(found.items).toEqual([]);
    expect(await load(FIREFOX)).toMatchObject({ steps: expect.any(Number), items: expect.any(Number) });
    expect((await outOfStep()).length).toBeGreaterThan(25);
    await remove(FIREFOX);
  });
});

describe('GitLab', () => {
  test('is loaded, is out of step where categories matured, and is removed', { timeout: TEST_MS }, async () => {
    const { items } = await load(GITLAB);
    expect(items).toBeGreaterThan(2500);
    expect(await load(GITLAB)).toEqual({ steps: 0, items: 0, links: 0 });
    const all = await outOfStep();
    expect(all.some(({ link }) => link.kind === 'positioning.restsOn')).toBe(true);
    await remove(GITLAB);
    expect(await counts()).toMatchObject({ items: 1, links: 0, members: 5 });
  });
});

const featureOf = (one: Stepped['items'][number] | undefined): string =>
  one?.to.kind === 'feature' ? one.to.key : 'FEA-1';

async function remove(demo: Demo): Promise<void> {
  const removing = operation({
    name: 'removeDemo',
    does: 'Removes a demonstration.',
    may: admins('remove a demonstration'),
    effect: 'destroy',
    rest: { method: 'DELETE', path: '/demos', tag: 'Demonstration' },
    input: z.strictObject({}),
    output: z.unknown(),
    failures: [],
    example: {},
    run: (_input, context) => removeDemo(context, demo),
  });
  await workspace.line.run(removing, {}, workspace.as('admin'));
}

/** "limits: — → 139.0: …", as the page of what is out of step would say it. */
async function whatChanged(linkId: string, to: Brief | undefined): Promise<string> {
  const reading = operation({
    name: 'readAgreement',
    does: 'Reads what changed since a link was agreed.',
    may: admins('read'),
    effect: 'read',
    rest: { method: 'GET', path: '/agreement', tag: 'Line' },
    input: z.strictObject({}),
    output: z.unknown(),
    failures: [],
    example: {},
    run: async (_input, { line, model: kinds }) => {
      const link = await line.link(linkId);
      const item = await line.item(to?.key ?? '');
      return changedSinceAgreed({
        link,
        to: item,
        kind: kinds.kind(item.kind),
        changes: await line.changesOf(item.id, null, 50),
      });
    },
  });
  const fields = z.array(z.object({ field: z.string(), agreed: z.unknown(), now: z.unknown() }));
  const changed = fields.parse(await workspace.line.run(reading, {}, workspace.as('admin')));
  return changed.map(({ field, agreed, now }) => `${field}: ${agreed ?? '—'} → ${now ?? '—'}`).join('\n');
}
