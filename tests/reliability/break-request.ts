/** Ways to spoil a request, as careless programs, mistyped addresses and people with bad intentions do. */
import type { ApiRequest } from './api-request.ts';
import type { Chance } from './chance.ts';
import type { Json } from './sample-schema.ts';

/** Text that has broken something somewhere. */
const NASTY = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\uffff',
  '‮evil',
  "'; drop table item; --",
  '#{7*7}',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '-0',
  'x'.repeat(20_000),
  '🙂'.repeat(3_000),
  '[[[[',
  '{"and":[]}',
  'true',
  'undefined',
  '9007199254740993',
  '0000-00-00',
  '2021-02-30',
  '275760-09-13T00:00:00.001Z',
];
const WRONG: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  -1e308,
  9_007_199_254_740_992,
  '',
  'x',
  [],
  [[]],
  {},
  { x: 1 },
  [null],
];
/** Parts of an address; some are no valid escapes at all. */
const BAD_PLACES = [
  '%00',
  '%FF',
  '%',
  '%2e%2e%2f',
  'x'.repeat(3_000),
  '-1',
  '0',
  '1e999',
  'FEA-0',
  'FEA-99999999999999999999',
  'fea-1',
  '01890a5d-ac96-774b-bcce-b302099a8057',
  '{ref}',
  '日本',
  'a%20b',
  ';',
  '%F0%9F%99%82',
];
const QUERIES = [
  'cursor=abc',
  'cursor=%00',
  'cursor=eyJ2IjoxfQ',
  `cursor=${'A'.repeat(3_000)}`,
  'limit=0',
  'limit=1e9',
  'limit=',
  'limit=1&limit=2',
  'sort=-',
  'sort=--title',
  'sort=__proto__',
  'filter={',
  'filter=%00',
  'filter={"field":"title","op":"is","value":{"a":[1]}}',
  'filter={"not":{"not":{"not":{"field":"x","op":"is"}}}}',
  `filter=${'{"and":['.repeat(400)}`,
  'filter={"field":"targetOn","op":"lt","value":"soon"}',
  'filter={"field":"reach","op":"gt","value":1e400}',
  'asOf=0001-01-01T00:00:00Z',
  'asOf=9999-12-31T23:59:59Z',
  'after=-1',
  'after=99999999999999999999',
  'title=%00',
  'title=%ED%A0%80',
  'include=everything',
  'search=%25%5F%5C',
  `search=${encodeURIComponent("a & b | !c <-> :* '")}`,
  '__proto__=1',
  'constructor=1',
  'a[b]=c',
  '&&&=&',
];
const HEADERS: readonly (readonly [string, string])[] = [
  ['if-match', 'soon'],
  ['if-match', '"0"'],
  ['if-match', '"99999999999999999999"'],
  ['if-match', '*'],
  ['if-match', 'W/"7.1.2"'],
  ['if-none-match', '*'],
  ['if-none-match', ',,,,'],
  ['idempotency-key', 'x'.repeat(300)],
  ['idempotency-key', 'two words'],
  ['x-workspace', '%00'],
  ['x-workspace', 'nobody'],
  ['last-event-id', '99999999999999999999'],
  ['accept-encoding', 'gzip;q=nan, br;q=9'],
  ['accept', 'text/nothing'],
  ['authorization', 'Bearer'],
  ['authorization', 'Basic eDp5'],
  ['authorization', 'Bearer tl_x'],
  ['cookie', 'throughline.session_token=%00.%FF; ='],
  ['x-forwarded-for', 'x'],
  ['origin', 'null'],
  ['content-length-guess', '1'],
];
const TYPES = ['text/plain', 'application/xml', 'multipart/form-data', 'application/x-www-form-urlencoded', 'json', ''];
const BROKEN_BODIES = [
  '',
  '{',
  '{"title":',
  '[]',
  'null',
  '"text"',
  '1',
  '{"title":"x"}}',
  "{'title':'x'}",
  '{"title":"\\ud800"}',
  '{"title":"\\u0000"}',
  '{"__proto__":{"x":1},"title":"x"}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"title":1e400}',
  '{"title":"x","title":"y"}',
  '\ufeff{"title":"x"}',
  `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  `{"fields":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  `{"title":"${'x'.repeat(1_100_000)}"}`,
];

type Breaking = (request: ApiRequest, chance: Chance) => ApiRequest;

const BREAKINGS: Readonly<Record<string, Breaking>> = {
  value: (request, chance) => inBody(request, chance, () => chance.pick<Json>(chance.happens(0.5) ? WRONG : NASTY)),
  missing: (request, chance) => inBody(request, chance, () => undefined),
  unknown: (request, chance) =>
    withBody(request, (body) => ({ ...body, [chance.pick(['titel', 'id', 'workspaceId', ...NASTY])]: 'x' })),
  body: (request, chance) => ({ ...request, ...sent(request), body: chance.pick(BROKEN_BODIES) }),
  place: (request, chance) => ({ ...request, path: inPath(request.path, chance) }),
  query: (request, chance) => {
    const query = chance.pick(QUERIES);
    const safe = /%/.test(query) ? query : encodeURI(query);
    return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${safe}` };
  },
  method: (request, chance) => {
    const method = chance.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND']);
    if (method !== 'GET' && method !== 'HEAD') return { ...request, method };
    const { body: _, ...rest } = request;
    return { ...rest, method };
  },
  type: (request, chance) => ({ ...request, headers: { ...request.headers, 'content-type': chance.pick(TYPES) } }),
  header: (request, chance) => ({
    ...request,
    headers: { ...request.headers, ...Object.fromEntries([chance.pick(HEADERS)]) },
  }),
};

/** One or two faults. */
export function broken(request: ApiRequest, chance: Chance): ApiRequest {
  const once = BREAKINGS[chance.pick(Object.keys(BREAKINGS))]?.(request, chance) ?? request;
  return chance.happens(0.3) ? broken(once, chance) : once;
}

const sent = ({ method }: ApiRequest): { readonly method: string; readonly headers: Record<string, string> } => ({
  method: method === 'GET' || method === 'HEAD' ? 'POST' : method,
  headers: { 'content-type': 'application/json' },
});

type Body = { readonly [name: string]: Json };

function withBody(request: ApiRequest, change: (body: Body) => Body): ApiRequest {
  const body = bodyOf(request);
  return body === undefined ? request : { ...request, body: JSON.stringify(change(body)) };
}

function isBody(value: Json): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const EDITABLE_CHARACTERS = 15_000;

/** The body where it is an object that can be edited; the very large and very deep are left as they are. */
function bodyOf({ body }: ApiRequest): Body | undefined {
  if (body === undefined || body.length > EDITABLE_CHARACTERS) return undefined;
  try {
    const read: ReturnType<typeof JSON.parse> = JSON.parse(body);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces, or leaves out, one member somewhere in the body. */
function inBody(request: ApiRequest, chance: Chance, value: () => Json | undefined): ApiRequest {
  const replaced = (within: Json): Json => {
    if (typeof within !== 'object' || within === null) return value() ?? null;
    const names = Object.keys(within);
    if (names.length === 0) return value() ?? null;
    const name = chance.pick(names);
    const entries: [string, Json][] = Object.entries(within);
    const deeper = entries.flatMap(([one, member]): [string, Json][] => {
      if (one !== name) return [[one, member]];
      if (typeof member === 'object' && member !== null && chance.happens(0.6)) return [[one, replaced(member)]];
      const other = value();
      return other === undefined ? [] : [[one, other]];
    });
    return Array.isArray(within) ? deeper.map(([, member]) => member) : Object.fromEntries(deeper);
  };
  return withBody(request, (body) => {
    const changed = replaced(body);
    return isBody(changed) ? changed : {};
  });
}

function inPath(path: string, chance: Chance): string {
  const [place = '', query] = path.split('?');
  const parts = place.split('/');
  const at = chance.whole(3, parts.length);
  const bad = parts.with(
    Math.min(at, parts.length - 1),
    encodeURI(decodeURI(chance.pick(BAD_PLACES.filter(isEscapable)))),
  );
  const raw = chance.happens(0.5) ? parts.with(-1, chance.pick(BAD_PLACES)) : bad;
  return [raw.join('/'), ...(query === undefined ? [] : [query])].join('?');
}

function isEscapable(text: string): boolean {
  try {
    return decodeURI(text) !== '';
  } catch {
    return false;
  }
}
