import { issueAt, startOf, type Issue } from '../../issue.ts';
import { kitSectionsOf, toKitParts } from '../../kit.ts';
import { textRule } from '../rule.ts';

/** A script or kit without what whoever conducts needs, or with a part unknown or out of its place. */
export const kitSections = textRule('kit-sections', (text, item, { library }) => {
  const wanted = kitSectionsOf(item, library.kitSections);
  if (wanted.length === 0) return [];
  const titles = wanted.map(({ title }) => title[text.language]).join(' · ');
  const parts = toKitParts(item, text, library.kitSections);
  const missing = wanted
    .filter(({ id }) => !parts.some(({ section }) => section?.id === id))
    .map(({ title }) => `Falta la parte «${title[text.language]}». Añádala con ## al final.`)
    .map((message) => issueAt(startOf(text.file), 'kit-sections', message));
  const misplaced = parts.flatMap(({ section, title, at, blocks }, index): Issue[] => {
    const message =
      section === undefined
        ? `«${title}» no es una de las partes. Son: ${titles}.`
        : parts
              .slice(0, index)
              .some((before) => before.section && wanted.indexOf(before.section) >= wanted.indexOf(section))
          ? `Está repetida o fuera de su lugar. El orden es: ${titles}.`
          : blocks.length === 0
            ? 'Está vacía. Escríbala.'
            : undefined;
    return message === undefined ? [] : [issueAt(at, 'kit-sections', message)];
  });
  return [...missing, ...misplaced];
});
