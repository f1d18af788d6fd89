/** One who works on a mirror over HTTP as the browser does: drafts, sends, settles or takes back, follows the feed, reloads. */
import { type Change, type Entry, isSame, type Mirror } from '../../src/line/index.ts';
import type { Chance } from './chance.ts';
import { type Door, emptyMirror, loadSnapshot } from './line-over-http.ts';

type Json = ReturnType<typeof JSON.parse>;

export interface TestClient {
  readonly mirror: Mirror;
  /** One thing at random: an edit, a link, a lost answer, a pause, a reload, a look at the feed. */
  act(): Promise<void>;
  /** Reads the feed to its end. */
  catchUp(): Promise<void>;
  /** What happened, for the test to say that enough did. */
  readonly counts: Readonly<Record<'edits' | 'conflicts' | 'lost' | 'reloads' | 'dropped' | 'links', number>>;
  /** Answers that are neither success nor a refusal one may meet. */
  readonly refusals: readonly string[];
}

/** What one may meet where others write too. */
const FAIR = new Set([
  'item.conflict',
  'item.archived',
  'item.not-found',
  'link.not-found',
  'link.circular',
  'link.itself',
  'write.contended',
]);
const FIELDS = ['title', 'summary', 'targetOn', 'state', 'horizon'] as const;
const VALUES: Readonly<Record<(typeof FIELDS)[number], readonly (string | null)[]>> = {
  title: ['Compact mode', 'Compact density', 'Touch density'],
  summary: ['A smaller toolbar.', 'A larger page.', null],
  targetOn: ['2021-06-01', '2021-07-13', null],
  state: ['idea', 'planned', 'building', 'cut'],
  horizon: ['now', 'next', 'later', null],
};

export async function createTestClient(door: Door, chance: Chance, name: string): Promise<TestClient> {
  const mirror = await loadSnapshot(door, emptyMirror());
  const counts = { edits: 0, conflicts: 0, lost: 0, reloads: 0, dropped: 0, links: 0 };
  const refusals: string[] = [];
  let isOnline = true;
  let drafts = 0;

  async function send(method: string, path: string, body?: Json, signal?: AbortSignal): Promise<Response> {
    return fetch(`${door.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${door.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** The answer's fate decides over the draft: settled, or taken back. */
  async function commit(mutation: string, asked: Promise<Response>): Promise<void> {
    const answer = await asked.catch(() => undefined);
    const body: Json = answer === undefined ? undefined : await answer.json().catch(() => undefined);
    if (answer?.ok === true) return mirror.settle(mutation);
    mirror.rollback(mutation);
    if (answer === undefined) counts.lost += 1;
    else if (body?.id === 'item.conflict') counts.conflicts += 1;
    else if (!FAIR.has(body?.id)) refusals.push(`${answer.status} ${JSON.stringify(body)}`);
  }

  /** Half of all edits name the revision the mirror shows, which others may have left behind. */
  async function edit(): Promise<void> {
    const items = mirror.ofKind('feature');
    if (items.length === 0) return create();
    const item = chance.pick(items);
    const field = chance.pick(FIELDS);
    const value = field === 'title' ? `${chance.pick(VALUES.title)} ${name}` : chance.pick(VALUES[field]);
    drafts += 1;
    const mutation = `${name} ${drafts}`;
    const entry: Entry = {
      subject: 'item',
      id: item.id,
      itemId: item.id,
      kind: item.kind,
      before: { [field]: Reflect.get(item, field) },
      after: { [field]: value },
    };
    mirror.draft(mutation, [entry]);
    if (!isSame(Reflect.get(mirror.item(item.id) ?? {}, field), value))
      refusals.push(`The draft of ${field} does not show.`);
    counts.edits += 1;
    const revision = chance.happens(0.7) ? { revision: item.revision } : {};
    const impatient = chance.happens(0.15) ? AbortSignal.timeout(chance.whole(1, 8)) : undefined;
    await commit(mutation, send('PATCH', `/features/${item.id}`, { [field]: value, ...revision }, impatient));
  }

  async function create(): Promise<void> {
    const made = await send('POST', '/features', { title: `Made by ${name}` });
    if (!made.ok) refusals.push(`${made.status} ${await made.text()}`);
  }

  async function link(): Promise<void> {
    const items = mirror.ofKind('feature');
    const links = [...mirror.links()];
    if (items.length < 2) return create();
    counts.links += 1;
    if (links.length > 0 && chance.happens(0.5)) {
      const one = chance.pick(links);
      const confirmed = chance.happens(0.5);
      const asked = confirmed ? send('POST', `/links/${one.id}/still-true`, {}) : send('DELETE', `/links/${one.id}`);
      return commit('', asked);
    }
    const body = { kind: 'feature.dependsOn', from: chance.pick(items).id, to: chance.pick(items).id };
    return commit('', send('POST', '/links', body));
  }

  async function putAway(): Promise<void> {
    const items = mirror.ofKind('feature');
    if (items.length === 0) return;
    const item = chance.pick(items);
    const verb = item.archivedAt === null ? 'archive' : 'restore';
    return commit('', send('POST', `/features/${item.id}/${verb}`));
  }

  /** One look at the feed; what arrives may be dropped on the way, in the middle. */
  async function look(waitSeconds: number): Promise<boolean> {
    const answer = await send('GET', `/feed?after=${mirror.seq}&epoch=${mirror.epoch}&wait=${waitSeconds}`);
    const page: Json = await answer.json();
    if (page.resync === true) {
      await loadSnapshot(door, mirror);
      return true;
    }
    const changes: readonly Change[] = page.changes;
    const kept = isOnline && chance.happens(0.2) ? changes.slice(chance.whole(0, changes.length)) : changes;
    if (kept.length < changes.length) counts.dropped += 1;
    for (const change of kept) if (mirror.apply(change) === 'gap') break;
    return changes.length > 0;
  }

  async function reload(): Promise<void> {
    counts.reloads += 1;
    await loadSnapshot(door, mirror);
  }

  const acts: readonly (readonly [share: number, act: () => Promise<unknown>])[] = [
    [0.45, edit],
    [0.1, create],
    [0.15, link],
    [0.05, putAway],
    [0.18, () => (isOnline ? look(0) : Promise.resolve())],
    [0.04, reload],
    [
      0.03,
      async () => {
        isOnline = !isOnline;
      },
    ],
  ];

  return {
    mirror,
    counts,
    refusals,
    async act() {
      let left = chance.next();
      for (const [share, act] of acts) {
        left -= share;
        if (left < 0) {
          await act();
          return;
        }
      }
    },
    async catchUp() {
      isOnline = false;
      while (await look(0));
    },
  };
}
