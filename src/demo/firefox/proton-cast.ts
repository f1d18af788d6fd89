/** What the parts of the story of Firefox 89 call each other by. */
import { ILLUSTRATION } from '../cast.ts';

export const LAUNCH_89 = 'launch:firefox-89';
export const CAMPAIGN = 'campaign:firefox-89';
export const INITIATIVE = 'initiative:proton';
export const RISK = 'risk:firefox-89';
export const TAB_KEEPER = 'persona:tab-keeper';
/** Questions in a week that support can answer within a day; made up, like every target here. */
export const QUESTIONS_BEARABLE = 800;
export const MADE_UP = { productId: 'product:firefox', tags: [ILLUSTRATION] };
