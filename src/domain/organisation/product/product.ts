import { defineKind, defineLink, flag, list, longText, rows, select, text, url } from '../../../line/index.ts';

/** What we make, with the brand it wears and the portal it opens to the public. */
export const product = defineKind({
  name: 'product',
  plural: 'products',
  key: 'PRD',
  icon: 'package',
  label: { one: 'Product', many: 'Products' },
  purpose:
    'What we make: every other item belongs to one product, and the product’s brand dresses its portal and e-mail.',
  fields: {
    category: text({ material: true, help: 'The market people compare it in: "web browser", not "web".' }),
    vision: text({
      label: 'Vision in one sentence',
      help: 'The world once the product has succeeded, in one sentence.',
    }),
    lifecycleStage: select(['inception', 'development', 'launch', 'growth', 'maturity', 'retirement'], {
      help: 'Where the product stands between its first idea and its retirement; each stage has its own gate.',
    }),
    brandName: text({ help: 'As customers read it.' }),
    brandLogo: url(),
    brandColours: rows(
      { use: text(), colour: text({ help: 'As #RRGGBB.' }) },
      { help: 'Adjusted on the portal until the contrast holds (WCAG 2.2 AA).' },
    ),
    brandVoice: longText({ help: 'How we sound: words we use, words we avoid, with an example of each.' }),
    portalOpen: flag({ label: 'Public portal is open' }),
    portalTitle: text(),
    portalWelcome: longText(),
    portalPages: list({ help: 'Which pages the public sees: feedback, roadmap, changelog, surveys.' }),
  },
  states: { active: 'active', retired: 'gone' },
  reliesOn: { partOf: defineLink({ to: 'self', says: 'is part of', inverse: 'contains', one: true }) },
  example: {
    title: 'Firefox',
    category: 'Web browser',
    vision: 'An internet that puts people first, opened by a browser that is theirs.',
    lifecycleStage: 'maturity',
    brandName: 'Firefox',
    brandColours: [{ use: 'accent', colour: '#FF7139' }],
    brandVoice: 'Opinionated, kind, plain. We say "trackers", not "third-party scripts".',
    portalOpen: true,
    portalTitle: 'Ideas for Firefox',
    portalPages: ['feedback', 'roadmap', 'changelog'],
  },
});
