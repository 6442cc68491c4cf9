// Package tui is the app in the terminal. This package is its shell: it knows
// which screen is shown, how large the window is and which colours it has,
// passes messages on, and makes the one view of the whole program. The screens
// are packages of their own.
//
// Nothing here is global: many apps may run in one process, each with its own
// terminal.
package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/home"
	"drydock/tui/keys"
	"drydock/tui/library"
	"drydock/tui/parts"
	"drydock/tui/play"
	"drydock/tui/quiz"
	"drydock/tui/result"
	"drydock/tui/theme"
)

// The smallest window that the screens are drawn in, in cells.
const (
	MinWidth  = 40
	MinHeight = 12
)

type screen int

const (
	atHome screen = iota
	atLibrary
	atPlay
	atResult
	atQuiz
)

// App is the program's model. Make one with New.
type App struct {
	cfg    Config
	width  int
	height int
	colours
	theme theme.Theme

	quit    key.Binding
	suspend key.Binding
	pointer key.Binding
	paint   key.Binding
	noMouse bool // the terminal keeps the mouse, to select text

	at      screen
	from    screen // where the puzzle was opened
	home    home.Model
	library library.Model
	play    play.Model
	result  result.Model
	quiz    quiz.Model
	before  quiz.Config // to be asked when the ticket has been read
	after   quiz.Config // to be asked after the result
	back    screen      // where the quiz leads back to
	notice  notice
	packs   []library.Pack // nil until they have been read
	begun   bool           // the scenario to start with has been asked for
	seed    uint64         // of the attempt on the play screen
	own     *result.Model  // the result of a submission, while a way is watched
	attempt play.Attempt   // on the play screen
	playing string         // id of the scenario on the play screen
	stars   map[string]int // the best of this session, by id of scenario; replaced, never changed
	kept    home.Progress  // as it was read last
	opening string         // id of the scenario being opened; empty when none is
}

// New returns the model of an app. Until the terminal says how large it is, it
// draws nothing.
func New(cfg Config) App {
	a := App{cfg: cfg}
	all := everywhere()
	a.quit, a.suspend, a.pointer, a.paint = all[0], all[1], all[2], all[3]
	var err error
	if a.colours, err = coloursOf(cfg.Environ); err != nil {
		a.notice.tell("✗ no such theme", err)
	}
	a.theme = a.colours.theme()
	a.home = home.New(home.Config{Version: cfg.Version, Tour: cfg.Tour, Quiz: cfg.Quiz != nil}, a.theme, 0, 0)
	a.library = library.New(cfg.Preview, a.theme, 0, 0)
	return a
}

// everywhere are the bindings that hold in every view: quit, suspend, mouse,
// theme.
func everywhere() []key.Binding {
	return []key.Binding{
		keys.New("ctrl+c", "quit", "ctrl+c"),
		keys.New("ctrl+z", "suspend; fg in the shell goes on", "ctrl+z"),
		keys.New("M", "mouse on or off; off, the terminal selects text (not while typing)", "M"),
		keys.New("T", "next theme: dark, light, 16 colours, plain (not while typing)", "T"),
	}
}

// scenarioOpenedMsg is the answer of Config.Open.
type scenarioOpenedMsg struct {
	id     string
	opened Opened
	err    error
}

// Init asks the terminal for its background, and reads what is to be read.
func (a App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.readPacks(), a.readProgress(), a.startQuiz())
}

// Update passes a message to the screen it is for.
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		return a.resized()
	case tea.BackgroundColorMsg:
		a.light = !msg.IsDark()
		return a.rethemed()
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		return a.rethemed()
	case packsReadMsg:
		return a.packsRead(msg)
	case progressReadMsg:
		return a.progressRead(msg)
	case home.OpenedMsg:
		return a.open(OpenRequest{ID: msg.ID})
	case home.ContinuedMsg:
		return a.resume(msg.AttemptID)
	case home.LibraryMsg:
		return a.toLibrary()
	case home.QuizMsg:
		return a.openQuiz(quiz.OpenMsg{N: usualQuiz})
	case home.QuitMsg:
		return a, tea.Quit
	case quiz.OpenMsg:
		return a.openQuiz(msg)
	case quizOpenedMsg:
		return a.quizOpened(msg)
	case quiz.LeftMsg:
		return a.quizLeft()
	case play.TicketReadMsg:
		return a.askBeside(a.before, atPlay)
	case result.AskedMsg:
		return a.askBeside(a.after, atResult)
	case library.OpenedMsg:
		return a.open(OpenRequest{ID: msg.ID})
	case library.LeftMsg:
		a.at = atHome
		return a, nil
	case scenarioOpenedMsg:
		return a.scenarioOpened(msg)
	case result.AgainMsg:
		return a.open(OpenRequest{ID: a.playing, Seed: a.seed, Variant: msg.Variant})
	case result.WatchMsg:
		return a.watch(msg.Way)
	case result.WatchedMsg:
		return a.watched()
	case play.LeftMsg, result.LeftMsg:
		return a.left()
	case play.FinishedMsg:
		return a.finished(msg)
	case result.RetriedMsg:
		a.at = atPlay
		return a, nil
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, a.quit):
			return a, tea.Quit
		case key.Matches(msg, a.suspend):
			return a, tea.Suspend
		case a.typing():
		case key.Matches(msg, a.pointer):
			a.noMouse = !a.noMouse
			return a, nil
		case key.Matches(msg, a.paint):
			a.colours = a.colours.next()
			return a.rethemed()
		}
	case parts.MarkdownRenderedMsg:
		// The puzzle behind a result is resized too.
		a.play, _ = a.play.Update(msg)
		a.result, _ = a.result.Update(msg)
		a.library, _ = a.library.Update(msg)
		a.quiz, _ = a.quiz.Update(msg)
		return a, nil
	}
	return a.passOn(msg)
}

// typing reports whether letters go into a line of text.
func (a App) typing() bool {
	switch a.at {
	case atPlay:
		return a.play.Typing()
	case atLibrary:
		return a.library.Typing()
	case atQuiz:
		return a.quiz.Typing()
	}
	return false
}

func (a App) passOn(msg tea.Msg) (tea.Model, tea.Cmd) {
	if isInput(msg) && (a.tooSmall() || a.opening != "" || a.notice.update(msg, a.width, a.height)) {
		return a, nil
	}
	var cmd tea.Cmd
	switch a.at {
	case atHome:
		a.home, cmd = a.home.Update(msg)
	case atLibrary:
		a.library, cmd = a.library.Update(msg)
	case atPlay:
		a.play, cmd = a.play.Update(msg)
	case atResult:
		a.result, cmd = a.result.Update(msg)
	case atQuiz:
		a.quiz, cmd = a.quiz.Update(msg)
	}
	return a, cmd
}

// isInput reports whether a message comes from the learner.
func isInput(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseMsg, tea.PasteMsg:
		return true
	}
	return false
}

func (a App) rethemed() (tea.Model, tea.Cmd) {
	th := a.colours.theme()
	if th.Name == a.theme.Name {
		return a, nil
	}
	a.theme = th
	return a.resized()
}

func (a App) resized() (tea.Model, tea.Cmd) {
	w, h := a.size()
	a.home = a.home.Resize(a.theme, w, h)
	var listed, played, reported, asked tea.Cmd
	if a.at == atLibrary {
		a.library, listed = a.library.Resize(a.theme, w, h)
	}
	if a.at == atPlay || a.at == atResult {
		a.play, played = a.play.Resize(a.theme, w, h)
	}
	if a.at == atResult {
		a.result, reported = a.result.Resize(a.theme, w, h)
	}
	if a.at == atQuiz {
		a.quiz, asked = a.quiz.Resize(a.theme, w, h)
	}
	return a, tea.Batch(listed, played, reported, asked)
}

// size is what the screens are drawn in.
func (a App) size() (width, height int) { return max(a.width, MinWidth), max(a.height, MinHeight) }

func (a App) tooSmall() bool { return a.width < MinWidth || a.height < MinHeight }

// View is the only place that makes a view of the program.
func (a App) View() tea.View {
	content, title := "", "Drydock"
	var cursor *tea.Cursor
	switch {
	case a.width == 0:
	case a.tooSmall():
		content = tooSmallNotice(a.width)
	case a.at == atPlay:
		content, cursor = a.play.View()
		title += " · " + a.play.Title()
	case a.at == atQuiz:
		content, cursor = a.quiz.View()
		title += " · " + a.quiz.Title()
	case a.at == atResult:
		content = a.result.View()
		title += " · " + a.result.Title()
	case a.at == atLibrary:
		content, cursor = a.library.View()
		title += " · Library"
	default:
		content = a.home.View()
	}
	if a.width > 0 && !a.tooSmall() {
		content = a.said(content)
		if a.notice.popup.Open {
			cursor = nil
		}
	}
	v := tea.NewView(content)
	v.AltScreen = true
	if !a.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = title
	v.Cursor = cursor
	return v
}
