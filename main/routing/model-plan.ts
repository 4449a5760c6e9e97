/** Names that stand for other models, the first choice first. */
export type ModelAliases = ReadonlyMap<string, readonly string[]>

/** The models to ask, one after the other; null stands for any. */
export function modelPlan(aliases: ModelAliases, asked: string | null): readonly (string | null)[] {
  if (asked === null) return anyModel
  return aliases.get(asked) ?? [asked]
}

const anyModel = [null] as const

/** Models that think before they say anything take their time with the first token. */
const thinking = /(^|[/_-])(o[1-9]|gpt-5|r1|qwq|thinking|reason(er|ing)?)([._-]|$)/i

export function isKnownToThink(model: string | null): boolean {
  if (model === null) return false
  const known = verdicts.get(model)
  if (known !== undefined) return known
  // Clients may ask for names without end.
  if (verdicts.size >= 1_000) verdicts.clear()
  const thinks = thinking.test(model)
  verdicts.set(model, thinks)
  return thinks
}

const verdicts = new Map<string, boolean>()
