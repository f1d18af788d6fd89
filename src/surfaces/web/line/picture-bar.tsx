/** Above the line picture: picture or list, what its marks mean, how large it is, and saving it as a file. */
import { Download, Maximize, Minus, Plus } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import type { AnyItem } from '../../../line/index.ts';
import { day, today } from '../format/format.ts';
import { Button, IconButton } from '../primitive/button.tsx';
import { Menu, MenuItem } from '../primitive/menu.tsx';
import { sayRefused } from '../primitive/toast.tsx';
import { useWorkspace } from '../workspace/hooks.ts';
import { exportedSvg, pngOf } from './picture-export.ts';
import { noteText, type PictureNote } from './picture-notes.tsx';
import type { PictureLayout } from './picture-place.ts';
import { saveFile } from './save-file.ts';
import type { Zoom } from './use-zoom.ts';

export interface PictureBarProps {
  readonly item: AnyItem;
  readonly layout: PictureLayout;
  readonly notes: readonly PictureNote[];
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly size: Zoom;
  readonly hasUnproven: boolean;
  readonly toggle: ReactElement;
}

export function PictureBar(props: PictureBarProps): ReactElement {
  const { layout, size, hasUnproven, toggle } = props;
  const { zoom, zoomBy, fit } = size;
  const saving = useSaving(props);
  const isOutOfStep = layout.edges.some(({ inStep }) => !inStep);
  return (
    <div className="flex items-center gap-1 px-4 pb-1 print:hidden">
      {toggle}
      <span className="ml-3 flex flex-1 items-center gap-4 text-sm text-muted max-lg:invisible">
        {isOutOfStep && (
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="h-0.5 w-5 bg-amber-mark" />
            Out of step
          </span>
        )}
        {hasUnproven && (
          <span className="flex items-center gap-1.5">
            <span aria-hidden className="h-3 w-5 rounded-sm border border-dashed border-line-strong" />
            Claimed, not proven
          </span>
        )}
      </span>
      <IconButton small label="Smaller" keys="-" onClick={() => zoomBy(-1)}>
        <Minus size={14} />
      </IconButton>
      <span className="tabular w-11 text-center text-sm text-muted">{Math.round(zoom * 100)} %</span>
      <IconButton small label="Larger" keys="+" onClick={() => zoomBy(1)}>
        <Plus size={14} />
      </IconButton>
      <IconButton small label="Fit the whole line" keys="0" onClick={fit}>
        <Maximize size={14} />
      </IconButton>
      <Menu
        align="end"
        trigger={
          <Button small look="plain" className="text-muted">
            <Download size={14} aria-hidden />
            Save picture
          </Button>
        }
      >
        <MenuItem onClick={saving('svg')}>As SVG</MenuItem>
        <MenuItem onClick={saving('png')}>As PNG</MenuItem>
      </Menu>
    </div>
  );
}

function useSaving({ item, layout, notes, drawing }: PictureBarProps): (as: 'svg' | 'png') => () => void {
  const { membership } = useWorkspace();
  const save = async (as: 'svg' | 'png'): Promise<void> => {
    if (drawing.current === null) return;
    const on = today(membership.timeZone);
    const svg = exportedSvg(drawing.current, {
      title: `${item.key} ${item.title}`,
      asOf: `As of ${day(on)}`,
      notes: notes.map((note) => `${String(note.number)}  ${noteText(note)}`),
      width: layout.width,
      height: layout.height,
    });
    const blob = as === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg);
    saveFile(blob, `${item.key}-line-${on}.${as}`);
  };
  return (as) => () => void save(as).catch((error: unknown) => sayRefused('The picture was not saved', error));
}
