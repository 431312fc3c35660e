import type { Catalog, CatalogScript } from '#lib/domain/catalog.ts';
import type { Format, Message } from '#lib/domain/kind.ts';

/** A small library as the desk knows it, easy to reckon with: every length is a round one. */
export const testCatalog: Catalog = {
  version: '0123abcd',
  scripts: [
    testScript('la-llamada', 'microprograma', 'false-offers', 280),
    testScript('cuna-oferta', 'spot', 'false-offers', 60),
    testScript('cuna-documentos', 'spot', 'documents', 60),
    testScript('cuna-estudiar', 'spot', 'school', 60)
  ],
  kits: [{ slug: 'caso-al-aire', message: 'any' }],
  sounds: [],
  contacts: []
};

function testScript(slug: string, format: Format, message: Message, seconds: number): CatalogScript {
  const text = (language: string) => ({
    title: `${slug} (${language})`,
    summary: slug,
    version: 'abcdef12',
    draft: true,
    seconds,
    blanks: [],
    audio: { url: `/audio/${language}/${slug}-borrador.mp3`, seconds: seconds + 3, bytes: 1000, sha256: 'a'.repeat(64) }
  });
  return {
    slug,
    format,
    message,
    slotSeconds: seconds,
    series: undefined,
    texts: { es: text('es'), quz: text('quz') }
  };
}
