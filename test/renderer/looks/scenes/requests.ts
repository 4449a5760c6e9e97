import type { Scene } from '../scene.ts'

export const requestsScenes: Readonly<Record<string, Scene>> = {}
