/** The permission matrix: every operation, every role, what is one's own, what is hidden and what is another's, at every door. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyOperation } from '../../src/line/index.ts';
import { hashToken, KEY_PREFIX, makeToken } from '../../src/platform/auth/index.ts';
import { scopeFor } from '../../src/platform/auth/scope.ts';
import { isFailure } from '../../src/platform/failure/index.ts';
import { type Actor, isAtLeast, ROLES, type Role } from '../../src/platform/permission/index.ts';
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { printTools } from '../../src/surfaces/server/mcp/tools.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';
import type { TestServer, Town } from '../http/server.ts';
import { rounds } from '../reliability/length.ts';
import { asRest, type Input, openStagedServer, type Stage, setStage } from './stage.ts';

const { operations, model } = describedProduct();
/** Plain verbs are printed alike for every kind; the short form asks two kinds, the full one all. */
const KINDS = new Set(model.kinds.slice(0, rounds({ short: 0, full: 1000 })).map(({ plural }) => plural));
const PLURALS = new Set(model.kinds.map(({ plural }) => plural));
const asked = operations.filter(({ rest }) => {
  const [, collection = ''] = rest.path.split('/');
  return !PLURALS.has(collection) || KINDS.has(collection) || collection === 'features' || collection === 'feedback';
});
const AT_ONCE = 4;
const SECRET = 'hidden-needle';

let server: TestServer;
/** With the files of this server behind them. */
let ownOperations: ReadonlyMap<string, AnyOperation>;
let stage: Stage;
let stranger: Town;
beforeAll(async () => {
  ({ server, operations: ownOperations } = await openStagedServer());
  stage = await setStage(server, server.town);
  stranger = await server.newTown();
}, 120_000);
afterAll(() => server.close());

/** Asks all, a few at a time, and gathers what is wrong. */
async function faultsOf<T>(cells: readonly T[], faultOf: (cell: T) => Promise<string | undefined>): Promise<string[]> {
  const faults: string[] = [];
  const waiting = [...cells];
  const ask = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      const fault = await faultOf(cell);
      if (fault !== undefined) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return faults.toSorted();
}

interface Cell {
  readonly operation: AnyOperation;
  readonly role: Role;
  readonly isAllowed: boolean;
}

const cellsOf = (some: readonly AnyOperation[]): readonly Cell[] =>
  some.flatMap((operation) =>
    ROLES.map((role) => ({ operation, role, isAllowed: isAtLeast(role, operation.may.role) })),
  );

const actorOf = (role: Role): Actor => ({
  memberId: stage.town.members[role],
  name: role,
  role,
  teamIds: [],
  via: 'api',
});

class TakenBack extends Error {}

/** Runs an operation and takes it back; the id of the failure, or `done`. */
async function outcome(operation: AnyOperation, input: Input, role: Role): Promise<string> {
  const own = ownOperations.get(operation.name) ?? operation;
  const undone: AnyOperation = {
    ...own,
    run: async (given, context) => {
      await own.run(given, context);
      throw new TakenBack();
    },
  };
  try {
    await server.line.run(undone, input, { workspaceId: stage.town.workspaceId, actor: actorOf(role) });
    return 'done';
  } catch (error) {
    if (error instanceof TakenBack) return 'done';
    return isFailure(error) ? error.id : `fault: ${String(error)}`;
  }
}

/** What an owner cannot do on this stage, and why. */
const NOT_ON_STAGE: Readonly<Record<string, string>> = {
  replayDelivery: 'webhook.delivery-not-found',
  replayWebhook: 'webhook.replay-ahead',
  retryMail: 'mail.not-found',
};
/** Allowed by role, and yet one's own only. */
const ONES_OWN = new Set(['comment.not-yours', 'view.not-yours']);

describe('at the operation', () => {
  test('who is allowed is let in and gets it done, everybody else is told who may', async () => {
    const inside = asked.filter(({ notAt }) => notAt?.rest === undefined);
    const faults = await faultsOf(cellsOf(inside), async ({ operation, role, isAllowed }) => {
      const found = await outcome(operation, stage.inputFor(operation), role);
      const isRight = isAllowed
        ? found === 'done' || found === NOT_ON_STAGE[operation.name] || (role !== 'owner' && ONES_OWN.has(found))
        : found === 'permission.denied';
      return isRight ? undefined : `${operation.name} as ${role}: ${found}`;
    });
    expect(faults).toEqual([]);
  });
});

async function atRest(operation: AnyOperation, input: Input, as: { role: Role; town?: Town; key?: string }) {
  const { method, path, body } = asRest(operation, input);
  const headers = as.key === undefined ? {} : { authorization: `Bearer ${as.key}` };
  const sending = { as: as.role, town: as.town ?? stage.town, headers, ...(body === undefined ? {} : { body }) };
  const { status, body: answer } = await server.send(method, path, sending);
  return { status, id: String(answer?.id ?? ''), text: JSON.stringify(answer) };
}

describe('at the REST door', () => {
  const open = asked.filter(({ notAt }) => notAt?.rest === undefined);

  test('nobody below the role gets in, and nothing moves', async () => {
    const before = await stage.head();
    const refused = cellsOf(open).filter(({ isAllowed }) => !isAllowed);
    const faults = await faultsOf(refused, async ({ operation, role }) => {
      const { status, id } = await atRest(operation, stage.inputFor(operation), { role });
      return status === 403 && id === 'permission.denied' ? undefined : `${operation.name} as ${role}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await stage.head()).toBe(before);
  });

  test('without a key nobody gets in', async () => {
    const faults = await faultsOf(open, async (operation) => {
      const { method, path, body } = asRest(operation, stage.inputFor(operation));
      const { status } = await server.send(method, path, { as: null, ...(body === undefined ? {} : { body }) });
      return status === 401 ? undefined : `${operation.name}: ${status}`;
    });
    expect(faults).toEqual([]);
  });

  test('a key to read changes nothing, whoever holds it', async () => {
    const key = await keyWith('{read}');
    const before = await stage.head();
    const faults = await faultsOf(open, async (operation) => {
      const { status, id } = await atRest(operation, stage.inputFor(operation), { role: 'owner', key });
      const isOpen = scopeFor(operation) === 'read';
      if (isOpen)
        return status < 300 || id === NOT_ON_STAGE[operation.name] ? undefined : `${operation.name}: ${status} ${id}`;
      return status === 403 && id === 'key.scope-missing' ? undefined : `${operation.name}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await stage.head()).toBe(before);
  });

  test('reads are let in from their role upwards', async () => {
    const reads = cellsOf(open.filter(({ effect }) => effect === 'read')).filter(({ isAllowed }) => isAllowed);
    const faults = await faultsOf(reads, async ({ operation, role }) => {
      const { status, id } = await atRest(operation, stage.inputFor(operation), { role });
      return status < 300 || id === NOT_ON_STAGE[operation.name]
        ? undefined
        : `${operation.name} as ${role}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
  });

  test("a person's own verbs for admins are for admins", async () => {
    for (const { rest, audience } of personalOperations.filter((one) => one.audience === 'admin'))
      for (const role of ROLES) {
        const { status } = await server.send(rest.method, `/api/v1${rest.path}`, { as: role, body: {} });
        expect(status === 403, `${rest.path} (${audience}) as ${role}`).toBe(!isAtLeast(role, 'admin'));
      }
  });
});

/** A key of the owner with these scopes. */
async function keyWith(scopes: string): Promise<string> {
  const key = makeToken(KEY_PREFIX);
  await server.database.pool.query(
    `insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, created_at)
      values (gen_random_uuid(), $1, $2, $3, $3, 'tl_', 'owner', $4, now())`,
    [stage.town.workspaceId, stage.town.members.owner, hashToken(key), scopes],
  );
  return key;
}

interface Said {
  readonly id: string;
  readonly text: string;
}

async function atMcp(tool: string, given: unknown, key: string): Promise<Said> {
  const answer = await fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: given } }),
  });
  const { result }: ReturnType<typeof JSON.parse> = await answer.json();
  const text: string = result?.content?.[0]?.text ?? `status ${answer.status}`;
  return { id: result?.isError === true ? String(JSON.parse(text).id) : 'done', text };
}

describe('at the MCP door', () => {
  const tools = printTools(model, operations);
  const plain = tools.flatMap((tool) => {
    const { operation } = operationOf(tool) ?? {};
    return operation === undefined ? [] : [{ tool, operation }];
  });

  /** A tool of a kind's verb is asked for features. */
  function operationOf(tool: (typeof tools)[number]) {
    try {
      return tool.operationFor({ kind: 'feature', ref: 'FEA-1', values: {}, rows: [] });
    } catch {
      return undefined;
    }
  }

  function given(name: string, operation: AnyOperation): Input {
    const input = stage.inputFor(operation);
    const { ref, ...values } = input;
    if (name === 'create_item') return { kind: 'feature', values: input };
    if (name === 'update_item') return { ref, values };
    return name === 'list_items' || name === 'bulk_items' ? { kind: 'feature', ...input } : input;
  }

  test('it has a tool for every operation that does not say why not', () => {
    expect(plain).toHaveLength(tools.length);
    const reached = new Set(plain.map(({ operation }) => operation.name));
    const missing = operations.filter(({ name, rest, notAt }) => {
      const [, collection = ''] = rest.path.split('/');
      return notAt?.mcp === undefined && !PLURALS.has(collection) && !reached.has(name);
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('nobody below the role gets in, readers are let in, and nothing moves', async () => {
    const before = await stage.head();
    const cells = plain.flatMap(({ tool, operation }) => cellsOf([operation]).map((cell) => ({ tool, ...cell })));
    const asking = cells.filter(({ isAllowed, operation }) => !isAllowed || operation.effect === 'read');
    const faults = await faultsOf(asking, async ({ tool, operation, role, isAllowed }) => {
      const { id } = await atMcp(tool.name, given(tool.name, operation), stage.town.keys[role]);
      const isRight = isAllowed ? id === 'done' || id === NOT_ON_STAGE[operation.name] : id === 'permission.denied';
      return isRight ? undefined : `${tool.name} as ${role}: ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await stage.head()).toBe(before);
  });

  test('a key to read writes nothing', async () => {
    const key = await keyWith('{read}');
    const writing = plain.filter(({ operation }) => scopeFor(operation) !== 'read');
    const faults = await faultsOf(writing, async ({ tool, operation }) => {
      const { id } = await atMcp(tool.name, given(tool.name, operation), key);
      return id === 'key.scope-missing' ? undefined : `${tool.name}: ${id}`;
    });
    expect(faults).toEqual([]);
  });
});

describe('what is hidden', () => {
  let hidden: { readonly id: string; readonly key: string };
  let needId = '';
  beforeAll(async () => {
    const make = async (path: string, body: object) => (await server.send('POST', `/api/v1${path}`, { body })).body;
    const team = await make('/teams', { title: 'The few', members: [stage.town.members.viewer] });
    hidden = await make('/features', { title: SECRET, summary: SECRET, restrictedTo: [team.id] });
    needId = (await make('/needs', { title: 'Open to all' })).id;
    await make('/links', { kind: 'feature.serves', from: hidden.key, to: needId });
    await make(`/items/${hidden.key}/comments`, { body: SECRET });
  });

  /** The operation's example about the hidden item; undefined where it names no item. */
  function about(operation: AnyOperation): Input | undefined {
    const input = stage.inputFor(operation);
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
      const { status, id, text } = await atRest(operation, about(operation) ?? {}, { role });
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
              ...stage.inputFor(operation),
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
        const { status, body } = await server.send('GET', path, { as: role });
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return text.includes(SECRET) || (status < 300 && text.includes(hidden.id)) ? `${path} as ${role}` : undefined;
      });
      expect(faults).toEqual([]);
    }
    const { body } = await server.send('GET', `/api/v1/features?search=${SECRET}`, { as: 'viewer' });
    expect(body.items).toHaveLength(1);
  });

  test('nor does an agent hear of it', async () => {
    for (const [tool, given] of [
      ['get_item', { ref: hidden.key }],
      ['search_line', { q: SECRET }],
      ['list_items', { kind: 'feature', search: SECRET }],
      ['trace_item', { ref: needId }],
    ] as const)
      expect((await atMcp(tool, given, stage.town.keys.editor)).text.replaceAll(`"${SECRET}"`, '')).not.toContain(
        hidden.id,
      );
  });
});

describe("another workspace's things", () => {
  test('are not there, even for its owner who knows their ids', async () => {
    const ids = new Set(stage.ids.values());
    const before = await stage.head();
    const byId = (operation: AnyOperation): Input => {
      const text = JSON.stringify(stage.inputFor(operation));
      return JSON.parse(
        text.replaceAll(/"([A-Z]+-\d+)"/g, (whole, key: string) => JSON.stringify(stage.items.get(key) ?? whole)),
      );
    };
    const naming = asked.filter((operation) => {
      const text = JSON.stringify(byId(operation));
      return operation.notAt?.rest === undefined && [...ids, ...stage.items.values()].some((id) => text.includes(id));
    });
    expect(naming.length).toBeGreaterThan(40);
    const faults = await faultsOf(naming, async (operation) => {
      const { status, id, text } = await atRest(operation, byId(operation), { role: 'owner', town: stranger });
      const isRight = status === 404 || saysItIsNotHere(operation, text);
      return isRight ? undefined : `${operation.name}: ${status} ${id} ${text.slice(0, 200)}`;
    });
    expect(faults).toEqual([]);
    expect(await stage.head()).toBe(before);
  });
});

/** Taking away what is not there is no error, and the answer says that nothing was; rows of a bulk have their own answers. */
function saysItIsNotHere({ name, rest }: AnyOperation, text: string): boolean {
  if (name.startsWith('bulk')) return text.includes('"item.not-found"') && text.includes('"done":0');
  return rest.method === 'DELETE' && /"(removed|isActive|isOpen|unlinked|deleted)":false/.test(text);
}
