import type { Shot } from '../shot.ts'

export const requestsShots: Readonly<Record<string, Shot>> = {}
