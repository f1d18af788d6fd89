import { defineKind, defineLink, list, longText, rows, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';

/** What product hands to marketing about a feature. */
export const factSheet = defineKind({
  name: 'factSheet',
  plural: 'fact-sheets',
  key: 'FACT',
  icon: 'file-text',
  label: { one: 'Fact sheet', many: 'Fact sheets' },
  purpose: 'What product hands to marketing about a feature, so that every message starts from the same facts.',
  fields: {
    whatItDoes: longText({ material: true }),
    forWhom: text({ material: true }),
    limits: longText({ material: true }),
    availability: text({ material: true, help: 'From when, on which plan, in which regions, to what share.' }),
    howToSeeIt: longText({ help: 'The steps by which a colleague sees it for themselves.' }),
    screenshots: list({ help: 'Addresses of pictures; files go with the attachments.' }),
    questions: rows({ question: text(), answer: longText() }, { label: 'Questions and answers' }),
  },
  states: { draft: 'open', 'handed over': 'active', accepted: 'done' },
  reliesOn: { describes: defineLink({ to: [feature], says: 'describes', inverse: 'is described by' }) },
  example: {
    title: 'Facts on the new tabs',
    whatItDoes: 'Floating tabs contain information and surface cues such as sound, camera and microphone in use.',
    forWhom: 'Everybody on desktop',
    limits: 'Themes that draw their own tab background need an update.',
    availability: 'Firefox 89 for Windows, macOS and Linux, everybody, from 1 June 2021',
    howToSeeIt: 'Open two tabs, play a video in the one behind.',
    questions: [
      {
        question: 'Can I have the compact tabs back?',
        answer: 'Profiles that used them keep them; it is not supported.',
      },
    ],
  },
});
