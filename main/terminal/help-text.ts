import { flagOf, settingDefinitions, settingNames } from '#contract/model/setting'

/** Every setting with its flag, its variable, what is allowed and what holds when nothing is said. */
export function helpText(): string {
  const rows = settingNames.map(name => {
    const definition = settingDefinitions[name]
    const isSecret = 'secret' in definition
    return {
      flag: isSecret ? '(environment only)' : flagOf(name),
      env: definition.env,
      about: `${definition.allowed}${definition.fallback === '' ? '' : ` (${definition.fallback})`}`,
    }
  })
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.max(...rows.map(row => pick(row).length)) + 2
  const [flags, envs] = [width(row => row.flag), width(row => row.env)]
  return [
    'npm start [-- --headless] [-- FLAGS]',
    '',
    'A flag goes before the environment, the environment before what is saved.',
    '',
    ...rows.map(row => `  ${row.flag.padEnd(flags)}${row.env.padEnd(envs)}${row.about}`),
    '',
    '  --verify-audit    checks the audit log and ends: 0 when it is as it was written, else 1',
    '  --restore FILE    makes a backup ready, which the next start takes, and ends',
    '  --start-empty     starts anew where a damaged database was put aside',
    '  --hidden          starts in the background: no window until it is asked for',
    '',
  ].join('\n')
}
