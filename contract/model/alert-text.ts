import type { Alert, AlertFacts, AlertNotice, HeldNotice } from './alert.ts'
import { type AlertWords, alertWords } from './alert-words.ts'
import type { Language } from './language.ts'

/** So many names are said; the rest is counted. */
const mostNames = 3

/** What a notification has as its title. */
export function noticeTitle(notice: AlertNotice | HeldNotice, language: Language): string {
  const { titles } = alertWords[language]
  if (notice.kind === 'held') return titles.opened
  if (notice.kind !== 'opened') return titles[notice.kind]
  return notice.isRepeat ? titles.stillOpen : titles.opened
}

/** What happened, in a sentence. */
export function noticeText(notice: AlertNotice | HeldNotice, language: Language): string {
  const words = alertWords[language]
  if (notice.kind === 'test') return words.test
  if (notice.kind === 'held') return heldText(notice.alerts, words)
  const { kind, alerts } = notice
  const [first] = alerts
  if (alerts.length === 1) {
    return kind === 'opened' ? alertText(first, language) : recoveryText(first, words)
  }
  const { rule } = first.facts
  return words.many(kind, rule, alerts.length, namesOf(alerts, words))
}

/** What is wrong, in a sentence. */
export function alertText({ facts }: Pick<Alert, 'facts'>, language: Language): string {
  const words = alertWords[language]
  switch (facts.rule) {
    case 'offline':
      return words.offline(facts.worker, facts.reason)
    case 'error_rate':
      return words.errorRate(percent(facts.share), facts.requests, words.lasted(facts.overMs))
    case 'latency':
      return words.latency(seconds(facts.p95Ms), facts.requests, words.lasted(facts.overMs))
    case 'budget': {
      const { app, spentUsd, budgetUsd } = facts
      return words.budget(app, dollars(spentUsd), dollars(budgetUsd))
    }
    case 'disk':
      return words.disk(gibibytes(facts.freeBytes), percent(facts.freeBytes / facts.totalBytes))
    case 'idle': {
      const { cpu, network, memory } = facts.p95
      const share = (value: number) => percent(value / 100)
      const memoryShare = memory === null ? null : share(memory)
      return words.idle(facts.host, share(cpu), share(network), memoryShare)
    }
  }
}

/** Whom or what it is about, as people call it; null where there is only one. */
export function alertName(facts: AlertFacts): string | null {
  if (facts.rule === 'offline') return facts.worker
  if (facts.rule === 'idle') return facts.host
  return facts.rule === 'budget' ? facts.app : null
}

function recoveryText({ facts, openedAt, recoveredAt }: Alert, words: AlertWords): string {
  const lasted = words.lasted((recoveredAt ?? openedAt) - openedAt)
  return words.recovered(facts.rule, alertName(facts) ?? '', lasted)
}

/** In the order in which they came: "workers offline (fra-1a, nrt-1b), failed requests". */
function heldText(alerts: readonly Alert[], words: AlertWords): string {
  const rules = [...new Set(alerts.map(({ facts }) => facts.rule))]
  const parts = rules.map(rule => {
    const named = alerts.filter(({ facts }) => facts.rule === rule && alertName(facts) !== null)
    return words.part(rule, named.length === 0 ? null : namesOf(named, words))
  })
  return words.held(alerts.length, parts.join(words.comma))
}

function namesOf(alerts: readonly Alert[], words: AlertWords): string {
  const names = alerts.map(({ facts, subject }) => alertName(facts) ?? subject)
  const said = names.slice(0, mostNames).join(words.comma)
  return names.length > mostNames ? `${said}${words.andMore(names.length - mostNames)}` : said
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10}\u00a0%`
const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`
const dollars = (usd: number) => `$${usd.toFixed(2)}`
const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
