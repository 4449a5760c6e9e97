import type { Shot } from '../shot.ts'

export const logsShots: Readonly<Record<string, Shot>> = {}
