/** What the tests of permissions ask from: which operations, in which cells, through which doors, on one stage. */
import type { AnyOperation } from '../../src/line/index.ts';
import { hashToken, KEY_PREFIX, makeToken } from '../../src/platform/auth/index.ts';
import { isAtLeast, ROLES, type Role } from '../../src/platform/permission/index.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';
import type { TestServer, Town } from '../http/server.ts';
import { rounds } from '../reliability/length.ts';
import { asRest, type Input, openStagedServer, type Stage, setStage } from './stage.ts';

export const { operations, model } = describedProduct();
/** Plain verbs are printed alike for every kind; the short form asks two kinds, the full one all. */
const KINDS = new Set(model.kinds.slice(0, rounds({ short: 0, full: 1000 })).map(({ plural }) => plural));
export const PLURALS = new Set(model.kinds.map(({ plural }) => plural));
export const asked = operations.filter(({ rest }) => {
  const [, collection = ''] = rest.path.split('/');
  return !PLURALS.has(collection) || KINDS.has(collection) || collection === 'features' || collection === 'feedback';
});
const AT_ONCE = 4;

export interface Scene {
  readonly server: TestServer;
  readonly stage: Stage;
  /** An owner of another workspace. */
  readonly stranger: Town;
  /** With the files of this server behind them. */
  readonly operations: ReadonlyMap<string, AnyOperation>;
}

/** @example scene = await openScene(); afterAll(() => scene.server.close()); */
export async function openScene(): Promise<Scene> {
  const { server, operations: own } = await openStagedServer();
  return { server, operations: own, stage: await setStage(server, server.town), stranger: await server.newTown() };
}

/** Asks all, a few at a time, and gathers what is wrong. */
export async function faultsOf<T>(
  cells: readonly T[],
  faultOf: (cell: T) => Promise<string | undefined>,
): Promise<string[]> {
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

export interface Cell {
  readonly operation: AnyOperation;
  readonly role: Role;
  readonly isAllowed: boolean;
}

export const cellsOf = (some: readonly AnyOperation[]): readonly Cell[] =>
  some.flatMap((operation) =>
    ROLES.map((role) => ({ operation, role, isAllowed: isAtLeast(role, operation.may.role) })),
  );

/** What an owner cannot do on this stage, and why. */
export const NOT_ON_STAGE: Readonly<Record<string, string>> = {
  replayDelivery: 'webhook.delivery-not-found',
  replayWebhook: 'webhook.replay-ahead',
  retryMail: 'mail.not-found',
};

export interface Said {
  readonly id: string;
  readonly text: string;
}

export interface RestSaid extends Said {
  readonly status: number;
}

/** Asks at the REST door, as a member of that role or with a key of one's own. */
export async function atRest(
  { server, stage }: Scene,
  operation: AnyOperation,
  input: Input,
  as: Asker,
): Promise<RestSaid> {
  const { method, path, body } = asRest(operation, input);
  const headers = as.key === undefined ? {} : { authorization: `Bearer ${as.key}` };
  const sending = { as: as.role, town: as.town ?? stage.town, headers, ...(body === undefined ? {} : { body }) };
  const { status, body: answer } = await server.send(method, path, sending);
  return { status, id: String(answer?.id ?? ''), text: JSON.stringify(answer) };
}

export interface Asker {
  readonly role: Role;
  readonly town?: Town;
  readonly key?: string;
}

/** A key of the owner with these scopes. */
export async function keyWith({ server, stage }: Scene, scopes: string): Promise<string> {
  const key = makeToken(KEY_PREFIX);
  await server.database.pool.query(
    `insert into api_key (id, workspace_id, member_id, name, key_hash, key_start, role, scopes, created_at)
      values (gen_random_uuid(), $1, $2, $3, $3, 'tl_', 'owner', $4, now())`,
    [stage.town.workspaceId, stage.town.members.owner, hashToken(key), scopes],
  );
  return key;
}

/** Asks an agent's tool. */
export async function atMcp({ server }: Scene, tool: string, given: unknown, key: string): Promise<Said> {
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
