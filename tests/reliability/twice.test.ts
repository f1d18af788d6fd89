/** Every write sent twice: no fault, nothing twice that promises none, and a sequence that stands still where nothing changed. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyOperation } from '../../src/line/index.ts';
import type { Role } from '../../src/platform/permission/index.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';
import { openTestServer, type TestServer } from '../http/server.ts';
import { asRest, type Input, type Stage, setStage, untilQuiet } from '../permission/stage.ts';
import { rounds } from './length.ts';

const { operations, model } = describedProduct();
const PLURALS = new Set(model.kinds.map(({ plural }) => plural));
const SOME = rounds({ short: 3, full: 1000 });
const KINDS = new Set(model.kinds.slice(0, SOME).map(({ plural }) => plural));

/** Those that do something anew each time, with the reason. */
const ANEW: Readonly<Record<string, string>> = {
  addComment: 'saying the same twice is saying it twice; an Idempotency-Key tells a retry from that',
  createInvitation: 'its link is shown once, so a second one takes the place of the first',
  createShareLink: 'a link is shown once, so each is a new one, to be ended by itself',
  createWebhook: 'two receivers may listen at one address',
  renewWebhookSecret: 'a new secret is what is asked for',
  createPasswordLink: 'a link is shown once, so each is a new one',
  resendInvitation: 'the invitation is sent again, with a new link',
  runImport: 'the import is made again; rows of the same source id are not',
  undoChange: 'undoing what was undone is refused; redo is undoing the undo',
  replayWebhook: 'sending again is what is asked for',
  replayDelivery: 'sending again is what is asked for',
};
/** Work that goes on after the answer: what follows is looked at when it is done. */
const BESIDE = new Set(['runImport', 'undoImport']);
/** Left out, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  loadDemo: 'writes for up to a minute beside the requests; its own tests load it twice',
  removeDemo: 'the same, the other way',
};
const createsItem = ({ name, rest }: AnyOperation): boolean =>
  name.startsWith('create') && PLURALS.has(rest.path.slice(1)) && rest.method === 'POST';

/** Refusals that say "it is so already", by the operation they belong to. */
const ALREADY: Readonly<Record<string, string>> = {
  createApiKey: 'key.by-key',
  createCustomField: 'custom-field.key-taken',
  undoChange: 'change.cannot-undo',
  replayDelivery: 'webhook.delivery-not-found',
  replayWebhook: 'webhook.replay-ahead',
  retryMail: 'mail.not-found',
  eraseMember: 'member.not-found',
};
/** A person's own things are asked for by whom they belong to. */
const OWNERS = new Set(['updateComment', 'removeComment', 'updateView', 'removeView', 'revokeApiKey']);

/** Plain verbs are printed alike for every kind: the short form asks a few kinds. */
const writes = operations.filter(({ name, effect, rest, notAt }) => {
  const [, collection = ''] = rest.path.split('/');
  return (
    effect !== 'read' &&
    !(name in LEFT_OUT) &&
    notAt?.rest === undefined &&
    (!PLURALS.has(collection) || KINDS.has(collection) || collection === 'features')
  );
});

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Programs give a view an id of their own, so that saving it again is the same view. */
const givenTo = (stage: Stage, operation: AnyOperation): Input =>
  operation.name === 'saveView' ? { ...stage.inputFor(operation), id: randomUUID() } : stage.inputFor(operation);

const roleFor = ({ name, may }: AnyOperation): Role => (OWNERS.has(name) ? 'owner' : may.role);

async function send(stage: Stage, operation: AnyOperation, input: Input, headers: Record<string, string> = {}) {
  const { method, path, body } = asRest(operation, input);
  const sending = { as: roleFor(operation), town: stage.town, headers, ...(body === undefined ? {} : { body }) };
  return server.send(method, path, sending);
}

/** Every row of the tables that make up the workspace, counted. */
async function countsOf(stage: Stage): Promise<Record<string, number>> {
  const tables = [
    'item',
    'link',
    'comment',
    'saved_view',
    'custom_field',
    'attachment',
    'member',
    'api_key',
    'invitation',
    'share_link',
    'webhook',
    'notification',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table} where workspace_id = $1) as ${table}`);
  const { rows } = await server.database.pool.query(`select ${counts.join(', ')}`, [stage.town.workspaceId]);
  return rows[0];
}

describe('sent twice', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(server, await server.newTown());
  });

  // What takes things away comes last, so that the rest finds them.
  const inOrder = writes.toSorted((one, other) => rankOf(one) - rankOf(other));
  test.each(inOrder.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const input = givenTo(stage, operation);
    const first = await send(stage, operation, input);
    expect(
      first.status < 300 || first.body.id === ALREADY[name],
      `first: ${first.status} ${JSON.stringify(first.body)}`,
    ).toBe(true);
    if (BESIDE.has(name)) await untilQuiet(server, stage.town);
    const [head, counts] = [await stage.head(), await countsOf(stage)];
    const second = await send(stage, operation, input);
    if (BESIDE.has(name)) await untilQuiet(server, stage.town);
    if (name in ANEW || createsItem(operation)) {
      expect(second.status).toBeLessThan(500);
      return;
    }
    expect(
      second.status < 300 || second.body.id === ALREADY[name],
      `second: ${second.status} ${JSON.stringify(second.body)}`,
    ).toBe(true);
    expect(await stage.head()).toBe(head);
    expect(await countsOf(stage)).toEqual(counts);
  });
});

const rankOf = ({ name, effect }: AnyOperation): number =>
  effect === 'destroy'
    ? 3
    : /^(remove|delete|unlink|revoke)/.test(name)
      ? 2
      : /^(archive|restore|undo)/.test(name)
        ? 1
        : 0;

describe('sent twice with one Idempotency-Key', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(server, await server.newTown());
  });

  const inOrder = writes.toSorted((one, other) => rankOf(one) - rankOf(other));
  test.each(inOrder.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const input = givenTo(stage, operation);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send(stage, operation, input, headers);
    if (BESIDE.has(name)) await untilQuiet(server, stage.town);
    const [head, counts] = [await stage.head(), await countsOf(stage)];
    const second = await send(stage, operation, input, headers);
    expect({ status: second.status, body: withoutRequest(second.body) }).toEqual({
      status: first.status,
      body: withoutRequest(first.body),
    });
    expect(first.status < 300 || first.body.id === ALREADY[name], JSON.stringify(first.body)).toBe(true);
    if (first.status < 300) expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await stage.head()).toBe(head);
    expect(await countsOf(stage)).toEqual(counts);
  });
});

function withoutRequest(body: object): object {
  return { ...body, requestId: '' };
}

test('what is done anew is still there to be done anew', () => {
  const names = new Set(operations.map(({ name }) => name));
  expect([...Object.keys(ANEW), ...Object.keys(ALREADY), ...OWNERS].filter((name) => !names.has(name))).toEqual([]);
});
