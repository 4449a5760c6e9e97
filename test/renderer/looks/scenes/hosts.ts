import type { Scene } from '../scene.ts'

export const hostsScenes: Readonly<Record<string, Scene>> = {}
