import type { Shot } from '../shot.ts'

export const chatShots: Readonly<Record<string, Shot>> = {}
