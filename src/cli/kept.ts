import path from 'node:path';
import { writeKept } from '#lib/server/kept-build.ts';

for (const { pack, files, bytes } of await writeKept(path.resolve('build')))
  console.error(`Para guardar (${pack}): ${files} archivos, ${(bytes / 1e6).toFixed(1)} MB con audio.`);
