import { createEvents } from 'ics';

export interface CalendarEvent {
  /** Stays the same for the same event, so that a second import changes it instead of doubling it. */
  id: string;
  title: string;
  description: string;
  /** Day (`YYYY-MM-DD`) and hour (`HH:MM`) where the station is: no time zone. */
  date: string;
  time: string;
  seconds: number;
}

/** An iCalendar file (RFC 5545). Same events, same bytes. Throws when the library refuses an event. */
export function toCalendar(name: string, events: readonly CalendarEvent[]): string {
  const { error, value } = createEvents(
    events.map(({ id, title, description, date, time, seconds }) => ({
      uid: `${id}@willakuy`,
      timestamp: Date.parse(`${date}T00:00:00Z`),
      title,
      description,
      start: toStart(date, time),
      startInputType: 'local' as const,
      startOutputType: 'local' as const,
      duration: { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) },
      productId: 'willakuy'
    })),
    { calName: name, productId: 'willakuy' }
  );
  if (typeof value !== 'string') throw error ?? new Error('ics');
  return value;
}

function toStart(date: string, time: string): [number, number, number, number, number] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return [year, month, day, hour, minute];
}
