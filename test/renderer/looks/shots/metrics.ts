import type { Shot } from '../shot.ts'

export const metricsShots: Readonly<Record<string, Shot>> = {}
