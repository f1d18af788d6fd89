import { expect, it } from 'vitest';
import { model } from '../workspace/model.ts';
import type { Preview, PreviewColumn } from './import-answers.ts';
import {
  importSettingsOf,
  optionsOf,
  presetChoice,
  settingsOf,
  sourceOf,
  suggestedChoice,
  suggestedMapping,
  withChoice,
} from './mapping.ts';

const column = (name: string, looks: string, to: string | null): PreviewColumn => ({
  name,
  looks,
  filled: 1,
  samples: [],
  words: [],
  dateOrder: 'day-first',
  decimal: 'point',
  suggestion: to === null ? null : { to, confidence: 1 },
});
const preview: Preview = {
  fileName: 'a.csv',
  format: 'csv',
  notes: [],
  sheets: [],
  sheet: null,
  columns: [column('Name', 'text', 'title'), column('Due', 'date', 'targetOn'), column('Misc', 'text', null)],
  targets: [],
  findings: [],
};

it('begins with what is suggested and leaves out what leads nowhere', () => {
  expect(settingsOf(suggestedMapping(preview), preview)).toEqual([
    { column: 'Name', to: 'title' },
    { column: 'Due', to: 'targetOn', dateOrder: 'day-first' },
  ]);
});

it('says what words stand for, but not those left to be read', () => {
  const mapping = withChoice(suggestedMapping(preview), 'Misc', {
    to: 'state',
    words: { Doing: 'building', Later: '' },
  });
  expect(settingsOf(mapping, preview).at(-1)).toEqual({ column: 'Misc', to: 'state', words: { Doing: 'building' } });
});

it('a choice and the state have options, a text has none', () => {
  const kind = model.kind('feature');
  expect(optionsOf(kind, 'state')).toContain('building');
  expect(optionsOf(kind, 'title')).toEqual([]);
});

it('a source is called as the file, without what changes each time', () => {
  expect(sourceOf('reviews-2024-05.csv')).toBe('reviews');
  expect(sourceOf('2024.csv')).toBe('2024');
});

it('a kept mapping says where columns lead, what holds for every row, and which columns the file lacks', () => {
  const kind = model.kind('feature');
  const settings = {
    kind: 'feature',
    source: 'jira',
    columns: [
      { column: 'Name', to: 'title' },
      { column: 'Gone', to: 'summary' },
    ],
    defaults: { state: 'planned' },
    matchBy: 'title' as const,
  };
  const chosen = presetChoice(preview, { id: 'p1', title: 'Jira', settings });
  expect(chosen.preset).toEqual({ title: 'Jira', missing: ['Gone'] });
  expect(importSettingsOf(kind, { ...preview, sheet: 'Plan' }, chosen)).toEqual({
    ...settings,
    columns: [{ column: 'Name', to: 'title' }],
    sheet: 'Plan',
  });
});

it('a value not given yet is not sent', () => {
  const chosen = { ...suggestedChoice(preview), defaults: { state: null, tags: [], effort: 0 } };
  expect(importSettingsOf(model.kind('feature'), preview, chosen).defaults).toEqual({ effort: 0 });
});

it('the product one looks at holds for every row, unless a kept mapping names another', () => {
  const kind = model.kind('feature');
  const given = { productId: 'one' };
  const settings = { kind: 'feature', source: 'jira', columns: [] };
  const kept = (defaults: Readonly<Record<string, unknown>>) =>
    importSettingsOf(
      kind,
      preview,
      presetChoice(preview, { id: 'p1', title: 'Jira', settings: { ...settings, defaults } }, given),
    );
  expect(importSettingsOf(kind, preview, suggestedChoice(preview, given)).defaults).toEqual(given);
  expect(kept({ state: 'planned' }).defaults).toEqual({ productId: 'one', state: 'planned' });
  expect(kept({ productId: 'two' }).defaults).toEqual({ productId: 'two' });
});
