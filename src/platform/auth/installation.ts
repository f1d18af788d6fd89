/** The installation itself: whether the first owner has been made. */
import { sql } from 'drizzle-orm';
import type { Statements } from './statements.ts';

/** Has the first owner been made? */
export async function isSetUp(statements: Statements): Promise<boolean> {
  const row = await statements.row<{ done: boolean }>(sql`select true as done from installation`);
  return row?.done === true;
}

/** Takes the one chance to set up; false where it is taken. Of two at the same moment the second waits and gets false. */
export async function claimSetUp(statements: Statements): Promise<boolean> {
  return (
    (await statements.run(
      sql`insert into installation (id, set_up_at) values (1, now()) on conflict (id) do nothing`,
    )) === 1
  );
}
