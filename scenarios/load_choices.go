package scenarios

import (
	"fmt"
	"slices"

	"drydock/engine/spelling"
	"drydock/scenarios/source"
)

// readChoices reads the answers of a puzzle of choice.
func (l *loader) readChoices() {
	right := 0
	seen := map[string]bool{}
	for i, c := range l.raw.Choice {
		at := source.Item("choice", i)
		switch {
		case c.ID == "":
		case !plainName.MatchString(c.ID):
			l.addValue(l.file, at+".id", fmt.Sprintf("the id %q is not of small letters, digits and hyphens", c.ID), "", "")
		case seen[c.ID]:
			l.addValue(l.file, at+".id", fmt.Sprintf("there is another choice %q", c.ID), "an id of its own", "")
		}
		seen[c.ID] = true
		if c.Right {
			right++
		}
		if c.Do != nil && len(c.Do) == 0 {
			l.addValue(l.file, at+".do", "a choice makes at least one call", "", "")
		}
		text := l.texts.Choice[i]
		for n, line := range text.Do {
			l.checkCall(source.Item(at+".do", n), line)
		}
		l.scenario.Choices = append(l.scenario.Choices, Choice{ID: c.ID, Label: text.Label, Do: text.Do, Why: text.Why, Right: c.Right})
	}
	switch n := len(l.raw.Choice); {
	case n > choicesMax:
		l.addKey(l.file, source.Item("choice", choicesMax), fmt.Sprintf("%d choices are too many", n), fmt.Sprintf("at most %d: the keys a to f pick one", choicesMax), "")
	case n == 0:
	case right == 0:
		l.addKey(l.file, "choice[0]", "no choice is right", "right = true on each choice that passes", "")
	case right == n:
		l.addKey(l.file, "choice[0]", "every choice is right", "at least one that does not pass", "")
	}
}

// choicesMax is how many choices the screen has keys for.
const choicesMax = 6

// trialsMax and faultsMax bound what a stranger's pack can have a server play
// for one submission.
const (
	trialsMax = 10
	faultsMax = 100
)

// checkCall checks a line that must be a call: time passes after a choice, not
// within it.
func (l *loader) checkCall(at, line string) {
	if in, err := parseInput(l.shell(), line); err == nil && (in.request == nil || in.request.Wait != nil) {
		l.addValue(l.file, at, fmt.Sprintf("%q is no call", in.word), "an aws line; time passes after the choice", "")
		return
	}
	l.checkLine(at, line)
}

// readTrials reads the hidden trials.
func (l *loader) readTrials() {
	if n := len(l.raw.Trial); n > trialsMax {
		l.addKey(l.file, source.Item("trial", trialsMax), fmt.Sprintf("%d trials are too many", n), fmt.Sprintf("at most %d", trialsMax), "")
		return
	}
	for i, t := range l.raw.Trial {
		at := source.Item("trial", i)
		if t.Chance < 0 {
			l.addValue(l.file, at+".chance", fmt.Sprintf("%d is no seed", t.Chance), "a whole number, not negative", "")
		}
		if i > 0 && slices.ContainsFunc(l.raw.Trial[:i], func(o trialTable) bool { return o.Chance == t.Chance && len(o.Fault)+len(t.Fault) == 0 }) {
			l.addValue(l.file, at+".chance", "this trial is the same as another", "another chance, or faults of its own", "")
		}
		l.scenario.Trials = append(l.scenario.Trials, Trial{Chance: uint64(max(t.Chance, 0)), Faults: l.faults(at+".fault", t.Fault)})
	}
}

// readSteps reads the steps of a tour.
func (l *loader) readSteps() {
	for i, t := range l.raw.Step {
		if at := source.Item("step", i) + ".until"; t.Until != "" && !slices.Contains(Doings(), t.Until) {
			l.addValue(l.file, at, fmt.Sprintf("%q is nothing that a learner does", t.Until), expectOneOf(Doings()), spelling.Nearest(t.Until, Doings()))
		}
		l.scenario.Steps = append(l.scenario.Steps, Step{Text: l.texts.Step[i].Text, Until: t.Until})
	}
}
