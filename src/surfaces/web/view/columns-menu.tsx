/** Which fields a list shows: the columns of a table, the lines of a card. */
import { Columns3 } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../primitive/button.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { usualColumns } from './column.ts';
import type { ToolbarProps } from './layout.ts';

export function ColumnsMenu({ kind, view, columns, change }: ToolbarProps): ReactElement {
  const shown = view.columns ?? usualColumns(kind);
  const label = view.layout === 'board' ? 'Fields on cards' : 'Columns';
  const toggle = (name: string, on: boolean): void =>
    change({ columns: on ? [...shown, name] : shown.filter((one) => one !== name) });
  const trigger = (
    <IconButton label={label}>
      <Columns3 size={16} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger}>
      <MenuGroup label={label}>
        {columns.map((column) => (
          <MenuCheck key={column.name} checked={shown.includes(column.name)} onChange={(on) => toggle(column.name, on)}>
            {column.label}
          </MenuCheck>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem onClick={() => change({ columns: null })}>Usual columns</MenuItem>
    </Menu>
  );
}
