/** `throughline key`: API keys for scripts and agents. */
import { type Command, Option } from 'commander';
import { KEY_SCOPES, type KeyScope } from '../../platform/auth/index.ts';
import { ROLES } from '../../platform/permission/index.ts';
import type { VerbOutput } from '../client/index.ts';
import { example, names } from './argument.ts';
import type { Cli } from './cli.ts';
import { ask, type Desk } from './desk.ts';
import { keyUnknownHere } from './failures.ts';
import { columns, sayNone } from './terminal.ts';

interface CreateOptions {
  readonly scope: readonly KeyScope[];
  readonly role?: (typeof ROLES)[number];
  readonly tools?: readonly string[];
  readonly expires?: string;
}

export function addKey(program: Command, cli: Cli): void {
  const key = program.command('key').description('list, make and revoke API keys');
  addKeyList(key, cli);
  addCreate(key, cli);
  addRevoke(key, cli);
}

function addKeyList(key: Command, cli: Cli): void {
  key
    .command('list')
    .description('list the keys that are not revoked')
    .addHelpText('after', example('throughline key list'))
    .action(async () => {
      const answer = await cli.withDesk((desk) => ask(desk, 'listApiKeys', {}));
      sayNone(cli.terminal, answer.apiKeys, 'There is no API key. "throughline key create NAME --as EMAIL" makes one.');
      cli.terminal.answer(answer, (paint) =>
        columns(
          answer.apiKeys.map(({ start, name, role, scopes, expiresAt, lastUsedAt }) => [
            paint.cyan(`${start}…`),
            role,
            scopes.join('+'),
            expiresAt === null ? 'never ends' : `ends ${expiresAt.slice(0, 10)}`,
            lastUsedAt === null ? 'never used' : `used ${lastUsedAt.slice(0, 10)}`,
            name,
          ]),
        ),
      );
    });
}

function addCreate(key: Command, cli: Cli): void {
  key
    .command('create')
    .argument('<name>', 'what it is for: "Release script"')
    .description('make a key that acts as a member, named with --as; it is shown this once')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(KEY_SCOPES).default(['read']))
    .addOption(new Option('--role <role>', 'at most this role').choices(ROLES))
    .option('--tools <tools>', 'only these MCP tools, separated by commas', names)
    .option('--expires <instant>', 'when it ends, as 2027-01-01T00:00:00Z')
    .addHelpText('after', example('throughline key create "Release script" --as ana@example.com --scope write'))
    .action(async (name: string, { scope, role, tools, expires }: CreateOptions) => {
      const made = await cli.withDesk((desk) =>
        ask(desk, 'createApiKey', {
          name,
          scopes: [...scope],
          ...(role === undefined ? {} : { role }),
          ...(tools === undefined ? {} : { tools: [...tools] }),
          ...(expires === undefined ? {} : { expiresAt: expires }),
        }),
      );
      cli.terminal.answer(made, (paint) => [made.token, paint.dim('Keep it now: it is not shown again.')]);
    });
}

function addRevoke(key: Command, cli: Cli): void {
  key
    .command('revoke')
    .argument('<key>', 'its id, name or first characters, as "key list" shows them')
    .description('end a key with its next request')
    .addHelpText('after', example('throughline key revoke "Release script"'))
    .action(async (named: string) => {
      const revoked = await cli.withDesk(async (desk) => {
        const { id, name } = await keyNamed(desk, named);
        return { ...(await ask(desk, 'revokeApiKey', { keyId: id })), name };
      });
      cli.terminal.answer(revoked, () => [`${revoked.name} is revoked.`]);
    });
}

type Key = VerbOutput<'listApiKeys'>['apiKeys'][number];

/** @throws `key.unknown-here` also where several answer to the name */
async function keyNamed(desk: Desk, named: string): Promise<Key> {
  const { apiKeys } = await ask(desk, 'listApiKeys', {});
  const plain = named.replace(/…$/, '');
  const found = apiKeys.filter(({ id, name, start }) => id === plain || name === plain || start === plain);
  const [only] = found;
  if (only === undefined || found.length > 1) throw keyUnknownHere({ field: 'key', key: named, count: found.length });
  return only;
}
