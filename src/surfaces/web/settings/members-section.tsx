/** Who belongs to the workspace, with which rights; and who was asked in. */
import { Ellipsis } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { ROLES, type Role } from '../../../platform/permission/index.ts';
import { words } from '../format/format.ts';
import { IconButton } from '../primitive/button.tsx';
import { PersonMark } from '../primitive/marks.tsx';
import { Menu, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { Select } from '../primitive/select.tsx';
import { useOpen } from '../workspace/context.tsx';
import { useMay, useResource } from '../workspace/hooks.ts';
import type { Member } from '../workspace/resource.ts';
import { Invitations } from './invitations.tsx';
import { act, Confirm, Line, Listed, SecretDialog, SettingsSection } from './settings-parts.tsx';

const ROLE_MEANS: Readonly<Record<Role, string>> = {
  owner: 'everything, and hands over the workspace',
  admin: 'manages members and settings',
  editor: 'writes the line',
  contributor: 'adds feedback, comments and ideas',
  viewer: 'reads',
};

export default function MembersSection(): ReactElement {
  const { resources } = useOpen();
  const members = useResource(resources.members);
  const present = { ...members, value: members.value?.filter((member) => member.removedAt === null) ?? null };
  const mayManage = useMay('admin');
  return (
    <>
      <SettingsSection
        title="Members"
        lead={`Roles, from most to least: ${ROLES.map((role) => `${role} (${ROLE_MEANS[role]})`).join(', ')}.`}
      >
        <Listed loaded={present} empty="Nobody yet.">
          {(all) => all.map((member) => <MemberLine key={member.id} member={member} mayManage={mayManage} />)}
        </Listed>
      </SettingsSection>
      {mayManage && <Invitations />}
    </>
  );
}

function MemberLine({ member, mayManage }: { readonly member: Member; readonly mayManage: boolean }): ReactElement {
  const { resources, workspace } = useOpen();
  const [link, setLink] = useState<string | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const isMe = member.id === workspace.membership.memberId;
  const mayChange = mayManage && !isMe && (member.role !== 'owner' || workspace.membership.role === 'owner');
  const change = async (done: string, run: () => Promise<unknown>): Promise<void> => {
    await act(done, `${member.name} was not changed`, run);
    await resources.members.refresh();
  };
  const makeLink = async (): Promise<void> => {
    const { path } = await workspace.request<{ readonly path: string }>('POST', `/members/${member.id}/password-link`, {
      body: {},
    });
    setLink(`${window.location.origin}${path}`);
  };
  const options = ROLES.filter((role) => role !== 'owner' || workspace.membership.role === 'owner').map((value) => ({
    value,
    label: words(value),
  }));
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <PersonMark name={member.name} />
          {member.name}
          {isMe && <span className="text-sm font-normal text-muted">you</span>}
        </span>
      }
      detail={[member.email, member.discipline === null ? '' : words(member.discipline)]
        .filter((part) => part !== '')
        .join(' · ')}
    >
      {mayChange ? (
        <Select
          small
          label={`Role of ${member.name}`}
          options={options}
          value={member.role}
          onChange={(role) =>
            void change(`${member.name} is now ${role}`, () =>
              workspace.request('PATCH', `/members/${member.id}`, { body: { role } }),
            )
          }
          className="w-32"
        />
      ) : (
        <span className="text-muted">{words(member.role)}</span>
      )}
      {mayChange && (
        <Menu
          align="end"
          trigger={
            <IconButton small label={`More for ${member.name}`}>
              <Ellipsis size={14} />
            </IconButton>
          }
        >
          <MenuItem onClick={() => void makeLink()}>Link to set a password…</MenuItem>
          <MenuLine />
          <MenuItem danger onClick={() => setRemoving(true)}>
            Remove from the workspace…
          </MenuItem>
        </Menu>
      )}
      {link !== null && (
        <SecretDialog
          title={`Link for ${member.name}`}
          lead="It sets a new password, once. Hand it over yourself."
          secret={link}
          onClose={() => setLink(null)}
        />
      )}
      {isRemoving && (
        <Confirm
          title={`Remove ${member.name}?`}
          lead="They are signed out at once. What they wrote stays, with their name. They can be restored."
          button="Remove"
          onConfirm={() =>
            void change(`${member.name} removed`, () =>
              workspace.request('POST', `/members/${member.id}/remove`, { body: {} }),
            )
          }
          onClose={() => setRemoving(false)}
        />
      )}
    </Line>
  );
}
