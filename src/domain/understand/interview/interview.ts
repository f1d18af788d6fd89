import { date, defineKind, defineLink, list, longText, text } from '../../../line/index.ts';
import { contact } from '../contact/contact.ts';

/** A conversation with somebody from the market, with notes that insights quote. */
export const interview = defineKind({
  name: 'interview',
  plural: 'interviews',
  key: 'INT',
  icon: 'mic',
  label: { one: 'Interview', many: 'Interviews' },
  purpose: 'A conversation with a customer or prospect; insights quote its notes.',
  fields: {
    heldOn: date({ label: 'Date' }),
    participants: list({ help: 'Everybody in the room, ours and theirs.' }),
    notes: longText({ help: 'Their story in their words; interpretation belongs into insights.' }),
    memorableQuote: text({ help: 'The one sentence colleagues will remember.' }),
  },
  states: { planned: 'open', held: 'done' },
  reliesOn: { spokeWith: defineLink({ to: [contact], says: 'spoke with', inverse: 'was interviewed in' }) },
  span: { start: 'heldOn' },
  titleIsMaterial: false,
  example: {
    title: 'A support volunteer on the week after 89',
    heldOn: '2021-06-10',
    participants: ['Ingrid Haugen', 'Ana Silva'],
    notes: 'She opened the new menus at once. What she misses is the compact density on her 13-inch laptop.',
    memorableQuote: 'I counted the pixels, and they are my pixels.',
  },
});
