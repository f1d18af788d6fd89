/** A letter: what is said, before it has a look. Kept in the outbox as it is, so any door can write one in its own transaction. */

export interface Letter {
  readonly subject: string;
  /** The first line of the body, and what a mail list shows beside the subject. */
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** A button; `path` is below the public address of the installation. */
  readonly action?: { readonly label: string; readonly path: string };
  /** A code to copy by hand, shown large. */
  readonly code?: string;
  /** Why the reader gets this. */
  readonly footnote: string;
}

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

/** Asks somebody into a workspace. @example invitationLetter({ workspaceName: 'Firefox', invitedBy: 'Ana', role: 'editor', path, expiresAt }) */
export function invitationLetter(invitation: {
  readonly workspaceName: string;
  readonly invitedBy: string;
  readonly role: string;
  readonly path: string;
  readonly expiresAt: Date;
}): Letter {
  const { workspaceName, invitedBy, role, path, expiresAt } = invitation;
  return {
    subject: `${invitedBy} invites you to ${workspaceName}`,
    heading: `Join ${workspaceName}`,
    paragraphs: [
      `${invitedBy} invites you to the workspace ${workspaceName} as ${role}.`,
      `The link works once, until ${day(expiresAt)}.`,
    ],
    action: { label: 'Accept the invitation', path },
    footnote:
      'You get this because somebody entered your address. If you do not know them, ignore it: nothing happens.',
  };
}

/** A code to sign in with. */
export function signInCodeLetter(code: string, minutes: number): Letter {
  return {
    subject: `${code} is your sign-in code`,
    heading: 'Your sign-in code',
    paragraphs: [`Enter this code on the page where you asked for it. It works once, for ${minutes} minutes.`],
    code,
    footnote: 'You get this because somebody asked to sign in with your address. If that was not you, ignore it.',
  };
}

/** A link to choose a new password. */
export function passwordLetter(path: string, hours: number): Letter {
  return {
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: [
      `The link works once, for ${hours} ${hours === 1 ? 'hour' : 'hours'}. Your old password works until then.`,
    ],
    action: { label: 'Choose a new password', path },
    footnote:
      'You get this because somebody asked for a new password for your address. If that was not you, ignore it.',
  };
}

/** Proves that mail arrives. */
export function testLetter(): Letter {
  return {
    subject: 'Mail from Throughline works',
    heading: 'Mail works',
    paragraphs: ['This installation of Throughline can send mail. Nothing more is to be done.'],
    footnote: 'You get this because an admin asked for a test.',
  };
}
