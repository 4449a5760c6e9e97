/** What any program needs. */
const always = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMPDIR', 'TZ', 'LANG']

/** Of this process's environment what a program of ours may see; not the rest, which may hold anything. */
export function inherited(
  environment: Readonly<Record<string, string | undefined>>,
  more: readonly string[],
): Readonly<Record<string, string>> {
  const kept = [...always, ...more].flatMap(name => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(kept)
}
