import type { Scene } from '../scene.ts'

export const firstRunScenes: Readonly<Record<string, Scene>> = {}
