/** Every setting there is, once: read from here, printed from here. */

export interface SettingFacts {
  readonly name: string;
  /** As a person would write it; empty: unset. */
  readonly default: string;
  readonly meaning: string;
}

export const SETTING_TABLE = [
  { name: 'PORT', default: '4321', meaning: 'Port the server listens on.' },
  { name: 'HOST', default: '127.0.0.1', meaning: 'Address it listens on; 0.0.0.0 for every network.' },
  {
    name: 'DATABASE_URL',
    default: '',
    meaning: 'postgres://user:password@host:5432/name, PostgreSQL 15 to 18. Unset: the embedded PostgreSQL.',
  },
  {
    name: 'THROUGHLINE_DATA',
    default: './data',
    meaning: 'Folder of the embedded database, uploaded files and the secret.',
  },
  { name: 'PUBLIC_URL', default: 'http://HOST:PORT', meaning: 'Address people open, as in https://line.example.com.' },
  {
    name: 'TRUSTED_PROXIES',
    default: '0',
    meaning: 'How many proxies stand in front and add to X-Forwarded-For; 0: the header is not believed.',
  },
  {
    name: 'SMTP_URL',
    default: '',
    meaning: 'smtp://user:password@host:587 for mail. Unset: links are copied by hand.',
  },
  {
    name: 'S3_URL',
    default: '',
    meaning: 'https://key:secret@host/bucket for uploaded files. Unset: the data folder.',
  },
  { name: 'OIDC_ISSUER', default: '', meaning: 'Address of the OpenID Connect provider for single sign-on.' },
  { name: 'OIDC_CLIENT_ID', default: '', meaning: 'Id under which the provider knows Throughline.' },
  { name: 'OIDC_CLIENT_SECRET', default: '', meaning: 'Secret that belongs to it; unset for a public client (PKCE).' },
  { name: 'OIDC_NAME', default: 'Single sign-on', meaning: 'What the sign-in button calls the provider.' },
  { name: 'OIDC_GROUP_ROLES', default: '{}', meaning: 'JSON from group to role, as in {"product":"editor"}.' },
  {
    name: 'OIDC_ALLOWED_DOMAINS',
    default: '',
    meaning: 'E-mail domains that may sign in, separated by commas. Unset: all.',
  },
  {
    name: 'THROUGHLINE_SECRET',
    default: '',
    meaning: 'At least 32 characters that sign cookies. Unset: made once and kept in the data folder.',
  },
  {
    name: 'THROUGHLINE_WEBHOOK_HOSTS',
    default: '',
    meaning: 'Private hosts that webhooks may reach, separated by commas.',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: 'silent, fatal, error, warn, info, debug or trace.' },
] as const satisfies readonly SettingFacts[];

export type SettingName = (typeof SETTING_TABLE)[number]['name'];
