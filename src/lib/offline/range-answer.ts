/** What a player is given that asks for a part of a file which is kept whole. */
export async function answerRange(request: Request, whole: Response): Promise<Response> {
  const header = request.headers.get('range');
  if (header === null) return whole;
  const body = await whole.blob();
  const range = readRange(header, body.size);
  if (range === undefined) return new Response(body, { headers: whole.headers });
  if (range === 'bad') return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${body.size}` } });
  const part = body.slice(range.start, range.end + 1);
  return new Response(part, {
    status: 206,
    headers: {
      'Accept-Ranges': 'bytes',
      'Content-Length': String(part.size),
      'Content-Range': `bytes ${range.start}-${range.end}/${body.size}`,
      'Content-Type': whole.headers.get('content-type') ?? 'audio/mpeg'
    }
  });
}

/** `bytes=0-`, `bytes=100-199`, `bytes=-500` of a body of so many bytes; `bad` where there is nothing to give. */
export function readRange(header: string, size: number): { start: number; end: number } | 'bad' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? [];
  // Several ranges, or none of ours: the whole body is a valid answer.
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || start > end ? 'bad' : { start, end };
}
