/** What a token of Coolify may let its holder do, as Coolify names it; the others are of no use to us. */
export const coolifyAbilities = ['read', 'write', 'deploy'] as const
export type CoolifyAbility = (typeof coolifyAbilities)[number]

/** A Coolify and the team in it that a token belongs to; the token itself is kept apart. */
export interface CoolifyAccount {
  readonly id: string
  readonly name: string
  /** Without a path. */
  readonly url: string
  /** The worker's image as a registry names it, without a tag; null: none was named yet. */
  readonly image: string | null
  /** What was found when the token was looked at last. */
  readonly team: string
  readonly version: string
  readonly abilities: readonly CoolifyAbility[]
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

/** A server that a Coolify knows. */
export interface CoolifyServer {
  readonly uuid: string
  readonly name: string
  readonly address: string
  readonly port: number
  readonly user: string
  readonly isReachable: boolean
  readonly isUsable: boolean
}
