/** What every form that asks for a new password says of it. */
import { PASSWORD_LEAST } from '../../../platform/auth/password-length.ts';

export const PASSWORD_HELP = `At least ${String(PASSWORD_LEAST)} characters; a few words are best.`;
