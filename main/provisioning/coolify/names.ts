import type { Host } from '#contract/model/host'

/** By these names our own is found again, in a Coolify that others use, too. */
export interface OwnNames {
  readonly key: string
  readonly application: string
}

export const projectName = 'banyan'
export const environmentName = 'production'
/** Stands in the description of whatever we made and may take away again. */
export const ownMark = 'Set up by Banyan'

export function ownNames({ id }: Pick<Host, 'id'>): OwnNames {
  const safe = id.replace(/[^A-Za-z0-9_-]/g, '-')
  return { key: `banyan-coolify-${safe}`, application: `banyan-worker-${safe}` }
}

/** What Coolify takes as a name: letters, digits and little else. */
export function safeName(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 100)
}

export function isOurs(description: string | null): boolean {
  return description?.startsWith(ownMark) ?? false
}
