/** Presence: who else looks at the same item or list, now. */
export { type Around, Presence } from './presence.ts';
export { tellPresence } from './tell-presence.ts';
