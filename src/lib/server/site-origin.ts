/**
 * Under which origin the site is published (`https://willakuy.example`), where the build is told (`ORIGIN`); undefined where it
 * is not, or where only this machine would find it: files to print must not lead nowhere.
 */
export function siteOrigin(setting = process.env.ORIGIN): string | undefined {
  const url = setting !== undefined && URL.canParse(setting) ? new URL(setting) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return /^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$|\.(?:localhost|invalid)$/.test(url.hostname)
    ? undefined
    : url.origin;
}
