import type { TFunction } from 'i18next'
import type { AnswerOf } from '#contract/http/operations'
import { healingActions } from '#contract/model/healing'
import { phaseNames } from '#contract/model/worker'

type Event = AnswerOf<'getRequestSurroundings'>['events'][number]

const rootStates = ['stopped', 'starting', 'running', 'stopping', 'failed'] as const
const outcomes = ['done', 'failed', 'dry-run'] as const

/** What is told of the time of a request; the feed has more that says nothing of it. */
export const aroundTypes = [
  ...phaseNames.map(name => `node.${name}` as const),
  ...(['registered', 'left', 'changed', 'removed'] as const).map(name => `node.${name}` as const),
  ...(['changed', 'removed'] as const).map(name => `host.${name}` as const),
  ...healingActions.map(name => `healing.${name}` as const),
  ...rootStates.map(name => `root.${name}` as const),
  ...(['started', 'ended'] as const).map(name => `deployment.${name}` as const),
]
export type AroundType = (typeof aroundTypes)[number]

/** Whether it is told: of those that it names, and of what concerns them all. */
export function isTold({ type, subject }: Event, involved: ReadonlySet<string>): boolean {
  if (!isAroundType(type)) return false
  return involved.has(subject) || /^(root|healing|deployment)\./.test(type)
}

/** What happened, in the language of the window. */
export function aroundText(t: TFunction, event: Event, name: string): string {
  const { type, data } = event
  if (!isAroundType(type)) return type
  const given = data['name']
  const what = t(`requests.event.${type}`, {
    name: type.startsWith('host.') && typeof given === 'string' ? given : name,
  })
  if (!type.startsWith('healing.')) return what
  const outcome = outcomes.find(each => each === data['outcome']) ?? 'done'
  return t('requests.healed', { what, outcome: t(`requests.healing.${outcome}`) })
}

function isAroundType(type: string): type is AroundType {
  return aroundTypes.some(each => each === type)
}
