import type { Shot } from '../shot.ts'

export const hostsShots: Readonly<Record<string, Shot>> = {}
