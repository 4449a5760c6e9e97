/** A size as people read it: 244 KB, 1.2 MB, 12 GB. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let at = 0
  let size = bytes
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1_000
    at += 1
  }
  const text = at > 0 && size < 9.95 ? size.toFixed(1) : String(Math.round(size))
  return `${text} ${units[at]}`
}
