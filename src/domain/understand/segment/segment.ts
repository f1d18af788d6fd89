import { defineKind, defineLink, list, money, number, rows, select, text } from '../../../line/index.ts';
import { insight } from '../insight/insight.ts';

/** A group of customers who need the same thing and can be told apart by a rule. */
export const segment = defineKind({
  name: 'segment',
  plural: 'segments',
  key: 'SEG',
  icon: 'pie-chart',
  label: { one: 'Segment', many: 'Segments' },
  purpose: 'A group of customers who need the same thing and can be told apart by a rule.',
  fields: {
    rule: rows(
      {
        of: select(['company', 'contact', 'usage']),
        attribute: text(),
        is: select(['equal to', 'not equal to', 'one of', 'at least', 'at most', 'known', 'unknown']),
        value: text(),
      },
      { material: true, help: 'Who belongs: every line has to hold.' },
    ),
    size: number({ unit: 'customers', min: 0, help: 'How many belong today, or could.' }),
    value: money({ help: 'What the whole segment is worth in a year.' }),
    disqualifiers: list({ help: 'What rules somebody out even though the rule holds.' }),
  },
  states: { draft: 'open', target: 'active', observe: 'active', excluded: 'gone' },
  reliesOn: { drawnFrom: defineLink({ to: [insight], says: 'is drawn from', inverse: 'shaped the segment' }) },
  example: {
    title: 'People who live in many tabs',
    rule: [{ of: 'usage', attribute: 'open tabs, median of a week', is: 'at least', value: '20' }],
    size: 9_400_000,
    disqualifiers: ['Managed devices where the administrator sets the toolbar'],
  },
});
