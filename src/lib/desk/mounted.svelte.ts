import { onMount } from 'svelte';

/**
 * False in the prerendered page and for the first drawing in the browser, then true: what a device has stored can only be
 * drawn once the page is alive, or it would differ from what was prerendered.
 */
export function mounted(): { readonly current: boolean } {
  let current = $state(false);
  onMount(() => {
    current = true;
  });
  return {
    get current() {
      return current;
    }
  };
}
