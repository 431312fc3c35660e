import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';

/** A question as somebody meets it who tries its answers one after the other. */
export interface ReadQuestion {
  title: string;
  prompt: string;
  /** Each with what it scores, or why that cannot be said, and what is shown about it. */
  answers: { words: string; score: string; feedback: string[] }[];
}

/** What a player shows of a package and makes of each answer; words are HTML. */
export interface ReadQti {
  rubric: string;
  questions: ReadQuestion[];
  /** Elements that it has no use for. */
  strangers: string[];
}

export interface QtiReader {
  read: (files: ReadonlyMap<string, string>) => Promise<ReadQti>;
}

interface Item extends Element {
  variables: { identifier: string; value: unknown }[];
  processResponse: () => boolean;
}

const player = 'http://lector.invalid';

/**
 * A player that is not ours (Cito's QTI components), in a page without a network. It starts at the manifest, follows the
 * test to its items, and runs their own response processing. One page for all packages.
 */
export async function openQtiReader(browser: Browser): Promise<QtiReader> {
  const page = await browser.newPage();
  let packed: ReadonlyMap<string, string> = new Map();
  await page.route('**/*', (route) => {
    const { pathname, origin } = new URL(route.request().url());
    const xml = packed.get(pathname.slice(1));
    if (origin !== player) return route.abort();
    if (pathname === '/')
      return route.fulfill({ body: '<!doctype html><title>Lector</title>', contentType: 'text/html' });
    return xml === undefined ? route.abort() : route.fulfill({ body: toQti3(xml), contentType: 'text/xml' });
  });
  await page.goto(player);
  const components = createRequire(import.meta.url).resolve('@citolab/qti-components/cdn/index.global.js');
  await page.addScriptTag({ content: await readFile(components, 'utf8') });
  return {
    read: async (files) => {
      packed = files;
      await page.evaluate(
        (manifest) => {
          const root = new DOMParser().parseFromString(manifest, 'text/xml');
          const test = root.querySelector('resource[type="imsqti_test_xmlv2p1"]')?.getAttribute('href') ?? '';
          const container = Object.assign(document.createElement('test-container'), { testURL: `/${test}` });
          const navigation = document.createElement('test-navigation');
          const whole = document.createElement('qti-test');
          whole.setAttribute('navigate', 'section');
          navigation.append(container);
          whole.append(navigation);
          document.body.replaceChildren(whole);
        },
        files.get('imsmanifest.xml') ?? ''
      );
      await page.waitForFunction(() => {
        const root = document.querySelector('test-container')?.shadowRoot;
        const items = [...(root?.querySelectorAll('qti-assessment-item-ref') ?? [])].map((ref) =>
          ref.querySelector<Item>('qti-assessment-item')
        );
        // Two are the player's own: what an item declares comes after them.
        return items.length > 0 && items.every((item) => item && item.variables.length > 2);
      });
      return page.evaluate(() => {
        const root = document.querySelector('test-container')?.shadowRoot;
        const htmlOf = (node: ParentNode | null | undefined, name: string) =>
          node?.querySelector(name)?.innerHTML ?? '';
        const items = [...(root?.querySelectorAll<Item>('qti-assessment-item') ?? [])];
        // Values and session control are read by the elements around them; it adds up no total of a test.
        const read =
          'qti-response-declaration *, qti-outcome-declaration *, qti-item-session-control, qti-outcome-processing, qti-outcome-processing *';
        const strangers = [...(root?.querySelectorAll('*') ?? [])].filter(
          (one) => one.localName.startsWith('qti-') && !customElements.get(one.localName) && !one.matches(read)
        );
        return {
          rubric: htmlOf(root, 'qti-rubric-block'),
          strangers: [...new Set(strangers.map(({ localName }) => localName))],
          questions: items.map((item) => ({
            title: item.getAttribute('data-title') ?? '',
            prompt: htmlOf(item, 'qti-prompt'),
            answers: [...item.querySelectorAll<HTMLElement>('qti-simple-choice')].map((choice) => {
              choice.click();
              let failure: unknown;
              try {
                item.processResponse();
              } catch (error) {
                failure = error;
              }
              const said = [...item.querySelectorAll<HTMLElement & { showStatus: string }>('qti-modal-feedback')];
              return {
                words: choice.innerHTML,
                score: String(failure ?? item.variables.find(({ identifier }) => identifier === 'SCORE')?.value),
                feedback: said.filter(({ showStatus }) => showStatus === 'on').map(({ innerHTML }) => innerHTML)
              };
            })
          }))
        };
      });
    }
  };
}

const html = new Set(['p', 'strong', 'em', 'sub', 'sup', 'br']);
const hyphenated = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The player speaks QTI 3, where each name of 2.1 has hyphens and, but for HTML, `qti-` before it. Nothing else is changed. */
function toQti3(xml: string): string {
  const namespace = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"';
  if (!xml.includes(namespace)) throw new Error('no es QTI 2.1');
  return xml
    .replace(namespace, 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"')
    .replace(/<(\/?)(\w+)([^<>]*)>/g, (_, slash: string, name: string, attributes: string) => {
      const renamed = attributes.replace(/ (\w+)="/g, (__, attribute: string) => ` ${hyphenated(attribute)}="`);
      return `<${slash}${html.has(name) ? name : `qti-${hyphenated(name)}`}${renamed}>`;
    });
}
