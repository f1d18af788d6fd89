import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFailure } from '../platform/failure/index.ts';
import { customFieldSchema } from './custom-field.ts';
import { validate } from './validate.ts';

function expected(schema: z.ZodType, given: unknown): unknown {
  try {
    validate(z.strictObject({ it: schema }), { it: given });
  } catch (error) {
    return isFailure(error) ? error.facts.expected : error;
  }
  return 'nothing wrong';
}

describe('what a schema does not say itself is said in our words', () => {
  it.each([
    ['a number too small', z.int().min(1), 0, 'must be at least 1'],
    ['a number too large', z.number().max(9), 10, 'must be at most 9'],
    ['a number at an open end', z.number().gt(0), 0, 'must be above 0'],
    ['half a number', z.int(), 1.5, 'must be a whole number'],
    ['text for a number', z.number(), 'many', 'must be a number'],
    ['a number for text', z.string(), 7, 'must be text'],
    ['nothing said', z.string().min(1), '', 'must say something'],
    ['too few', z.array(z.string()).min(2), ['a'], 'must hold at least 2'],
    ['too many', z.array(z.string()).max(1), ['a', 'b'], 'must hold at most 1'],
    ['no option', z.enum(['a', 'b']), 'c', 'must be one of: a, b'],
    ['no id', z.guid(), 'abc', 'must be an id, as 01890a5d-ac96-774b-bcce-b302099a8057'],
    [
      'a moment without its zone',
      z.iso.datetime(),
      'noon',
      'must be a moment with its time zone, as 2021-06-01T09:00:00Z',
    ],
    ['a list for a flag', z.boolean(), [], 'must be true or false'],
    ['an answer of its own', z.int('must be a count'), 'x', 'must be a count'],
    ['a word zod has for itself', z.string().regex(/^a/), 'b', 'Invalid string: must match pattern /^a/'],
  ] as const)('%s', (_, schema, given, sentence) => expect(expected(schema, given)).toBe(sentence));

  it('of alternatives told apart by a member, the member is named', () => {
    const schema = z.discriminatedUnion('do', [
      z.strictObject({ do: z.literal('create') }),
      z.strictObject({ do: z.literal('archive') }),
    ]);
    expect(expected(schema, { do: 'nope' })).toMatch(/create.*archive/);
  });
});

it('the key of a custom field is no word that programs keep for themselves', () => {
  const keyed = (key: string) => customFieldSchema.shape.key.safeParse(key).success;
  expect(['constructor', 'toString', 'hasOwnProperty', '__proto__'].filter(keyed)).toEqual([]);
  expect(keyed('effort')).toBe(true);
});
