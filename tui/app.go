// Package tui is the app in the terminal. This package is its shell: it knows
// which screen is shown, how large the window is and which colours it has,
// passes messages on, and makes the one view of the whole program. The screens
// are packages of their own.
//
// Nothing here is global: many apps may run in one process, each with its own
// terminal.
package tui

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"drydock/tui/home"
	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/play"
	"drydock/tui/result"
	"drydock/tui/theme"
)

// Config is what an app is made from.
type Config struct {
	// Library lists the scenarios of the home screen.
	Library []home.Entry
	// Open reads a scenario and makes an attempt at it. It is called from a
	// command, so it may take its time.
	Open func(OpenRequest) (Opened, error)
	// Finished is told of every submission that was judged, with the attempt
	// that Open made. It may be nil; what it fails with is shown.
	Finished func(attempt play.Attempt, o play.Outcome) error
	// Start is the scenario to open at once; empty for the home screen.
	Start string
	// Version is shown on the home screen.
	Version string
	// Environ is the terminal's environment as os.Environ gives it; over SSH
	// it is the client's.
	Environ []string
}

// OpenRequest says which attempt to make.
type OpenRequest struct {
	ID     string // the scenario
	Resume string // an attempt that was kept, in place of a new one
	// Seed draws the variant: 0 for the usual one. With Variant set, it is the
	// seed of the attempt before, and another variant is wanted.
	Seed    uint64
	Variant bool
}

// Opened is an attempt that was made.
type Opened struct {
	ID      string // the scenario
	Attempt play.Attempt
	Topic   string // a word or two for the header; empty for what the library says
	Seed    uint64
	Note    string // something to tell the learner first; may be empty
}

// The smallest window that the screens are drawn in, in cells.
const (
	MinWidth  = 40
	MinHeight = 12
)

type screen int

const (
	atHome screen = iota
	atPlay
	atResult
)

// App is the program's model. Make one with New.
type App struct {
	cfg    Config
	width  int
	height int
	colour bool
	dark   bool
	theme  theme.Theme

	quit    key.Binding
	suspend key.Binding
	pointer key.Binding
	noMouse bool // the terminal keeps the mouse, to select text

	at      screen
	home    home.Model
	play    play.Model
	result  result.Model
	seed    uint64         // of the attempt on the play screen
	own     *result.Model  // the result of a submission, while a way is watched
	attempt play.Attempt   // on the play screen
	playing string         // id of the scenario on the play screen
	stars   map[string]int // the best so far, by id of scenario; replaced, never changed
	opening string         // id of the scenario being opened; empty when none is
}

// New returns the model of an app. Until the terminal says how large it is, it
// draws nothing.
func New(cfg Config) App {
	a := App{cfg: cfg, colour: !noColour(cfg.Environ), dark: true}
	all := everywhere()
	a.quit, a.suspend, a.pointer = all[0], all[1], all[2]
	a.theme = theme.For(a.colour, a.dark)
	a.home = home.New(cfg.Library, cfg.Version, a.theme, 0, 0)
	return a
}

// everywhere are the bindings that hold in every view: quit, suspend, mouse.
func everywhere() []key.Binding {
	return []key.Binding{
		keys.New("ctrl+c", "quit", "ctrl+c"),
		keys.New("ctrl+z", "suspend; fg in the shell goes on", "ctrl+z"),
		keys.New("M", "mouse on or off; off, the terminal selects text (not in the console)", "M"),
	}
}

// noColour reports whether the environment asks for no colour, as
// no-color.org has it: NO_COLOR set to anything but nothing.
func noColour(environ []string) bool {
	return slices.ContainsFunc(environ, func(kv string) bool {
		value, ok := strings.CutPrefix(kv, "NO_COLOR=")
		return ok && value != ""
	})
}

// scenarioOpenedMsg is the answer of Config.Open.
type scenarioOpenedMsg struct {
	id     string
	opened Opened
	err    error
}

// startedMsg opens the scenario that the program was started with.
type startedMsg struct{}

// Init asks the terminal for its background, and opens the scenario to start
// with.
func (a App) Init() tea.Cmd {
	if a.cfg.Start == "" {
		return tea.RequestBackgroundColor
	}
	return tea.Batch(tea.RequestBackgroundColor, func() tea.Msg { return startedMsg{} })
}

// Update passes a message to the screen it is for.
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		return a.resized()
	case tea.BackgroundColorMsg:
		a.dark = msg.IsDark()
		return a.rethemed()
	case tea.ColorProfileMsg:
		a.colour = a.colour && msg.Profile > colorprofile.ASCII
		return a.rethemed()
	case startedMsg:
		return a.open(OpenRequest{ID: a.cfg.Start})
	case home.OpenedMsg:
		return a.open(OpenRequest{ID: msg.ID})
	case home.QuitMsg:
		return a, tea.Quit
	case scenarioOpenedMsg:
		return a.scenarioOpened(msg)
	case result.AgainMsg:
		return a.open(OpenRequest{ID: a.playing, Seed: a.seed, Variant: msg.Variant})
	case result.WatchMsg:
		return a.watch(msg.Way)
	case result.WatchedMsg:
		return a.watched()
	case play.LeftMsg, result.LeftMsg:
		a.at, a.own = atHome, nil
		a.play, a.result = play.Model{}, result.Model{}
		return a, nil
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
		case key.Matches(msg, a.pointer) && !(a.at == atPlay && a.play.Typing()):
			a.noMouse = !a.noMouse
			return a, nil
		}
	case parts.MarkdownRenderedMsg:
		// The puzzle behind a result is resized too.
		a.play, _ = a.play.Update(msg)
		a.result, _ = a.result.Update(msg)
		return a, nil
	}
	return a.passOn(msg)
}

func (a App) passOn(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.tooSmall() && isInput(msg) {
		return a, nil
	}
	var cmd tea.Cmd
	switch a.at {
	case atHome:
		if a.opening == "" || !isInput(msg) {
			a.home, cmd = a.home.Update(msg)
		}
	case atPlay:
		a.play, cmd = a.play.Update(msg)
	case atResult:
		a.result, cmd = a.result.Update(msg)
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
	th := theme.For(a.colour, a.dark)
	if th.Name == a.theme.Name {
		return a, nil
	}
	a.theme = th
	return a.resized()
}

func (a App) resized() (tea.Model, tea.Cmd) {
	w, h := max(a.width, MinWidth), max(a.height, MinHeight)
	a.home = a.home.Resize(a.theme, w, h)
	var played, reported tea.Cmd
	if a.at != atHome {
		a.play, played = a.play.Resize(a.theme, w, h)
	}
	if a.at == atResult {
		a.result, reported = a.result.Resize(a.theme, w, h)
	}
	return a, tea.Batch(played, reported)
}

// open reads a scenario in a command.
func (a App) open(r OpenRequest) (tea.Model, tea.Cmd) {
	if a.opening != "" {
		return a, nil
	}
	a.opening = r.ID
	a.home = a.home.Opening(a.entry(r.ID).Title)
	open := a.cfg.Open
	return a, func() tea.Msg {
		opened, err := open(r)
		return scenarioOpenedMsg{r.ID, opened, err}
	}
}

// watch plays a way that the author wrote down; the learner's own result waits.
func (a App) watch(way int) (tea.Model, tea.Cmd) {
	if a.at != atResult {
		return a, nil
	}
	if a.own == nil {
		own := a.result
		a.own = &own
	}
	var cmd tea.Cmd
	a.play, cmd = a.play.Watch(way)
	a.at = atPlay
	return a, cmd
}

// watched goes back to the learner's own result.
func (a App) watched() (tea.Model, tea.Cmd) {
	if a.own == nil {
		return a, nil
	}
	a.at, a.result, a.own = atResult, *a.own, nil
	return a.resized()
}

// entry is a scenario as the library lists it; one that it does not list is
// called by its id.
func (a App) entry(id string) home.Entry {
	for _, e := range a.cfg.Library {
		if e.ID == id {
			return e
		}
	}
	return home.Entry{ID: id, Title: id}
}

func (a App) scenarioOpened(msg scenarioOpenedMsg) (tea.Model, tea.Cmd) {
	if msg.id != a.opening {
		return a, nil
	}
	a.opening = ""
	if msg.err != nil {
		a.home = a.home.Failed(msg.err)
		return a, nil
	}
	a.home = a.home.Idle()
	var cmd tea.Cmd
	a.play, cmd = play.New(msg.opened.Attempt, cmp.Or(msg.opened.Topic, a.entry(msg.id).Topic), a.theme, max(a.width, MinWidth), max(a.height, MinHeight))
	a.at, a.playing, a.seed, a.attempt, a.own = atPlay, msg.id, msg.opened.Seed, msg.opened.Attempt, nil
	if msg.opened.Note != "" {
		a.play = a.play.Noticed(msg.opened.Note)
	}
	return a, cmd
}

func (a App) finished(msg play.FinishedMsg) (tea.Model, tea.Cmd) {
	if a.at != atPlay {
		return a, nil
	}
	var cmd tea.Cmd
	a.result, cmd = result.New(msg.Report, a.theme, max(a.width, MinWidth), max(a.height, MinHeight))
	a.at = atResult
	if msg.Watched {
		return a, cmd
	}
	if err := a.keepOutcome(msg.Outcome); err != nil {
		a.result = a.result.Noticed("This result cannot be kept: " + err.Error())
	}
	best := map[string]int{}
	maps.Copy(best, a.stars)
	best[a.playing] = max(best[a.playing], msg.Report.Stars)
	a.stars = best
	a.home = a.home.Reached(best)
	return a, cmd
}

// keepOutcome hands a judged submission to whoever keeps it.
func (a App) keepOutcome(o play.Outcome) error {
	if a.cfg.Finished == nil {
		return nil
	}
	return a.cfg.Finished(a.attempt, o)
}

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
	case a.at == atResult:
		content = a.result.View()
		title += " · " + a.result.Title()
	default:
		content = a.home.View()
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
