/** Runs jobs, so many at the same time. One that throws stops those that have not begun; its error is thrown at the end. */
export async function runJobs<T>(jobs: readonly T[], atOnce: number, run: (job: T) => Promise<void>): Promise<void> {
  let next = 0;
  let stopped = false;
  const outcomes = await Promise.allSettled(
    Array.from({ length: atOnce }, async () => {
      while (next < jobs.length && !stopped) {
        const job = jobs[next++] as T;
        try {
          await run(job);
        } catch (error) {
          stopped = true;
          throw error;
        }
      }
    })
  );
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
}
