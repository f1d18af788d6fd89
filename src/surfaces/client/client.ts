/** The typed client: nouns by their plural, verbs by their name, everything typed by the definitions on the server. */
import { type FeedEvent, follow } from './follow.ts';
import { type ItemDoor, itemDoor } from './item-door.ts';
import type { Kind } from './line-shapes.ts';
import type { Nouns } from './nouns.ts';
import { type ClientOptions, createSend, type Send } from './request.ts';
import type { VerbInput, VerbName, VerbOutput } from './verbs.ts';

export type Client = { readonly [Plural in keyof Nouns]: ItemDoor<Nouns[Plural]> } & {
  /**
   * The items of a noun by its plural, for nouns this client was not built with; `client.call('listKinds', {})` names them all.
   *
   * @example for await (const episode of client.items('podcasts').all({ sort: '-airsOn' })) ...
   */
  items(plural: string): ItemDoor<Kind>;
  /** Calls a verb by its name: `client.call('confirmLink', { linkId })`. */
  call<Name extends VerbName>(name: Name, input: VerbInput<Name>): Promise<VerbOutput<Name>>;
  /** Every change after `seq`, as it happens. */
  follow(seq: number, signal?: AbortSignal): AsyncGenerator<FeedEvent>;
};

/**
 * A client of one server.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://line.example.com', key: process.env.KEY });
 * const { items } = await client.features.list({ sort: '-changedAt', include: ['links'] });
 * await client.call('confirmLink', { linkId, remark: 'The text does not name a date.' });
 */
export function createClient(options: ClientOptions): Client {
  const send = createSend(options);
  const doors = new Map<PropertyKey, unknown>([
    ['items', (plural: string) => itemDoor(send, plural)],
    ['call', caller(send)],
    ['follow', (seq: number, signal?: AbortSignal) => follow(send, seq, signal)],
  ]);
  const client: Client = new Proxy(Object.create(null), {
    get(_target, name) {
      if (typeof name !== 'string' || name === 'then') return undefined;
      const door = doors.get(name) ?? itemDoor(send, kebab(name));
      doors.set(name, door);
      return door;
    },
  });
  return client;
}

/** `valuePropositions` -> `value-propositions`. */
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Addresses = Readonly<Record<string, readonly [method: string, path: string]>>;

/** Verbs know their address from the server itself, asked once: a client never disagrees with the server it talks to. */
function caller(send: Send): (name: string, input: Readonly<Record<string, unknown>>) => Promise<unknown> {
  let asked: Promise<Addresses> | undefined;
  const addresses = (): Promise<Addresses> => {
    asked ??= send('GET', '/operations.json').then(async (answer): Promise<Addresses> => answer.json());
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  };
  return async (name, input) => {
    const [method, pattern] = (await addresses())[name] ?? unknownVerb(name);
    const inPath = new Set([...pattern.matchAll(/\{(\w+)\}/g)].map(([, member = '']) => member));
    const path = pattern.replaceAll(/\{(\w+)\}/g, (_, member: string) => encodeURIComponent(String(input[member])));
    const rest = Object.fromEntries(Object.entries(input).filter(([member]) => !inPath.has(member)));
    const inQuery = method === 'GET' || method === 'DELETE';
    return (await send(method, path, inQuery ? { query: rest } : { body: rest })).json();
  };
}

function unknownVerb(name: string): never {
  throw new Error(`This server has no operation "${name}". It may be older than the client.`);
}
