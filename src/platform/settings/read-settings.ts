/** The environment as a typed object: read once at start, checked as a whole, handed on as a value. */
import path from 'node:path';
import { z } from 'zod';
import { defineFailure } from '../failure/index.ts';
import { ROLES, type Role } from '../permission/index.ts';
import { SETTING_TABLE, type SettingName } from './setting-table.ts';

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly name: string;
  readonly groupRoles: Readonly<Record<string, Role>>;
  readonly allowedDomains: readonly string[];
}

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl?: string | undefined;
  /** Absolute. */
  readonly dataFolder: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** How many proxies in front of the server say in X-Forwarded-For who asked them. */
  readonly trustedProxies: number;
  readonly smtpUrl?: string | undefined;
  readonly s3Url?: string | undefined;
  readonly oidc?: OidcProvider | undefined;
  /** Absent: `keepSecret` makes one and keeps it in the data folder. */
  readonly secret?: string | undefined;
  readonly webhookHosts: readonly string[];
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_LENGTH_LEAST = 32;
const PORT_MOST = 65_535;

export const badSetting = defineFailure<{ field: string; remedy: string }>(
  'setting.invalid',
  500,
  'A setting cannot be used',
  ({ field, remedy }) => `The setting ${field} cannot be used: ${remedy}.`,
);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== ''),
);

const urlOf = (schemes: readonly string[], example: string) =>
  z.string().refine((text) => schemes.includes(URL.parse(text)?.protocol.slice(0, -1) ?? ''), `write it as ${example}`);

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('write it as JSON, for example {"product":"editor"}');
    return z.NEVER;
  }
});

const port = z
  .string()
  .regex(/^\d{1,5}$/, `give a whole number from 0 to ${PORT_MOST}`)
  .transform(Number)
  .refine((value) => value <= PORT_MOST, `give a whole number from 0 to ${PORT_MOST}`);

const PROXIES_MOST = 10;
const proxies = z
  .string()
  .regex(/^\d{1,2}$/, `give how many proxies stand in front, 0 to ${PROXIES_MOST}`)
  .transform(Number)
  .refine((value) => value <= PROXIES_MOST, `give how many proxies stand in front, 0 to ${PROXIES_MOST}`);

const schema = z.object({
  PORT: port.default(4321),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'give a host name or address')
    .default('127.0.0.1'),
  DATABASE_URL: urlOf(['postgres', 'postgresql'], 'postgres://user:password@host:5432/name, or unset it').optional(),
  THROUGHLINE_DATA: z.string().default('./data'),
  PUBLIC_URL: urlOf(['http', 'https'], 'https://line.example.com').optional(),
  TRUSTED_PROXIES: proxies.default(0),
  SMTP_URL: urlOf(['smtp', 'smtps'], 'smtp://user:password@host:587').optional(),
  S3_URL: urlOf(['http', 'https', 's3'], 'https://key:secret@host/bucket').optional(),
  OIDC_ISSUER: urlOf(['http', 'https'], 'https://id.example.com').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('Single sign-on'),
  OIDC_GROUP_ROLES: json
    .pipe(z.record(z.string(), z.enum(ROLES), { error: `map each group to one of ${ROLES.join(', ')}` }))
    .default({}),
  OIDC_ALLOWED_DOMAINS: list.default([]),
  THROUGHLINE_SECRET: z
    .string()
    .min(SECRET_LENGTH_LEAST, `give at least ${SECRET_LENGTH_LEAST} characters, or unset it`)
    .optional(),
  THROUGHLINE_WEBHOOK_HOSTS: list.default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `use one of ${LOG_LEVELS.join(', ')}` }).default('info'),
} satisfies Record<SettingName, z.ZodType>);

/**
 * Reads the settings; an empty variable counts as unset, as it does in a compose file.
 *
 * @throws `setting.invalid`, naming the variable and what would be right.
 * @example readSettings({ PORT: '8080' }).port // 8080
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = SETTING_TABLE.flatMap(({ name }) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const read = schema.safeParse(Object.fromEntries(given));
  if (!read.success) throw refusalOf(read.error);
  return toSettings(read.data);
}

function refusalOf(error: z.ZodError): Error {
  const [issue] = error.issues;
  return badSetting({ field: String(issue?.path[0] ?? 'environment'), remedy: issue?.message ?? 'it cannot be read' });
}

function toSettings(read: z.infer<typeof schema>): Settings {
  return {
    port: read.PORT,
    host: read.HOST,
    databaseUrl: read.DATABASE_URL,
    dataFolder: path.resolve(read.THROUGHLINE_DATA),
    publicUrl: (
      read.PUBLIC_URL ?? `http://${read.HOST.includes(':') ? `[${read.HOST}]` : read.HOST}:${read.PORT}`
    ).replace(/\/+$/, ''),
    trustedProxies: read.TRUSTED_PROXIES,
    smtpUrl: read.SMTP_URL,
    s3Url: read.S3_URL,
    oidc: oidcOf(read),
    secret: read.THROUGHLINE_SECRET,
    webhookHosts: read.THROUGHLINE_WEBHOOK_HOSTS,
    logLevel: read.LOG_LEVEL,
  };
}

function oidcOf(read: z.infer<typeof schema>): OidcProvider | undefined {
  if (read.OIDC_ISSUER === undefined) return undefined;
  if (read.OIDC_CLIENT_ID === undefined) {
    throw badSetting({
      field: 'OIDC_CLIENT_ID',
      remedy: 'OIDC_ISSUER is set, so give the id the provider knows Throughline by',
    });
  }
  return {
    issuer: read.OIDC_ISSUER,
    clientId: read.OIDC_CLIENT_ID,
    clientSecret: read.OIDC_CLIENT_SECRET,
    name: read.OIDC_NAME,
    groupRoles: read.OIDC_GROUP_ROLES,
    allowedDomains: read.OIDC_ALLOWED_DOMAINS,
  };
}
