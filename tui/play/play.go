// Package play is the screen on which a scenario is played: the cluster, what
// happened, the console, the goals, and why things are as they are. It shows
// what an Attempt answers and holds no rule of AWS.
package play

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/engine"
	"drydock/tui/form"
	"drydock/tui/parts"
	"drydock/tui/result"
	"drydock/tui/theme"
)

// LeftMsg asks the shell to go back to the home screen.
type LeftMsg struct{}

// TicketReadMsg tells the shell that the ticket was closed for the first time.
type TicketReadMsg struct{}

// FinishedMsg hands the shell the report of a submission, or of a way that was
// watched, which counts for nothing.
type FinishedMsg struct {
	Report  result.Report
	Outcome Outcome
	Watched bool
}

// Model is the play screen. Make one with New.
type Model struct {
	attempt Attempt
	token   *token // tells this screen's own messages from another's
	keys    Keys
	theme   theme.Theme
	width   int
	height  int // without the strip of a tour
	full    int // with it

	now   snapshot
	drawn *drawings
	info  *Scenario
	topic string

	phase   phase
	running bool
	speed   int                                                  // index into speeds
	chain   int                                                  // number of the tick chain that counts
	after   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // tea.Tick, or a test's clock
	run     Run                                                  // the submission on its way, in phase toHorizon
	stars   int                                                  // the best so far

	focus    panel
	zoomed   bool
	overlay  overlay
	selected string // key of the selected thing
	events   eventList
	console  console
	detail   detail
	goals    int // first line shown of the goals
	cluster  int // first line shown of the cluster
	ticket   parts.Markdown
	scroll   int // first line shown of the overlay

	past          Attempt       // the attempt as it was, while the learner looks back
	pastAt        time.Duration // the time of play that is looked back to
	comparing     bool          // two timelines are on the screen
	inspected     Inspection
	inspectedName string
	offered       bool // the ticket was read, and the choices were shown by themselves
	watched       *Way // what is played to the horizon, when it is not the learner's own

	marked  int     // the choice that enter picks; -1 for none
	beneath overlay // what the help covers

	editor  Editor
	editing bool // the form that is chosen next begins in the editor

	menu   form.Menu
	form   form.Model
	denied bool // IAM refused the last call, and its reason was not led to yet

	onNetwork bool    // the network is drawn in place of the cluster
	left      left    // what was selected on the other picture
	path      pathing // that is being chosen, or was followed

	tour tour
	done []string // of what a tour can ask for

	notice  string    // one line in place of the footer, until the next key
	busy    bool      // a command has the attempt; keys wait in pending
	pending []tea.Msg // keys pressed while busy
}

// token is compared by address, so it must not be of size zero.
type token struct{ _ byte }

type phase int

const (
	playing phase = iota
	toHorizon
	judging
)

type panel int

const (
	panelCluster panel = iota
	panelEvents
	panelConsole
	panelGoals
	panelDetail
	panels
)

type overlay int

const (
	noOverlay overlay = iota
	ticketOverlay
	helpOverlay
	submitOverlay
	leaveOverlay
	hintOverlay
	placesOverlay
	portOverlay
	menuOverlay
	formOverlay
	choicesOverlay
	inspectOverlay
	dropOverlay
)

// snapshot is what the screen draws: taken after every change, so that View
// asks the attempt for nothing.
type snapshot struct {
	picture engine.Picture
	network engine.NetworkPicture // while it is on the screen
	version int                   // different for each picture
	clock   time.Time
	events  []engine.Event
	goals   []Goal
	moves   int
	par     int
	hints   []Hint
	other   *snapshot // of the timeline that is not played, if there is one

	origin  time.Time // the instant 0 of the world, from which events count
	elapsed time.Duration
	present time.Time       // differs from clock while the learner looks back
	played  time.Duration   // the time of play of the present
	moved   []time.Duration // the times of play of the moves
	chosen  string          // the choice that holds
	unkept  string          // why the last input could not be kept
}

// at is when an event of the snapshot happened.
func (s snapshot) at(e engine.Event) time.Time { return s.origin.Add(e.At.Duration()) }

// New returns the screen of an attempt, with the ticket open and the clock
// paused, and the command that renders the ticket. The topic, a word or two,
// stands in the header; it may be empty.
func New(a Attempt, topic string, th theme.Theme, width, height int) (Model, tea.Cmd) {
	info := a.Scenario()
	m := Model{
		attempt: a, token: new(token), drawn: new(drawings), topic: topic, keys: DefaultKeys(), theme: th, info: info,
		after: tea.Tick, speed: 1, overlay: ticketOverlay, events: eventList{follow: true},
		ticket: parts.NewMarkdown("ticket "+info.ID, info.Brief),
	}
	m.look()
	m.console.greet()
	m, cmd := m.Resize(th, width, height)
	m.selectFirst()
	return m, cmd
}

// selectFirst selects the first unhealthy task, or else the tasks that wait, so
// that the first why teaches something; without either, the first thing.
func (m *Model) selectFirst() {
	things := m.draw().things
	if len(things) > 0 {
		m.selected = things[0].key
	}
	if at := slices.IndexFunc(things, func(t thing) bool { return t.kind == "waiting" }); at >= 0 {
		m.selected = things[at].key
	}
	for at := range everyTask(m.now.picture) {
		if taskMark(at.task).letter == marks[markUnhealthy].letter {
			m.selected = "task " + at.task.ID
			break
		}
	}
	m.followSelection()
}

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) (Model, tea.Cmd) {
	m.theme, m.width, m.full = th, width, height
	m.fitTour()
	m.resizeForm()
	m.console.rows(m.consoleWidth())
	return m, m.ticket.Resize(m.ticketWidth(), th)
}

// consoleWidth is the width that the console's output is wrapped to.
func (m Model) consoleWidth() int { return max(1, m.layout().at[panelConsole].w-1) }

// Noticed returns the screen with a line to read in place of the footer.
func (m Model) Noticed(text string) Model {
	m.notice = text
	return m
}

// Typing reports whether letters go into a line of text, so that the shell must
// not take them as keys.
func (m Model) Typing() bool {
	return m.focus == panelConsole && m.overlay == noOverlay || m.overlay == formOverlay || m.overlay == portOverlay
}

// Title is the scenario's title.
func (m Model) Title() string { return parts.Line(m.info.Title) }

// look takes a new snapshot of the attempt.
func (m *Model) look() {
	a := m.shown()
	var at thing
	if m.selected != "" {
		at, _ = m.draw().find(m.selected)
	}
	m.now = snapshot{
		picture: a.Picture(), clock: a.Clock(), events: a.Events(), goals: a.Goals(),
		moves: a.Moves(), par: a.Par(), hints: a.HintsShown(),
	}
	m.now.origin, m.now.elapsed = a.EventTime(engine.Event{}), a.Elapsed()
	m.now.present, m.now.played, m.now.moved = m.attempt.Clock(), m.attempt.Elapsed(), m.attempt.MovedAt()
	m.now.chosen = m.attempt.Chosen()
	if m.onNetwork {
		m.now.network = a.Network()
	}
	m.pictured()
	if o := m.attempt.Other(); o != nil {
		m.drawn.version++
		m.now.other = &snapshot{
			picture: o.Picture(), version: m.drawn.version, clock: o.Clock(), events: o.Events(), goals: o.Goals(), moves: o.Moves(), origin: m.now.origin,
		}
	} else {
		m.comparing = false
	}
	if err := m.attempt.KeepError(); err != nil {
		m.now.unkept = err.Error()
	}
	m.events.set(len(m.now.events))
	if at.key != "" {
		m.reselect(at)
	}
}

// reselect keeps something selected where the selected thing is gone, such as
// a task that was replaced: what is now nearest to its place.
func (m *Model) reselect(gone thing) {
	d := m.draw()
	if _, ok := d.find(m.selected); ok {
		return
	}
	best := 1 << 30
	for _, t := range d.things {
		if away := abs(t.y-gone.y)*100 + abs(t.x-gone.x); away < best {
			best, m.selected = away, t.key
		}
	}
}

// pictured says that the picture is a new one.
func (m *Model) pictured() {
	m.drawn.version++
	m.now.version = m.drawn.version
}

// changed takes a new snapshot after something was done, and asks again for an
// explanation that is being shown.
func (m *Model) changed() {
	m.look()
	m.retrace()
	if m.detail.mode == detailWhy && m.detail.thing != "" {
		m.explain()
	}
}

// pendingMax bounds the keys that wait for a long call, and pasteMax what is
// pasted at once.
const (
	pendingMax = 1000
	pasteMax   = 64 << 10
)

// Update acts on a message. What the learner asks of the shell leaves as a
// message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg:
		if m.busy { // the attempt is at work elsewhere, and answers nothing
			if len(m.pending) < pendingMax {
				m.pending = append(m.pending, msg)
			}
			return m, nil
		}
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.PasteMsg:
		return m.pasted(msg.Content)
	case tea.MouseWheelMsg:
		if m.acting() {
			return m.formMouse(msg)
		}
		m.wheel(msg.Mouse())
	case tea.MouseClickMsg:
		if m.acting() {
			return m.formMouse(msg)
		}
		return m, m.clicked(msg.Mouse())
	case form.ChosenMsg:
		return m.fillIn(msg.Op)
	case form.SubmittedMsg:
		return m.acted(msg.Line)
	case form.CancelledMsg:
		m.cancelled()
	case form.EditMsg:
		return m.edit(msg.Text)
	case editedMsg:
		return m.edited(msg)
	case tickedMsg:
		return m.ticked(msg)
	case executedMsg:
		return m.executed(msg)
	case finishedMsg:
		return m.finished(msg)
	case parts.MarkdownRenderedMsg:
		m.ticket.Rendered(msg)
	}
	return m, nil
}

// pasted types text into the console. Every line but the last is entered; what
// follows a line that takes its time waits for it, and what follows a question
// is left out.
func (m Model) pasted(text string) (Model, tea.Cmd) {
	if m.acting() {
		return m.formPressed(tea.PasteMsg{Content: text})
	}
	if m.overlay == portOverlay {
		if text = strings.TrimSpace(text); m.digits(text) {
			m.path.port.Insert(text)
		}
		return m, nil
	}
	if len(text) > pasteMax {
		m.notice = "That is too much to paste at once: at most 64 KiB."
		return m, nil
	}
	text = strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	var cmds []tea.Cmd
	for m.Typing() {
		line, rest, more := strings.Cut(text, "\n")
		m.console.input.Insert(line)
		if !more {
			break
		}
		var cmd tea.Cmd
		m, cmd = m.enter()
		cmds = append(cmds, cmd)
		if text = rest; m.busy {
			m.pending = append(m.pending, tea.PasteMsg{Content: rest})
			break
		}
	}
	m.console.stopCompleting()
	return m, tea.Batch(cmds...)
}
