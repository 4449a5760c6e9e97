/** What vendors hang on a name to say which issue of a model is meant. */
const issue = /^(-\d{8}|-\d{4}-\d{2}-\d{2}|-\d{3}|:latest)$/

/** Whether a list offers a model, also where it names the dated issue and the request does not. */
export function offersModel(listed: readonly string[], wanted: string): boolean {
  const name = wanted.replace(/^models\//, '')
  const bare = name.replace(/-latest$/, '')
  return listed.some(
    one => one === name || (one.startsWith(bare) && issue.test(one.slice(bare.length))),
  )
}

const notForChat =
  /embed|whisper|tts|dall-e|image|moderation|transcri|realtime|audio|davinci|babbage|sora|rerank|veo|imagen|aqa/i

/** The model that answers when none was named; null while nothing is known. */
export function everydayModel(
  listed: readonly string[],
  preferred: readonly string[],
): string | null {
  const known = preferred.find(name => listed.length === 0 || offersModel(listed, name))
  return known ?? listed.find(name => !notForChat.test(name)) ?? listed[0] ?? null
}
