/** How a list is grouped, and grouped once more; on a board the columns and the lanes. */
import { Group } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../primitive/button.tsx';
import { classNames } from '../primitive/class-names.ts';
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { groupable } from './column.ts';
import { groupsOf, pathsOf } from './groups.ts';
import type { ToolbarProps } from './layout.ts';
import { useNameOf } from './use-names.ts';

const NONE = '';

export function GroupMenu({ view, columns, list, change }: ToolbarProps): ReactElement {
  const nameOf = useNameOf();
  const { layout, group, subGroup, closed } = view;
  const isBoard = layout === 'board';
  const fields = groupable(columns);
  const grouped = fields.find((column) => column.name === group);
  const inner = grouped === undefined ? undefined : fields.find((column) => column.name === subGroup);
  const first = group ?? (isBoard ? 'state' : NONE);
  const foldAll = (): void => {
    const by = [grouped, inner].filter((column) => column !== undefined);
    change({ closed: pathsOf(groupsOf(list.items, { columns: by, nameOf })) });
  };
  const said = [grouped, inner].flatMap((column) => column?.label.toLowerCase() ?? []).join(', ');
  const trigger = (
    <Button
      look="plain"
      className={classNames('px-2', grouped !== undefined && 'text-accent')}
      aria-label={said === '' ? 'Group' : `Group: by ${said}`}
    >
      <Group size={16} aria-hidden />
      <span className="max-w-40 truncate max-lg:hidden">{said === '' ? 'Group' : `By ${said}`}</span>
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuChoices
        label={isBoard ? 'Columns by' : 'Group by'}
        value={first}
        onChange={(name) =>
          change({ group: name === NONE ? null : name, closed: [], ...(name === NONE && { subGroup: null }) })
        }
      >
        {!isBoard && <MenuChoice value={NONE}>Nothing</MenuChoice>}
        {fields.map((column) => (
          <MenuChoice key={column.name} value={column.name}>
            {column.label}
          </MenuChoice>
        ))}
      </MenuChoices>
      {first !== NONE && (
        <MenuChoices
          label={isBoard ? 'Lanes by' : 'Then by'}
          value={subGroup ?? NONE}
          onChange={(name) =>
            change({ subGroup: name === NONE ? null : name, closed: [], ...(group === null && { group: first }) })
          }
        >
          <MenuChoice value={NONE}>Nothing</MenuChoice>
          {fields
            .filter((column) => column.name !== first)
            .map((column) => (
              <MenuChoice key={column.name} value={column.name}>
                {column.label}
              </MenuChoice>
            ))}
        </MenuChoices>
      )}
      {!isBoard && grouped !== undefined && (
        <>
          <MenuLine />
          <MenuItem onClick={foldAll}>Fold all groups</MenuItem>
          <MenuItem disabled={closed.length === 0} onClick={() => change({ closed: [] })}>
            Open all groups
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
