/**
 * Roles of a workspace, from most to least. Each includes what the next may do:
 * viewers read; contributors add feedback, comments and ideas; editors write the line; admins manage members and settings;
 * owners may also hand over or delete the workspace.
 */
export const ROLES = ['owner', 'admin', 'editor', 'contributor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** The door a write came through; kept with every change. */
export type Via = 'web' | 'api' | 'mcp' | 'cli' | 'import' | 'job';

/** Who acts. `teamIds` are the teams whose restricted products and items the actor may see. */
export interface Actor {
  readonly memberId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly teamIds: readonly string[];
  readonly via: Via;
  /** The API key acted with, whose role may be lower than its member's. */
  readonly keyId?: string;
}

/** The workspace acting on itself: jobs, imports at the command line, the demo loader. */
export function systemActor(via: Via, name = 'Throughline'): Actor {
  return { memberId: null, name, role: 'owner', teamIds: [], via };
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}
