import { getDocumentProxy } from 'unpdf';

/** Text and size in millimetres of each page of a PDF, with the size of its letters, as a reader that is not ours finds them. */
export async function readPages(bytes: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const page = await document.getPage(index + 1);
      const [, , width = 0, height = 0] = page.view;
      const { items } = await page.getTextContent();
      return {
        pieces: items.flatMap((item) =>
          'str' in item && item.str.trim() !== ''
            ? [{ words: item.str, points: Math.hypot(Number(item.transform[2]), Number(item.transform[3])) }]
            : []
        ),
        words: items.map((item) => ('str' in item ? item.str : '')).join(' '),
        mm: [width, height].map((points) => Math.round((points * 25.4) / 72))
      };
    })
  );
}
