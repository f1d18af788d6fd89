/** Agents over HTTP, spoken to by the official client: what a key may, what it is shown, and what it is told of each tool. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toolName } from '../../src/surfaces/server/mcp/tools.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';
import { openTestServer, type TestServer } from '../http/server.ts';

let server: TestServer;
const open: Client[] = [];

beforeAll(async () => {
  server = await openTestServer();
  await server.send('POST', '/api/v1/features', { body: { title: 'Compact mode' } });
  await server.send('POST', '/api/v1/messages', { body: { title: 'Room for the page' } });
  const link = { kind: 'message.promises', from: 'MSG-1', to: 'FEA-1' };
  await server.send('POST', '/api/v1/links', { body: link });
  await server.send('PATCH', '/api/v1/features/FEA-1', { body: { title: 'Compact mode, at last' } });
});
afterAll(async () => {
  for (const client of open) await client.close();
  await server.close();
});

async function connect(key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url), { requestInit }));
  open.push(client);
  return client;
}

let keys = 0;
/** A key of the owner with these limits, made as a person signed in makes one. */
async function keyWith(limits: { scopes: string[]; tools?: string[]; role?: string }): Promise<string> {
  keys += 1;
  const { operations } = describedProduct();
  const createApiKey = operations.find(({ name }) => name === 'createApiKey');
  if (createApiKey === undefined) throw new Error('There is no createApiKey.');
  const { workspaceId, members } = server.town;
  const actor = { memberId: members.owner, name: 'The owner', role: 'owner', teamIds: [], via: 'web' } as const;
  const made = await server.line.run(createApiKey, { name: `Agent ${keys}`, ...limits }, { workspaceId, actor });
  return String(Object(made).token);
}

const textOf = (result: Awaited<ReturnType<Client['callTool']>>): string => JSON.stringify(result.content);

test('there is no stream to open and no session to end: only POST is taken', async () => {
  for (const method of ['GET', 'DELETE']) {
    const refused = await server.send(method, '/mcp', { headers: { accept: 'text/event-stream' } });
    expect(refused).toMatchObject({ status: 405, body: { id: 'route.method-not-allowed' } });
    expect(refused.headers.get('allow')).toBe('POST');
  }
});

test('what a tool needs and was not given is named', async () => {
  const client = await connect(server.town.keys.owner);
  for (const [name, field] of [
    ['list_items', 'kind'],
    ['archive_item', 'ref'],
  ] as const) {
    const refused = await client.callTool({ name, arguments: {} });
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('input.invalid');
    expect(textOf(refused)).toContain(`\\"field\\":\\"${field}\\"`);
  }
});

test('a message is no longer than any other request', async () => {
  const long = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x'.repeat(1_100_000) } };
  const headers = { accept: 'application/json, text/event-stream' };
  expect(await server.send('POST', '/mcp', { body: long, headers })).toMatchObject({
    status: 413,
    body: { id: 'body.too-large' },
  });
});

test('an agent finds what is out of step, reads it and answers', async () => {
  const client = await connect(await keyWith({ scopes: ['write'] }));
  const found = await client.callTool({ name: 'list_out_of_step', arguments: {} });
  expect(found.structuredContent).toMatchObject({ items: [{ from: { key: 'MSG-1' }, to: { key: 'FEA-1' } }] });
  const linkId = Object(found.structuredContent).items[0].link.id;
  const answered = await client.callTool({ name: 'confirm_link', arguments: { linkId, remark: 'Names no date.' } });
  expect(answered.isError).toBeUndefined();
  const after = await client.callTool({ name: 'list_out_of_step', arguments: {} });
  expect(after.structuredContent).toMatchObject({ items: [] });
  const { body } = await server.send('GET', '/api/v1/changes');
  expect(body.changes[0]).toMatchObject({ operation: 'confirmLink', via: 'mcp' });
});

test('a key that may only read is shown what reads, and writes nothing', async () => {
  const client = await connect(await keyWith({ scopes: ['read'] }));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('list_items');
  expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([]);
  const refused = await client.callTool({
    name: 'create_item',
    arguments: { kind: 'need', values: { title: 'See more' } },
  });
  expect(refused.isError).toBe(true);
  expect(textOf(refused)).toContain('key.scope-missing');
  expect((await server.send('GET', '/api/v1/needs')).body.items).toEqual([]);
});

test('the role of the key caps its member', async () => {
  const client = await connect(await keyWith({ scopes: ['admin'], role: 'viewer' }));
  const refused = await client.callTool({ name: 'update_item', arguments: { ref: 'FEA-1', values: { title: 'x' } } });
  expect(textOf(refused)).toContain('permission.denied');
});

test('a key with a list of tools is shown those and may use no other', async () => {
  const client = await connect(await keyWith({ scopes: ['write'], tools: ['list_out_of_step', 'get_item'] }));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(['get_item', 'list_out_of_step']);
  const refused = await client.callTool({ name: 'list_items', arguments: { kind: 'feature' } });
  expect(textOf(refused)).toContain('key.tool-missing');
});

test('the hints are honest: they follow from the effect of the operation behind each tool', async () => {
  const client = await connect(await keyWith({ scopes: ['admin'] }));
  const { tools } = await client.listTools();
  const effects = new Map(describedProduct().operations.map(({ name, effect }) => [toolName(name), effect]));
  for (const { name, annotations } of tools) {
    const effect = effects.get(name) ?? (name === 'list_items' ? 'read' : 'write');
    expect([name, annotations]).toEqual([
      name,
      expect.objectContaining({
        readOnlyHint: effect === 'read',
        destructiveHint: effect === 'destroy',
        openWorldHint: false,
      }),
    ]);
  }
  const isSameTwice = (wanted: string): boolean | undefined =>
    tools.find(({ name }) => name === wanted)?.annotations?.idempotentHint;
  for (const name of ['confirm_link', 'archive_item', 'list_items'])
    expect([name, isSameTwice(name)]).toEqual([name, true]);
  for (const name of ['create_item', 'bulk_items', 'add_comment', 'undo_change', 'replay_delivery'])
    expect([name, isSameTwice(name)]).toEqual([name, false]);
});

test('what is not offered to agents, and what there is not, is refused', async () => {
  const client = await connect(await keyWith({ scopes: ['admin'] }));
  for (const name of ['create_api_key', 'create_password_link', 'fly'])
    expect(textOf(await client.callTool({ name, arguments: {} }))).toContain('tool.unknown');
  const wrong = await client.callTool({ name: 'list_items', arguments: { kind: 'unicorn' } });
  expect(textOf(wrong)).toContain('kind.unknown');
});

test('without a key, or with a wrong one, there is no door', async () => {
  await expect(connect('tl_wrong')).rejects.toThrow(/key\.unknown|401/);
  const answer = await fetch(`${server.url}/mcp`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(401);
});
