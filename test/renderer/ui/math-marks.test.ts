import { expect, test } from 'vitest'
import { withMathMarks } from '#renderer/ui/math-marks'

test('formulas of every spelling get two dollars; prices and code stay', () => {
  expect(withMathMarks('so \\(a+b\\) and $x^2$.')).toBe('so $$a+b$$ and $$x^2$$.')
  expect(withMathMarks('\\[\na\n\\]').trim()).toBe('$$\na\n$$')
  expect(withMathMarks('It costs $5 and $10, or $ 3.')).toBe('It costs $5 and $10, or $ 3.')
  expect(withMathMarks('`echo $a$` and\n```sh\n$b$\n```\n$c$')).toBe(
    '`echo $a$` and\n```sh\n$b$\n```\n$$c$$',
  )
  expect(withMathMarks('```sh\necho $HOME$')).toBe('```sh\necho $HOME$')
  expect(withMathMarks('$$x$$ and \\$5\\$')).toBe('$$x$$ and \\$5\\$')
})
