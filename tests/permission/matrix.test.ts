/** The permission matrix: every operation, every role, at the operation itself and at the doors for programs and agents. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyOperation } from '../../src/line/index.ts';
import { scopeFor } from '../../src/platform/auth/scope.ts';
import { isFailure } from '../../src/platform/failure/index.ts';
import { type Actor, isAtLeast, ROLES, type Role } from '../../src/platform/permission/index.ts';
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { printTools } from '../../src/surfaces/server/mcp/tools.ts';
import {
  asked,
  atMcp,
  atRest,
  cellsOf,
  faultsOf,
  keyWith,
  model,
  NOT_ON_STAGE,
  openScene,
  operations,
  PLURALS,
  type Scene,
} from './scene.ts';
import { asRest, type Input } from './stage.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
}, 120_000);
afterAll(() => scene.server.close());

const actorOf = (role: Role): Actor => ({
  memberId: scene.stage.town.members[role],
  name: role,
  role,
  teamIds: [],
  via: 'api',
});

/** What they begin goes on beside the transaction, so it is not taken back with it: only who may not is asked of them here. */
const GOES_ON_BESIDE = new Set(['loadDemo', 'removeDemo']);

class TakenBack extends Error {}

/** Runs an operation and takes it back; the id of the failure, or `done`. */
async function outcome(operation: AnyOperation, input: Input, role: Role): Promise<string> {
  const own = scene.operations.get(operation.name) ?? operation;
  const undone: AnyOperation = {
    ...own,
    run: async (given, context) => {
      await own.run(given, context);
      throw new TakenBack();
    },
  };
  try {
    await scene.server.line.run(undone, input, { workspaceId: scene.stage.town.workspaceId, actor: actorOf(role) });
    return 'done';
  } catch (error) {
    if (error instanceof TakenBack) return 'done';
    return isFailure(error) ? error.id : `fault: ${String(error)}`;
  }
}

/** Allowed by role, and yet one's own only. */
const ONES_OWN = new Set(['comment.not-yours', 'view.not-yours', 'key.not-found']);

describe('at the operation', () => {
  test('who is allowed is let in and gets it done, everybody else is told who may', async () => {
    const inside = asked.filter(({ notAt }) => notAt?.rest === undefined);
    const cells = cellsOf(inside).filter(
      ({ operation, isAllowed }) => !(isAllowed && GOES_ON_BESIDE.has(operation.name)),
    );
    const faults = await faultsOf(cells, async ({ operation, role, isAllowed }) => {
      const found = await outcome(operation, scene.stage.inputFor(operation), role);
      const isRight = isAllowed
        ? found === 'done' || found === NOT_ON_STAGE[operation.name] || (role !== 'owner' && ONES_OWN.has(found))
        : found === 'permission.denied';
      return isRight ? undefined : `${operation.name} as ${role}: ${found}`;
    });
    expect(faults).toEqual([]);
  });
});

describe('at the REST door', () => {
  const open = asked.filter(({ notAt }) => notAt?.rest === undefined);

  test('nobody below the role gets in, and nothing moves', async () => {
    const before = await scene.stage.head();
    const refused = cellsOf(open).filter(({ isAllowed }) => !isAllowed);
    const faults = await faultsOf(refused, async ({ operation, role }) => {
      const { status, id } = await atRest(scene, operation, scene.stage.inputFor(operation), { role });
      return status === 403 && id === 'permission.denied' ? undefined : `${operation.name} as ${role}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await scene.stage.head()).toBe(before);
  });

  test('without a key nobody gets in', async () => {
    const faults = await faultsOf(open, async (operation) => {
      const { method, path, body } = asRest(operation, scene.stage.inputFor(operation));
      const { status } = await scene.server.send(method, path, { as: null, ...(body === undefined ? {} : { body }) });
      return status === 401 ? undefined : `${operation.name}: ${status}`;
    });
    expect(faults).toEqual([]);
  });

  test('a key to read changes nothing, whoever holds it', async () => {
    const key = await keyWith(scene, '{read}');
    const before = await scene.stage.head();
    const faults = await faultsOf(open, async (operation) => {
      const { status, id } = await atRest(scene, operation, scene.stage.inputFor(operation), { role: 'owner', key });
      const isOpen = scopeFor(operation) === 'read';
      if (isOpen)
        return status < 300 || id === NOT_ON_STAGE[operation.name] ? undefined : `${operation.name}: ${status} ${id}`;
      return status === 403 && id === 'key.scope-missing' ? undefined : `${operation.name}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await scene.stage.head()).toBe(before);
  });

  test('reads are let in from their role upwards', async () => {
    const reads = cellsOf(open.filter(({ effect }) => effect === 'read')).filter(({ isAllowed }) => isAllowed);
    const faults = await faultsOf(reads, async ({ operation, role }) => {
      const { status, id } = await atRest(scene, operation, scene.stage.inputFor(operation), { role });
      return status < 300 || id === NOT_ON_STAGE[operation.name]
        ? undefined
        : `${operation.name} as ${role}: ${status} ${id}`;
    });
    expect(faults).toEqual([]);
  });

  test("a person's own verbs for admins are for admins", async () => {
    for (const { rest, audience } of personalOperations.filter((one) => one.audience === 'admin'))
      for (const role of ROLES) {
        const { status } = await scene.server.send(rest.method, `/api/v1${rest.path}`, { as: role, body: {} });
        expect(status === 403, `${rest.path} (${audience}) as ${role}`).toBe(!isAtLeast(role, 'admin'));
      }
  });
});

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
    const input = scene.stage.inputFor(operation);
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
    const before = await scene.stage.head();
    const cells = plain.flatMap(({ tool, operation }) => cellsOf([operation]).map((cell) => ({ tool, ...cell })));
    const asking = cells.filter(({ isAllowed, operation }) => !isAllowed || operation.effect === 'read');
    const faults = await faultsOf(asking, async ({ tool, operation, role, isAllowed }) => {
      const { id } = await atMcp(scene, tool.name, given(tool.name, operation), scene.stage.town.keys[role]);
      const isRight = isAllowed ? id === 'done' || id === NOT_ON_STAGE[operation.name] : id === 'permission.denied';
      return isRight ? undefined : `${tool.name} as ${role}: ${id}`;
    });
    expect(faults).toEqual([]);
    expect(await scene.stage.head()).toBe(before);
  });

  test('a key to read writes nothing', async () => {
    const key = await keyWith(scene, '{read}');
    const writing = plain.filter(({ operation }) => scopeFor(operation) !== 'read');
    const faults = await faultsOf(writing, async ({ tool, operation }) => {
      const { id } = await atMcp(scene, tool.name, given(tool.name, operation), key);
      return id === 'key.scope-missing' ? undefined : `${tool.name}: ${id}`;
    });
    expect(faults).toEqual([]);
  });
});
