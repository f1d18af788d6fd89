/** Properties are tried on the same values run after run; THROUGHLINE_SEED tries others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.THROUGHLINE_SEED ?? 20_261_122) });
