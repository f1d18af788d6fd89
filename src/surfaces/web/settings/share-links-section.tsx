/** What is shared outside by a link, by whom and until when; every link can be ended. */
import { Link as RouterLink } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { day } from '../format/format.ts';
import { Button } from '../primitive/button.tsx';
import { untilWhen } from '../share/share-dialog.tsx';
import { type ShareLink, useShareLinks } from '../share/share-links.ts';
import { useMay, useMemberName, useWorkspace } from '../workspace/hooks.ts';
import { act, Confirm, Line, Listed, SettingsSection } from './settings-parts.tsx';

export default function ShareLinksSection(): ReactElement {
  const { request } = useWorkspace();
  const loaded = useShareLinks();
  const seesAll = useMay('admin');
  const [ending, setEnding] = useState<ShareLink | null>(null);
  const end = async (link: ShareLink): Promise<void> => {
    if (await act('The link has ended', 'The link was not ended', () => request('DELETE', `/share-links/${link.id}`)))
      loaded.refresh();
  };
  return (
    <SettingsSection
      title="Shared links"
      lead={`${seesAll ? 'What anybody here shares' : 'What you share'} with people outside, to be read only. A link is made on an item or a saved view, under “Share read-only”.`}
    >
      <Listed loaded={loaded} empty="Nothing is shared by a link.">
        {(links) => links.map((link) => <ShareLine key={link.id} link={link} onEnd={() => setEnding(link)} />)}
      </Listed>
      {ending !== null && (
        <Confirm
          title={`End the link to ${ending.title ?? 'it'}?`}
          lead="Whoever opens it finds nothing from then on. It cannot be given back; a new link can be made."
          button="End the link"
          onConfirm={() => void end(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </SettingsSection>
  );
}

function ShareLine({ link, onEnd }: { readonly link: ShareLink; readonly onEnd: () => void }): ReactElement {
  const who = useMemberName(link.memberId);
  return (
    <Line
      title={<SharedTitle link={link} />}
      detail={`Shared by ${who || 'somebody who left'} on ${day(link.createdAt.slice(0, 10))}`}
    >
      <span className={link.isExpired ? 'text-sm text-red' : 'text-sm text-muted'}>{untilWhen(link)}</span>
      <Button small aria-label={`End the link to ${link.title ?? 'something you may not see'}`} onClick={onEnd}>
        End
      </Button>
    </Line>
  );
}

function SharedTitle({ link }: { readonly link: ShareLink }): ReactElement {
  const { membership } = useWorkspace();
  if (link.title === null) return <span className="text-muted">Something gone, or that you may not see</span>;
  if (link.itemId === null) return <span>View “{link.title}”</span>;
  return (
    <RouterLink
      to="/$workspace/item/$ref"
      params={{ workspace: membership.slug, ref: link.itemId }}
      className="rounded-sm hover:text-accent hover:underline"
    >
      {link.title}
    </RouterLink>
  );
}
