/** The reason why some operations have no door of their own: they are a step of another. */
const REASON = 'A step of set-up, invitation or single sign-on, which have their own address.';

export const INSIDE = { rest: REASON, mcp: REASON, cli: REASON } as const;
