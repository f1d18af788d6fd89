import { date, defineKind, money, number, select, text } from '../../../line/index.ts';

/** An organisation that buys, might buy, or bought. */
export const company = defineKind({
  name: 'company',
  plural: 'companies',
  key: 'CO',
  icon: 'building-2',
  label: { one: 'Company', many: 'Companies' },
  purpose: 'An organisation that buys, might buy or bought from us, so that feedback weighs what it is worth.',
  fields: {
    domain: text({ help: 'Its web domain, as example.org; contacts are matched to it by their e-mail address.' }),
    size: number({ unit: 'employees', min: 0, integer: true }),
    industry: text(),
    region: text(),
    plan: text({ help: 'What it has subscribed to.' }),
    annualRevenue: money({ help: 'What it pays us in a year (ARR).' }),
    renewalOn: date({ label: 'Renewal on' }),
    health: select(['good', 'at risk', 'poor'], { help: 'How likely it stays, as customer success sees it.' }),
  },
  states: { prospect: 'open', customer: 'active', former: 'done' },
  span: { end: 'renewalOn' },
  titleIsMaterial: false,
  stateIsMaterial: false,
  example: {
    title: 'Nordlys University',
    domain: 'nordlys.example',
    size: 7000,
    industry: 'Higher education',
    region: 'Europe',
    plan: 'Extended Support Release',
    health: 'good',
  },
});
