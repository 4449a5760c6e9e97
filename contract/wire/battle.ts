/** How the request for a battle begins; the demo knows it by this, and a model reads on. */
export const battleTask = 'Banyan battle:'

/** One round as a model is to tell it; names are those of the fighters. */
export interface BattleRound {
  readonly round: number
  /** Who acts. */
  readonly actor: string
  readonly action: string
  /** What the other one loses. */
  readonly damage: number
  /** What the one who acts gains. */
  readonly heal: number
  /** After the round, by name. */
  readonly hp: Readonly<Record<string, number>>
}
