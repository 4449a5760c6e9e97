import { expect, test } from 'vitest'
import { hostNotes } from '#contract/host-note'
import { type CodeList, type Facts, hostReasons } from '#contract/host-reason'
import { deploymentActions } from '#contract/model/deployment'
import { languages } from '#contract/model/language'
import { stepNames } from '#contract/model/plan-step'
import { coolifyPlan } from '#main/provisioning/coolify/coolify-plan'
import type { Plan } from '#main/provisioning/plan'
import { en } from '#renderer/i18n/en'
import { stepTitle } from '#renderer/i18n/host-fault-told'
import { openTranslation } from '#renderer/i18n/translate'
import { seen } from '../../main/provisioning/a-host.ts'
import { aHost, openFake, partsOf } from '../../main/provisioning/coolify/a-coolify.ts'
import { installed, planFor } from '../../main/provisioning/planned.ts'

/** Of each action, method, transport and state that a plan can be made for. */
async function everyPlan(): Promise<readonly Plan[]> {
  const ways = (['plain', 'docker'] as const).flatMap(method =>
    (['tunnel', 'tls', 'http'] as const).map(transport => ({ method, transport })),
  )
  const other = { plain: 'docker', docker: 'plain' } as const
  const onHosts = deploymentActions.flatMap(action =>
    ways
      .filter(({ transport }) => action !== 'renew-certificates' || transport === 'tls')
      .map(({ method, transport }) => {
        const there = action === 'provision' ? other[method] : method
        const verdict = seen({
          cloudInit: 'running',
          installed: { method: there, version: '1.0.0', isRunning: true },
        })
        const host = { transport, installed: { ...installed, method: there } }
        return planFor({ action, method }, host, verdict, true)
      }),
  )
  const parts = partsOf(await openFake())
  const byCoolify = deploymentActions
    .filter(action => action !== 'rotate-keys' && action !== 'renew-certificates')
    .flatMap(action =>
      (['tunnel', 'http'] as const).flatMap(transport =>
        [null, { ...installed, method: 'coolify' as const }].map(there =>
          coolifyPlan(
            { action, version: '1.2.0', method: null },
            { ...aHost, transport, installed: there },
            parts,
          ),
        ),
      ),
    )
  return [...(await Promise.all(onHosts)), ...byCoolify]
}

const openedIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)

test('every step of every plan is said in each language, with all its facts', async () => {
  const steps = (await everyPlan()).flatMap(plan => plan.steps)
  expect(new Set(steps.map(({ name }) => name))).toEqual(new Set(stepNames))
  for (const language of languages) {
    const { t } = await openTranslation(language)
    const titles = steps.map(({ name, facts = {} }) => stepTitle(t, name, facts) ?? name)
    expect(titles.filter(title => openedIn(title).length > 0 || /[.。]$/.test(title))).toEqual([])
  }
})

test('a step has a text for each of its forms, and there is none for another one', () => {
  const named = Object.keys(en.hostStep).map(key => key.split('_')[0] ?? '')
  expect(new Set(named)).toEqual(new Set(stepNames))
})

test.each([
  ['notes', hostNotes, en.hostNote],
  ['reasons', hostReasons, en.hostWhy],
] as const)('each of the %s has a text that names its facts', (_name, codes: CodeList, texts) => {
  const all: Readonly<Record<string, string>> = texts
  expect(Object.keys(all).toSorted()).toEqual(Object.keys(codes).toSorted())
  // What was said word for word stands beside the text, not in it.
  const apart = new Set(['hardened', 'said'])
  const wrong = Object.entries(codes).filter(([code, facts]) => {
    const named = new Set(openedIn(all[code] ?? ''))
    return !apart.has(code) && facts.toSorted().join() !== [...named].toSorted().join()
  })
  expect(wrong).toEqual([])
})

test('no sentence takes another’s code: both are looked up by it', () => {
  const codes = [...Object.keys(hostNotes), ...Object.keys(hostReasons)]
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at)
  expect([twice, codes.filter(code => code.includes('.'))]).toEqual([[], []])
})

test('a step whose facts were not kept, or that nobody knows any more, has no title', async () => {
  const { t } = await openTranslation('zh-Hans')
  const facts: Facts = { version: '1.2.0' }
  expect([
    stepTitle(t, 'service', facts),
    stepTitle(t, 'service', null),
    stepTitle(t, 'docker-ready', {}),
  ]).toEqual(['启动版本 1.2.0 并等它应答；没有应答就恢复原来的版本', null, null])
})
