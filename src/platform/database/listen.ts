/** Hearing of NOTIFY: one connection of its own for all channels, made again when it is lost. */
import { Client, type ClientConfig } from 'pg';

export type Listener = (payload: string) => void;

export interface Ears {
  /** Resolves when the server listens; what it returns stops it. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const PAUSE_LEAST_MS = 50;
const PAUSE_MOST_MS = 5_000;
const CHANNEL = /^[a-z][a-z0-9_]{0,62}$/;

/**
 * After a lost connection each listener is called once with an empty payload: something may have been missed, look again.
 *
 * @example const stop = await ears.listen('line_commit', (payload) => wake(payload));
 */
export function createEars(connection: () => ClientConfig): Ears {
  const listeners = new Map<string, Set<Listener>>();
  let client: Promise<Client> | null = null;
  let closed = false;

  async function connect(): Promise<Client> {
    const fresh = new Client(connection());
    fresh.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
    // The end follows an error; without a listener the error would end the process.
    fresh.on('error', () => undefined);
    await fresh.connect();
    fresh.on('end', () => void reconnect());
    for (const channel of listeners.keys()) await fresh.query(`listen ${channel}`);
    return fresh;
  }

  async function reconnect(): Promise<void> {
    for (let pause = PAUSE_LEAST_MS; !closed; pause = Math.min(pause * 2, PAUSE_MOST_MS)) {
      try {
        client = connect();
        await client;
        for (const channel of listeners.keys()) tell(channel, '');
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }

  function tell(channel: string, payload: string): void {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  }

  async function forget(channel: string, listener: Listener): Promise<void> {
    const left = listeners.get(channel);
    left?.delete(listener);
    if (left?.size !== 0) return;
    listeners.delete(channel);
    await client?.then((connected) => connected.query(`unlisten ${channel}`)).catch(() => undefined);
  }

  return {
    async listen(channel, listener) {
      if (!CHANNEL.test(channel)) throw new Error(`"${channel}" is no name of a channel.`);
      const others = listeners.get(channel);
      listeners.set(channel, new Set([...(others ?? []), listener]));
      client ??= connect().catch((error: unknown) => {
        client = null;
        throw error;
      });
      const connected = await client;
      await connected.query(`listen ${channel}`);
      return () => forget(channel, listener);
    },
    async close() {
      closed = true;
      await client?.then((connected) => connected.end()).catch(() => undefined);
    },
  };
}
