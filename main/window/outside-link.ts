import { FaultError } from '#contract/fault'

const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:'])

/**
 * The link as it may be handed to the system. Anything else than a page or a mail could start a program
 * there, so what a model wrote gets no further than this.
 */
export function outsideLink(text: string): string {
  const url = URL.parse(text)
  if (!url || !schemes.has(url.protocol)) {
    throw new FaultError({ code: 'request.forbidden', detail: 'This link leads to no web page.' })
  }
  return url.href
}
