import type { Usage } from './chat.ts'

/**
 * With this header the root asks its workers to end a stream with what it took, whether or not the
 * client wanted to know: as a comment, which clients pass over by the rules of Server-Sent Events.
 */
export const usageHeader = 'x-banyan-usage'
export const usageAsComment = 'comment'

/** Stands before the mark that ends the stream. The root finds it by its `"usage":`. */
export function usageComment(model: string, usage: Usage): string {
  return `: ${JSON.stringify({ model, usage })}\n\n`
}
