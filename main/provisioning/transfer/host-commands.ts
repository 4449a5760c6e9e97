import { type Command, command, quoted, rootCommand } from '../command.ts'
import { layout } from '../layout.ts'
import { manifestName } from './file-set.ts'

/** Where the worker's files are on a host. */
export const workerRoot: string = layout.programs

/** A whole transfer over a slow line; a line that is dead is noticed by its connection. */
const longMs = 2 * 3_600_000
const shortMs = 5 * 60_000

export interface TransferCommands {
  /** Prints what is there of a version, without reading its files: quick, and changes nothing. */
  readonly look: Command
  /** Takes `run`, then files as `sha256 mode bytes`; prints what needs not be sent, and the free space. */
  readonly take: Command
  /** Takes `run`, then hashes of parts that nobody wants any more. */
  readonly drop: Command
  /** Takes `run`, pieces as `sha256 from bytes`, a dot, and then the bytes of one after the other. */
  readonly receive: Command
  /** Takes `run`, files as `sha256 mode piece…`, a dot, and then the manifest. */
  readonly assemble: Command
  /** Reads every file of a version; prints the hash of its manifest. */
  readonly prove: Command
  /** Takes away what arrived; prints the free space. */
  readonly discard: Command
  readonly remove: Command
}

/**
 * What is sent goes to a folder of its own run: whatever an earlier one may still be writing, it writes to
 * files that nobody reads any more. Every command takes what differs as input, so that it can be shown before.
 */
export function transferCommands(version: string, root: string = workerRoot): TransferCommands {
  const home = quoted(root)
  const folder = quoted(`${root}/versions/${version}`)
  const enter = `read -r run\ncd ${home}/incoming/"$run"`
  return {
    look: command(
      `Looks whether version ${version} is there`,
      `cd ${folder} 2>/dev/null || { echo absent; exit 0; }
[ -f ${manifestName} ] || { echo damaged; exit 0; }
while read -r hash mode bytes path; do
  found=$(stat -c '%s %a %F' -- "$path" 2>/dev/null) || found=none
  if [ "$found" != "$bytes $mode regular file" ] || [ "$path" -nt ${manifestName} ]; then
    echo "damaged $path"
    exit 0
  fi
done <${manifestName}
echo "whole $(sha256sum <${manifestName} | cut -c 1-64)"`,
    ),
    take: rootCommand(
      'Makes the folders, and looks which files, and which parts of earlier transfers, are there already',
      `umask 022
install -d -m 755 ${home} ${home}/versions
install -d -m 700 ${home}/incoming
cd ${home}/incoming
read -r run
mkdir "$run"
while read -r hash mode bytes; do
  for manifest in ../versions/*/${manifestName}; do
    [ -f "$manifest" ] || continue
    path=$(sed -n "s/^$hash $mode $bytes //p" "$manifest" | head -n 1)
    file=\${manifest%/*}/$path
    [ -n "$path" ] && [ "$(stat -c '%a %F' -- "$file" 2>/dev/null)" = "$mode regular file" ] || continue
    [ "$(sha256sum <"$file" | cut -c 1-64)" = "$hash" ] || continue
    ln "$file" "$run/$hash-$mode" 2>/dev/null || cp -p "$file" "$run/$hash-$mode"
    echo "file $hash $mode"
    break
  done
done
for part in */*.part; do
  name=\${part##*/}
  [ -f "$part" ] && [ ! -e "$run/$name" ] || continue
  cp "$part" "$run/$name" 2>/dev/null || { rm -f "$run/$name"; continue; }
  rm -f "$part"
  echo "part \${name%.part} $(wc -c <"$run/$name") $(sha256sum <"$run/$name" | cut -c 1-64)"
done
for other in *; do [ "$other" = "$run" ] || rm -rf "./$other"; done
${printFree('.')}`,
      shortMs,
    ),
    drop: rootCommand(
      'Deletes parts of earlier transfers that are not wanted any more',
      `${enter}\nwhile read -r hash; do rm -f "$hash.part"; done`,
      shortMs,
    ),
    receive: rootCommand(
      'Receives what is missing',
      `umask 077
${enter}
list=
while read -r hash from bytes && [ "$hash" != . ]; do list="$list $hash $from $bytes"; done
set -- $list
while [ $# -gt 0 ]; do
  [ "$2" != 0 ] || : >"$1.part"
  head -c "$3" >>"$1.part"
  [ "$(wc -c <"$1.part")" -eq $(($2 + $3)) ] || { echo "the transfer broke off" >&2; exit 3; }
  if [ "$(sha256sum <"$1.part" | cut -c 1-64)" != "$1" ]; then
    rm "$1.part"
    echo "damaged $1"
  fi
  shift 3
done`,
      longMs,
    ),
    assemble: rootCommand(
      `Unpacks what was received, checks it, and puts version ${version} into its place at once`,
      `umask 022
${enter}
while read -r hash mode pieces && [ "$hash" != . ]; do
  [ ! -f "$hash-$mode" ] || continue
  for piece in $pieces; do cat "$piece.part"; done | gzip -dc >unpacked
  if [ "$(sha256sum <unpacked | cut -c 1-64)" != "$hash" ]; then
    echo "what was received is not what was sent" >&2
    exit 3
  fi
  chmod "$mode" unpacked
  mv unpacked "$hash-$mode"
done
mkdir tree
cat >received
while read -r hash mode bytes path; do
  case $path in */*) mkdir -p "tree/\${path%/*}" ;; esac
  ln "$hash-$mode" "tree/$path" 2>/dev/null || cp -p "$hash-$mode" "tree/$path"
done <received
cp received tree/${manifestName}
sync -f tree 2>/dev/null || sync
if [ -e ${folder} ]; then mv ${folder} replaced; fi
mv -T tree ${folder}
sync -f ${home}/versions 2>/dev/null || sync
cd ${home}
rm -rf incoming`,
      shortMs,
    ),
    prove: command(
      `Reads every file of version ${version} and compares it`,
      `cd ${folder}
while read -r hash mode bytes path; do
  if [ "$(sha256sum <"$path" | cut -c 1-64)" != "$hash" ]; then
    echo "$path is not what was sent" >&2
    exit 3
  fi
done <${manifestName}
sha256sum <${manifestName} | cut -c 1-64`,
      { withinMs: shortMs },
    ),
    discard: rootCommand(
      'Deletes what was received',
      `rm -rf ${home}/incoming\n${printFree(home)}`,
      shortMs,
    ),
    remove: rootCommand(
      `Deletes version ${version}, unless it is the one that runs`,
      `[ "$(readlink -f ${home}/current || true)" != "$(readlink -f ${folder} || true)" ] || exit 0
rm -rf ${folder}`,
      shortMs,
    ),
  }
}

/** In units of 1024 bytes, as POSIX has it. */
const printFree = (folder: string) =>
  `df -Pk ${folder} | { read -r _; read -r _ _ _ free _; echo "free $free"; }`
