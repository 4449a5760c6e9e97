const linkSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])
const pictureData = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

/** The link where it leads to a page or a mail; null where it leads anywhere else. */
export function safeLink(url: string | undefined): string | null {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed && linkSchemes.has(parsed.protocol) ? parsed.href : null
}

/** Only a picture that is in the text itself: one from elsewhere would tell its owner who reads, and when. */
export function safePicture(url: string | undefined): string | null {
  return url !== undefined && pictureData.test(url) ? url : null
}
