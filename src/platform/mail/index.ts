export { invitationLetter, type Letter, passwordLetter, signInCodeLetter, testLetter } from './letter.ts';
export { createMailer, type Mailer, type MailerOptions, type MailSettings, type SmtpAnswer } from './mailer.ts';
export { type LoggedMail, mailLog, type OutgoingMail, posting, retryMail } from './outbox.ts';
export { type RenderedLetter, renderLetter } from './render-letter.ts';
export { readSmtpUrl, smtpUrlInvalid } from './smtp.ts';
