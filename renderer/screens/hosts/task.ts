import type { ListedHost } from '#contract/http/hosts'
import type { DeploymentAction } from '#contract/model/deployment'

export const addWays = ['ssh', 'coolify', 'oracle', 'import'] as const
export type AddWay = (typeof addWays)[number]

/** What a dialog of the screen is about. */
export type HostTask =
  | { readonly name: 'add'; readonly way: AddWay | null }
  | {
      readonly name: 'plan'
      readonly action: DeploymentAction
      readonly hosts: readonly ListedHost[]
    }
  | { readonly name: 'edit'; readonly host: ListedHost }
  | { readonly name: 'remove'; readonly host: ListedHost }
  | { readonly name: 'unlock'; readonly host: ListedHost }
  | { readonly name: 'replace'; readonly host: ListedHost }
  | { readonly name: 'log'; readonly host: ListedHost }

export type OnTask = (task: HostTask) => void
