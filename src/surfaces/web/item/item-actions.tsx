/** What can be done with an item as a whole: walk to its neighbours, copy, print, archive, look at a day gone by. */
import { Link } from '@tanstack/react-router';
import {
  Archive,
  ArchiveRestore,
  ChevronDown,
  ChevronUp,
  Ellipsis,
  FileText,
  Link2,
  Printer,
  Share2,
} from 'lucide-react';
import { type ReactElement, Suspense, useState } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { useKeys } from '../frame/keys.ts';
import { IconButton } from '../primitive/button.tsx';
import { copyText } from '../primitive/copy-text.ts';
import { lazyPart } from '../primitive/lazy-part.ts';
import { Menu, MenuItem, MenuLine } from '../primitive/menu.tsx';
import { Tooltip } from '../primitive/tooltip.tsx';
import { useNameOf } from '../view/use-names.ts';
import { useCommits, useMay, useWorkspace } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { asMarkdown } from './as-markdown.ts';
import { linkGroups } from './link-sentence.ts';
import { useNeighbours } from './neighbours.ts';

const ShareDialog = lazyPart(() => import('../share/share-dialog.tsx'));

export function ItemActions({ item }: { readonly item: AnyItem }): ReactElement {
  const { membership } = useWorkspace();
  const commits = useCommits();
  const mayEdit = useMay('editor');
  const markdown = useMarkdown(item);
  const [isSharing, setSharing] = useState(false);
  const archive = (): void => void (item.archivedAt === null ? commits.archive([item]) : commits.restore([item]));
  const copyLink = () =>
    copyText(`${window.location.origin}/${membership.slug}/item/${item.key}`, { text: 'Link copied' });
  const copyMarkdown = () => copyText(markdown(), { text: `${item.key} copied as Markdown` });
  useKeys({ e: () => (mayEdit ? archive() : false) });
  return (
    <>
      <IconButton label="Copy link" onClick={() => void copyLink()}>
        <Link2 size={16} />
      </IconButton>
      <Menu
        align="end"
        trigger={
          <IconButton label="More about this item">
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        {mayEdit && (
          <MenuItem icon={<Share2 size={16} />} onClick={() => setSharing(true)}>
            Share read-only…
          </MenuItem>
        )}
        <MenuItem icon={<FileText size={16} />} onClick={() => void copyMarkdown()}>
          Copy as Markdown
        </MenuItem>
        <MenuItem icon={<Printer size={16} />} onClick={() => window.print()}>
          Print, or save as PDF
        </MenuItem>
        {mayEdit && <MenuLine />}
        {mayEdit && (
          <MenuItem
            icon={item.archivedAt === null ? <Archive size={16} /> : <ArchiveRestore size={16} />}
            keys="E"
            onClick={archive}
          >
            {item.archivedAt === null ? 'Archive' : 'Restore'}
          </MenuItem>
        )}
      </Menu>
      {isSharing && (
        <Suspense fallback={null}>
          <ShareDialog
            thing={{ itemId: item.id }}
            title={`${item.key} ${item.title}`}
            onClose={() => setSharing(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function useMarkdown(item: AnyItem): () => string {
  const { mirror, visitors } = useWorkspace();
  const nameOf = useNameOf();
  return () => {
    const sides = [
      ...linkGroups(model, mirror.linksFrom(item.id), 'reliesOn'),
      ...linkGroups(model, mirror.linksTo(item.id), 'reliedOnBy'),
    ];
    const links = sides.flatMap((group) =>
      group.links.map((link) => {
        const id = group.direction === 'reliesOn' ? link.toId : link.fromId;
        const other = mirror.item(id) ?? visitors.item(id);
        return { words: group.words, key: other?.key ?? '', title: other?.title ?? 'something you may not see' };
      }),
    );
    return asMarkdown({ item, kind: model.kind(item.kind), nameOf, links });
  };
}

/** Next and previous, as in the list. */
export function Walk({ item }: { readonly item: AnyItem }): ReactElement {
  const { before, after } = useNeighbours(item);
  return (
    <span className="flex">
      <Step to={before} label="Previous" keys="K" icon={<ChevronUp size={16} aria-hidden />} />
      <Step to={after} label="Next" keys="J" icon={<ChevronDown size={16} aria-hidden />} />
    </span>
  );
}

interface StepProps {
  readonly to: string | null;
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactElement;
}

function Step({ to, label, keys, icon }: StepProps): ReactElement {
  const { membership } = useWorkspace();
  if (to === null) {
    return (
      <IconButton label={`${label}: none`} disabled>
        {icon}
      </IconButton>
    );
  }
  return (
    <Tooltip text={`${label}: ${to}`} keys={keys}>
      <Link
        to="/$workspace/item/$ref"
        params={{ workspace: membership.slug, ref: to }}
        aria-label={`${label}: ${to}`}
        className="inline-flex size-8 items-center justify-center rounded-md text-muted hover:bg-sunk"
      >
        {icon}
      </Link>
    </Tooltip>
  );
}
