import path from 'node:path'

/** The clone that this file belongs to. */
export const projectDir = path.resolve(import.meta.dirname, '..')

export const inProject = (...parts: readonly string[]): string => path.join(projectDir, ...parts)
