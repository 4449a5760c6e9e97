import type { RequestEntry } from '#contract/model/request-entry'
import type { TokenCounts } from '#contract/model/token-counts'
import { AnswerCache } from './apps/answer-cache.ts'
import { looksLikeOurKey } from './apps/app-key.ts'
import { AppLimits } from './apps/app-limits.ts'
import { AppRegistry } from './apps/app-registry.ts'
import type { RequestOver } from './apps/app-router.ts'
import { refusedEntry } from './apps/app-router.ts'
import { Spending } from './apps/spending.ts'
import type { Cleanup } from './base/cleanup.ts'
import { localDay } from './base/local-day.ts'
import type { Log } from './base/log.ts'
import type { AdmittedApps } from './gateway/admission.ts'
import type { Route } from './gateway/route.ts'
import { apps } from './gateway/routes/apps.ts'
import { prices } from './gateway/routes/prices.ts'
import { requests, unkeptJson } from './gateway/routes/requests.ts'
import { series } from './gateway/routes/series.ts'
import { usage } from './gateway/routes/usage.ts'
import type { AppFigures } from './observe/app-figures.ts'
import { PriceBook } from './observe/price-book.ts'
import { listPrices, pricesAsOf } from './observe/price-list.ts'
import { RequestHistory } from './observe/request-history.ts'
import { findRequest, searchRequests } from './observe/request-search.ts'
import { appShelf, priceShelf } from './store/app-shelf.ts'
import { historyShelf } from './store/history-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

/** What a root node needs of the apps. */
export interface AppParts {
  readonly admitted: AdmittedApps
  readonly cache: AnswerCache
  readonly cost: (model: string | null, tokens: TokenCounts | null) => number | null
  /** Counts a request that is over, once. */
  readonly record: RequestOver
  /** Requests that the history could not keep, as the metrics tell it. */
  readonly unkept: () => ReturnType<typeof unkeptJson>
  /** Where each app with a budget stands in this month. */
  readonly budgets: () => readonly AppBudget[]
  readonly findRequest: (id: string) => ReturnType<typeof findRequest>
  readonly routes: readonly Route[]
}

interface AppBudget {
  readonly appId: string
  readonly name: string
  readonly budgetUsd: number
  readonly spentUsd: number
}

/** Joins who may send requests, how much, and what became of it. Outlives the root's stops and starts. */
export function composeApps(
  database: OpenDatabase,
  figures: AppFigures,
  tell: (entry: RequestEntry) => void,
  log: Log,
  cleanup: Cleanup,
): AppParts {
  const registry = new AppRegistry(appShelf(database))
  const priceBook = new PriceBook(priceShelf(database))
  const shelf = historyShelf(database)
  const history = new RequestHistory({ shelf, log })
  cleanup.defer(() => history.close())
  history.startCleaning()
  const now = Date.now()
  const spending = new Spending(shelf.spent(localDay(now)), now)
  const limits = new AppLimits(spending)

  const findKept = async (id: string) => {
    await history.flush()
    return findRequest(shelf, id)
  }
  const appName = (appId: string) => registry.list().find(({ id }) => id === appId)?.name ?? null
  const record: RequestOver = (entry, contents) => {
    const { appId, tokens, costUsd } = entry
    const tokenCount = tokens ? tokens.prompt + tokens.completion : 0
    spending.add(appId, Date.now(), tokenCount, costUsd ?? 0)
    history.add(entry, contents)
    figures.record(entry)
    tell(entry)
  }

  return {
    cache: new AnswerCache(),
    cost: (model, tokens) => priceBook.cost(model, tokens),
    record,
    unkept: () => unkeptJson(history.unkept),
    budgets: () =>
      registry.list().flatMap(({ id, name, budgetUsdPerMonth }) => {
        if (budgetUsdPerMonth === null) return []
        const spentUsd = spending.usdThisMonth(id, Date.now())
        return [{ appId: id, name, budgetUsd: budgetUsdPerMonth, spentUsd }]
      }),
    admitted: {
      isKey: looksLikeOurKey,
      identify: key => registry.identify(key),
      take: (app, tell) => limits.take(app, tell),
      refused: (caller, requestId, fault, status) =>
        record(refusedEntry({ requestId, model: null }, caller, fault, status), null),
    },
    findRequest: findKept,
    routes: [
      ...apps({
        list: () => registry.list(),
        get: appId => registry.get(appId),
        add: (name, change) => registry.add(name, change),
        change: (appId, change) => registry.change(appId, change),
        changeKey: appId => registry.changeKey(appId),
        remove: appId => registry.remove(appId),
        spent: appId => spending.of(appId, Date.now()),
      }),
      ...prices({
        list: listPrices,
        listAsOf: pricesAsOf,
        own: () => priceBook.own(),
        replaceOwn: own => priceBook.replaceOwn(own),
      }),
      usage({
        async usage(query) {
          await history.flush()
          return shelf.usage(query)
        },
        appName,
      }),
      series({
        async series(query) {
          await history.flush()
          return shelf.series(query)
        },
        appName,
      }),
      ...requests({
        around: (from, to) => shelf.eventsBetween(from, to),
        unkept: () => history.unkept,
        async page(query, before) {
          await history.flush()
          return searchRequests(shelf, { ...query, requestId: null }, before)
        },
        find: findKept,
      }),
    ],
  }
}
