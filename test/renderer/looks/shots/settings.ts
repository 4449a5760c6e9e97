import type { Shot } from '../shot.ts'

export const settingsShots: Readonly<Record<string, Shot>> = {}
