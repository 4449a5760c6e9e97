import type { Scene } from '../scene.ts'

export const chatScenes: Readonly<Record<string, Scene>> = {}
