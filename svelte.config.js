import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
const config = {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ precompress: true }),
    // A page's few kB of CSS travel inside it: one request less on a slow line.
    inlineStyleThreshold: 16_384,
    // The policy that stands in prerendered pages; src/cli/serve.ts adds what only a header can say.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        'img-src': ['self', 'data:'],
        // What the desk has made itself is played from the page's own memory.
        'media-src': ['self', 'blob:'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'font-src': ['self'],
        'form-action': ['none'],
        'base-uri': ['none'],
        'object-src': ['none']
      }
    },
    // The desk registers it for its own addresses; no other page may have one.
    serviceWorker: { register: false },
    prerender: { origin: 'http://willakuy.invalid', handleHttpError: 'fail', handleMissingId: 'fail' }
  }
};

export default config;
