export { invitationLetter, type Letter, passwordLetter, signInCodeLetter } from './letter.ts';
export { createMailer, type Mailer, type MailerOptions } from './mailer.ts';
export { type LoggedMail, mailLog, type OutgoingMail, posting, retryMail } from './outbox.ts';
