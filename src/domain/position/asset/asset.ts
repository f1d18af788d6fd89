import { date, defineKind, defineLink, select, text, url } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { claim } from '../claim/claim.ts';
import { BUYING_STAGES, message } from '../message/message.ts';

/** Something finished that carries our words to people. */
export const asset = defineKind({
  name: 'asset',
  plural: 'assets',
  key: 'AST',
  icon: 'image',
  label: { one: 'Asset', many: 'Assets' },
  purpose: 'A page, deck, video or training that carries our words to people, with the version that is out there now.',
  fields: {
    type: select(
      ['page', 'one-pager', 'deck', 'case study', 'datasheet', 'demo', 'e-mail', 'video', 'post', 'training'],
      { label: 'Kind' },
    ),
    audience: text(),
    buyingStage: select(BUYING_STAGES, { help: 'Where the reader stands on the way to us.' }),
    language: text({ help: 'A language tag as in BCP 47: en, de, pt-BR.' }),
    version: text(),
    address: url({ label: 'Address', help: 'Where it is in use; a file goes with the attachments.' }),
    expiresOn: date({ help: 'The day it has to be renewed or taken down.' }),
  },
  states: { draft: 'open', approved: 'active', 'in use': 'active', retired: 'gone' },
  reliesOn: {
    carries: defineLink({ to: [message, claim], says: 'carries', inverse: 'is carried by' }),
    shows: defineLink({ to: [feature], says: 'shows', inverse: 'is shown in' }),
  },
  span: { end: 'expiresOn' },
  example: {
    title: 'What’s new page of Firefox 89',
    type: 'page',
    audience: 'Everybody who has just been updated',
    buyingStage: 'retention',
    language: 'en-US',
    version: '3',
    address: 'https://www.mozilla.org/firefox/89.0/whatsnew/',
    expiresOn: '2021-07-13',
  },
});
