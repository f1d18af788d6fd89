/** `throughline user`: who belongs to the workspace, as what. */
import { type Command, Option } from 'commander';
import { ROLES } from '../../platform/permission/index.ts';
import type { VerbInput, VerbOutput } from '../client/index.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import { ask, type Desk } from './desk.ts';
import { noSuchMember } from './failures.ts';
import { columns, sayNone } from './terminal.ts';

type Role = (typeof ROLES)[number];
type Discipline = VerbInput<'createInvitation'>['discipline'];
const DISCIPLINES = ['product', 'marketing', 'engineering', 'design', 'sales', 'success', 'other'] as const;

interface AddOptions {
  readonly role: Role;
  readonly discipline?: Discipline;
}

export function addUser(program: Command, cli: Cli): void {
  const user = program.command('user').description('list people, ask them in, change what they may do');
  addUserList(user, cli);
  addInvitation(user, cli);
  addRole(user, cli);
  addPasswordLink(user, cli);
}

function addUserList(user: Command, cli: Cli): void {
  user
    .command('list')
    .description('list the members of the workspace')
    .option('--removed', 'also those who left')
    .addHelpText('after', example('throughline user list'))
    .action(async ({ removed }: { readonly removed?: boolean }) => {
      const answer = await cli.withDesk((desk) => ask(desk, 'listMembers', removed === true ? { removed } : {}));
      sayNone(cli.terminal, answer.members, 'Nobody is here yet. "throughline user add EMAIL" asks somebody in.');
      cli.terminal.answer(answer, (paint) =>
        columns(
          answer.members.map(({ email, role, discipline, name, hasAccount }) => [
            paint.cyan(email === '' ? '-' : email),
            role,
            discipline ?? '-',
            hasAccount ? '' : paint.dim('no account'),
            name,
          ]),
        ),
      );
    });
}

function addInvitation(user: Command, cli: Cli): void {
  user
    .command('add')
    .argument('<email>', 'address of whom to ask in')
    .description('invite somebody; prints the link to hand over, which is mailed too where mail is set')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).default('editor'))
    .addOption(new Option('--discipline <discipline>', 'what they do by trade').choices(DISCIPLINES))
    .addHelpText('after', example('throughline user add deniz@example.com --role editor --discipline marketing'))
    .action((email: string, { role, discipline = null }: AddOptions) =>
      cli.withDesk(async (desk) => {
        const invited = await ask(desk, 'createInvitation', { email, role, discipline });
        const link = `${desk.publicUrl}${invited.path}`;
        cli.terminal.answer({ ...invited, link }, () => [`${email} joins as ${role} at ${link}`]);
      }),
    );
}

function addRole(user: Command, cli: Cli): void {
  user
    .command('role')
    .argument('<email>', 'address of the member')
    .argument('<role>', ROLES.join(', '))
    .description('change what a member may do; it holds from their next request on')
    .addHelpText('after', example('throughline user role deniz@example.com admin'))
    .action((email: string, role: Role) =>
      cli.withDesk(async (desk) => {
        const { id } = await memberByEmail(desk, email);
        const member = await ask(desk, 'updateMember', { memberId: id, role });
        cli.terminal.answer(member, () => [`${member.name} is ${member.role} now.`]);
      }),
    );
}

function addPasswordLink(user: Command, cli: Cli): void {
  user
    .command('password-link')
    .argument('<email>', 'address of the member')
    .description('make a link with which a member chooses a new password within 24 hours')
    .addHelpText('after', example('throughline user password-link deniz@example.com'))
    .action((email: string) =>
      cli.withDesk(async (desk) => {
        const { id } = await memberByEmail(desk, email);
        const { path, expiresAt } = await ask(desk, 'createPasswordLink', { memberId: id });
        const link = `${desk.publicUrl}${path}`;
        cli.terminal.answer({ link, expiresAt }, () => [link, `It works once, until ${expiresAt}.`]);
      }),
    );
}

type Member = VerbOutput<'listMembers'>['members'][number];

/** @throws `member.unknown-address` */
export async function memberByEmail(desk: Desk, email: string): Promise<Member> {
  const { members } = await ask(desk, 'listMembers', {});
  const found = members.find((member) => member.email.toLowerCase() === email.trim().toLowerCase());
  if (found === undefined) throw noSuchMember({ field: 'email', email });
  return found;
}
