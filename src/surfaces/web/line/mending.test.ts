import { expect, test } from 'vitest';
import type { PlacedFinding } from '../../../line/index.ts';
import { itemFrom } from '../../../line/row.ts';
import { model } from '../workspace/model.ts';
import { mendOf } from './mending.ts';

test('every check of the model has a step that mends it, and the step exists', () => {
  for (const check of model.checks) {
    const item = itemFrom(check.on, { id: 'x', key: 'X-1' });
    const finding: PlacedFinding = {
      check: check.id,
      severity: check.severity,
      itemId: 'x',
      kind: check.on.name,
      sentence: '',
      aboutIds: [],
      who: [],
      remedy: '',
    };
    const about = ['persona', 'competitor'].map((kind) => itemFrom(model.kind(kind), { id: kind, key: kind }));
    const mend = mendOf(model, finding, { item, about });
    expect(mend, `${check.id} on ${check.on.name}`).not.toBeNull();
    if (mend?.does === 'link') expect(model.link(mend.linkKind).from.name).toBe(check.on.name);
    if (mend?.does === 'field') expect(Object.keys(item)).toContain(mend.field);
    if (mend?.does === 'create') expect(model.kind(mend.kind).name).toBe(mend.kind);
  }
});

test('what is there already is looked at, not made again', () => {
  const launch = itemFrom(model.kind('launch'), { id: 'l', key: 'LCH-1' });
  const facts = itemFrom(model.kind('factSheet'), { id: 'f', key: 'FACT-1' });
  const finding: PlacedFinding = {
    check: 'launch-without-facts',
    severity: 'warning',
    itemId: 'l',
    kind: 'launch',
    sentence: '',
    aboutIds: ['f'],
    who: [],
    remedy: '',
  };
  expect(mendOf(model, finding, { item: launch, about: [facts] })).toEqual({
    does: 'look',
    label: 'Look at FACT-1',
    itemId: 'f',
  });
  expect(mendOf(model, finding, { item: launch, about: [] })?.does).toBe('create');
});
