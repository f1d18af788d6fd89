/** People and their accounts, in the tables that better-auth reads. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Statements } from './statements.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** From `auth.hashPassword`. */
  readonly passwordHash: string;
}

/** Addresses are compared in lower case, as better-auth stores them. */
export const foldEmail = (email: string): string => email.trim().toLowerCase();

export function findPersonByEmail(statements: Statements, email: string): Promise<Person | undefined> {
  return statements.row<Person>(sql`select id, name, email from "user" where email = ${foldEmail(email)}`);
}

export function findPerson(statements: Statements, userId: string): Promise<Person | undefined> {
  return statements.row<Person>(sql`select id, name, email from "user" where id = ${userId}`);
}

/**
 * A person with a password. The address counts as verified: only the owner at set-up and whoever an admin invited get here.
 * Undefined where the address has an account already.
 */
export async function addPerson(statements: Statements, person: NewPerson): Promise<Person | undefined> {
  const id = uuidv7();
  const email = foldEmail(person.email);
  const added = await statements.run(sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    values (${id}, ${person.name}, ${email}, true, now(), now()) on conflict (email) do nothing`);
  if (added === 0) return undefined;
  await statements.run(sql`insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    values (${uuidv7()}, ${id}, 'credential', ${id}, ${person.passwordHash}, now(), now())`);
  return { id, name: person.name, email };
}
