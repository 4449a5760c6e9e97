import type { Shot } from '../shot.ts'

export const firstRunShots: Readonly<Record<string, Shot>> = {}
