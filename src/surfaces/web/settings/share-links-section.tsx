/** What is shared outside by a link, by whom and until when; every link can be ended. */
import { Link as RouterLink } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { Button } from '../primitive/button.tsx';
import { type ShareLink, untilWhen, useEndLink, useSharedBy, useShareLinks } from '../share/share-links.ts';
import { useMay, useWorkspace } from '../workspace/hooks.ts';
import { Confirm, Line, Listed, SettingsSection } from './settings-parts.tsx';

export default function ShareLinksSection(): ReactElement {
  const loaded = useShareLinks();
  const end = useEndLink(loaded.refresh);
  const seesAll = useMay('admin');
  const [ending, setEnding] = useState<ShareLink | null>(null);
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
  return (
    <Line title={<SharedTitle link={link} />} detail={useSharedBy(link)}>
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
