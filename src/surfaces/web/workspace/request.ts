/** Speaking to the server: JSON in and out, problems as errors, the workspace named by header. */

/** The server's answer to what it would not do (RFC 9457), with its stable id. */
export class RequestProblem extends Error {
  readonly id: string;
  readonly status: number;
  readonly title: string;
  readonly field: string | null;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(facts: Readonly<Record<string, unknown>>, status: number) {
    super(textOf(facts.detail) ?? `The server answered ${String(status)}.`);
    this.name = 'RequestProblem';
    this.id = textOf(facts.id) ?? `http.${String(status)}`;
    this.status = status;
    this.title = textOf(facts.title) ?? 'The server refused';
    this.field = textOf(facts.field);
    this.facts = facts;
  }
}

/** The server was not reached: nothing is known of what happened. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached. What you see is the copy kept in this browser.');
    this.name = 'Unreachable';
  }
}

/** What was thrown, as an error: anything can be thrown. */
export const errorFrom = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

export interface RequestOptions {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Is sent even where the page is being left. */
  readonly keepalive?: boolean;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const GATEWAY_STATUSES = [502, 503, 504];

/** A request to any address of ours. Throws `RequestProblem` or `Unreachable`. */
export async function send(method: Method, url: string, options: RequestOptions = {}): Promise<Response> {
  const hasBody = options.body !== undefined;
  const response = await fetch(url + queryText(options.query), {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(hasBody && { 'content-type': 'application/json' }), ...options.headers },
    ...(hasBody && { body: JSON.stringify(options.body) }),
    ...(options.keepalive === true && { keepalive: true }),
    ...(options.signal !== undefined && { signal: options.signal }),
  }).catch((error: unknown) => {
    if (options.signal?.aborted === true) throw error;
    throw new Unreachable();
  });
  if (response.ok) return response;
  const facts = await problemFacts(response);
  if (facts === null && GATEWAY_STATUSES.includes(response.status)) throw new Unreachable();
  throw new RequestProblem(facts ?? {}, response.status);
}

/** `send`, with the answer read as JSON; the type is the server's word, printed from the same definitions. */
export async function ask<Answer>(method: Method, url: string, options?: RequestOptions): Promise<Answer> {
  const response = await send(method, url, options);
  const text = await response.text();
  const answer: Answer = JSON.parse(text === '' ? 'null' : text);
  return answer;
}

async function problemFacts(response: Response): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const body: Readonly<Record<string, unknown>> = await response.json();
    return body;
  } catch {
    return null;
  }
}

function queryText(query: RequestOptions['query']): string {
  if (query === undefined) return '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** Asks below `/api/v1` on behalf of one workspace. */
export type WorkspaceRequest = <Answer>(method: Method, path: string, options?: RequestOptions) => Promise<Answer>;

export function requestIn(slug: string): WorkspaceRequest {
  return (method, path, options = {}) =>
    ask(method, `/api/v1${path}`, { ...options, headers: { 'x-workspace': slug, ...options.headers } });
}
