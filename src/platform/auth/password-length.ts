/** How long a password may be, in characters: what the server holds to and what forms say. */
export const PASSWORD_LEAST = 10;
export const PASSWORD_MOST = 128;
