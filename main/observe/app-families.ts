import { requestOutcomes } from '#contract/model/request-entry'
import type { AppFigures, SpentByApp } from './app-figures.ts'
import type { Family, Labels } from './exposition.ts'

/** What each app asked, and what that took. */
export function appFamilies({ apps }: AppFigures): readonly Family[] {
  const counter = (
    name: string,
    help: string,
    read: (spent: SpentByApp) => readonly (readonly [Labels, number])[],
  ): Family => ({
    name,
    help,
    type: 'counter',
    read: () =>
      apps.all().flatMap(({ labels: [app = ''], value }) =>
        read(value).map(([labels, count]) => ({
          labels: { banyan_app: app, ...labels },
          value: count,
        })),
      ),
  })
  return [
    counter('banyan_app_requests_total', 'Requests of an app that are over.', ({ requests }) =>
      requestOutcomes.map(outcome => [{ outcome }, requests[outcome]]),
    ),
    counter('banyan_app_tokens_total', 'Tokens that an app took.', spent => [
      [{ gen_ai_token_type: 'input' }, spent.inputTokens],
      [{ gen_ai_token_type: 'output' }, spent.outputTokens],
    ]),
    counter(
      'banyan_app_cost_dollars_total',
      'What an app took, as far as prices are known.',
      spent => [[{}, spent.dollars]],
    ),
    counter('banyan_app_cache_hits_total', 'Answers that an app was given again.', spent => [
      [{}, spent.cacheHits],
    ]),
  ]
}
