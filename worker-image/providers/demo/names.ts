const end = '[^\\s，。,.!！?？、；;：:“”"「」『』()（）]'
const latin = "\\p{L}[\\p{L}\\p{N}'’_-]*(?:\\s+\\p{Lu}[\\p{L}'’-]*){0,3}"

/** How people tell their name; the group is the name. */
const told: readonly RegExp[] = [
  new RegExp(
    `(?:我的名字是|我的名字叫|我名叫|我叫做|我叫|[请請]叫我|^叫我|[，,。\\s]叫我)\\s*[“"「『]?(${end}{1,24})`,
    'gu',
  ),
  // "I am" is a name only when it is all that is said, and short.
  /(?:^|[，。,.!！\s])我是([\p{Script=Han}]{2,4}|\p{Lu}\p{L}{1,20})(?=$|[，。,.!！\s])/gu,
  new RegExp(`\\b[Mm]y name(?:['’]s| is)\\s+(${latin})`, 'gu'),
  new RegExp(`\\b(?:I am|I['’]m|i am|i['’]m) called\\s+(${latin})`, 'gu'),
  /\b[Cc]all me\s+(\p{Lu}[\p{L}\p{N}'’_-]*)/gu,
]

const notNames =
  /^(?:什么|什麼|啥|何|谁|誰|不|没|沒|这|這|那|一|个|個|在|来|來|说|說|想|很|学|學|做|从|從|真|最|中国|中國|(?:what|not|in|a|an|the|important|unknown|secret)(?!\p{L}))/iu
const notPeople = /(?:人|员|員|师|師|生|者|家|的|们|們|男|女|吗|嗎)$/u
const asked =
  /我叫(?:什么|什麼|啥)|我的名字(?:是|叫)(?:什么|什麼|啥)|我是(?:谁|誰)|我叫做(?:什么|什麼)|\bwhat(?:['’]s| is| was) my name|\bwho am i\b|\b(?:know|remember) my name|\bwho i am\b/iu

export function asksName(text: string): boolean {
  return asked.test(text)
}

/** The last name told in a text; null when none is. */
export function toldName(text: string): string | null {
  const found = told
    .flatMap((pattern, kind) =>
      [...text.matchAll(pattern)].map(match => ({
        at: match.index,
        name: trimmed(match[1] ?? ''),
        isLoose: kind === 1,
      })),
    )
    .filter(
      ({ name, isLoose }) =>
        name !== '' && !notNames.test(name) && !(isLoose && notPeople.test(name)),
    )
  return found.sort((a, b) => a.at - b.at).at(-1)?.name ?? null
}

/** The name that was told last in the whole conversation. */
export function latestName(texts: readonly string[]): string | null {
  return texts.map(toldName).findLast(name => name !== null) ?? null
}

function trimmed(name: string): string {
  return name.replace(/[吧啊呀哦喔啦呢]+$/u, '').replace(/['’]$/, '')
}
