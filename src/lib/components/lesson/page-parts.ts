/** What the small scripts of reading pages build pages with; bundled into each of them. */

export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

export function button(words: string | undefined, press: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button' }, words ?? '');
  element.addEventListener('click', press);
  return element;
}

export const childrenOf = (parent: ParentNode | null | undefined, selector: string): HTMLElement[] => [
  ...(parent?.querySelectorAll<HTMLElement>(selector) ?? [])
];

/** Words with their places filled in: `{at}`. */
export const fill = (words: string | undefined, values: Record<string, number | string>): string =>
  (words ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

export type Words = Partial<Record<string, string>>;

/** What an element gives its script to say. */
export const wordsOf = (element: HTMLElement): Words => JSON.parse(element.dataset.words ?? '{}') as Words;
