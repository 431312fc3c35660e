/** How near the edge of the window a dragged row scrolls it, and how far at each move, in pixels. */
const edge = 60;
const step = 14;

/**
 * Moving rows of a list with a finger or the mouse, by a handle in each. The list is `[data-row]` elements in their order;
 * `move` is called once, when the row is let go of.
 */
export class RowDrag {
  /** Row being moved, and the place where it would go; undefined while none is. */
  from: number | undefined = $state();
  to: number | undefined = $state();
  readonly #move: (from: number, to: number) => void;

  constructor(move: (from: number, to: number) => void) {
    this.#move = move;
  }

  /** For the handle's pointerdown. */
  start(event: PointerEvent, row: number): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const list = (event.currentTarget as HTMLElement).closest('[data-rows]');
    if (!list) return;
    this.from = this.to = row;
    const follow = ({ clientY }: PointerEvent) => {
      if (clientY < edge) scrollBy(0, -step);
      if (clientY > innerHeight - edge) scrollBy(0, step);
      const middles = [...list.querySelectorAll('[data-row]')].map((element) => {
        const { top, height } = element.getBoundingClientRect();
        return top + height / 2;
      });
      const above = middles.filter((middle) => middle < clientY).length;
      this.to = above > row ? above - 1 : above;
    };
    const finish = ({ type }: PointerEvent) => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', finish);
      removeEventListener('pointercancel', finish);
      const { from, to } = this;
      this.from = this.to = undefined;
      if (type === 'pointerup' && from !== undefined && to !== undefined && from !== to) this.#move(from, to);
    };
    addEventListener('pointermove', follow);
    addEventListener('pointerup', finish);
    addEventListener('pointercancel', finish);
  }
}
