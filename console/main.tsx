import './style/fonts.css'
import './style/console.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { readConfig } from './session/config.ts'
import { Session } from './session/session.ts'
import { makeReadable } from './shell/readable-path.ts'
import { languageAtStart, loadWords, Speaker } from './words/words.tsx'

const start = async (root: HTMLElement): Promise<void> => {
  makeReadable()
  const language = languageAtStart()
  document.documentElement.lang = language
  const [words, session] = await Promise.all([
    loadWords(language),
    readConfig().then((config) => Session.begin(config)),
  ])
  render(
    <Speaker language={language} words={words}>
      <App session={session} />
    </Speaker>,
    root,
  )
}

const root = document.getElementById('app')
if (root)
  start(root).catch((failure: unknown) => {
    root.textContent = 'The console could not start. Reload the page; if it stays so, tell support.'
    throw failure
  })
