import type { Scene } from '../scene.ts'

export const logsScenes: Readonly<Record<string, Scene>> = {}
