import { useEffect, useState } from 'react'
import type { Fault } from '#contract/fault'
import type { OfferedModels } from '#contract/model/model-servers'
import { faultOf } from '../../state/fault-of.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { isWorthTrying, type KeyEntry } from './key-form.ts'

export type Trial =
  | { readonly name: 'none' }
  | { readonly name: 'trying' }
  | { readonly name: 'works'; readonly offered: OfferedModels }
  | { readonly name: 'refused'; readonly fault: Fault }

const none: Trial = { name: 'none' }
/** Long enough that a key which is typed is tried once. */
const settledMs = 500

/** Tries what was entered, at once and each time that it changes; `count` tries the same again. */
export function useKeyTrial({ provider, key, address }: KeyEntry, count: number): Trial {
  const { ask } = useWindowState()
  const [trial, setTrial] = useState<Trial>(none)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another count asks the same again
  useEffect(() => {
    if (!isWorthTrying({ provider, key, address })) {
      setTrial(none)
      return
    }
    let isCurrent = true
    setTrial({ name: 'trying' })
    const baseUrl = provider === 'compatible' ? address : null
    const timer = setTimeout(() => {
      ask('key.try', { provider, key, baseUrl }).then(
        offered => isCurrent && setTrial({ name: 'works', offered }),
        failure => isCurrent && setTrial({ name: 'refused', fault: faultOf(failure) }),
      )
    }, settledMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [ask, provider, key, address, count])

  return trial
}
