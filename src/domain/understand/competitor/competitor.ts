import { date, defineKind, list, longText, rows, select, text, url } from '../../../line/index.ts';

/** Whom customers compare us with, doing nothing included. */
export const competitor = defineKind({
  name: 'competitor',
  plural: 'competitors',
  key: 'COMP',
  icon: 'swords',
  label: { one: 'Competitor', many: 'Competitors' },
  purpose: 'Whom customers compare us with, the status quo included: what they claim, charge, do well and do badly.',
  fields: {
    type: select(['direct', 'indirect', 'status quo'], {
      label: 'Kind',
      help: 'Status quo: what people do when they buy nothing.',
    }),
    target: text({ help: 'Whom they sell to.' }),
    positioningClaim: text({ material: true, help: 'What they say they are, in their words.' }),
    pricing: longText({ material: true }),
    strengths: list({ material: true, help: 'Fairly: what a customer of theirs would say.' }),
    weaknesses: list({ material: true }),
    sources: rows(
      { what: text(), address: url(), seenOn: date() },
      { help: 'Where this is from and when it was looked at; the newest day counts as the last look.' },
    ),
  },
  states: { watched: 'active', ignored: 'done', gone: 'gone' },
  example: {
    title: 'Google Chrome',
    type: 'direct',
    target: 'Everyone with a Google account',
    positioningClaim: 'The fast, simple and secure browser built by Google',
    pricing: 'Free; paid for by advertising.',
    strengths: ['Comes with Android', 'Sites are tested in it first'],
    weaknesses: ['Does not block trackers by default'],
    sources: [{ what: 'Product page', address: 'https://www.google.com/chrome/', seenOn: '2021-05-12' }],
  },
});
