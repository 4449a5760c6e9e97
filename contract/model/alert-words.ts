import type { AlertRuleName } from './alert.ts'
import type { Language } from './language.ts'

/** What alerts are said with; figures come with their units. */
export interface AlertWords {
  readonly titles: Readonly<Record<'opened' | 'stillOpen' | 'recovered' | 'test', string>>
  readonly test: string
  readonly comma: string
  lasted(ms: number): string
  offline(worker: string, reason: string | null): string
  errorRate(share: string, requests: number, within: string): string
  latency(p95: string, requests: number, within: string): string
  budget(app: string, spent: string, budget: string): string
  disk(free: string, share: string): string
  /** What is used nearly all of the time at most; `memory` is null where it does not count. */
  idle(host: string, cpu: string, network: string, memory: string | null): string
  recovered(rule: AlertRuleName, name: string, lasted: string): string
  many(kind: 'opened' | 'recovered', rule: AlertRuleName, count: number, names: string): string
  andMore(count: number): string
  /** One rule among those that were held back. */
  part(rule: AlertRuleName, names: string | null): string
  held(count: number, parts: string): string
}

const english: AlertWords = {
  titles: {
    opened: 'Banyan needs a look',
    stillOpen: 'Banyan still needs a look',
    recovered: 'Banyan is well again',
    test: 'Banyan: test',
  },
  test: 'This is a test of the alerts. Nothing is wrong.',
  comma: ', ',
  lasted: ms => timeText(ms, ['s', 'min', 'h', 'd']),
  offline: (worker, reason) =>
    reason === null
      ? `The worker "${worker}" is offline.`
      : `The worker "${worker}" is offline: ${reason}.`,
  errorRate: (share, requests, within) =>
    `${share} of ${requests} requests failed in the last ${within}.`,
  latency: (p95, requests, within) =>
    `One stream in twenty waits longer than ${p95} for its first word (of ${requests} in the last ${within}).`,
  budget: (app, spent, budget) => `The app "${app}" has spent ${spent} of ${budget} this month.`,
  disk: (free, share) => `The disk with the data folder has ${free} left (${share}).`,
  idle: (host, cpu, network, memory) =>
    `The host "${host}" is nearly idle, and Oracle may stop it: most of the time it uses at most ${cpu} of its processors${memory === null ? ' and' : ','} ${network} of its network${memory === null ? '' : ` and ${memory} of its memory`}.`,
  recovered: (rule, name, lasted) => `${englishRecoveries[rule](name)} It took ${lasted}.`,
  many: (kind, rule, count, names) =>
    kind === 'opened'
      ? `${count} alerts: ${englishNouns[rule]} (${names}).`
      : `${count} alerts are over: ${englishNouns[rule]} (${names}).`,
  andMore: count => ` and ${count} more`,
  part: (rule, names) => `${englishNouns[rule]}${names === null ? '' : ` (${names})`}`,
  held: (count, parts) => `${count} alerts came while it was quiet: ${parts}.`,
}

const englishRecoveries: Readonly<Record<AlertRuleName, (name: string) => string>> = {
  offline: name => `The worker "${name}" is back.`,
  error_rate: () => 'Requests no longer fail more than usual.',
  latency: () => 'Streams begin in time again.',
  budget: name => `The app "${name}" is within its budget again.`,
  disk: () => 'The disk with the data folder has room again.',
  idle: name => `The host "${name}" is used enough again.`,
}

const englishNouns: Readonly<Record<AlertRuleName, string>> = {
  offline: 'workers offline',
  error_rate: 'failed requests',
  latency: 'slow streams',
  budget: 'budgets of apps',
  disk: 'full disks',
  idle: 'idle hosts',
}

const simplified: AlertWords = {
  titles: {
    opened: 'Banyan 需要看一下',
    stillOpen: 'Banyan 仍需要看一下',
    recovered: 'Banyan 已恢复正常',
    test: 'Banyan：测试',
  },
  test: '这是一条告警测试，一切正常。',
  comma: '、',
  lasted: ms => timeText(ms, ['秒', '分钟', '小时', '天']),
  offline: worker => `工作节点“${worker}”已离线。`,
  errorRate: (share, requests, within) => `最近 ${within}的 ${requests} 个请求有 ${share} 失败。`,
  latency: (p95, requests, within) =>
    `最近 ${within}的 ${requests} 个流，每二十个有一个等首字超过 ${p95}。`,
  budget: (app, spent, budget) => `应用“${app}”本月已花 ${spent}，预算 ${budget}。`,
  disk: (free, share) => `数据文件夹所在的磁盘只剩 ${free}（${share}）。`,
  idle: (host, cpu, network, memory) =>
    `主机“${host}”几乎闲置，Oracle 可能会将其停机：多数时间处理器最多用 ${cpu}，网络 ${network}${memory === null ? '' : `，内存 ${memory}`}。`,
  recovered: (rule, name, lasted) => `${simplifiedRecoveries[rule](name)}历时 ${lasted}。`,
  many: (kind, rule, count, names) =>
    kind === 'opened'
      ? `${count} 条告警：${simplifiedNouns[rule]}（${names}）。`
      : `${count} 条告警已解除：${simplifiedNouns[rule]}（${names}）。`,
  andMore: count => `等另外 ${count} 个`,
  part: (rule, names) => `${simplifiedNouns[rule]}${names === null ? '' : `（${names}）`}`,
  held: (count, parts) => `免打扰期间有 ${count} 条告警：${parts}。`,
}

const simplifiedRecoveries: Readonly<Record<AlertRuleName, (name: string) => string>> = {
  offline: name => `工作节点“${name}”已恢复。`,
  error_rate: () => '请求不再频繁失败。',
  latency: () => '首字速度恢复正常。',
  budget: name => `应用“${name}”回到预算之内。`,
  disk: () => '数据文件夹所在的磁盘又有空间了。',
  idle: name => `主机“${name}”的使用量又足够了。`,
}

const simplifiedNouns: Readonly<Record<AlertRuleName, string>> = {
  offline: '工作节点离线',
  error_rate: '请求失败',
  latency: '首字太慢',
  budget: '应用预算',
  disk: '磁盘空间不足',
  idle: '主机闲置',
}

const traditional: AlertWords = {
  titles: {
    opened: 'Banyan 需要看一下',
    stillOpen: 'Banyan 仍需要看一下',
    recovered: 'Banyan 已恢復正常',
    test: 'Banyan：測試',
  },
  test: '這是一則警示測試，一切正常。',
  comma: '、',
  lasted: ms => timeText(ms, ['秒', '分鐘', '小時', '天']),
  offline: worker => `工作節點「${worker}」已離線。`,
  errorRate: (share, requests, within) => `最近 ${within}的 ${requests} 個請求有 ${share} 失敗。`,
  latency: (p95, requests, within) =>
    `最近 ${within}的 ${requests} 個串流，每二十個有一個等首字超過 ${p95}。`,
  budget: (app, spent, budget) => `應用程式「${app}」本月已花 ${spent}，預算 ${budget}。`,
  disk: (free, share) => `資料資料夾所在的磁碟只剩 ${free}（${share}）。`,
  idle: (host, cpu, network, memory) =>
    `主機「${host}」幾乎閒置，Oracle 可能會將其停機：多數時間處理器最多用 ${cpu}，網路 ${network}${memory === null ? '' : `，記憶體 ${memory}`}。`,
  recovered: (rule, name, lasted) => `${traditionalRecoveries[rule](name)}歷時 ${lasted}。`,
  many: (kind, rule, count, names) =>
    kind === 'opened'
      ? `${count} 則警示：${traditionalNouns[rule]}（${names}）。`
      : `${count} 則警示已解除：${traditionalNouns[rule]}（${names}）。`,
  andMore: count => `等另外 ${count} 個`,
  part: (rule, names) => `${traditionalNouns[rule]}${names === null ? '' : `（${names}）`}`,
  held: (count, parts) => `勿擾期間有 ${count} 則警示：${parts}。`,
}

const traditionalRecoveries: Readonly<Record<AlertRuleName, (name: string) => string>> = {
  offline: name => `工作節點「${name}」已恢復。`,
  error_rate: () => '請求不再頻繁失敗。',
  latency: () => '首字速度恢復正常。',
  budget: name => `應用程式「${name}」回到預算之內。`,
  disk: () => '資料資料夾所在的磁碟又有空間了。',
  idle: name => `主機「${name}」的使用量又足夠了。`,
}

const traditionalNouns: Readonly<Record<AlertRuleName, string>> = {
  offline: '工作節點離線',
  error_rate: '請求失敗',
  latency: '首字太慢',
  budget: '應用程式預算',
  disk: '磁碟空間不足',
  idle: '主機閒置',
}

export const alertWords: Readonly<Record<Language, AlertWords>> = {
  en: english,
  'zh-Hans': simplified,
  'zh-Hant': traditional,
}

/** The two largest units at most: 40 s, 5 min, 3 h 20 min, 2 d 4 h. */
function timeText(ms: number, [s, min, h, d]: readonly [string, string, string, string]): string {
  const total = Math.max(0, Math.round(ms / 1_000))
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(total / 86_400), d],
    [Math.floor(total / 3_600) % 24, h],
    [Math.floor(total / 60) % 60, min],
    [total % 60, s],
  ]
  const from = parts.findIndex(([count]) => count > 0)
  const said = parts
    .slice(from, from + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
  return from < 0 ? `0 ${s}` : said.join(' ')
}
