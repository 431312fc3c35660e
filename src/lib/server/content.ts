import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { formatIssue } from '#lib/domain/issue.ts';
import type { Library } from '#lib/domain/library.ts';
import { readAudioManifest } from './audio-manifest.ts';
import { checkContent } from './check.ts';
import type { AudioManifest } from '#lib/domain/audio.ts';

export const contentRoot = path.resolve('content');
export const audioRoot = path.resolve('static/audio');

export interface Content {
  library: Library;
  audio: AudioManifest;
}

let known: { signature: string; content: Promise<Content> } | undefined;

/** The checked library and what audio exists. Read once, and again when a file below content/ has changed. */
export async function getContent(): Promise<Content> {
  const signature = `${await latestChange(contentRoot)} ${await latestChange(audioRoot)}`;
  if (known?.signature !== signature) known = { signature, content: readContent() };
  return known.content;
}

async function readContent(): Promise<Content> {
  const { library, issues } = await checkContent(contentRoot);
  const errors = issues.filter((issue) => issue.level === 'error');
  if (!library || errors.length > 0)
    throw new Error(`El contenido tiene errores (npm run check):\n${errors.map(formatIssue).join('\n')}`);
  return { library, audio: await readAudioManifest(audioRoot) };
}

/** Time of the latest change below a folder, in milliseconds; 0 when it is not there. */
async function latestChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const times = await Promise.all(
    entries.map((entry) => stat(path.join(entry.parentPath, entry.name)).then((s) => s.mtimeMs))
  );
  return Math.max(0, ...times);
}
