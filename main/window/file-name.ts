/** What a title may not bring into a name: ways to other folders, what Windows forbids, what cannot be seen. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu
const mostCharacters = 80

/** A plain name of a file, whatever was suggested, with the ending that it came with. */
export function fileNameOf(suggested: string): string {
  const clean = suggested.replaceAll(forbidden, ' ').replaceAll(/\s+/g, ' ').trim()
  const ending = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? ''
  const stem = clean.slice(0, clean.length - ending.length).replace(/^[. ]+/, '')
  const short = [...stem]
    .slice(0, mostCharacters)
    .join('')
    .replace(/[. ]+$/, '')
  return `${short || 'banyan'}${ending}`
}
