import type { TFunction } from 'i18next'
import type { AnswerOf } from '#contract/http/operations'
import { type Language, languages } from '#contract/model/language'
import type { RootState } from '#contract/model/root-state'
import type { SessionSummary } from '#contract/model/session'
import type { Worker } from '#contract/model/worker'
import type { OverlayName } from './overlays.ts'
import { type Place, screenNames } from './place.ts'
import { type Theme, themes } from './preferences.ts'

/** What a command does, as data; `runDeed` does it. */
export type Deed =
  | { readonly kind: 'go'; readonly place: Place }
  | { readonly kind: 'overlay'; readonly name: OverlayName }
  | { readonly kind: 'root'; readonly action: 'start' | 'stop' | 'restart' }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'chat'; readonly sessionId: string | null }
  | { readonly kind: 'node'; readonly id: string; readonly status: 'draining' | 'active' }
  | { readonly kind: 'prefer'; readonly id: string; readonly priority: number }
  | { readonly kind: 'restart-local' }
  | { readonly kind: 'restart-host'; readonly hostId: string; readonly name: string }
  | { readonly kind: 'provision'; readonly hostId: string; readonly name: string }
  | { readonly kind: 'backup' }
  | { readonly kind: 'verify-audit' }
  | { readonly kind: 'open-logs' }
  | { readonly kind: 'mute'; readonly how: 'hour' | 'morning' | 'off' }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'language'; readonly language: Language | 'system' }

export const commandGroups = [
  'found',
  'recent',
  'go',
  'do',
  'workers',
  'hosts',
  'settings',
  'window',
] as const
export type CommandGroup = (typeof commandGroups)[number]

export interface Command {
  /** The same from start to start, so that it can be remembered. */
  readonly id: string
  readonly group: CommandGroup
  readonly title: string
  /** In grey at the right. */
  readonly note?: string
  /** Other words that it is found by; its English title is among them. */
  readonly keywords: readonly string[]
  readonly deed: Deed
}

/** What commands are made from. */
export interface Known {
  readonly root: RootState
  readonly workers: readonly Worker[]
  readonly hosts: AnswerOf<'listHosts'>['hosts']
  readonly deployments: AnswerOf<'listDeployments'>['deployments']
}

/** Parts of the settings as their screen names them. */
export const settingSections = [
  ...['security', 'models', 'prices', 'apps', 'server', 'workers', 'routing', 'consensus'],
  ...['hosts', 'healing', 'alerts', 'backups', 'logs', 'transfer', 'app'],
] as const

type Plain = Omit<Command, 'keywords'> & { readonly keywords?: readonly string[] }

/** Everything that can be gone to or done now. Titles are in the language of the window and found in English too. */
export function commandsFor(known: Known, t: TFunction, english: TFunction): readonly Command[] {
  const inEnglish = all(known, english)
  return all(known, t).map((command, at) => ({
    ...command,
    keywords: [inEnglish[at]?.title ?? '', ...(command.keywords ?? [])],
  }))
}

function all(known: Known, t: TFunction): readonly Plain[] {
  return [
    ...screens(t),
    ...rootCommands(known, t),
    ...deeds(known, t),
    ...known.workers.flatMap(worker => workerCommands(worker, known, t)),
    ...hostCommands(known, t),
    ...sections(t),
    ...looks(t),
  ]
}

function screens(t: TFunction): readonly Plain[] {
  return screenNames.map(screen => ({
    id: `go.${screen}`,
    group: 'go',
    title: t(`nav.${screen}`),
    deed: { kind: 'go', place: { screen } },
  }))
}

function rootCommands({ root }: Known, t: TFunction): readonly Plain[] {
  const one = (action: 'start' | 'stop' | 'restart'): Plain => ({
    id: `root.${action}`,
    group: 'do',
    title: t(`palette.root.${action}`),
    deed: { kind: 'root', action },
  })
  if (root.name !== 'running') return root.name === 'starting' ? [one('stop')] : [one('start')]
  const text = root.address
  const copy: Plain = {
    ...{ id: 'root.copy', group: 'do', title: t('palette.copyAddress'), note: text },
    deed: { kind: 'copy', text },
  }
  return [copy, one('restart'), one('stop')]
}

function deeds({ root, workers }: Known, t: TFunction): readonly Plain[] {
  const one = (name: keyof typeof simple): Plain => ({
    ...{ id: name, group: 'do', title: t(`palette.do.${name}`), deed: simple[name] },
  })
  const hasLocal = workers.some(({ origin }) => origin === 'local')
  return [
    ...(['newChat', 'pointApp', 'firstRun', 'addWorker', 'addHost'] as const).map(one),
    ...(root.name === 'running' ? (['backup', 'verifyAudit'] as const).map(one) : []),
    ...(root.name === 'running' && hasLocal ? [one('restartLocal')] : []),
    ...(['muteHour', 'muteMorning', 'unmute', 'openLogs', 'transfer', 'keys'] as const).map(one),
  ]
}

const simple = {
  newChat: { kind: 'chat', sessionId: null },
  pointApp: { kind: 'overlay', name: 'point-app' },
  firstRun: { kind: 'overlay', name: 'first-run' },
  addWorker: { kind: 'overlay', name: 'add-worker' },
  addHost: { kind: 'go', place: { screen: 'hosts', part: 'add' } },
  backup: { kind: 'backup' },
  verifyAudit: { kind: 'verify-audit' },
  restartLocal: { kind: 'restart-local' },
  muteHour: { kind: 'mute', how: 'hour' },
  muteMorning: { kind: 'mute', how: 'morning' },
  unmute: { kind: 'mute', how: 'off' },
  openLogs: { kind: 'open-logs' },
  transfer: { kind: 'go', place: { screen: 'settings', section: 'transfer' } },
  keys: { kind: 'overlay', name: 'keys' },
} as const satisfies Readonly<Record<string, Deed>>

function workerCommands(worker: Worker, { hosts }: Known, t: TFunction): readonly Plain[] {
  const { id, name, phase, hostName, priority } = worker
  const host = hosts.find(each => each.name === hostName)
  const keywords = [id]
  const isOut = phase.name === 'draining' || phase.name === 'maintenance'
  const status = isOut ? 'active' : 'draining'
  const state = t(`palette.phase.${phase.name}`)
  return [
    {
      ...{ id: `worker.${id}`, group: 'workers', title: name },
      note: state,
      keywords: hostName === null ? [id] : [id, hostName],
      deed: { kind: 'go', place: { screen: 'topology', workerId: id } },
    },
    {
      ...{ id: `worker.${id}.${status}`, group: 'workers' },
      title: t(isOut ? 'palette.bringBack' : 'palette.drain', { name }),
      keywords,
      deed: { kind: 'node', id, status },
    },
    ...(priority > 0
      ? [
          {
            ...{ id: `worker.${id}.prefer`, group: 'workers' as const, keywords },
            title: t('palette.prefer', { name }),
            deed: { kind: 'prefer' as const, id, priority },
          },
        ]
      : []),
    ...(host
      ? [
          {
            ...{ id: `worker.${id}.restart`, group: 'workers' as const, keywords },
            title: t('palette.restartWorker', { name }),
            deed: { kind: 'restart-host' as const, hostId: host.id, name },
          },
        ]
      : []),
    {
      ...{ id: `worker.${id}.logs`, group: 'workers', keywords },
      title: t('palette.logsOf', { name }),
      deed: { kind: 'go', place: { screen: 'logs', search: name } },
    },
  ]
}

function hostCommands({ hosts, deployments }: Known, t: TFunction): readonly Plain[] {
  return [
    ...hosts.flatMap(({ id, name, address, region }): readonly Plain[] => [
      {
        ...{ id: `host.${id}`, group: 'hosts', title: name, note: address },
        keywords: region === null ? [address] : [address, region],
        deed: { kind: 'go', place: { screen: 'hosts', hostId: id } },
      },
      {
        ...{ id: `host.${id}.provision`, group: 'hosts', title: t('palette.provision', { name }) },
        keywords: [address],
        deed: { kind: 'provision', hostId: id, name },
      },
    ]),
    ...deployments.map(
      ({ id, action, status }): Plain => ({
        ...{ id: `deployment.${id}`, group: 'hosts', title: t('palette.deployment', { id }) },
        note: `${action} · ${status}`,
        deed: { kind: 'go', place: { screen: 'hosts', deploymentId: id } },
      }),
    ),
  ]
}

function sections(t: TFunction): readonly Plain[] {
  return settingSections.map(section => ({
    id: `settings.${section}`,
    group: 'settings',
    title: t('palette.setting', { section: t(`settings.section.${section}.title`) }),
    deed: { kind: 'go', place: { screen: 'settings', section } },
  }))
}

/** Each language calls itself as it does everywhere. */
const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
}

function looks(t: TFunction): readonly Plain[] {
  const languageName = (language: Language | 'system') =>
    language === 'system' ? t('palette.languageOfSystem') : languageNames[language]
  return [
    ...themes.map(
      (theme): Plain => ({
        ...{ id: `theme.${theme}`, group: 'window', title: t(`palette.theme.${theme}`) },
        deed: { kind: 'theme', theme },
      }),
    ),
    ...(['system', ...languages] as const).map(
      (language): Plain => ({
        ...{ id: `language.${language}`, group: 'window' },
        title: languageName(language),
        keywords: ['language', '语言', '語言'],
        deed: { kind: 'language', language },
      }),
    ),
  ]
}

/** What the root node found for the words that were typed. */
export function foundCommands(
  sessions: readonly SessionSummary[],
  requests: AnswerOf<'listRequests'>['requests'],
  t: TFunction,
): readonly Command[] {
  return [
    ...sessions.map(
      ({ id, title }): Command => ({
        ...{ id: `session.${id}`, group: 'found', title, note: t('palette.session') },
        keywords: [],
        deed: { kind: 'chat', sessionId: id },
      }),
    ),
    ...requests.map(
      ({ id, request_id, model, model_asked }): Command => ({
        ...{ id: `request.${id}`, group: 'found' },
        title: t('palette.request', { id: request_id }),
        note: model ?? model_asked ?? '',
        keywords: [],
        deed: { kind: 'go', place: { screen: 'requests', requestId: id } },
      }),
    ),
  ]
}
