/** What a request took, in the one form that accounts are kept in. */
export interface TokenCounts {
  /** Those from the provider's cache among them. */
  readonly prompt: number
  /** Those of reasoning among them. */
  readonly completion: number
  readonly cached: number
  readonly reasoning: number
}
