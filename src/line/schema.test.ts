import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFailure } from '../platform/failure/index.ts';
import {
  date,
  email,
  instant,
  list,
  money,
  multiSelect,
  number,
  people,
  person,
  rows,
  select,
  text,
  url,
} from './field.ts';
import { expectationOf, fieldSchema } from './field-schema.ts';
import { defineKind } from './kind.ts';
import { draftSchema, itemSchema, patchSchema, validateDraft, validatePatch } from './schema.ts';
import { nearestTo, validate } from './validate.ts';

const promise = defineKind({
  name: 'promise',
  plural: 'promises',
  key: 'PROM',
  icon: 'hand',
  label: { one: 'Promise', many: 'Promises' },
  purpose: 'What we tell people they can count on.',
  fields: {
    statement: text({
      material: true,
      required: true,
      maxLength: 40,
      help: 'In one sentence.',
      example: 'Your tabs stay compact.',
    }),
    targetOn: date({ material: true }),
    horizon: select(['now', 'next', 'later']),
    channels: multiSelect(['page', 'mail']),
    reach: number({ min: 0, max: 100, integer: true, unit: 'customers' }),
    price: money(),
    from: email(),
    source1: url(),
    heardAt: instant(),
    approver: person(),
    hearers: people(),
    pains: list(),
    targets: rows({ metric: text({ required: true }), value: number(), by: date() }),
  },
  states: { draft: 'open', given: 'active', broken: 'gone' },
  example: { title: 'Compact tabs', statement: 'Your tabs stay compact.' },
});

function failureOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (isFailure(error)) return error.toBody();
    throw error;
  }
  throw new Error('nothing was thrown');
}

const good = { title: 'Compact tabs', statement: 'Your tabs stay compact.' };

describe('a draft', () => {
  it('is trimmed and normalised', () => {
    const member = '01890A5D-AC96-774B-BCCE-B302099A8057';
    const draft = validateDraft(promise, {
      ...good,
      title: '  Compact tabs ',
      from: ' Ana@Example.ORG ',
      price: { amount: 5, currency: 'eur' },
      approver: member,
      heardAt: '2021-06-01T11:00:00+02:00',
      channels: ['page', 'page'],
      pains: [' slow ', ''],
      tags: ['a', 'a', ' '],
      horizon: null,
      source1: '',
      targets: [{ metric: 'NPS' }],
    });
    expect(draft).toEqual({
      ...good,
      from: 'ana@example.org',
      price: { amount: 5, currency: 'EUR' },
      approver: member.toLowerCase(),
      heardAt: '2021-06-01T09:00:00.000Z',
      channels: ['page'],
      pains: ['slow'],
      tags: ['a'],
      horizon: null,
      source1: null,
      targets: [{ metric: 'NPS', value: null, by: null }],
    });
  });

  it('needs its title and its required fields, and says all that is wrong at once', () => {
    const body = failureOf(() =>
      validateDraft(promise, { title: ' ', horizon: 'soon', targets: [{ metric: 'NPS', by: '2021-02-30' }] }),
    );
    expect(body).toMatchObject({ id: 'input.invalid', status: 422, field: 'title' });
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'statement', expected: expect.stringContaining('is missing') }),
        { field: 'horizon', expected: 'must be one of: now, next, later', received: 'soon' },
        expect.objectContaining({ field: 'targets.0.by', received: '2021-02-30' }),
      ]),
    );
  });

  it('refuses unknown fields with the nearest right one, at the top and inside rows', () => {
    expect(failureOf(() => validateDraft(promise, { ...good, targeton: '2021-06-01' }))).toMatchObject({
      id: 'input.unknown-field',
      field: 'targeton',
      nearest: 'targetOn',
      detail: 'There is no field "targeton" here. Did you mean "targetOn"?',
    });
    expect(failureOf(() => validateDraft(promise, { ...good, targets: [{ metric: 'NPS', vlaue: 3 }] }))).toMatchObject({
      id: 'input.unknown-field',
      field: 'targets.0.vlaue',
      nearest: 'value',
    });
    expect(failureOf(() => validateDraft(promise, { ...good, __proto__x: 1 }))).toMatchObject({ nearest: null });
    expect(
      failureOf(() => validateDraft(promise, JSON.parse('{"title":"a","statement":"b","__proto__":{"x":1}}'))),
    ).toMatchObject({ status: 422 });
  });

  it('refuses what is no object', () => {
    for (const input of [null, undefined, 'text', 7, []])
      expect(failureOf(() => validateDraft(promise, input))).toMatchObject({ id: 'input.invalid', field: 'input' });
  });
});

describe('a patch', () => {
  it('empties with null, keeps absent members absent', () => {
    expect(validatePatch(promise, { targetOn: null, description: '' })).toEqual({ targetOn: null, description: null });
  });
  it('takes a rank only as ranks are made', () => {
    expect(validatePatch(promise, { rank: 'a0V' })).toEqual({ rank: 'a0V' });
    for (const bad of ['hello', '', 'a00', 7])
      expect(failureOf(() => validatePatch(promise, { rank: bad }))).toMatchObject({ field: 'rank' });
  });
  it('may not empty a required field', () => {
    for (const statement of [null, '', '  '])
      expect(failureOf(() => validatePatch(promise, { statement }))).toMatchObject({ field: 'statement' });
    expect(failureOf(() => validatePatch(promise, { title: null }))).toMatchObject({ field: 'title' });
    expect(failureOf(() => validatePatch(promise, { state: null }))).toMatchObject({ field: 'state' });
  });
});

describe('a value', () => {
  const accepts = (field: Parameters<typeof fieldSchema>[0], value: unknown) =>
    fieldSchema(field).safeParse(value).success;
  it('of a date is a real day', () => {
    expect(accepts(date(), '2020-02-29')).toBe(true);
    for (const day of ['2021-02-29', '0000-01-01', '2021-6-1', '2021-06-01T00:00:00Z', 20210601])
      expect(accepts(date(), day)).toBe(false);
  });
  it('of a web address cannot run a script', () => {
    expect(accepts(url(), 'http://localhost:3000/x?y=1')).toBe(true);
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'example.org', 'http://', '//x.org'])
      expect(accepts(url(), bad)).toBe(false);
  });
  it('of text is what PostgreSQL can hold', () => {
    expect(accepts(text(), 'a\u0000b')).toBe(false);
    expect(accepts(text(), 'a\ud800b')).toBe(false);
    expect(accepts(text({ maxLength: 3 }), '  abc  ')).toBe(true);
    expect(accepts(text({ maxLength: 3 }), 'abcd')).toBe(false);
  });
  it('of money has a real currency', () => {
    expect(accepts(money(), { amount: 1, currency: 'XXZ' })).toBe(false);
    expect(accepts(money(), { amount: Number.NaN, currency: 'EUR' })).toBe(false);
  });
  it('of an instant has a zone', () => {
    expect(accepts(instant(), '2021-06-01T09:00:00')).toBe(false);
    expect(accepts(instant(), 'yesterday')).toBe(false);
  });
  it('of an e-mail address has a domain', () => {
    for (const bad of ['ana', 'ana@', 'a b@c.de', '@c.de', 'a@c']) expect(accepts(email(), bad)).toBe(false);
    expect(accepts(email(), "o'neil+x@müller.example")).toBe(true);
  });
  it('never throws, whatever is sent', () => {
    const fields = [...Object.values(promise.fields), text({ required: true }), list({ required: true })];
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
        (field, value) => {
          const first = fieldSchema(field).safeParse(value);
          if (first.success) expect(fieldSchema(field).parse(first.data)).toEqual(first.data);
        },
      ),
    );
  });
});

describe('the printed schemas', () => {
  it('are JSON schemas with help, examples, and no unknown members', () => {
    const draft = z.toJSONSchema(draftSchema(promise), { io: 'input' });
    expect(draft).toMatchObject({
      additionalProperties: false,
      required: ['title', 'statement'],
      description: promise.purpose,
    });
    expect(draft.properties?.statement).toMatchObject({
      description: 'In one sentence.',
      examples: ['Your tabs stay compact.'],
      title: 'Statement',
    });
    expect(z.toJSONSchema(patchSchema(promise), { io: 'input' }).required).toBeUndefined();
    expect(z.toJSONSchema(itemSchema(promise)).properties).toHaveProperty('materialRevision');
  });
  it('are built once', () => expect(draftSchema(promise)).toBe(draftSchema(promise)));
  it('say what each field takes', () =>
    expect(expectationOf(promise.fields.reach)).toBe('a whole number from 0 to 100'));
});

describe('any input', () => {
  it('of a union is judged by its nearest alternative', () => {
    const schema = z.union([
      z.strictObject({ and: z.array(z.strictObject({ field: z.string() })) }),
      z.strictObject({ field: z.string(), op: z.string() }),
    ]);
    expect(failureOf(() => validate(schema, { and: [{ field: 3 }] }))).toMatchObject({ field: 'and.0.field' });
  });
  it('names the nearest field', () => {
    expect(nearestTo('target_on', ['title', 'targetOn'])).toBe('targetOn');
    expect(nearestTo('x'.repeat(10_000), ['title'])).toBeNull();
  });
});
