/** Sending one message: to the addresses the guard allowed and no other, without following anybody elsewhere. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type Address, allowedAddresses, type Resolve } from './address-guard.ts';

export interface Posting {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowedHosts: readonly string[];
  readonly timeoutMs: number;
  readonly resolve?: Resolve;
}

/** What came of it. `status` 0: no answer, and `reason` says why. */
export interface Posted {
  readonly status: number;
  readonly reason: string;
  readonly durationMs: number;
}

const ANSWER_KEPT_CHARACTERS = 500;

/**
 * Posts a message; never throws: whatever happens is what came of it.
 *
 * @example
 * const { status, reason } = await post({ url, body, headers, allowedHosts: [], timeoutMs: 15_000 });
 */
export async function post(posting: Posting): Promise<Posted> {
  const startedMs = performance.now();
  const took = (): number => Math.round(performance.now() - startedMs);
  try {
    const url = new URL(posting.url);
    const addresses = await allowedAddresses(url, posting.allowedHosts, posting.resolve);
    const { status, text } = await exchange(url, addresses, posting);
    return { status, reason: text, durationMs: took() };
  } catch (error) {
    return { status: 0, reason: error instanceof Error ? error.message : 'It could not be sent.', durationMs: took() };
  }
}

function exchange(
  url: URL,
  addresses: readonly Address[],
  posting: Posting,
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: pinnedTo(addresses),
    headers: { ...posting.headers, 'content-length': Buffer.byteLength(posting.body) },
    signal: AbortSignal.timeout(posting.timeoutMs),
  };
  const outgoing = send(url, options, (answer) => {
    readStart(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), reject);
  });
  outgoing.once('error', (error) => reject(error.name === 'AbortError' ? new Error('No answer in time.') : error));
  outgoing.end(posting.body);
  return promise;
}

/** DNS is not asked again: the connection goes where the guard looked. */
function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** The first lines of an answer, for the delivery log; the rest is not waited for. */
async function readStart(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length >= ANSWER_KEPT_CHARACTERS) break;
  }
  answer.destroy();
  return text.slice(0, ANSWER_KEPT_CHARACTERS);
}
