import type { SpeechProviders, SpeechRequest } from '#lib/speech/voice.ts';

/** What voices are called for people: without the variants by which one engine plays many. */
const shown: Record<SpeechRequest['provider'], (voice: string) => string> = {
  espeak: (voice) => voice.split('+')[0] ?? '',
  google: (voice) => voice.replace(/-[^-]+$/, ''),
  recorded: () => ''
};

/** `espeak-ng es-419`, or all that speak, by how much they do: what the tags and the manifest say. */
export function describeVoices(requests: readonly SpeechRequest[], speech: SpeechProviders): string {
  const counts = new Map<string, number>();
  for (const { provider, voice } of requests) {
    const name = `${speech[provider]?.id ?? provider} ${shown[provider](voice)}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.entries()]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name]) => name)
    .join(', ');
}
