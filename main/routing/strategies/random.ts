import type { Strategy } from './strategy.ts'

export const randomly: Strategy = (candidates, { random }) =>
  candidates[Math.floor(random() * candidates.length)]
