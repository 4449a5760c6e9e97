/** The built worker once more, as one that says that it is another version. Throws where the build names none. */
export function underVersion(program: string, version: string): string {
  const named = program.replace(
    /const version ?= ?(['"`])\d+\.\d+\.\d+\1/,
    () => `const version=${JSON.stringify(version)}`,
  )
  if (named === program) throw new Error('The built worker names no version that could be another.')
  return named
}
