/** What a person gives of themselves. */
import { z } from 'zod';
import { foldEmail, PASSWORD_LEAST, PASSWORD_MOST } from '../../../platform/auth/index.ts';

export const personNameSchema = z.string().trim().min(1).max(120);
export const emailSchema = z.string().trim().pipe(z.email().max(254)).transform(foldEmail);
export const passwordSchema = z.string().min(PASSWORD_LEAST).max(PASSWORD_MOST);
