/** What is wrong with inputs that a schema refuses, said as what to give instead. */

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Union = z.core.$ZodIssueInvalidUnion;

/** How messages begin that no schema of ours wrote. */
const UNWRITTEN = /^(Invalid|Too small|Too big|Unrecognized)/;
const RECEIVED = /received (\w+)$/;

const PLAIN_NAMES: ReadonlyMap<string, string> = new Map([
  ['number', 'a number'],
  ['nan', 'not a number'],
  ['NaN', 'not a number'],
  ['int', 'a whole number'],
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object with named members'],
  ['record', 'an object with named members'],
]);

const plain = (name: string) => PLAIN_NAMES.get(name) ?? name;

/**
 * Where the first fault lies and what would be right there. Messages that a schema gives itself are kept; of a union the branch
 * speaks that came furthest.
 *
 * @example inputIssue(z.object({ values: z.array(z.number()) }).safeParse({ values: ['3'] }).error.issues);
 * // { field: 'values.0', remedy: 'Give a number; this is text.' }
 */
export function inputIssue(issues: readonly Issue[]): { field: string; remedy: string } {
  const [issue] = issues;
  if (issue === undefined) return { field: '', remedy: 'Give the inputs.' };
  const { path, remedy } = furthest(issue);
  return { field: path.join('.'), remedy };
}

function furthest(issue: Issue): { path: PropertyKey[]; remedy: string } {
  if (issue.code !== 'invalid_union' || !UNWRITTEN.test(issue.message))
    return { path: issue.path, remedy: remedyOf(issue) };
  const branches = issue.errors.flatMap(([first]) => (first === undefined ? [] : [furthest(first)]));
  const [best] = branches.toSorted((a, b) => b.path.length - a.path.length);
  if (best === undefined || best.path.length === 0)
    return { path: issue.path, remedy: oneOf(issue) ?? best?.remedy ?? 'Give what the handbook names here.' };
  return { path: [...issue.path, ...best.path], remedy: best.remedy };
}

function remedyOf(issue: Issue): string {
  if (!UNWRITTEN.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type')
    return typeRemedy(issue.expected, RECEIVED.exec(issue.message)?.[1] ?? 'undefined');
  if (issue.code === 'invalid_value') return `Give ${valuesOf(issue.values)}.`;
  if (issue.code === 'too_small')
    return `Give ${boundOf(issue.origin, issue.minimum, issue.inclusive ? 'at least' : 'more than')}.`;
  if (issue.code === 'too_big')
    return `Give ${boundOf(issue.origin, issue.maximum, issue.inclusive ? 'at most' : 'less than')}.`;
  return issue.message;
}

function typeRemedy(expected: string, received: string): string {
  if (received === 'undefined') return `Give ${plain(expected)}: it is missing.`;
  if (expected === 'int' && received === 'number') return 'Give a whole number.';
  return `Give ${plain(expected)}; this is ${plain(received)}.`;
}

const valuesOf = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(' or ');

function boundOf(origin: string, bound: number | bigint, relation: string): string {
  if (origin === 'array' || origin === 'set')
    return `${relation} ${bound} ${Number(bound) === 1 ? 'entry' : 'entries'}`;
  return origin === 'string' ? `text of ${relation} ${bound} characters` : `a number of ${relation} ${bound}`;
}

/** No branch of a union got anywhere: what each of them would take. */
function oneOf({ errors }: Union): string | undefined {
  const taken = errors.flatMap(([first]) => {
    if (first?.code === 'invalid_type') return [plain(first.expected)];
    return first?.code === 'invalid_value' ? [valuesOf(first.values)] : [];
  });
  return taken.length === 0 ? undefined : `Give ${[...new Set(taken)].join(' or ')}.`;
}
