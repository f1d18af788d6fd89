/** What is restricted to teams, and what is another workspace's, is not there: at no door, in no list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyOperation } from '../../src/line/index.ts';
import { isAtLeast } from '../../src/platform/permission/index.ts';
import { asked, atMcp, atRest, cellsOf, faultsOf, openScene, type Scene } from './scene.ts';
import { asRest, type Input } from './stage.ts';

const SECRET = 'hidden-needle';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
}, 120_000);
afterAll(() => scene.server.close());

describe('what is hidden', () => {
  let hidden: { readonly id: string; readonly key: string };
  let needId = '';
  beforeAll(async () => {
    const make = async (path: string, body: object) =>
      (await scene.server.send('POST', `/api/v1${path}`, { body })).body;
    const team = await make('/teams', { title: 'The few', members: [scene.stage.town.members.viewer] });
    hidden = await make('/features', { title: SECRET, summary: SECRET, restrictedTo: [team.id] });
    needId = (await make('/needs', { title: 'Open to all' })).id;
    await make('/links', { kind: 'feature.serves', from: hidden.key, to: needId });
    await make(`/items/${hidden.key}/comments`, { body: SECRET });
  });

  /** The operation's example about the hidden item; undefined where it names no item. */
  function about(operation: AnyOperation): Input | undefined {
    const input = scene.stage.inputFor(operation);
    const text = JSON.stringify(input).replaceAll('"FEA-1"', JSON.stringify(hidden.key));
    return text === JSON.stringify(input) ? undefined : JSON.parse(text);
  }
  const naming = asked.filter(
    ({ notAt, example }) => notAt?.rest === undefined && JSON.stringify(example).includes('FEA-1"'),
  );

  test('is not there for those outside its teams, and is there for its teams and admins', async () => {
    expect(naming.length).toBeGreaterThan(10);
    const cells = cellsOf(naming.filter(({ name }) => name !== 'bulkFeatures')).filter(({ isAllowed }) => isAllowed);
    const faults = await faultsOf(cells, async ({ operation, role }) => {
      if (isAtLeast(role, 'admin') && operation.effect !== 'read') return undefined;
      const { status, id, text } = await atRest(scene, operation, about(operation) ?? {}, { role });
      const sees = isAtLeast(role, 'admin') || role === 'viewer';
      const isRight = sees ? status < 300 || (role === 'viewer' && operation.effect !== 'read') : status === 404;
      return isRight && (sees || !text.includes(SECRET)) ? undefined : `${operation.name} as ${role}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
  });

  test('no list, search, feed, snapshot or export tells of it', async () => {
    const paths = [
      ...asked
        .filter(({ effect, notAt, rest }) => effect === 'read' && notAt?.rest === undefined && rest.method === 'GET')
        .map(
          (operation) =>
            asRest(operation, {
              ...scene.stage.inputFor(operation),
              ...(operation.name === 'searchLine' ? { q: SECRET } : {}),
            }).path,
        ),
      '/api/v1/snapshot',
      '/api/v1/feed?after=0&wait=0',
      '/api/v1/files/export/features?format=csv',
      `/api/v1/files/items/${hidden.key}`,
      `/api/v1/items/${needId}?include=linked`,
      `/api/v1/needs/${needId}?include=linked`,
      `/api/v1/items/${needId}/links`,
      `/api/v1/items/${needId}/trace`,
      `/api/v1/items/${needId}/history`,
      `/api/v1/features?search=${SECRET}`,
    ];
    for (const role of ['contributor', 'editor'] as const) {
      const faults = await faultsOf(paths, async (path) => {
        const { status, body } = await scene.server.send('GET', path, { as: role });
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return text.includes(SECRET) || (status < 300 && text.includes(hidden.id)) ? `${path} as ${role}` : undefined;
      });
      expect(faults).toEqual([]);
    }
    const { body } = await scene.server.send('GET', `/api/v1/features?search=${SECRET}`, { as: 'viewer' });
    expect(body.items).toHaveLength(1);
  });

  test('nor does an agent hear of it', async () => {
    for (const [tool, given] of [
      ['get_item', { ref: hidden.key }],
      ['search_line', { q: SECRET }],
      ['list_items', { kind: 'feature', search: SECRET }],
      ['trace_item', { ref: needId }],
    ] as const)
      expect(
        (await atMcp(scene, tool, given, scene.stage.town.keys.editor)).text.replaceAll(`"${SECRET}"`, ''),
      ).not.toContain(hidden.id);
  });
});

describe("another workspace's things", () => {
  test('are not there, even for its owner who knows their ids', async () => {
    const ids = new Set(scene.stage.ids.values());
    const before = await scene.stage.head();
    const byId = (operation: AnyOperation): Input => {
      const text = JSON.stringify(scene.stage.inputFor(operation));
      return JSON.parse(
        text.replaceAll(/"([A-Z]+-\d+)"/g, (whole, key: string) => JSON.stringify(scene.stage.items.get(key) ?? whole)),
      );
    };
    const naming = asked.filter((operation) => {
      const text = JSON.stringify(byId(operation));
      return (
        operation.notAt?.rest === undefined && [...ids, ...scene.stage.items.values()].some((id) => text.includes(id))
      );
    });
    expect(naming.length).toBeGreaterThan(40);
    const faults = await faultsOf(naming, async (operation) => {
      const { status, id, text } = await atRest(scene, operation, byId(operation), {
        role: 'owner',
        town: scene.stranger,
      });
      const isRight = status === 404 || saysItIsNotHere(operation, text);
      return isRight ? undefined : `${operation.name}: ${status} ${id} ${text.slice(0, 200)}`;
    });
    expect(faults).toEqual([]);
    expect(await scene.stage.head()).toBe(before);
  });
});

/** Taking away what is not there is no error, and the answer says that nothing was; rows of a bulk have their own answers. */
function saysItIsNotHere({ name, rest }: AnyOperation, text: string): boolean {
  if (name.startsWith('bulk')) return text.includes('"item.not-found"') && text.includes('"done":0');
  return rest.method === 'DELETE' && /"(removed|isActive|isOpen|unlinked|deleted)":false/.test(text);
}
