/** What may be done with a list as a whole: archived ones, bringing a file in, taking this view out. */
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../primitive/button.tsx';
import { copyText } from '../primitive/copy-text.ts';
import { Menu, MenuCheck, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { say, sayRefused } from '../primitive/toast.tsx';
import { filterWithin } from '../product/product-scope.ts';
import { useProductScope } from '../product/use-product.ts';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { usualColumns } from './column.ts';
import type { ExportFormat } from './export-view.ts';
import { wholeFilter } from './filter-text.ts';
import type { ToolbarProps } from './layout.ts';
import { useNameOf } from './use-names.ts';

const FORMATS: readonly (readonly [ExportFormat, string])[] = [
  ['csv', 'CSV'],
  ['xlsx', 'Excel (XLSX)'],
  ['json', 'JSON'],
];

export function MoreMenu({ kind, view, columns, list, typed, change }: ToolbarProps): ReactElement {
  const nameOf = useNameOf();
  const scope = useProductScope();
  const navigate = useNavigate();
  const { membership } = useWorkspace();
  const mayImport = useMay('editor');
  const shown = view.columns ?? usualColumns(kind);
  const exportAs = async (format: ExportFormat): Promise<void> => {
    const { exportView } = await import('./export-view.ts');
    const request = {
      kind,
      view: { ...view, filter: filterWithin(scope, kind, wholeFilter(view.filter)) },
      words: typed,
      items: list.items,
      columns: columns.filter((column) => shown.includes(column.name)),
      nameOf,
      slug: membership.slug,
    };
    try {
      if (!kind.resident || format === 'xlsx') say({ text: 'The server is writing the file' });
      await exportView(request, format);
    } catch (error) {
      sayRefused('The view was not exported', error);
    }
  };
  const copyLink = () =>
    copyText(window.location.href, {
      text: 'Link copied',
      detail: 'It opens this list as you see it, for everyone who may see the workspace.',
    });
  const trigger = (
    <IconButton label="More">
      <Ellipsis size={16} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuCheck checked={view.archived === 'with'} onChange={(on) => change({ archived: on ? 'with' : 'without' })}>
        Show archived too
      </MenuCheck>
      <MenuCheck checked={view.archived === 'only'} onChange={(on) => change({ archived: on ? 'only' : 'without' })}>
        Only archived
      </MenuCheck>
      <MenuLine />
      <MenuItem onClick={() => void copyLink()}>Copy link to this view</MenuItem>
      {mayImport && (
        <MenuItem
          onClick={() =>
            void navigate({
              to: '/$workspace/$plural/import',
              params: { workspace: membership.slug, plural: kind.plural },
            })
          }
        >
          Import {kind.label.many.toLowerCase()}…
        </MenuItem>
      )}
      {FORMATS.map(([format, label]) => (
        <MenuItem key={format} onClick={() => void exportAs(format)}>
          Export this view as {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
