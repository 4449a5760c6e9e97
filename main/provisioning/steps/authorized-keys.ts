import type { HostId } from '#contract/ids'
import type { Secret } from '../../base/secret.ts'
import { type Command, command, quoted } from '../command.ts'
import type { OwnKeys } from '../methods/parts.ts'

/** By this comment our own keys of one root node are found among others. */
export const adminComment = (hostId: HostId): string => `banyan-admin-${hostId}`
export const tunnelComment = (hostId: HostId): string => `banyan-tunnel-${hostId}`

/** The line of authorized_keys; what the key itself says of its owner is left out. */
export function keyLine(keys: OwnKeys, key: Secret, comment: string): string {
  const [type, blob] = keys.publicLine(key).trim().split(/\s+/)
  if (!type || !blob || !/^[\w@.-]+$/.test(type) || !/^[\w+/=]+$/.test(blob)) {
    throw new Error('a key of our own has no public half')
  }
  return `${type} ${blob} ${comment}`
}

export function hasLine(line: string): Command {
  return command(
    'Looks whether our key is among those that may log in',
    `if grep -qxF ${quoted(line)} ~/.ssh/authorized_keys 2>/dev/null; then echo there; else echo missing; fi`,
  )
}

/** Every other line stays as it is, and so does the mode of the file. */
export function addLine(line: string): Command {
  return command(
    'Lets our key log in',
    `umask 077
mkdir -p ~/.ssh
cd ~/.ssh
rm -f authorized_keys.banyan
if [ -e authorized_keys ]; then cp -p authorized_keys authorized_keys.banyan; else : > authorized_keys.banyan; fi
if [ -n "$(tail -c 1 authorized_keys.banyan)" ]; then echo >> authorized_keys.banyan; fi
grep -qxF ${quoted(line)} authorized_keys.banyan || printf '%s\\n' ${quoted(line)} >> authorized_keys.banyan
mv -f authorized_keys.banyan authorized_keys
if command -v restorecon >/dev/null; then restorecon -R ~/.ssh || :; fi`,
  )
}

/** Removes our lines but the one to keep; a file or a folder that held nothing else goes too. */
export function removeLines(comment: string, keep: string | null): Command {
  return command(
    keep === null ? 'Takes our key out again' : 'Takes our old key out',
    `cd ~/.ssh 2>/dev/null || exit 0
[ -e authorized_keys ] || exit 0
cp -p authorized_keys authorized_keys.banyan
awk -v end=${quoted(` ${comment}`)} -v keep=${quoted(keep ?? '')} '
  $0 == keep { print; next }
  length($0) >= length(end) && substr($0, length($0) - length(end) + 1) == end { next }
  { print }' authorized_keys > authorized_keys.banyan
if [ -s authorized_keys.banyan ]; then
  cmp -s authorized_keys authorized_keys.banyan || mv -f authorized_keys.banyan authorized_keys
else rm -f authorized_keys; fi
rm -f authorized_keys.banyan
cd ..
rmdir .ssh 2>/dev/null || :`,
  )
}
