import { type Command, quoted, rootCommand } from '../command.ts'
import { workerRoot } from './host-commands.ts'

export interface ImageCommands {
  /** Prints the hash of the archive that the image was loaded from, `other` or `absent`. */
  readonly look: Command
  /** Prints how much is free where Docker keeps images, in units of 1024 bytes. */
  readonly room: Command
  /** Takes `run`, the hash of the archive, and its pieces. */
  readonly load: Command
  readonly remove: Command
}

const loadMs = 10 * 60_000

/**
 * A note beside the worker's files says which archive an image came from: two builds of a version have
 * one tag, and the ids that Docker shows differ with how it stores images.
 */
export function imageCommands(version: string, root: string = workerRoot): ImageCommands {
  const tag = quoted(`banyan-worker:${version}`)
  const note = quoted(`${root}/images/${version}`)
  const id = `docker image inspect --format '{{.Id}}' ${tag}`
  return {
    look: rootCommand(
      'Looks whether Docker has the image',
      `id=$(${id} 2>/dev/null) || { echo absent; exit 0; }
archive=
if [ -f ${note} ]; then read -r archive noted <${note}; fi
if [ -n "$archive" ] && [ "$noted" = "$id" ]; then echo "$archive"; else echo other; fi`,
    ),
    room: rootCommand(
      'Looks how much space Docker has',
      `df -Pk "$(docker info --format '{{.DockerRootDir}}')" | { read -r _; read -r _ _ _ free _; echo "$free"; }`,
    ),
    load: rootCommand(
      `Loads the image banyan-worker:${version} into Docker`,
      `read -r run
cd ${quoted(root)}/incoming/"$run"
read -r archive
pieces=
while read -r piece; do pieces="$pieces $piece.part"; done
found=$(cat $pieces | sha256sum | cut -c 1-64)
[ "$found" = "$archive" ] || { echo "what was received is not what was sent" >&2; exit 3; }
cat $pieces | docker load >&2
id=$(${id})
install -d -m 755 ${quoted(`${root}/images`)}
echo "$archive $id" >${note}
cd ${quoted(root)}
rm -rf incoming`,
      loadMs,
    ),
    remove: rootCommand(
      `Deletes the image banyan-worker:${version}, unless a container has it`,
      `docker image rm ${tag} >/dev/null 2>&1 || exit 0
rm -f ${note}`,
    ),
  }
}
