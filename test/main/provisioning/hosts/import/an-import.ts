import type { HostImport, ImportedHost } from '#main/provisioning/hosts/import/import-hosts'

const defaults = {
  user: null,
  login: null,
  localUser: 'me',
  home: '/home/me',
  usualKey: null,
}
export const asking = (text: string, more: Partial<HostImport> = {}): HostImport => ({
  ...{ format: 'auto', text, isDryRun: false, only: null, defaults },
  ...more,
})

/** What was made of each entry, in short. */
export const outcomes = (hosts: readonly ImportedHost[]) =>
  hosts.map(({ where, name, outcome, reason }) => [where, name, outcome, reason])
