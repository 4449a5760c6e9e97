import { useState } from 'react'
import type { Fault } from '#contract/fault'
import { faultOf } from '../state/fault-of.ts'

interface Command {
  readonly isRunning: boolean
  readonly fault: Fault | null
  /** Answers whether it went well. */
  readonly run: (command: () => Promise<unknown>) => Promise<boolean>
}

/** Runs one command at a time and keeps why the last one failed, so that no click fails in silence. */
export function useCommand(): Command {
  const [isRunning, setRunning] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  async function run(command: () => Promise<unknown>): Promise<boolean> {
    setRunning(true)
    setFault(null)
    try {
      await command()
      return true
    } catch (failure) {
      setFault(faultOf(failure))
      return false
    } finally {
      setRunning(false)
    }
  }

  return { isRunning, fault, run }
}
