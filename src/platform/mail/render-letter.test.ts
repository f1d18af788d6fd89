import { describe, expect, test } from 'vitest';
import { invitationLetter, passwordLetter, signInCodeLetter, testLetter } from './letter.ts';
import { renderLetter } from './render-letter.ts';

const invitation = invitationLetter({
  workspaceName: 'Firefox <89>',
  invitedBy: 'Ana\r\nBcc: everyone@example.com',
  role: 'editor',
  path: '/invitation/inv_abc',
  expiresAt: new Date('2026-11-29T00:00:00Z'),
});

describe('a letter', () => {
  test('says the same as text and as HTML, with the whole address', () => {
    const { text, html } = renderLetter(invitation, 'https://line.example');
    expect(text).toContain('https://line.example/invitation/inv_abc');
    expect(html).toContain('href="https://line.example/invitation/inv_abc"');
    expect(text).toContain('until 2026-11-29');
  });

  test('escapes what people wrote, and a name cannot start another header', () => {
    const { subject, html } = renderLetter(invitation, 'https://line.example');
    expect(html).toContain('Firefox &lt;89&gt;');
    expect(html).not.toContain('<89>');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test('shows a code large, and no button where there is nothing to open', () => {
    const { text, html } = renderLetter(signInCodeLetter('482913', 5), 'https://line.example');
    expect(text).toContain('482913');
    expect(html).not.toContain('<a ');
    expect(renderLetter(testLetter(), 'https://line.example').html).not.toContain('class="code" style');
  });

  test('asks for nothing from outside: no image, no font, no script', () => {
    for (const letter of [invitation, passwordLetter('/x', 1), testLetter()])
      expect(renderLetter(letter, 'https://line.example').html).not.toMatch(/<img|<script|<link|url\(/);
  });
});
