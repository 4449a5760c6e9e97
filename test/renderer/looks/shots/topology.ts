import type { Shot } from '../shot.ts'

export const topologyShots: Readonly<Record<string, Shot>> = {}
