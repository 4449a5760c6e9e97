export interface StubLlm {
  readonly url: string
  readonly port: number
  stats(): {
    readonly total: number
    readonly in_flight: number
    readonly aborted: number
    readonly [more: string]: unknown
  }
  close(): Promise<void>
}

/** A deterministic stand-in for the vendors' model APIs; its first comment says what it understands. */
export function startStub(options?: {
  readonly port?: number
  readonly host?: string
  /** What it lists; any plausible name is answered. */
  readonly models?: readonly string[]
  readonly apiKeys?: readonly string[] | null
  readonly models?: readonly string[]
  readonly tokenMs?: number
  readonly quiet?: boolean
}): Promise<StubLlm>
