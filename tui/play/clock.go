package play

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/engine"
	"drydock/tui/result"
)

// speeds are virtual seconds for each real second.
var speeds = [...]int{1, 10, 60, 600}

const (
	beat         = 100 * time.Millisecond // between ticks while time runs
	horizonBeats = 30                     // ticks from a submission to its horizon: about 3 s
	stepTime     = time.Second            // how finely Step looks for the next event
	stepLimit    = 10                     // stepTimes after which Step gives up
)

// tickedMsg is one beat of the running clock. Beats of a chain that was stopped
// meanwhile are ignored.
type tickedMsg struct {
	token *token
	chain int
}

// finishedMsg carries the judgement of a submission.
type finishedMsg struct {
	token   *token
	outcome Outcome
}

func (m Model) tick() tea.Cmd {
	msg := tickedMsg{m.token, m.chain}
	return m.after(beat, func(time.Time) tea.Msg { return msg })
}

// setRunning starts or stops the clock. Stopping leaves nothing that wakes up:
// the beat that is still due finds that its chain no longer counts.
func (m Model) setRunning(on bool) (Model, tea.Cmd) {
	m.running = on
	m.chain++
	if !on {
		m.did("pause")
		m.changed()
		return m, nil
	}
	return m, m.tick()
}

func (m Model) ticked(msg tickedMsg) (Model, tea.Cmd) {
	if msg.token != m.token || msg.chain != m.chain {
		return m, nil
	}
	switch {
	case m.phase == toHorizon:
		return m.nearer()
	case !m.running:
		return m, nil
	case m.busy:
		return m, m.tick()
	}
	m.attempt.Advance(time.Duration(speeds[m.speed]) * beat)
	m.did("run")
	m.look()
	return m, m.tick()
}

// step plays on to the next event.
func (m *Model) step() {
	before := len(m.now.events)
	for range stepLimit {
		m.attempt.Advance(stepTime)
		if len(m.attempt.Events()) > before {
			break
		}
	}
	m.changed()
}

// submit takes the world to its horizon, while the learner watches.
func (m Model) submit() (Model, tea.Cmd) {
	m.running = false
	m.chain++
	m.run = m.attempt.Submit()
	m.phase = toHorizon
	m.did("submit")
	m.fitTour()
	m.goTo(panelCluster)
	m.zoomed = false
	return m, m.tick()
}

// Watch plays a way that the author wrote down to the horizon, on a copy of the
// world as it was at the start of play, while the learner watches.
func (m Model) Watch(way int) (Model, tea.Cmd, error) {
	ways := m.attempt.Ways()
	run, err := m.attempt.Watch(way)
	if err != nil {
		return m, nil, err
	}
	m.running, m.past, m.comparing = false, nil, false
	m.overlay, m.zoomed = noOverlay, false
	m.chain++
	m.run, m.phase, m.watched = run, toHorizon, &ways[way]
	m.goTo(panelCluster)
	return m, m.tick(), nil
}

func (m Model) nearer() (Model, tea.Cmd) {
	_, of := m.run.Progress()
	if !m.run.Step(max(of/horizonBeats, time.Second)) {
		return m.judge()
	}
	m.now.picture, m.now.clock = m.run.Picture(), m.run.Clock()
	m.now.goals, m.now.events = m.run.Goals(), m.run.Events()
	m.pictured()
	m.events.set(len(m.now.events))
	return m, m.tick()
}

// judge plays what is left in a command, since hidden trials may take a while.
func (m Model) judge() (Model, tea.Cmd) {
	m.phase = judging
	m.chain++
	m.busy = true
	run, tok := m.run, m.token
	return m, func() tea.Msg { return finishedMsg{tok, run.Finish()} }
}

func (m Model) finished(msg finishedMsg) (Model, tea.Cmd) {
	if msg.token != m.token {
		return m, nil
	}
	m.phase, m.busy, m.run, m.pending = playing, false, nil, nil
	done := FinishedMsg{Report: m.report(msg.outcome), Outcome: msg.outcome, Watched: m.watched != nil}
	if !done.Watched {
		m.stars = max(m.stars, msg.outcome.Stars)
	}
	m.watched = nil
	m.fitTour()
	m.look()
	return m, func() tea.Msg { return done }
}

func (m Model) report(o Outcome) result.Report {
	r := result.Report{
		Title: m.info.Title, Debrief: m.info.Debrief,
		Passed: o.Passed, Stars: o.Stars, Score: o.Score, Points: o.Points,
		Moves: o.Moves, Par: o.Par, HintCost: o.Hints, Missing: o.Missing,
	}
	for _, g := range o.Goals {
		r.Goals = append(r.Goals, result.Goal{Text: g.Text, Met: g.Met, Points: g.Points, Bonus: g.Bonus, Value: standing(g), Why: g.Why})
	}
	for _, t := range o.Trials {
		r.Trials = append(r.Trials, result.Trial{Survived: t.Survived, Why: t.Why})
	}
	for _, role := range o.Rights {
		if role.Granted > 0 {
			r.Rights = append(r.Rights, result.Right{Role: "role " + role.Name, Granted: int(role.Granted), Used: int(role.Used), Beyond: beyond(role)})
		}
	}
	for _, w := range m.attempt.Ways() {
		r.Ways = append(r.Ways, result.Way{Title: w.Title, Right: w.Right, Why: w.Why, Taken: w.Taken})
	}
	if m.watched != nil {
		r.Watched = &result.Way{Title: m.watched.Title, Right: m.watched.Right, Why: m.watched.Why}
		return r
	}
	for _, h := range m.now.hints {
		r.Hints = append(r.Hints, h.Text)
	}
	return r
}

// beyond are a role's permissions beyond need, in words.
func beyond(r engine.RightsView) []string {
	var out []string
	for _, what := range r.Unused {
		out = append(out, "unused: "+what)
	}
	for _, what := range r.Broad {
		out = append(out, "broad: "+what)
	}
	return out
}

// standing is how a goal stands: in a word or two where there are such words, or else
// by its values, of which those that keep it from being met are enough.
func standing(g Goal) string {
	if g.Short == "" && !g.Met && g.Why != "" && len(g.Why) < len(g.Value) {
		return g.Why
	}
	return cmp.Or(g.Short, g.Value)
}
