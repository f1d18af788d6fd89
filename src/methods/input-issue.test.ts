import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inputIssue } from './input-issue.ts';

const schema = z.object({
  values: z.array(z.number()),
  customers: z.union([z.array(z.object({ time: z.number() })), z.object({ time: z.array(z.number().min(0)) })]),
  model: z.enum(['additive', 'multiplicative']).default('additive'),
  steps: z.int().min(1).max(5).default(1),
  flags: z.array(z.union([z.literal(0), z.literal(1), z.boolean()])).default([]),
  active: z.union([z.array(z.number()).min(1), z.array(z.array(z.number())).min(1)]).default([1]),
  own: z.number({ error: 'Give the price in money.' }).default(1),
});
const right = { values: [1], customers: [{ time: 1 }] };
const found = (inputs: unknown) => inputIssue(schema.safeParse(inputs).error?.issues ?? []);

describe('inputs that do not fit', () => {
  test.each([
    [{ ...right, values: ['3'] }, 'values.0', 'Give a number; this is text.'],
    [{ ...right, values: [null] }, 'values.0', 'Give a number; this is null.'],
    [{ customers: [] }, 'values', 'Give a list: it is missing.'],
    [{ ...right, customers: { time: ['1'] } }, 'customers.time.0', 'Give a number; this is text.'],
    [{ ...right, customers: { time: [-1] } }, 'customers.time.0', 'Give a number of at least 0.'],
    [{ ...right, customers: [3] }, 'customers.0', 'Give an object with named members; this is a number.'],
    [{ ...right, customers: 'all' }, 'customers', 'Give a list or an object with named members.'],
    [{ ...right, model: 'plus' }, 'model', 'Give "additive" or "multiplicative".'],
    [{ ...right, steps: 1.5 }, 'steps', 'Give a whole number.'],
    [{ ...right, steps: 9 }, 'steps', 'Give a number of at most 5.'],
    [{ ...right, flags: [2] }, 'flags.0', 'Give 0 or 1 or true or false.'],
    [{ ...right, active: [] }, 'active', 'Give at least 1 entry.'],
    [{ ...right, own: 'x' }, 'own', 'Give the price in money.'],
    [7, '', 'Give an object with named members; this is a number.'],
  ])('%j are told apart at %s', (inputs, field, remedy) => {
    expect(found(inputs)).toEqual({ field, remedy });
  });

  test('without an issue, inputs are asked for', () => {
    expect(inputIssue([])).toEqual({ field: '', remedy: 'Give the inputs.' });
  });
});
