/* In place of guardado.js: devices that kept guides or lessons give them up when they next come by (deploy/README.md). */
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(giveUp()));

async function giveUp() {
  await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith('willakuy-casa-')) await caches.delete(name);
}
