import type { Shot } from '../shot.ts'

export const desktopShots: Readonly<Record<string, Shot>> = {}
