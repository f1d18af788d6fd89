import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyItem, createModel, draftSchema, type Kind, type Near } from '../line/index.ts';
import { domain } from './index.ts';
import { sampleLine } from './near.sample.ts';

const model = createModel(domain);
/** Enough to meet each state with each field missing. */
const RUNS = 200;
const checkIds = [...new Set(model.checks.map((check) => check.id))];

test('every noun and every check that a file defines is in the product', () => {
  const definedBy = (define: RegExp) =>
    globSync(path.join(import.meta.dirname, '*/**/*.ts')).flatMap((file) =>
      file.endsWith('.test.ts') ? [] : [...readFileSync(file, 'utf8').matchAll(define)].map(([, name = '']) => name),
    );
  expect(model.kinds.map(({ name }) => name).sort()).toEqual(definedBy(/defineKind\(\{\s+name: '(\w+)'/g).sort());
  expect(checkIds.toSorted()).toEqual([...new Set(definedBy(/defineCheck\(\{\s+id: '([\w-]+)'/g))].sort());
});

test('a check of one name says the same of every kind it watches', () => {
  for (const id of checkIds) {
    const same = model.checks.filter((check) => check.id === id);
    expect(new Set(same.map(({ severity, watches, remedy }) => `${severity} ${watches} ${remedy}`)).size).toBe(1);
  }
});

describe.each(model.kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  test('its example is valid', () => {
    const { title, ...fields } = kind.example;
    const parsed = draftSchema(kind).safeParse({ title, ...fields });
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  test('a title is enough', () => {
    expect(draftSchema(kind).safeParse({ title: kind.example.title }).success).toBe(true);
  });

  test('its example fills the fields that others rely on', () => {
    const material = Object.keys(kind.fields).filter((name) => kind.fields[name]?.material);
    expect(material.filter((name) => !(name in kind.example))).toEqual([]);
  });

  test('its span names date fields of its own', () => {
    const ends = Object.values(kind.span ?? {});
    expect(ends.filter((name) => kind.fields[name]?.type !== 'date')).toEqual([]);
  });

  test('it is reviewed like everything else', () => {
    expect(model.checks.some((check) => check.id === 'overdue' && check.on === kind)).toBe(true);
  });
});

/** An item of the kind in any of its states, with any of its fields absent or empty. */
function anyItemOf(kind: Kind): fc.Arbitrary<AnyItem> {
  const complete = sampleLine('2021-05-10').add(kind, { nextReviewOn: '2021-05-01', ownerId: 'ana' });
  const { id, kind: name, key, title, ...fields } = complete;
  const choices = Object.entries(fields).map(([field, value]) =>
    fc.constantFrom({}, { [field]: null }, { [field]: value }),
  );
  const states = fc.constantFrom(...Object.keys(kind.states));
  return fc
    .tuple(states, ...choices)
    .map(([state, ...chosen]) => Object.assign({ id, kind: name, key, title }, ...chosen, { state }));
}

/** Kinds that can lie within two links of it, either way. */
function kindsAround(kind: Kind): readonly Kind[] {
  const beside = (near: Kind) =>
    model.kinds.filter((other) =>
      model.links.some((link) =>
        link.from === near ? model.allows(link, other) : link.from === other && model.allows(link, near),
      ),
    );
  return [...new Set(beside(kind).flatMap((near) => [near, ...beside(near)]))];
}

const anyItems = new Map(model.kinds.map((kind) => [kind, anyItemOf(kind)]));
const anyOf = (kinds: readonly Kind[]) => fc.oneof(...kinds.flatMap((kind) => anyItems.get(kind) ?? []));
const named = model.checks.map((check) => [`${check.id} on ${check.on.name}`, check] as const);

test.each(named)('%s never throws, whatever is missing on the item and around it', (_, check) => {
  const direct = model.links.flatMap(({ from, definition: { to } }) =>
    from === check.on && Array.isArray(to) ? to : [],
  );
  const around = fc.array(fc.oneof(anyOf([...direct, check.on]), anyOf(kindsAround(check.on))), { maxLength: 5 });
  fc.assert(
    fc.property(anyOf([check.on]), around, (item, others) => {
      const near: Near = {
        today: '2021-08-10',
        reliesOn: () => others,
        reliedOnBy: () => others,
        linksFrom: () => [],
      };
      for (const finding of check.find(item, near)) {
        expect(finding.sentence).toMatch(/^[A-Z].*\.$/);
        expect(finding.sentence).not.toMatch(/undefined|null|NaN/);
        expect(finding.who.every((id) => typeof id === 'string')).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
});
