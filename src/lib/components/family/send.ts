/**
 * Hands a guide's words, audio and picture to the telephone's own share sheet. Bundled alone (routes/…/enviar). Nothing is
 * fetched before a tap; without it, or where a browser cannot share files, there are plain links to download.
 */

const root = document.querySelector<HTMLElement>('[data-send]');
if (root) sendPage(root);

function sendPage(root: HTMLElement): void {
  const links = [...root.querySelectorAll<HTMLAnchorElement>('a[type]')];
  /** A kept copy's links carry it otherwise (offline/kept-page.ts). */
  const nameOf = ({ download, dataset }: HTMLAnchorElement) => download || (dataset.download ?? '');
  const sentences = [...root.querySelectorAll<HTMLElement>('[data-say]')];
  /** Brought once; from then on they can be sent without a connection. */
  const brought = new Map<HTMLAnchorElement, File>();
  const say = (key: string) => {
    for (const sentence of sentences) sentence.hidden = sentence.dataset.say !== key;
  };

  async function bring(link: HTMLAnchorElement): Promise<File> {
    const known = brought.get(link);
    if (known) return known;
    const response = await fetch(link.href);
    if (!response.ok) throw new TypeError(nameOf(link));
    const file = new File([await response.blob()], nameOf(link), { type: link.type });
    brought.set(link, file);
    return file;
  }

  async function send(chosen: HTMLAnchorElement[]): Promise<void> {
    say('bringing');
    try {
      // Files alone: no address and no title go with them.
      await navigator.share({ files: await Promise.all(chosen.map(bring)) });
      say('');
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      // A browser forgets a tap after a few seconds; by then the files are here, and the next tap is enough.
      say(
        name === 'AbortError'
          ? ''
          : name === 'NotAllowedError' && chosen.every((link) => brought.has(link))
            ? 'ready'
            : 'failed'
      );
    }
  }

  for (const button of root.querySelectorAll<HTMLButtonElement>('button')) {
    const chosen = links.filter((link) => button.value === '' || button.value === nameOf(link));
    const samples = chosen.map((link) => new File(['.'], nameOf(link), { type: link.type }));
    if (!navigator.canShare?.({ files: samples })) continue;
    button.hidden = false;
    button.addEventListener('click', () => void send(chosen));
  }
}
