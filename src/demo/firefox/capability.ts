/**
 * What customers call by a name. A capability's history is every release note that names it: the first makes the feature, those
 * that change how it works change its limits, one that takes it away retires it. Site copy that names it promises it.
 */
import { firstSentence, leadOf, plainNote } from './note-text.ts';

export interface Capability {
  readonly ref: string;
  readonly name: string;
  /** Ref of the area it is part of. */
  readonly area: string;
  /** How release notes name it; looked for in the lead of the note. */
  readonly inNotes: RegExp;
  /** How the site names it, where it differs. */
  readonly inCopy?: RegExp;
  /** A service that the browsers on phones have too: what pages about those say promises it as well. */
  readonly onPhones?: true;
}

/** In this order: a note belongs to the first that its lead names. */
export const CAPABILITIES: readonly Capability[] = [
  { ref: 'pocket', name: 'Pocket', area: 'new-tab', inNotes: /\bPocket\b/, onPhones: true },
  {
    ref: 'review-checker',
    name: 'Review Checker',
    area: 'privacy',
    inNotes: /review checker/i,
    inCopy: /fake reviews/i,
  },
  { ref: 'colorways', name: 'Colorways', area: 'customize', inNotes: /colorways?/i },
  { ref: 'ftp', name: 'FTP', area: 'basic-browsing', inNotes: /\bFTP\b/ },
  { ref: 'do-not-track', name: 'Do Not Track', area: 'privacy', inNotes: /do not track/i },
  {
    ref: 'import',
    name: 'Import from another browser',
    area: 'download-and-install',
    inNotes: /migration wizard|importing data|import data|migrating (your data )?from|Chrome-based browser/i,
    inCopy: /import (your )?\w+ (bookmarks|data)|switch(ing)? (from .* )?to Firefox is/i,
  },
  {
    ref: 'picture-in-picture',
    name: 'Picture-in-Picture',
    area: 'video',
    inNotes: /picture-in-picture/i,
    inCopy: /picture-in-picture|your video follows you/i,
  },
  {
    ref: 'total-cookie-protection',
    name: 'Total Cookie Protection',
    area: 'privacy',
    inNotes: /total cookie protection/i,
  },
  {
    ref: 'fingerprinting-protection',
    name: 'Fingerprinting Protection',
    area: 'privacy',
    inNotes: /fingerprint(ing|ers)/i,
    inCopy: /fingerprint/i,
  },
  {
    ref: 'tracking-protection',
    name: 'Enhanced Tracking Protection',
    area: 'privacy',
    inNotes: /tracking protection/i,
    inCopy: /tracking protection|trackers/i,
  },
  { ref: 'facebook-container', name: 'Facebook Container', area: 'privacy', inNotes: /facebook container/i },
  { ref: 'firefox-view', name: 'Firefox View', area: 'tabs', inNotes: /firefox view/i },
  { ref: 'tab-groups', name: 'Tab groups', area: 'tabs', inNotes: /tab groups?/i },
  { ref: 'vertical-tabs', name: 'Vertical tabs', area: 'tabs', inNotes: /vertical tabs?/i },
  { ref: 'split-view', name: 'Split View', area: 'tabs', inNotes: /split view/i },
  { ref: 'containers', name: 'Containers', area: 'tabs', inNotes: /\bcontainers\b/i },
  { ref: 'smart-window', name: 'Smart Window', area: 'basic-browsing', inNotes: /smart window/i },
  {
    ref: 'translations',
    name: 'Translations',
    area: 'basic-browsing',
    inNotes:
      /translations? (feature|page|panel|models?|support)|firefox translations|translate (web|full|text|selected)|automated translation|available for translation|private translations/i,
    inCopy: /translat/i,
  },
  { ref: 'pdf', name: 'PDF viewer and editor', area: 'basic-browsing', inNotes: /\bPDFs?\b/, inCopy: /\bPDFs?\b/ },
  {
    ref: 'screenshots',
    name: 'Screenshots',
    area: 'basic-browsing',
    inNotes: /screenshots (feature|tool)|take a screenshot|firefox screenshots/i,
    inCopy: /screenshot/i,
  },
  { ref: 'reader-view', name: 'Reader View', area: 'basic-browsing', inNotes: /reader (view|mode)/i },
  {
    ref: 'passwords',
    name: 'Password manager',
    area: 'passwords',
    inNotes: /password manager|saved (passwords|logins)|lockwise|primary password|credential manager/i,
    inCopy: /password/i,
  },
  { ref: 'autofill', name: 'Autofill', area: 'passwords', inNotes: /auto-?fill/i, inCopy: /auto-?fill/i },
  {
    ref: 'backup',
    name: 'Firefox Backup',
    area: 'sync',
    inNotes: /firefox backup|profile backups?|backup (your profile|in Firefox)|on backup/i,
    inCopy: /\bback ?up your\b/i,
  },
  {
    ref: 'sync',
    name: 'Sync',
    area: 'sync',
    onPhones: true,
    inNotes: /\bsync(ed)?\b/i,
    inCopy: /\bsync(ing|ed)?\b|from any device|all your devices/i,
  },
  {
    ref: 'private-browsing',
    name: 'Private browsing',
    area: 'privacy',
    inNotes: /private (browsing|window)/i,
    inCopy: /private browsing|private window|private mode/i,
  },
  {
    ref: 'https',
    name: 'HTTPS by default',
    area: 'privacy',
    inNotes: /https-(only|first)|to HTTPS by default|HTTPS is replacing/i,
    inCopy: /\bHTTPS\b/,
  },
  {
    ref: 'eyedropper',
    name: 'Eyedropper',
    area: 'basic-browsing',
    inNotes: /eyedropper|pick and copy a color/i,
    inCopy: /eyedropper/i,
  },
  {
    ref: 'pinned-tabs',
    name: 'Pinned tabs',
    area: 'tabs',
    inNotes: /pinned tabs?|pinning/i,
    inCopy: /pinned tab|pinning a tab/i,
  },
  {
    ref: 'bookmarks',
    name: 'Bookmarks',
    area: 'bookmarks',
    inNotes: /bookmarks? (toolbar|menu|manager|panel|bar)|bookmarks?,? .*import|your bookmarks/i,
    inCopy: /bookmark/i,
  },
  {
    ref: 'search',
    name: 'Choice of search engine',
    area: 'basic-browsing',
    inNotes: /search engines?/i,
    inCopy: /search engine/i,
  },
  {
    ref: 'themes',
    name: 'Themes and toolbar',
    area: 'customize',
    inNotes: /\bthemes?\b|customize (menu|toolbar)/i,
    inCopy: /\bthemes?\b|customiz|toolbars/i,
  },
  { ref: 'webrender', name: 'WebRender', area: 'performance', inNotes: /webrender/i },
];

/** The capability that a release note is about. @example capabilityOfNote('FTP support has been removed')?.ref // 'ftp' */
export function capabilityOfNote(note: string): Capability | undefined {
  const lead = leadOf(note);
  return CAPABILITIES.find((capability) => capability.inNotes.test(lead));
}

/** Those a sentence of the site names. @example capabilitiesOfCopy('Sync your PDFs')... // ['pdf', 'sync'] */
export function capabilitiesOfCopy(text: string): readonly Capability[] {
  return CAPABILITIES.filter(({ inCopy, inNotes }) => (inCopy ?? inNotes).test(text));
}

const TAKEN_AWAY =
  /shutting down|service shutdown|will no longer be in firefox|are no longer available in firefox|support has been removed|checkbox has been removed/i;

/** Does the note say that its capability goes as a whole? */
export function takesAway(note: string): boolean {
  return TAKEN_AWAY.test(plainNote(note));
}

const NARROWED =
  /no longer|(was|were|has been|have been|been|being) (removed|disabled|moved|replaced)|\bremoved\b|won['’]t work|(has|have) changed|moving out of|unless you/i;

/** Does the note say that less is possible than before, or elsewhere? Those who promised it must look again. */
export function narrows(note: string): boolean {
  return takesAway(note) || (NARROWED.test(plainNote(note)) && !FOR_PROGRAMS.test(plainNote(note)));
}
/** Names of settings and interfaces: nobody was promised those. */
const FOR_PROGRAMS = /`|\bpropert(y|ies)\b|\bAPIs?\b/;

const ON_PHONES = /\bFirefox for (Android|iOS)\b/;

/** A note about the browser on another device than the product's. */
export function isAboutMobile(note: string): boolean {
  return ON_PHONES.test(firstSentence(plainNote(note)));
}
