/** In a process of its own: 16 writers for some seconds, over HTTP or with the bare driver; prints how many commits were acknowledged. */
import { Agent, request } from 'node:http';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';

const WRITERS = 16;

const taskSchema = z.object({
  seconds: z.number(),
  workspaces: z.array(z.object({ workspaceId: z.string(), key: z.string() })),
  url: z.string().optional(),
  connection: z.looseObject({ host: z.string(), port: z.number(), user: z.string(), database: z.string() }).optional(),
});
type Task = z.output<typeof taskSchema>;

const task = taskSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const counts = await Promise.all(Array.from({ length: WRITERS }, (_, at) => writer(task, at)));
process.stdout.write(`${counts.reduce((sum, count) => sum + count, 0)}\n`);

async function writer(given: Task, at: number): Promise<number> {
  const workspace = given.workspaces[at % given.workspaces.length];
  if (workspace === undefined) return 0;
  return given.url === undefined ? bareWriter(given, workspace) : httpWriter(given.url, given.seconds, workspace);
}

type Workspace = Task['workspaces'][number];

/** One connection a writer, kept open; the plain client of Node, so that the load costs as little as it can. */
async function httpWriter(url: string, seconds: number, { key }: Workspace): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count += 1) {
    const body = JSON.stringify({ title: `Feature ${count}`, summary: 'What a customer can do' });
    await post(`${url}/api/v1/features`, { agent, key, body });
  }
  agent.destroy();
  return count;
}

function post(url: string, { agent, key, body }: { agent: Agent; key: string; body: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 || answer.statusCode === 201 ? resolve() : reject(new Error(`${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The statements of `createFeature`, as the line sends them. */
async function bareWriter(given: Task, { workspaceId }: Workspace): Promise<number> {
  const client = new Client({ ...given.connection });
  await client.connect();
  const until = performance.now() + given.seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count += 1) await bareCommit(client, workspaceId, count);
  await client.end();
  return count;
}

async function bareCommit(client: Client, workspaceId: string, count: number): Promise<void> {
  const id = uuidv7();
  const at = new Date().toISOString();
  const fields = JSON.stringify({ summary: 'What a customer can do' });
  const entry = {
    subject: 'item',
    id,
    itemId: id,
    kind: 'feature',
    before: null,
    after: { id, kind: 'feature', title: `Feature ${count}`, state: 'idea', summary: 'What a customer can do' },
  };
  await client.query(`begin; select app_set_workspace('${workspaceId}')`);
  const head = await client.query(
    'update workspace_head set seq = seq + 1 where workspace_id = $1::uuid returning seq, epoch',
    [workspaceId],
  );
  const number = await client.query(
    `insert into item_counter as c (workspace_id, kind, last_number) values ($1::uuid, 'feature', 1) on conflict (workspace_id, kind)
     do update set last_number = c.last_number + 1 returning last_number`,
    [workspaceId],
  );
  await client.query(
    `insert into item (workspace_id, id, kind, number, title, state, rank, fields, created_at, changed_at, search_text)
     values ($1::uuid, $2::uuid, 'feature', $3, $4, 'idea', 'a0', $5::jsonb, $6::timestamptz, $6::timestamptz, $4)`,
    [workspaceId, id, number.rows[0].last_number, `Feature ${count}`, fields, at],
  );
  await client.query(
    `with logged as (insert into change (workspace_id, seq, at, actor_name, via, operation, entries)
       values ($1::uuid, $2, $3::timestamptz, 'Bench', 'api', 'createFeature', $4::jsonb))
     insert into change_item (workspace_id, item_id, seq, revision) values ($1::uuid, $5::uuid, $2, 1)`,
    [workspaceId, head.rows[0].seq, at, JSON.stringify([entry]), id],
  );
  await client.query('commit');
}
