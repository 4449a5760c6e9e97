import type { Scene } from '../scene.ts'

export const desktopScenes: Readonly<Record<string, Scene>> = {}
