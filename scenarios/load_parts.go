package scenarios

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"drydock/assets"
	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// examCode is what the code of an exam looks like.
var examCode = regexp.MustCompile(`^([A-Z]{3}-C\d\d|CKA|CKAD|KCNA)$`)

func (l *loader) readHeader() {
	s := l.scenario
	h := l.raw.Scenario
	if h == nil {
		l.addValue(l.file, "", "the table [scenario] is missing", "", "")
		return
	}
	s.ID, s.Rev, s.Objectives, s.Exams, s.Difficulty, s.Minutes = h.ID, h.Rev, h.Objectives, h.Exams, h.Difficulty, h.Minutes
	s.Title, s.Brief, s.Debrief = l.texts.Scenario.Title, l.texts.Scenario.Brief, l.texts.Scenario.Debrief
	if h.ID != "" && !plainName.MatchString(h.ID) {
		l.addValue(l.file, "scenario.id", fmt.Sprintf("the id %q is not of small letters, digits and hyphens", h.ID), "", "")
	}
	l.within("scenario.difficulty", h.Difficulty, 1, 5)
	l.within("scenario.minutes", h.Minutes, 1, 240)
	l.within("scenario.rev", h.Rev, 1, 1<<31)
	if h.Objectives != nil && len(h.Objectives) == 0 {
		l.addValue(l.file, "scenario.objectives", "a scenario has at least one objective", "ids of the syllabus", "")
	}
	CheckObjectives(l.file, "scenario.objectives", h.Objectives, l.list)
	CheckExams(l.file, "scenario.exams", h.Exams, l.list)
}

// CheckObjectives reports what is no objective of the syllabus in the list at a
// path of a file.
func CheckObjectives(f *source.File, at string, ids []string, list *source.List) {
	var known []string
	for _, o := range assets.Syllabus() {
		known = append(known, o.ID)
	}
	for i, id := range ids {
		if !slices.Contains(known, id) {
			list.Add(source.Diagnostic{
				File: f.Name, Pos: f.Value(source.Item(at, i)), What: fmt.Sprintf("there is no objective %q", id),
				Expected: "an id of the syllabus", Suggest: spelling.Nearest(id, known),
			})
		}
	}
}

// CheckExams reports what does not look like an exam's code in the list at a path
// of a file.
func CheckExams(f *source.File, at string, codes []string, list *source.List) {
	for i, code := range codes {
		if !examCode.MatchString(code) {
			list.Add(source.Diagnostic{
				File: f.Name, Pos: f.Value(source.Item(at, i)), What: fmt.Sprintf("%q is not the code of an exam", code), Expected: "a code such as \"SAA-C03\"",
			})
		}
	}
}

// within reports a number outside its range; one that is missing or no number
// has been reported already.
func (l *loader) within(at string, n, low, high int64) {
	v, there := lookup(l.file.Tree, at)
	if _, number := v.(int64); !number && n == 0 {
		return // of a wrong kind, which has been reported
	}
	if there && (n < low || n > high) {
		l.addValue(l.file, at, fmt.Sprintf("%d is out of range", n), fmt.Sprintf("%d to %d", low, high), "")
	}
}

// lookup finds a value in nested tables by a path without indices.
func lookup(tree map[string]any, at string) (any, bool) {
	first, rest, more := strings.Cut(at, ".")
	v, ok := tree[first]
	if !more || !ok {
		return v, ok
	}
	inner, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	return lookup(inner, rest)
}

func (l *loader) readPlay() {
	p := l.raw.Play
	if p == nil {
		l.addValue(l.file, "", "the table [play] is missing", "horizon and par", "")
		return
	}
	s := l.scenario
	s.Play = Play{As: engine.Principal(cmp.Or(p.As, string(engine.Administrator))), Horizon: p.Horizon.Std(), Par: p.Par, Moves: p.Moves}
	if known := l.principals(); !slices.Contains(known, string(s.Play.As)) {
		l.addValue(l.file, "play.as", fmt.Sprintf("there is no principal %q", p.As), expectOneOf(known), spelling.Nearest(p.As, known))
	}
	l.within("play.par", p.Par, 1, 100)
	l.notTooLong("play.horizon", p.Horizon)
	for i, id := range p.Moves {
		if op, ok := api.Find(id); !ok || op.Hidden || op.Reads {
			l.addValue(l.file, source.Item("play.moves", i), fmt.Sprintf("%q is not an operation that changes something", id), "such as \"ecs:UpdateService\"", spelling.Nearest(id, operationIDs()))
		}
	}
}

// principals are whom a learner can be: the administrator, and the users and
// roles of the world.
func (l *loader) principals() []string {
	out := append([]string{string(engine.Administrator)}, slices.Sorted(maps.Keys(l.names["user"]))...)
	for _, role := range slices.Sorted(maps.Keys(l.names["role"])) {
		out = append(out, "role/"+role)
	}
	return out
}

// Longest is the most virtual time that a file or a line may ask for at once, so
// that a stranger's pack cannot keep a server busy for ever.
const Longest = source.Duration(7 * 24 * time.Hour / time.Millisecond)

// notTooLong reports a duration that would take too long to play.
func (l *loader) notTooLong(at string, d source.Duration) {
	if d > Longest {
		l.addValue(l.file, at, fmt.Sprintf("%s is too long", d), "at most "+Longest.String(), "")
	}
}

func operationIDs() []string {
	var out []string
	for _, op := range api.Operations() {
		if !op.Hidden {
			out = append(out, op.ID())
		}
	}
	return out
}

// faultKinds are the things that can go wrong by themselves.
var faultKinds = []string{faultCrash, faultInstance, faultAgent, faultSpot, faultPorts}

const (
	faultCrash    = "task-crashes"
	faultInstance = "instance-fails"
	faultAgent    = "agent-disconnects"
	faultSpot     = "spot-reclaimed"
	faultPorts    = "ports-move-on"
)

func (l *loader) readFaults() { l.scenario.Faults = l.faults("fault", l.raw.Fault) }

// faults reads a list of faults, which stands at path.
func (l *loader) faults(path string, list []faultTable) []Fault {
	if n := len(list); n > faultsMax {
		l.addKey(l.file, source.Item(path, faultsMax), fmt.Sprintf("%d faults are too many", n), fmt.Sprintf("at most %d", faultsMax), "")
		return nil
	}
	var out []Fault
	if list != nil {
		out = []Fault{} // none, which is not the same as no word about them
	}
	for i, f := range list {
		at := source.Item(path, i)
		if f.Kind != "" && !slices.Contains(faultKinds, f.Kind) {
			l.addValue(l.file, at+".kind", fmt.Sprintf("there is no fault %q", f.Kind), expectOneOf(faultKinds), spelling.Nearest(f.Kind, faultKinds))
		}
		if f.From != "" && f.From != "play" && f.From != "submit" {
			l.addValue(l.file, at+".from", fmt.Sprintf("%q is not an instant to count from", f.From), "\"play\" or \"submit\"", spelling.Nearest(f.From, []string{"play", "submit"}))
		}
		l.notTooLong(at+".at", f.At)
		l.notTooLong(at+".for", f.For)
		if f.For < 0 || f.For != 0 && f.Kind != "" && f.Kind != faultAgent && f.Kind != faultSpot {
			l.addValue(l.file, at+".for", "only "+faultAgent+" and "+faultSpot+" last, and for more than no time", "for = \"5m\" with kind = \""+faultAgent+"\"", "")
		}
		switch f.Kind {
		case faultCrash:
			l.faultNames(at, "service", f.Service)
		case faultInstance, faultAgent:
			l.faultNames(at, "instance", f.Instance)
		case faultSpot:
			l.faultNames(at, "cluster", f.Cluster)
		case faultPorts:
			l.faultNames(at, "cluster", f.Cluster)
			if f.Port < 32768 || f.Port > 60999 {
				l.addValue(l.file, at+".port", fmt.Sprintf("%d is not a port of the ephemeral range", f.Port), "32768 to 60999", "")
			}
		}
		out = append(out, Fault{At: f.At.Std(), Submit: f.From == "submit", Kind: f.Kind, Service: f.Service, Cluster: f.Cluster, Port: f.Port, Instance: f.Instance, For: f.For.Std()})
	}
	return out
}

// faultNames reports a fault that names nothing that exists.
func (l *loader) faultNames(at, ref, name string) {
	if known := slices.Sorted(maps.Keys(l.names[ref])); !slices.Contains(known, name) {
		l.addValue(l.file, at+"."+ref, fmt.Sprintf("there is no %s %q", ref, name), expectOneOf(known), spelling.Nearest(name, known))
	}
}

func (l *loader) readGoals() {
	if len(l.raw.Goal) == 0 {
		l.addValue(l.file, "", "a scenario has at least one [[goal]]", "", "")
	}
	seen := map[string]bool{}
	for i, g := range l.raw.Goal {
		at := source.Item("goal", i)
		if seen[g.ID] && g.ID != "" {
			l.addValue(l.file, at+".id", fmt.Sprintf("there is another goal %q", g.ID), "an id of its own", "")
		}
		seen[g.ID] = true
		if g.Points < 0 {
			l.addValue(l.file, at+".points", fmt.Sprintf("%d points are fewer than none", g.Points), "0 or more", "")
		}
		when, by, ok := readWhen(g.When)
		if !ok {
			l.addValue(l.file, at+".when", fmt.Sprintf("%q is not a time for a goal", g.When), "\"end\", \"always\", \"ever\" or \"by 10m\"", spelling.Nearest(g.When, []string{"end", "always", "ever"}))
		}
		l.scenario.Goals = append(l.scenario.Goals, GoalSpec{
			ID: g.ID, Text: l.texts.Goal[i].Text, Points: g.Points, When: when, By: by, Bonus: g.Bonus, check: l.compile(at+".check", g.Check, lang.Bool),
		})
	}
}

func readWhen(text string) (When, time.Duration, bool) {
	switch text {
	case "", "end":
		return AtEnd, 0, true
	case "always":
		return Always, 0, true
	case "ever":
		return Ever, 0, true
	}
	if limit, ok := strings.CutPrefix(text, "by "); ok {
		d, err := source.ParseDuration(limit)
		return By, d.Std(), err == nil
	}
	return AtEnd, 0, false
}

func (l *loader) readHints() {
	for i, h := range l.raw.Hint {
		at := source.Item("hint", i)
		if h.Cost < 0 {
			l.addValue(l.file, at+".cost", "a hint cannot give points", "0 or more", "")
		}
		l.scenario.Hints = append(l.scenario.Hints, HintSpec{Cost: h.Cost, Text: l.texts.Hint[i].Text, when: l.compile(at+".when", h.When, lang.Bool)})
	}
}

func (l *loader) readTurns() {
	for i, t := range l.raw.Solution {
		at := source.Item("solution", i)
		l.addTurn(at, Turn{Title: t.Title, Do: l.texts.Solution[i].Do})
	}
	if len(l.raw.Solution) == 0 && len(l.raw.Choice) == 0 {
		l.addValue(l.file, "", "a scenario has at least one [[solution]], or [[choice]] tables", "", "")
	}
	var goals []string
	for _, g := range l.raw.Goal {
		goals = append(goals, g.ID)
	}
	for i, t := range l.raw.Wrong {
		at := source.Item("wrong", i)
		for j, id := range t.Fails {
			if !slices.Contains(goals, id) {
				l.addValue(l.file, source.Item(at+".fails", j), fmt.Sprintf("there is no goal %q", id), expectOneOf(goals), spelling.Nearest(id, goals))
			}
		}
		if t.Fails != nil && len(t.Fails) == 0 {
			l.addValue(l.file, at+".fails", "a wrong turn fails at least one goal", expectOneOf(goals), "")
		}
		l.addTurn(at, Turn{Title: t.Title, Do: l.texts.Wrong[i].Do, Wrong: true, Fails: t.Fails, Why: t.Why})
	}
}

func (l *loader) addTurn(at string, t Turn) {
	for i, line := range t.Do {
		l.checkLine(source.Item(at+".do", i), line)
	}
	l.scenario.Turns = append(l.scenario.Turns, t)
}
