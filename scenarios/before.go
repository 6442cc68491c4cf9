package scenarios

import (
	"errors"
	"fmt"
	"strings"

	"drydock/engine"
	"drydock/scenarios/source"
)

// beforeMax bounds the lines of before: each may let days pass.
const beforeMax = 20

// readBefore reads the lines that are played before play begins.
func (l *loader) readBefore() {
	lines := l.texts.World.Before
	if n := len(lines); n > beforeMax {
		l.addValue(l.file, source.Item("world.before", beforeMax), fmt.Sprintf("%d lines before play are too many", n), fmt.Sprintf("at most %d", beforeMax), "")
		return
	}
	for i, line := range lines {
		at := source.Item("world.before", i)
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word != "aws" && word != "advance" {
			l.addValue(l.file, at, fmt.Sprintf("%q is not a line that can be played before play begins", line), LineExpected, "")
			continue
		}
		l.checkLine(at, line)
	}
	l.scenario.World.Before = lines
}

// playBefore plays what others did in a settled world before the learner comes. What
// is refused is a mistake of the file, with its place.
func (s *Scenario) playBefore(w *engine.World, vars map[string]any) error {
	// Nothing is judged yet, and nothing is a move: all that is needed of an attempt
	// is how it reads lines.
	a := &Attempt{scenario: s, vars: vars, branch: newBranch(moment{world: w})}
	for i, line := range s.World.Before {
		if err := a.beforePlay(line); err != nil {
			return source.Diagnostics{{File: s.file.Name, Pos: s.file.Value(source.Item("world.before", i)), What: err.Error()}}
		}
	}
	return nil
}

// beforePlay plays one line as the author of the scenario.
func (a *Attempt) beforePlay(line string) error {
	text, err := a.fill(line)
	if err != nil {
		return err
	}
	in, err := parseInput(a.packShell(), text)
	switch {
	case err != nil:
		return errors.New(lastLine(err.Error()))
	case in.request == nil:
		a.world.Advance(in.advance.Std())
		return nil
	case in.request.Wait != nil:
		return errors.New("aws … wait is a learner's; expected a line such as \"advance 5m\"")
	}
	if _, err := a.world.Call(engine.Scenario, in.request.Op.ID(), in.request.Input); err != nil {
		return err
	}
	a.world.Advance(0)
	return nil
}
