import { defineKind, defineLink, text } from '../../../line/index.ts';
import { product } from '../product/product.ts';

/** A part of a product that people name when they talk about it. */
export const area = defineKind({
  name: 'area',
  plural: 'areas',
  key: 'AREA',
  icon: 'layout-grid',
  label: { one: 'Area', many: 'Areas' },
  purpose: 'A part of a product that people name when they talk about it: tabs, bookmarks, private browsing.',
  fields: { purpose: text({ help: 'What people come to this part for.' }) },
  states: { active: 'active', retired: 'gone' },
  reliesOn: {
    partOf: defineLink({ to: [product], says: 'is part of', inverse: 'has the area', one: true }),
    partOfArea: defineLink({ to: 'self', says: 'is part of', inverse: 'contains', one: true }),
  },
  example: { title: 'Tabs', purpose: 'Keep many pages at hand and find the right one again.' },
});
