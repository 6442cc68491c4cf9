package tui

import (
	"cmp"
	"maps"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/home"
	"drydock/tui/library"
	"drydock/tui/play"
	"drydock/tui/result"
)

// This file is what happens between the screens: what they show is read, a
// scenario is opened, a puzzle is left.

// packsReadMsg is the answer of Config.Packs.
type packsReadMsg struct{ packs []library.Pack }

// progressReadMsg is the answer of Config.Progress.
type progressReadMsg struct {
	progress home.Progress
	err      error
}

func (a App) readPacks() tea.Cmd {
	read := a.cfg.Packs
	return func() tea.Msg {
		packs := []library.Pack{}
		if read != nil {
			packs = append(packs, read()...)
		}
		return packsReadMsg{packs}
	}
}

// readProgress is nil where nothing is kept.
func (a App) readProgress() tea.Cmd {
	read := a.cfg.Progress
	if read == nil {
		return nil
	}
	return func() tea.Msg {
		p, err := read()
		return progressReadMsg{p, err}
	}
}

// packsRead lists the packs and opens the scenario to start with, whose topic is
// known now.
func (a App) packsRead(msg packsReadMsg) (tea.Model, tea.Cmd) {
	a.packs = msg.packs
	var cmd tea.Cmd
	a.library, cmd = a.library.Listed(msg.packs)
	a.reached()
	if a.at != atLibrary {
		cmd = nil // nobody looks yet
	}
	if a.cfg.Start == "" || a.begun {
		return a, cmd
	}
	a.begun = true
	return a.open(OpenRequest{ID: a.cfg.Start})
}

func (a App) progressRead(msg progressReadMsg) (tea.Model, tea.Cmd) {
	if msg.err != nil {
		a.notice.tellOnce("✗ your progress cannot be read", msg.err)
		return a, nil
	}
	a.kept = msg.progress
	a.reached()
	return a, nil
}

// reached tells the screens how far the learner is: what was kept, and what was
// reached in this session.
func (a *App) reached() {
	p := a.kept
	p.Best = map[string]int{}
	maps.Copy(p.Best, a.kept.Best)
	for id, n := range a.stars {
		p.Best[id] = max(p.Best[id], n)
	}
	a.home = a.home.Reached(p)
	a.library = a.library.Reached(p.Best)
	if a.packs == nil {
		return
	}
	l := home.Library{Packs: len(a.packs)}
	for _, pack := range a.packs {
		l.Scenarios += len(pack.Entries)
		for _, e := range pack.Entries {
			if p.Best[e.ID] > 0 {
				l.Done++
			}
		}
		if pack.Broken != "" {
			l.Broken++
		}
	}
	a.home = a.home.Listed(l)
}

func (a App) toLibrary() (tea.Model, tea.Cmd) {
	a.at = atLibrary
	w, h := a.size()
	var cmd tea.Cmd
	a.library, cmd = a.library.Resize(a.theme, w, h)
	return a, cmd
}

// left leaves a puzzle for the screen that it was opened from.
func (a App) left() (tea.Model, tea.Cmd) {
	if a.cfg.Left != nil {
		if err := a.cfg.Left(); err != nil {
			a.notice.tellOnce("✗ your progress cannot be kept", err)
		}
	}
	a.at, a.own = a.from, nil
	a.play, a.result = play.Model{}, result.Model{}
	if a.at != atLibrary {
		return a, a.readProgress()
	}
	m, cmd := a.toLibrary()
	return m, tea.Batch(cmd, a.readProgress())
}

// open makes an attempt at a scenario in a command.
func (a App) open(r OpenRequest) (tea.Model, tea.Cmd) {
	if a.opening != "" {
		return a, nil
	}
	a.opening = r.ID
	open := a.cfg.Open
	return a, func() tea.Msg {
		opened, err := open(r)
		return scenarioOpenedMsg{r.ID, opened, err}
	}
}

// resume goes on with an attempt that home offered.
func (a App) resume(attempt string) (tea.Model, tea.Cmd) {
	for _, c := range a.kept.Continue {
		if c.ID == attempt {
			return a.open(OpenRequest{ID: c.Scenario, Resume: attempt})
		}
	}
	return a, nil
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
	played, cmd, err := a.play.Watch(way)
	if err != nil {
		a.notice.tell("✗ this way cannot be played", err)
		return a, nil
	}
	a.play, a.at = played, atPlay
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
func (a App) entry(id string) library.Entry {
	for _, p := range a.packs {
		for _, e := range p.Entries {
			if e.ID == id {
				return e
			}
		}
	}
	return library.Entry{ID: id, Title: id}
}

func (a App) scenarioOpened(msg scenarioOpenedMsg) (tea.Model, tea.Cmd) {
	if msg.id != a.opening {
		return a, nil
	}
	a.opening = ""
	if msg.err != nil {
		a.notice.tell("✗ it did not open", msg.err)
		return a, nil
	}
	if a.at == atHome || a.at == atLibrary {
		a.from = a.at
	}
	o := msg.opened
	w, h := a.size()
	var cmd tea.Cmd
	a.play, cmd = play.New(o.Attempt, cmp.Or(o.Topic, a.entry(msg.id).Topic), a.theme, w, h)
	a.play = a.play.WithEditor(a.cfg.Edit)
	a.at, a.playing, a.seed, a.attempt, a.own = atPlay, msg.id, o.Seed, o.Attempt, nil
	a.before, a.after = o.Before, o.After
	if o.Note != "" {
		a.play = a.play.Noticed(o.Note)
	}
	return a, cmd
}

func (a App) finished(msg play.FinishedMsg) (tea.Model, tea.Cmd) {
	if a.at != atPlay {
		return a, nil
	}
	w, h := a.size()
	var cmd tea.Cmd
	msg.Report.Questions = len(a.after.Items)
	a.result, cmd = result.New(msg.Report, a.theme, w, h)
	a.at = atResult
	if msg.Watched {
		return a, cmd
	}
	a.own = nil
	if err := a.keepOutcome(msg.Outcome); err != nil {
		a.result = a.result.Noticed("This result cannot be kept: " + err.Error())
	}
	best := map[string]int{}
	maps.Copy(best, a.stars)
	best[a.playing] = max(best[a.playing], msg.Report.Stars)
	a.stars = best
	a.reached()
	return a, cmd
}

// keepOutcome hands a judged submission to whoever keeps it.
func (a App) keepOutcome(o play.Outcome) error {
	if a.cfg.Finished == nil {
		return nil
	}
	return a.cfg.Finished(a.attempt, o)
}
