/** The rooms of the line behind its picture, and their names above it, which stay while the picture is scrolled. */
import type { ReactElement } from 'react';
import { HEAD_HEIGHT, type PictureLayout, type PlacedHead } from './picture-place.ts';
import { twoLines } from './two-lines.ts';

const PADDING = 12;
const LETTER_PIXELS = 5.6;

export function RoomGrounds({
  rooms,
  height,
}: {
  readonly rooms: readonly PlacedHead[];
  readonly height: number;
}): ReactElement {
  return (
    <g aria-hidden>
      {rooms.map((room) => (
        <rect
          key={`${room.label}-${String(room.x)}`}
          x={room.x - PADDING}
          width={room.width + 2 * PADDING}
          height={height}
          fill="var(--sunk)"
          fillOpacity={0.6}
        />
      ))}
    </g>
  );
}

/** Moved down by as much as the picture is scrolled: `data-heads`. */
export function PictureHeads({ layout }: { readonly layout: PictureLayout }): ReactElement {
  return (
    <g aria-hidden data-heads>
      {layout.rooms.map((room) => (
        <g key={`${room.label}-${String(room.x)}`}>
          <rect
            x={room.x - PADDING}
            width={room.width + 2 * PADDING}
            height={HEAD_HEIGHT - PADDING}
            fill="var(--sunk)"
          />
          <text x={room.x} y={20} fontSize={12.5} fontWeight={600} fill="var(--ink)">
            {room.label}
          </text>
        </g>
      ))}
      {layout.columns.map((column) => (
        <text key={column.x} x={column.x} y={36} fontSize={11} fill="var(--muted)">
          {twoLines(column.label, Math.floor(column.width / LETTER_PIXELS))[0]}
        </text>
      ))}
    </g>
  );
}
