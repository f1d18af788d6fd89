/** The whole product: its rooms in the order in which each may rely on those before it. */
import type { Slice } from '../line/index.ts';
import { build } from './build/index.ts';
import { decide } from './decide/index.ts';
import { grow } from './grow/index.ts';
import { launching } from './launch/index.ts';
import { learn } from './learn/index.ts';
import { organisation } from './organisation/index.ts';
import { position } from './position/index.ts';
import { understand } from './understand/index.ts';

export const domain: readonly Slice[] = [organisation, understand, decide, build, position, launching, grow, learn];
