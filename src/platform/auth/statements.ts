import type { Transaction } from '../database/index.ts';

/** Plain SQL in whichever transaction: an operation's, or one over global tables. */
export type Statements = Pick<Transaction, 'rows' | 'row' | 'run'>;
