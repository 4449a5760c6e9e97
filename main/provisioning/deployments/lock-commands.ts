import { type Command, quoted, rootCommand } from '../command.ts'
import { layout } from '../layout.ts'

/** Who works on a host, and for which deployment. */
export interface LockHolder {
  /** The root node's own id: the same after each of its starts. */
  readonly rootId: string
  /** Whoever a person has to ask: `user@computer`. */
  readonly who: string
  readonly deploymentId: string
}

/** A lock that is not renewed is anybody's after so many seconds. */
export const lockSeconds = 300
/** Often enough that three renewals may be lost. */
export const lockRenewalMs = (lockSeconds * 1_000) / 4
const workFolder = layout.state
/** A taker that died before it wrote its name is waited for so long. */
const namelessSeconds = 60

/**
 * Takes the lock, or renews it. The first line it prints is `taken`, `kept`, `resumed` (from another
 * deployment of the same root node), `expired` or `locked`; then how many seconds it is held for, who
 * held it, and for which deployment. Time is the host's own throughout.
 */
export function takeLock(holder: LockHolder, folder: string = workFolder): Command {
  return rootCommand(
    'Takes the lock on the host, or renews it.',
    `${before(folder)}
root=${quoted(holder.rootId)}
who=${quoted(holder.who)}
deployment=${quoted(holder.deploymentId)}
now=$(date +%s)
[ -d ${quoted(folder)} ] || mkdir -m 0755 ${quoted(folder)}
found=taken
if ! mkdir -m 0700 "$lock" 2>/dev/null; then
  until=$(field until | tr -cd 0-9)
  [ -n "$until" ] || until=$(($(stat -c %Y "$lock") + ${namelessSeconds}))
  if [ "$(field root)" = "$root" ] && [ "$(field who)" = "$who" ]; then
    found=resumed
    if [ "$(field deployment)" = "$deployment" ]; then found=kept; fi
  elif [ "$until" -gt "$now" ]; then
    printf 'locked\\n%s\\n%s\\n%s\\n' "$((until - now))" "$(field who)" "$(field deployment)"
    exit 0
  else
    found=expired
  fi
  heldBy=$(field who)
  heldFor=$(field deployment)
  since=$(field since)
fi
[ "$found" = kept ] || since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
umask 077
printf 'root=%s\\nwho=%s\\ndeployment=%s\\nsince=%s\\nuntil=%s\\n' \\
  "$root" "$who" "$deployment" "$since" "$((now + ${lockSeconds}))" >"$lock/info.new"
mv -f "$lock/info.new" "$lock/info"
printf '%s\\n%s\\n%s\\n%s\\n' "$found" ${lockSeconds} "\${heldBy:-}" "\${heldFor:-}"`,
  )
}

/** Gives the lock back, if it is still ours, and takes away a folder that holds nothing else. */
export function releaseLock(holder: LockHolder, folder: string = workFolder): Command {
  return rootCommand(
    'Gives back the lock on the host.',
    `${before(folder)}
if [ -d "$lock" ] && [ "$(field root)" = ${quoted(holder.rootId)} ] &&
  [ "$(field deployment)" = ${quoted(holder.deploymentId)} ]; then
  rm -rf "$lock"
fi
[ ! -d ${quoted(folder)} ] || rmdir ${quoted(folder)} 2>/dev/null || true`,
  )
}

/** Takes the lock away from whoever has it; prints who that was, and for which deployment. */
export function breakLock(folder: string = workFolder): Command {
  return rootCommand(
    'Breaks the lock on the host.',
    `${before(folder)}
if [ ! -d "$lock" ]; then printf 'free\\n'; exit 0; fi
printf 'broken\\n0\\n%s\\n%s\\n' "$(field who)" "$(field deployment)"
rm -rf "$lock"
[ ! -d ${quoted(folder)} ] || rmdir ${quoted(folder)} 2>/dev/null || true`,
  )
}

/**
 * To look and to take are one, as the kernel's lock on the folder above is held meanwhile; it ends
 * with the shell. A link in the lock's place is nobody's lock.
 */
function before(folder: string): string {
  const above = folder.slice(0, folder.lastIndexOf('/')) || '/'
  return `lock=${quoted(`${folder}/lock`)}
exec 9<${quoted(above)}
if command -v flock >/dev/null 2>&1; then flock -w 20 9; fi
if [ -L "$lock" ]; then rm -f "$lock"; fi
field() { sed -n "s/^$1=//p" "$lock/info" 2>/dev/null | head -n 1 || true; }`
}

export interface LockAnswer {
  readonly found: 'taken' | 'kept' | 'resumed' | 'expired' | 'locked' | 'broken' | 'free'
  readonly forSeconds: number
  readonly heldBy: string
  readonly heldFor: string
}

/** Null where a host printed something else. */
export function lockAnswerOf(stdout: string): LockAnswer | null {
  const [found = '', seconds = '', heldBy = '', heldFor = ''] = stdout.trim().split('\n')
  const known = answers.find(answer => answer === found)
  if (!known) return null
  return {
    found: known,
    forSeconds: Number(seconds) || 0,
    heldBy: printable(heldBy),
    heldFor: printable(heldFor),
  }
}

const answers = ['taken', 'kept', 'resumed', 'expired', 'locked', 'broken', 'free'] as const

/** Whoever is root on the host may have written it. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P} ]/gu, '').slice(0, 100)
}
