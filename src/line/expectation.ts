/** What a schema expected, in words that follow the name of the field, where the schema itself does not say it. */
import type { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object in braces',
  record: 'an object in braces',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  guid: 'an id, as 01890a5d-ac96-774b-bcce-b302099a8057',
  uuid: 'an id, as 01890a5d-ac96-774b-bcce-b302099a8057',
  datetime: 'a moment with its time zone, as 2021-06-01T09:00:00Z',
  date: 'a day of the calendar, as 2021-06-01',
  email: 'an e-mail address, as ana@example.org',
  url: 'a web address that begins with http:// or https://',
};

/**
 * For `safeParse(input, { error: expectationIn })`; what the schema says of itself goes first, and undefined leaves it to zod.
 *
 * @example z.int().min(1).safeParse(0, { error: expectationIn }) // "must be at least 1"
 */
export function expectationIn(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return must(TYPES[issue.expected]);
    case 'invalid_format':
      return must(FORMATS[issue.format]);
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return optionsOf(issue);
    case 'too_small':
      return `must ${amount(issue.origin, 'at least', issue.minimum, issue.inclusive)}`;
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', issue.maximum, issue.inclusive)}`;
    default:
      return undefined;
  }
}

const must = (what: string | undefined): string | undefined => (what === undefined ? undefined : `must be ${what}`);

function optionsOf({ discriminator, options }: Extract<RawIssue, { code: 'invalid_union' }>): string | undefined {
  if (discriminator === undefined || !Array.isArray(options)) return undefined;
  return `must be one of: ${options.map(String).join(', ')}`;
}

/** @example amount('array', 'at least', 1) // 'hold at least 1' */
function amount(origin: string, side: string, limit: number | bigint, inclusive = true): string {
  if (origin === 'string')
    return limit === 1n || limit === 1 ? 'say something' : `be text of ${side} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `hold ${side} ${limit}`;
  return inclusive ? `be ${side} ${limit}` : `be ${side === 'at least' ? 'above' : 'below'} ${limit}`;
}
