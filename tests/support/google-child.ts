import { setTimeout as wait } from 'node:timers/promises';
import { createGoogle } from '#lib/server/google/google.ts';
import { createBudget } from '#lib/server/spending.ts';
import { readCasting, readPrices } from './casting.ts';

// A process that wants Google's voice with whatever credentials it has, and prints what it is told and that it still lives.
const google = createGoogle({ families: readCasting().googleFamilies, budget: createBudget({ prices: readPrices() }) });
const available = await google.available();
const failure = await google
  .synthesize({
    provider: 'google',
    voice: 'es-US-Neural2-A',
    pitch: 0,
    rate: 1,
    pace: 1,
    language: 'es',
    text: 'Hola.'
  })
  .then(String, String);
// A rejection that nobody handles ends the process in the next moment.
await wait(300);
const lines = [available.ok ? 'ok' : `${available.reason} ${available.remedy}`, failure, 'alive'];
console.log(lines.join('\n'));
