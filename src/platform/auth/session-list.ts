/** The sessions a person sees and ends. */
import { sql } from 'drizzle-orm';
import type { Statements } from './statements.ts';

export interface OpenSession {
  readonly id: string;
  readonly signedInAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly device: string | null;
}

/** A person's open sessions, newest first. */
export async function sessionsOf(statements: Statements, userId: string): Promise<readonly OpenSession[]> {
  const rows = await statements.rows<{
    id: string;
    at: string;
    until: string;
    address: string | null;
    agent: string | null;
  }>(sql`
    select id, "createdAt" as at, "expiresAt" as until, "ipAddress" as address, "userAgent" as agent from session
    where "userId" = ${userId} and "expiresAt" > now() order by "createdAt" desc limit 200`);
  return rows.map((row) => ({
    id: row.id,
    signedInAt: row.at,
    expiresAt: row.until,
    address: row.address === '' ? null : row.address,
    device: deviceOf(row.agent),
  }));
}

/** Ends one session of a person; one that is not theirs, or gone already, is no session of theirs. */
export async function endSession(statements: Statements, userId: string, sessionId: string): Promise<boolean> {
  return (await statements.run(sql`delete from session where id = ${sessionId} and "userId" = ${userId}`)) > 0;
}

/** Ends every session of a person but one; how many. */
export function endOtherSessions(statements: Statements, userId: string, keptSessionId: string): Promise<number> {
  return statements.run(sql`delete from session where "userId" = ${userId} and id <> ${keptSessionId}`);
}

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A browser's own long name in two words. @example deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0') // 'Firefox on Linux' */
export function deviceOf(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === '') return null;
  const named = (names: readonly (readonly [string, string])[]): string | undefined =>
    names.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = named(BROWSERS);
  const system = named(SYSTEMS);
  if (browser === undefined) return userAgent.slice(0, 60);
  return system === undefined ? browser : `${browser} on ${system}`;
}
