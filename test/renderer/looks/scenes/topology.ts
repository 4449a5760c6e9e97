import type { Scene } from '../scene.ts'

export const topologyScenes: Readonly<Record<string, Scene>> = {}
