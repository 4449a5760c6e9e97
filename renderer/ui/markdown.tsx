import 'katex/dist/katex.min.css'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Components, Options } from 'react-markdown'
import ReactMarkdown from 'react-markdown'
import rehypeHighlight from 'rehype-highlight'
import rehypeKatex from 'rehype-katex'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import { useWindowState } from '../state/use-window-state.ts'
import { CopyButton } from './copy-button.tsx'
import { markdownBlocks } from './markdown-blocks.ts'
import { isReadable } from './markdown-limits.ts'
import { type MarkdownParts, markdownParts } from './markdown-parts.ts'
import { withMathMarks } from './math-marks.ts'
import { safeLink, safePicture } from './safe-url.ts'
import { usePaced } from './use-paced.ts'

interface Props {
  readonly text: string
  /** More is on its way. */
  readonly isGrowing?: boolean
}

/** What somebody wrote in Markdown, as elements of React: HTML in it is shown as the text that it is. */
export function Markdown({ text, isGrowing = false }: Props) {
  const shown = usePaced(text, pauseMs)
  const blocks = markdownBlocks(isGrowing ? shown : text)
  return (
    <div className="markdown" dir="auto">
      {blocks.map((block, at) => (
        <Block
          // biome-ignore lint/suspicious/noArrayIndexKey: a text only grows at its end
          key={at}
          text={block}
          isGrowing={isGrowing && at === blocks.length - 1}
        />
      ))}
    </div>
  )
}

/** What is read anew takes the longer the longer it is; a hundredth keeps up with a reader. */
const pauseMsACharacter = 0.01
/** What was read before is only laid out anew with it. */
const pauseMsACharacterBefore = 0.002

/** Only the last block is drawn anew, and of one in parts the last of those. */
function pauseMs(text: string): number {
  const block = markdownBlocks(text).at(-1) ?? ''
  const read = (markdownParts(block)?.parts.at(-1) ?? block).length
  return read * pauseMsACharacter + (block.length - read) * pauseMsACharacterBefore
}

/** A piece of code that grows is coloured anew with each word. */
const mostColouredWhileGrowing = 3_000

const Block = memo(function Block({ text, isGrowing = false }: Props) {
  if (!isReadable(text)) return <p className="as-it-is">{text}</p>
  const parts = markdownParts(text)
  if (parts) return <InParts of={parts} />
  const isColoured = !isGrowing || text.length < mostColouredWhileGrowing
  try {
    return ReactMarkdown({ ...(isColoured ? coloured : plain), children: withMathMarks(text) })
  } catch {
    return <p className="as-it-is">{text}</p>
  }
})

const components: Components = {
  a: ({ href, children }) => <Link url={href}>{children}</Link>,
  img: ({ src, alt }) => <Picture url={src} alt={alt ?? ''} />,
  pre: ({ children, node }) => (
    <CodeFrame language={languageOf(node)} text={textOf(node)}>
      {children}
    </CodeFrame>
  ),
  table: ({ children }) => <Table>{children}</Table>,
  input: ({ checked }) => <Task isDone={checked ?? false} />,
}

const katex = { throwOnError: false, trust: false, strict: 'ignore', maxSize: 20, maxExpand: 100 }

const plain: Options = {
  remarkPlugins: [remarkGfm, [remarkMath, { singleDollarTextMath: false }]],
  rehypePlugins: [[rehypeKatex, katex]],
  components,
  urlTransform: (url, key) => (key === 'src' ? (safePicture(url) ?? safeLink(url)) : safeLink(url)),
}

/** Made once: it learns some forty languages, which takes longer than to read a block. */
const colour = rehypeHighlight()

const coloured: Options = {
  ...plain,
  rehypePlugins: [[rehypeKatex, katex], () => colour],
}

/** To read all of a long list or table with each word is what takes long: of its parts only the last one changes. */
function InParts({ of }: { readonly of: MarkdownParts }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text only grows at its end
  const made = (look: Look) => of.parts.map((part, at) => <Part key={at} text={part} look={look} />)
  if (of.kind === 'table') {
    return (
      <Table>
        <Part text={of.head} look="head" />
        <tbody>{made('rows')}</tbody>
      </Table>
    )
  }
  return of.start === null ? <ul>{made('items')}</ul> : <ol start={of.start}>{made('items')}</ol>
}

type Look = 'items' | 'head' | 'rows'

const Part = memo(function Part({ text, look }: { readonly text: string; readonly look: Look }) {
  try {
    return ReactMarkdown({
      ...coloured,
      components: { ...components, ...within[look] },
      children: withMathMarks(text),
    })
  } catch {
    return look === 'items' ? <li className="as-it-is">{text}</li> : null
  }
})

/** Without what stands around all of the parts. A list in an item stays one. */
const within: Readonly<Record<Look, Components>> = {
  items: {
    ul: ({ node, children }) => (isOutermost(node) ? children : <ul>{children}</ul>),
    ol: ({ node, children, start }) =>
      isOutermost(node) ? children : <ol start={start}>{children}</ol>,
  },
  head: { table: ({ children }) => children },
  rows: {
    table: ({ children }) => children,
    thead: () => null,
    tbody: ({ children }) => children,
  },
}

const isOutermost = (node: HastNode | undefined) => node?.position?.start.offset === 0

interface LinkProps {
  readonly url: string | undefined
  readonly children: ReactNode
}

/** Opens in the person's own browser, which the main process sees to. */
function Link({ url, children }: LinkProps) {
  const { ask } = useWindowState()
  const safe = safeLink(url)
  if (safe === null) return <span>{children}</span>
  return (
    <a
      href={safe}
      title={safe}
      rel="noreferrer noopener"
      onClick={event => {
        event.preventDefault()
        void ask('link.open', { url: safe }).catch(() => {})
      }}
    >
      {children}
    </a>
  )
}

function Picture({ url, alt }: { readonly url: string | undefined; readonly alt: string }) {
  const picture = safePicture(url)
  if (picture !== null) return <img src={picture} alt={alt} />
  return <Link url={url}>{alt || url}</Link>
}

function Task({ isDone }: { readonly isDone: boolean }) {
  const { t } = useTranslation()
  const label = t(isDone ? 'chat.done' : 'chat.open')
  return <input type="checkbox" aria-label={label} checked={isDone} disabled readOnly />
}

function Table({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="table-scroll" tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

interface CodeProps {
  readonly language: string | null
  readonly text: string
  readonly children: ReactNode
}

function CodeFrame({ language, text, children }: CodeProps) {
  const { t } = useTranslation()
  return (
    <div className="code-frame" dir="ltr">
      <div className="code-head">
        <span>{language ?? t('chat.code')}</span>
        <CopyButton label={t('chat.copyCode')} text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{children}</pre>
    </div>
  )
}

type HastNode = NonNullable<
  Parameters<Extract<Components['pre'], (...a: never) => unknown>>[0]['node']
>
type HastChild = HastNode['children'][number]

function languageOf(pre: HastNode | undefined): string | null {
  const code = pre?.children[0]
  const names = code?.type === 'element' ? code.properties['className'] : null
  if (!Array.isArray(names)) return null
  const name = names.map(String).find(each => each.startsWith('language-'))
  return name ? name.slice('language-'.length, 60) : null
}

function textOf(node: HastNode | HastChild | undefined): string {
  if (!node) return ''
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
