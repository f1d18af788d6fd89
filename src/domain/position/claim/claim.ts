import { date, defineKind, defineLink, longText, person, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { proof } from '../proof/proof.ts';

/** A statement of fact that we make in public and must be able to prove. */
export const claim = defineKind({
  name: 'claim',
  plural: 'claims',
  key: 'CLM',
  icon: 'stamp',
  label: { one: 'Claim', many: 'Claims' },
  purpose: 'A statement of fact that we make in public and must be able to prove on the day somebody asks.',
  fields: {
    statement: text({ material: true, help: 'Word for word as it may be used.' }),
    scope: longText({ help: 'For which product, version, market and medium it was approved.' }),
    expiresOn: date({ help: 'The last day it may be used.' }),
    approvedBy: person(),
  },
  states: { draft: 'open', approved: 'active', withdrawn: 'gone' },
  reliesOn: {
    provenBy: defineLink({ to: [proof], says: 'is proven by', inverse: 'proves' }),
    about: defineLink({ to: [feature], says: 'is about', inverse: 'is claimed in' }),
  },
  span: { end: 'expiresOn' },
  example: {
    title: 'Cookies cannot follow you in private windows',
    statement: 'In private windows, Total Cookie Protection confines cookies to the site where they were created.',
    scope: 'Firefox 89 and later on desktop; private browsing only.',
    expiresOn: '2022-06-01',
  },
});
