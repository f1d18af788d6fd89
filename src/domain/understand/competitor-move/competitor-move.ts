import { date, defineKind, defineLink, longText, select, url } from '../../../line/index.ts';
import { competitor } from '../competitor/competitor.ts';

/** Something a competitor did on a day, which may need an answer. */
export const competitorMove = defineKind({
  name: 'competitorMove',
  plural: 'competitor-moves',
  key: 'MOVE',
  icon: 'telescope',
  label: { one: 'Competitor move', many: 'Competitor moves' },
  purpose: 'Something a competitor did on a day, so that we answer it on purpose or leave it on purpose.',
  fields: {
    what: longText({ help: 'What happened, without judgement.' }),
    type: select(['launch', 'price', 'message', 'funding', 'hire'], { label: 'Kind' }),
    happenedOn: date({ label: 'On' }),
    originUrl: url({ label: 'Source' }),
  },
  states: { seen: 'open', answered: 'done' },
  reliesOn: { madeBy: defineLink({ to: [competitor], says: 'was made by', inverse: 'made the move', one: true }) },
  span: { start: 'happenedOn' },
  example: {
    title: 'Chrome 91 freezes collapsed tab groups',
    what: 'Tabs in a collapsed group are suspended and take less processor time and memory.',
    type: 'launch',
    happenedOn: '2021-05-25',
  },
});
