// Package quiz is the screen of questions: a question, how sure the learner is of
// the answer, why each option is right or wrong, the engine playing an option, and
// what came of it all.
package quiz

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/quizzes"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// Config is what a quiz is made from.
type Config struct {
	Title string // what it is about: "load balancing"
	Items []*quizzes.Item
	// Clock tells the time, for how long an answer took; nil for no clock.
	Clock func() time.Time
	// Answered keeps an answer. It may be nil; what it fails with is shown.
	Answered func(Record) error
	// Confided keeps how sure the learner was, 1 to 3, of the answer that was kept
	// last to a question. It may be nil.
	Confided func(question string, confidence int) error
	// Beside says that the questions belong to a puzzle: there is no summary, and
	// the way leads back to the puzzle.
	Beside bool
}

// Record is an answer as it is kept.
type Record struct {
	Question string
	Rev      int64
	Seed     uint64 // of the item: its variables, and the order of its options
	Given    string // letters of options such as "a c", or a number
	Right    bool
	Spent    time.Duration // from the question's appearance to the answer
}

// OpenMsg asks the shell for a quiz: N questions on a topic, which is the
// beginning of objectives; empty and 0 for all.
type OpenMsg struct {
	Topic string
	N     int
}

// LeftMsg asks the shell for the home screen.
type LeftMsg struct{}

// phase is where in a question, or behind the last, the learner is.
type phase int

const (
	asking    phase = iota
	sure            // the answer is given: how sure of it?
	explained       // every option with its why
	watching        // an option is played
	finished        // the summary
)

// result is what became of one question.
type result struct {
	answered   bool
	right      bool
	confidence int
}

// Model is the screen of a quiz. Make one with New.
type Model struct {
	cfg    Config
	keys   Keys
	theme  theme.Theme
	width  int
	height int

	phase   phase
	at      int // the item that is asked
	stem    parts.Markdown
	chosen  []int // options, in order
	input   parts.Input
	problem string // with the answer that was tried; empty for none
	answer  quizzes.Answer
	grade   quizzes.Grade
	begun   time.Time
	spent   time.Duration
	notKept string // why an answer could not be kept
	results []result

	offset int
	show   showing
	help   parts.Popup
}

// New returns the screen of a quiz at its first question, and the command that
// renders it.
func New(cfg Config, th theme.Theme, width, height int) (Model, tea.Cmd) {
	m := Model{cfg: cfg, keys: DefaultKeys(), theme: th, width: width, height: height, results: make([]result, len(cfg.Items))}
	if len(cfg.Items) == 0 {
		m.phase = finished
		return m, nil
	}
	return m.begin(0)
}

// begin puts a question.
func (m Model) begin(at int) (Model, tea.Cmd) {
	m.phase, m.at, m.offset = asking, at, 0
	m.chosen, m.input, m.problem, m.show = nil, parts.Input{}, "", showing{}
	m.answer, m.grade = quizzes.Answer{}, quizzes.Grade{}
	m.begun = m.now()
	m.stem = parts.NewMarkdown("question "+m.item().Question.ID, m.item().Stem)
	cmd := m.stem.Resize(m.textWidth(), m.theme)
	return m, cmd
}

func (m Model) now() time.Time {
	if m.cfg.Clock == nil {
		return time.Time{}
	}
	return m.cfg.Clock()
}

func (m Model) item() *quizzes.Item { return m.cfg.Items[m.at] }

func (m Model) numeric() bool { return m.item().Question.Kind == quizzes.Numeric }

// Title is what the quiz is about.
func (m Model) Title() string {
	if m.cfg.Title == "" {
		return "quiz"
	}
	return "quiz: " + parts.Line(m.cfg.Title)
}

// Typing reports whether keys go into a line that is typed.
func (m Model) Typing() bool { return m.phase == asking && m.numeric() && !m.help.Open }

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) (Model, tea.Cmd) {
	m.theme, m.width, m.height = th, width, height
	if m.phase == finished {
		m.offset = m.bounded(m.offset)
		return m, nil
	}
	cmd := m.stem.Resize(m.textWidth(), th)
	m.offset = m.bounded(m.offset)
	return m, cmd
}

// choose marks an option, or takes the mark away; of a question with one right
// option the mark goes over to it.
func (m *Model) choose(option int) {
	if option >= len(m.item().Options) {
		return
	}
	m.problem = ""
	if m.item().Question.Kind == quizzes.Single {
		m.chosen = []int{option}
		return
	}
	if i := slices.Index(m.chosen, option); i >= 0 {
		m.chosen = slices.Delete(slices.Clone(m.chosen), i, i+1)
		return
	}
	m.chosen = append(slices.Clone(m.chosen), option)
	slices.Sort(m.chosen)
}

// give takes the answer as it stands.
func (m *Model) give() {
	text := m.input.Value()
	if !m.numeric() {
		text = m.item().Text(quizzes.Answer{Options: m.chosen})
	}
	if text == "" {
		m.problem = "there is no answer yet"
		return
	}
	answer, err := m.item().Parse(text)
	if err != nil {
		m.problem = err.Error()
		return
	}
	m.answer, m.grade, m.problem = answer, m.item().Grade(answer), ""
	m.spent = m.now().Sub(m.begun)
	m.phase = sure
	m.notKept = ""
	if m.cfg.Answered != nil {
		it := m.item()
		m.kept(m.cfg.Answered(Record{
			Question: it.Question.ID, Rev: it.Question.Rev, Seed: it.Seed, Given: it.Text(m.answer), Right: m.grade.Right, Spent: m.spent,
		}))
	}
}

// kept takes note of why something could not be kept.
func (m *Model) kept(err error) {
	if err != nil {
		m.notKept = err.Error()
	}
}

// confide takes how sure the learner is, 0 for no word of it, and shows what is
// right. The answer itself is kept since it was given.
func (m *Model) confide(confidence int) {
	m.results = slices.Clone(m.results)
	m.results[m.at] = result{true, m.grade.Right, confidence}
	if m.cfg.Confided != nil && confidence > 0 {
		m.kept(m.cfg.Confided(m.item().Question.ID, confidence))
	}
	m.phase = explained
	m.offset = m.bounded(m.stemRows())
}

// next goes on to the next question, or to the summary.
func (m Model) next() (Model, tea.Cmd) {
	if m.at+1 < len(m.cfg.Items) {
		return m.begin(m.at + 1)
	}
	if m.cfg.Beside {
		return m.leave()
	}
	m.phase, m.offset = finished, 0
	return m, nil
}

// leave goes back to the home screen. An answer that is given is kept.
func (m Model) leave() (Model, tea.Cmd) {
	if m.phase == sure {
		m.confide(0)
	}
	return m, func() tea.Msg { return LeftMsg{} }
}
