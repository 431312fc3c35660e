import { expect, it } from 'vitest';
import { toEdition } from '#lib/domain/edition.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { toMessage } from '#lib/export/message.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');

it('hands on every guide with its words and whom to call, and no address', () => {
  if (!library) throw new Error('no hay biblioteca');
  for (const guide of itemsOf(library, 'guide'))
    for (const text of Object.values(guide.texts)) {
      const edition = toEdition(library, guide, text);
      const message = toMessage(edition);
      expect(message.startsWith(`\uFEFF${text.title.toLocaleUpperCase('es')}\r\n`)).toBe(true);
      expect(message).toMatch(/\b(?:100|105|1818)\b/);
      expect(message, guide.slug).not.toMatch(/https?:|www\.|\.(?:pe|com|org)\b|\[\d|\]\(|…{2}|__/);
      if (edition.draft) expect(message).toContain('BORRADOR');
    }
});
