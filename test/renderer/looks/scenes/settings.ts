import type { Scene } from '../scene.ts'

export const settingsScenes: Readonly<Record<string, Scene>> = {}
