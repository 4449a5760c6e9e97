/** Something that happened, and its place in the order, which goes on after a restart. */
export interface FeedEvent {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** Such as `node.offline`. */
  readonly type: string
  /** The id of what it happened to. */
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}
