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
      sentence: '',
      aboutIds: [],
      who: [],
      remedy: '',
    };
    const mend = mendOf(model, finding, item);
    expect(mend, `${check.id} on ${check.on.name}`).not.toBeNull();
    if (mend?.does === 'link') expect(model.link(mend.linkKind).from.name).toBe(check.on.name);
    if (mend?.does === 'field') expect(Object.keys(item)).toContain(mend.field);
    if (mend?.does === 'create') expect(model.kind(mend.kind).name).toBe(mend.kind);
  }
});
