/** Agents over stdio, spoken to by the official client: on the data of this machine, and bridged to a server elsewhere. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CommandLine, commandOf, openCommandLine } from './command-line.ts';

vi.setConfig({ testTimeout: 240_000 });
let line: CommandLine;
let url: string;

beforeAll(async () => {
  line = await openCommandLine();
  await line.run(['workspace', 'create', 'Firefox', '--owner', 'ana@example.com']);
  url = await line.start();
  for (const values of [
    ['create-feature', 'title=Compact mode'],
    ['create-message', 'title=Room for the page'],
  ])
    await line.run(['run', ...values]);
  await line.run(['run', 'link-items', 'kind=message.promises', 'from=MSG-1', 'to=FEA-1']);
  await line.run(['run', 'update-feature', 'ref=FEA-1', 'title=Compact mode, at last']);
}, 120_000);
afterAll(() => line.close());

async function connect(more: Readonly<Record<string, string>> = {}): Promise<Client> {
  const given = Object.entries({ ...line.environment, ...more });
  const env = Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const { command, args } = commandOf(['mcp']);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command, args: [...args], env, stderr: 'ignore' }));
  return client;
}

test('tools are listed and called on the data of this machine', async () => {
  const client = await connect();
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['list_out_of_step', 'trace_item', 'create_item']),
  );
  const found = await client.callTool({ name: 'list_out_of_step', arguments: {} });
  expect(found.structuredContent).toMatchObject({ items: [{ from: { key: 'MSG-1' }, to: { key: 'FEA-1' } }] });
  const made = await client.callTool({
    name: 'create_item',
    arguments: { kind: 'need', values: { title: 'See more' } },
  });
  expect(made.structuredContent).toMatchObject({ key: 'NEED-1' });
  const refused = await client.callTool({ name: 'get_item', arguments: { ref: 'FEA-9' } });
  expect(refused).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('item.not-found') }] });
  await client.close();
  const { json } = await line.run(['run', 'list-changes', '--json']);
  expect(json.changes[0]).toMatchObject({ operation: 'createNeed', via: 'mcp' });
});

test('at another address the key decides which tools there are', async () => {
  const flags = ['--as', 'ana@example.com', '--scope', 'read', '--tools', 'list_out_of_step', '--json'];
  const key = (await line.run(['key', 'create', 'Agent', ...flags])).json.token;
  const client = await connect({ THROUGHLINE_URL: url, THROUGHLINE_KEY: key });
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['list_out_of_step']);
  const found = await client.callTool({ name: 'list_out_of_step', arguments: {} });
  expect(found.structuredContent).toMatchObject({ items: [{ from: { key: 'MSG-1' } }] });
  await client.close();
});
