/** The clipboard, which a browser lends only over HTTPS or on the machine itself. */
import { type Notice, say, sayFailure } from './toast.tsx';

/** Copies a text and says so, or why not; true where it is on the clipboard. @example await copyText(address, { text: 'Link copied' }) */
export async function copyText(text: string, done?: Notice): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const detail = 'The browser did not allow it: it does over HTTPS, and where the page is in front.';
    sayFailure({ text: 'It could not be copied', detail });
    return false;
  }
  if (done !== undefined) say(done);
  return true;
}
