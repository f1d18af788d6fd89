/** Methods at every door: over HTTP with progress, as an agent's tool, and at the terminal with requests and tables. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rankRobustness } from '../../src/methods/prioritise/index.ts';
import { createMethodRunner } from '../../src/surfaces/server/method/index.ts';
import { type CommandLine, openCommandLine } from '../cli/command-line.ts';
import { temporaryFolder } from '../database/test-server.ts';
import { openTestServer, type TestServer } from '../http/server.ts';

const SCORES = { answers: { promoters: 40, passives: 30, detractors: 30 } };

describe('over HTTP', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());
  const run = (name: string, body: unknown, headers = {}) =>
    server.send('POST', `/api/v1/methods/${name}`, { as: 'viewer', body, headers });

  test('are listed, described and run by whoever may read', async () => {
    const { body } = await server.send('GET', '/api/v1/methods?field=ask', { as: 'viewer' });
    expect(body.methods.map(({ name }: { name: string }) => name)).toContain('net-promoter-score');
    const described = await server.send('GET', '/api/v1/methods/net-promoter-score', { as: 'viewer' });
    expect(described.body).toMatchObject({ field: 'ask', inputs: { type: 'object' }, result: { type: 'object' } });
    const answer = await run('net-promoter-score', { inputs: SCORES });
    expect(answer).toMatchObject({ status: 200, body: { group: { score: { estimate: expect.closeTo(0.1, 9) } } } });
  });

  test('the example that a method describes is a request that it answers', async () => {
    for (const name of ['rice-score', 'kano', 'two-proportions', 'markov-attribution']) {
      const { body } = await server.send('GET', `/api/v1/methods/${name}`);
      expect(await run(name, { inputs: body.example.inputs }), name).toMatchObject({ status: 200 });
    }
  });

  test('bad inputs are named with their remedy', async () => {
    const wrong = await run('net-promoter-score', { inputs: { answers: [11] } });
    expect(wrong).toMatchObject({
      status: 422,
      body: {
        id: 'method.inputs',
        problem: 'inputs-invalid',
        field: 'inputs.answers.0',
        detail: expect.stringContaining('0 to 10'),
      },
    });
    const empty = await run('net-promoter-score', { inputs: { answers: [] } });
    expect(empty).toMatchObject({
      status: 422,
      body: { id: 'method.inputs', problem: 'no-answers', field: 'inputs.answers' },
    });
    expect(await run('net-promotor-score', { inputs: SCORES })).toMatchObject({ status: 404 });
    expect(await server.send('GET', '/api/v1/methods/net-promotor-score')).toMatchObject({
      status: 404,
      body: { id: 'method.unknown', nearest: 'net-promoter-score' },
    });
    expect(await run('net-promoter-score', { inputs: SCORES, sed: 1 })).toMatchObject({ status: 422 });
  });

  test('what fits nowhere is refused in words, never by a fault', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const hostile: readonly (readonly [string, string, number])[] = [
      [`{"inputs":{"answers":${deep}}}`, 'input.invalid', 422],
      [`{"inputs":${deep}}`, 'input.invalid', 422],
      ['{"inputs":[1]}', 'input.invalid', 422],
      ['{"inputs":null}', 'input.invalid', 422],
      ['{}', 'input.invalid', 422],
      ['{"inputs":{"answers":[NaN]}}', 'body.malformed', 400],
      ['{"inputs":{"answers":["NaN"]}}', 'method.inputs', 422],
      ['{"inputs":{"answers":[1e400]}}', 'method.inputs', 422],
      ['{"inputs":{"answers":[10],"levle":0.9}}', 'method.inputs', 422],
      ['{"inputs":{"answers":[10]},"seed":"x"}', 'input.invalid', 422],
      ['{"inputs":{"answers":[10]},"seed":1e30}', 'input.invalid', 422],
    ];
    const { viewer } = server.town.keys;
    for (const [body, id, status] of hostile) {
      const answer = await fetch(new URL('/api/v1/methods/net-promoter-score', server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
        body,
      });
      expect(answer.status, body.slice(0, 40)).toBe(status);
      expect(await answer.json(), body.slice(0, 40)).toMatchObject({ id });
    }
    const marked = await fetch(new URL('/api/v1/methods/net-promoter-score', server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
      body: '\uFEFF{"inputs":{"answers":[10,9,3]}}',
    });
    expect(marked.status).toBe(200);
  });

  test('long work leaves the process that answers, tells its progress, and comes out the same for one seed', async () => {
    const body = { inputs: rankRobustness.example.inputs, seed: 7 };
    const plain = await run('rank-robustness', body);
    const watched = await run('rank-robustness', body, { accept: 'text/event-stream' });
    expect(watched.headers.get('content-type')).toContain('text/event-stream');
    const events = String(watched.body).trim().split('\n\n');
    const last = events.at(-1) ?? '';
    expect(last).toContain('event: answer');
    expect(JSON.parse(last.slice(last.indexOf('data: ') + 'data: '.length))).toEqual(plain.body);
  });

  test('an agent lists, reads and runs them', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const requestInit = { headers: { authorization: `Bearer ${server.town.keys.viewer}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url), { requestInit }));
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'run_method');
    expect(tool?.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(tools.map(({ name }) => name)).not.toContain('run_net_promoter_score');
    const answer = await client.callTool({
      name: 'run_method',
      arguments: { name: 'net-promoter-score', inputs: SCORES },
    });
    expect(answer.structuredContent).toMatchObject({ reading: expect.stringContaining('The score is 10.0') });
    const refused = await client.callTool({ name: 'run_method', arguments: { name: 'nothing', inputs: {} } });
    expect(refused.isError).toBe(true);
    const eleven = await client.callTool({
      name: 'run_method',
      arguments: { name: 'net-promoter-score', inputs: { answers: [11] } },
    });
    expect(JSON.stringify(eleven.content)).toContain('method.inputs');
    expect(JSON.stringify(eleven.content)).toContain('inputs.answers.0');
    await client.close();
  });
});

describe('a run that is given up', () => {
  test('ends, and the next one is served', async () => {
    const runner = createMethodRunner({ processes: 1 });
    const stop = new AbortController();
    const long = runner.run(rankRobustness, rankRobustness.example.inputs, { signal: stop.signal });
    stop.abort();
    await expect(long).rejects.toMatchObject({ id: 'method.ended' });
    await expect(runner.run(rankRobustness, rankRobustness.example.inputs)).resolves.toHaveProperty('reading');
    runner.stop();
  });

  test('too many at once are refused rather than kept waiting for ever', async () => {
    const runner = createMethodRunner({ processes: 1, waiting: 0 });
    const one = runner.run(rankRobustness, rankRobustness.example.inputs);
    await expect(runner.run(rankRobustness, rankRobustness.example.inputs)).rejects.toMatchObject({
      id: 'method.busy',
    });
    await one;
    runner.stop();
  });

  test('memory that runs out ends that call alone, and says so', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=8');
    const runner = createMethodRunner({ processes: 1 });
    await expect(runner.run(rankRobustness, rankRobustness.example.inputs)).rejects.toMatchObject({
      id: 'method.inputs',
      message: expect.stringContaining('The inputs are more than'),
    });
    vi.unstubAllEnvs();
    await expect(runner.run(rankRobustness, rankRobustness.example.inputs)).resolves.toHaveProperty('reading');
    runner.stop();
  });

  test('what takes too long is ended and said', async () => {
    const runner = createMethodRunner({ processes: 1, longestMs: 1 });
    await expect(runner.run(rankRobustness, rankRobustness.example.inputs)).rejects.toMatchObject({
      id: 'method.too-long',
    });
    runner.stop();
  });
});

describe('at the terminal', { timeout: 90_000 }, () => {
  let line: CommandLine;
  const folder = temporaryFolder('methods');
  const file = (name: string, text: string): string => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    return full;
  };
  beforeAll(async () => {
    line = await openCommandLine();
  });
  afterAll(() => line.close());

  test('a request in JSON is answered in JSON, with no workspace', async () => {
    const request = file('request.json', JSON.stringify({ inputs: SCORES }));
    const answer = await line.run(['method', 'net-promoter-score', '--in', request, '--json']);
    expect(answer).toMatchObject({ code: 0, json: { group: { answers: 100 } } });
  });

  test('a table’s columns find the inputs they are named like', async () => {
    const table = file('answers.csv', 'Respondent,Score given\n1,10\n2,9\n3,3\n');
    const answer = await line.run([
      ...['method', 'net-promoter-score', '--in', table, '--map', 'Score given=answers', '--json'],
    ]);
    expect(answer).toMatchObject({ code: 0, json: { group: { promoters: 2, detractors: 1 } } });
    const records = file('jobs.csv', 'Cost of delay;Duration\n3;2\n5;1\n');
    const order = await line.run(['method', 'weighted-shortest-job-first', '--in', records]);
    expect(order).toMatchObject({ code: 0, out: expect.stringContaining('in this order') });
  });

  test('a wrong file, name or value is said', async () => {
    const bad = file('bad.json', '{"answers":[1]}');
    expect(await line.run(['method', 'net-promoter-score', '--in', bad])).toMatchObject({ code: 1 });
    expect((await line.run(['method', 'net-promotor-score', '--in', bad])).err).toContain('net-promoter-score');
    const wrong = file('wrong.json', '{"inputs":{"answers":[11]}}');
    expect((await line.run(['method', 'net-promoter-score', '--in', wrong])).err).toContain('0 to 10');
  });
});
