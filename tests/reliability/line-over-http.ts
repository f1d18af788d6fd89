/** The line as a stranger sees it: over HTTP, replayed from its log, loaded from its snapshot, and the two compared. */
import { domain } from '../../src/domain/index.ts';
import { type Change, createMirror, createModel, type Mirror } from '../../src/line/index.ts';

const model = createModel(domain);

export interface Door {
  readonly url: string;
  readonly key: string;
}

type Json = ReturnType<typeof JSON.parse>;

async function text({ url, key }: Door, path: string): Promise<string> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.text();
}

/** Every change after `seq`, to the head. @throws where one is missing, comes twice or out of order */
export async function readLog(door: Door, seq: number): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (let at = seq; ; ) {
    const page: Json = JSON.parse(await text(door, `/api/v1/feed?after=${at}&wait=0`));
    if (page.resync) throw new Error(`The feed after ${at} asks to load anew: its head is ${page.head}.`);
    for (const change of page.changes) {
      if (change.seq !== at + 1) throw new Error(`After ${at} comes ${change.seq}.`);
      at = change.seq;
      changes.push(change);
    }
    if (page.changes.length === 0) {
      if (page.head !== at) throw new Error(`The log ends at ${at} and the head is ${page.head}.`);
      return changes;
    }
  }
}

/** An empty mirror of the product's kinds. */
export function emptyMirror(): Mirror {
  return createMirror(model);
}

/** The server's own account of everything, as of now. */
export async function loadSnapshot(door: Door, mirror: Mirror = emptyMirror()): Promise<Mirror> {
  const lines = (await text(door, '/api/v1/snapshot')).split('\n').filter((line) => line !== '');
  mirror.load(lines.map((line): Json => JSON.parse(line)));
  return mirror;
}

/** Everything a mirror shows, in an order of its own. */
export function rowsOf(mirror: Mirror): readonly unknown[] {
  return [...mirror.items(), ...mirror.links()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
