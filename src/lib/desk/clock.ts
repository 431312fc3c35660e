/** Day (`YYYY-MM-DD`) and hour (`HH:MM`) on the device's clock. */
export function deviceNow(): { date: string; time: string } {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`
  };
}
