import { powerMonitor } from 'electron'

interface PowerLog {
  info(text: string): void
}

/** Tells when the computer woke up. Returns the function that stops listening. */
export function watchPower(onWake: () => void, log: PowerLog): () => void {
  const suspend = () => log.info('the computer goes to sleep')
  const resume = () => {
    log.info('the computer woke up')
    onWake()
  }
  powerMonitor.on('suspend', suspend)
  powerMonitor.on('resume', resume)
  return () => {
    powerMonitor.off('suspend', suspend)
    powerMonitor.off('resume', resume)
  }
}
