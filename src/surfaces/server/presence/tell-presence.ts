import { z } from 'zod';
import { type AnyOperation, itemNotFound, type Model, operation, viewers } from '../../../line/index.ts';
import type { Presence } from './presence.ts';

const ITEMS_MOST = 4;

export const aroundSchema = z.strictObject({
  place: z.string().meta({ description: '`item:<id>` or `list:<plural>`.', examples: ['list:features'] }),
  memberIds: z.array(z.guid()).meta({ description: 'The others who look at it now, never yourself.' }),
});

const ONLY_PEOPLE_LOOK = 'Only a person at a screen looks at something.';

/** Says where a tab is, and answers who else is there. Said again at least every ten seconds. @throws `item.not-found` */
export const tellPresence = (presence: Presence, model: Model): AnyOperation =>
  operation({
    name: 'tellPresence',
    does: 'Says which items and which list you look at now, and answers who else does. Say it again every ten seconds, and once with nothing when you leave; after twenty seconds of silence you are gone. Kept in memory, never on the line. Who follows the feed is told of others by the event `presence`.',
    may: viewers('say what they look at'),
    effect: 'read',
    rest: { method: 'POST', path: '/presence', tag: 'Presence' },
    input: z.strictObject({
      tab: z.guid().meta({ description: 'An id that the tab has made up for itself.' }),
      items: z
        .array(z.string().min(1).max(100))
        .max(ITEMS_MOST)
        .optional()
        .meta({ description: 'Ids or keys of the items on screen.' }),
      list: z
        .string()
        .refine((plural) => model.kindByPlural(plural) !== undefined, 'Name a list as its address does: features.')
        .optional()
        .meta({ description: 'The list on screen, as its address names it.', examples: ['features'] }),
    }),
    output: z.strictObject({ around: z.array(aroundSchema) }),
    failures: [itemNotFound],
    example: { tab: '01890a5d-ac96-774b-bcce-b302099a8057', items: ['FEA-1'] },
    notAt: { mcp: ONLY_PEOPLE_LOOK, cli: ONLY_PEOPLE_LOOK },
    run: async ({ tab, items = [], list }, { line, workspaceId, actor }) => {
      const seen = await Promise.all(items.map((ref) => line.item(ref)));
      if (actor.memberId === null) return { around: [] };
      const places = [...seen.map(({ id }) => `item:${id}`), ...(list === undefined ? [] : [`list:${list}`])];
      return { around: presence.look({ workspaceId, memberId: actor.memberId, tab, places: [...new Set(places)] }) };
    },
  });
