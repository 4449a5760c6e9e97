import type { Scene } from '../scene.ts'

export const metricsScenes: Readonly<Record<string, Scene>> = {}
