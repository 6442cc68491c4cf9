package quizzes

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/spelling"
	"drydock/scenarios"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// loader is one [[question]] table on its way to a Question.
type loader struct {
	file  *source.File
	list  *source.List
	at    string // path of the table
	table map[string]any
	raw   *questionTable
	place func(l *loader, at, world string) *scenarios.Scenario

	q      *Question
	sample map[string]any // the first value of each variable
	blind  bool           // the world could not be read, which has been reported
}

// noWorld is what expressions see that are evaluated without a world: nothing but
// variables.
type noWorld struct{}

var (
	questionID = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	kinds      = []string{string(Single), string(Multiple), string(Numeric)}
	// later are kinds of questions that there will be.
	later = []string{"ordering", "matching"}
)

// optionsMax is how many options have a letter, a to f.
const optionsMax = 6

// usualDifficulty is that of a question which does not say its own.
const usualDifficulty = 2

func (l *loader) add(at, what, expected, suggest string) {
	l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.Value(at), What: what, Expected: expected, Suggest: suggest})
}

func (l *loader) addKey(at, what, expected string) {
	l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.Key(at), What: what, Expected: expected})
}

// given reports whether the table has a key.
func (l *loader) given(key string) bool {
	_, ok := l.table[key]
	return ok
}

func (l *loader) question() *Question {
	raw := l.raw
	l.q = &Question{
		ID: raw.ID, Rev: raw.Rev, Kind: Kind(raw.Kind), Objectives: raw.Objectives, Exams: raw.Exams, Difficulty: usualDifficulty,
		Source: raw.Source, Checked: raw.Checked, When: raw.Ask, File: l.file.Name, Pos: l.file.Value(l.at),
		stem: raw.Stem, check: raw.Check, unit: raw.Unit, before: raw.Before, advance: raw.Advance.Std(),
	}
	l.q.place = l.place(l, l.at, raw.World)
	l.head()
	l.vars()
	l.text("stem", raw.Stem)
	switch {
	case slices.Contains(later, raw.Kind):
		l.add(l.at+".kind", fmt.Sprintf("questions of the kind %s are for a later version", raw.Kind), oneOf(kinds), "")
	case raw.Kind == string(Numeric):
		l.numeric()
	case raw.Kind == string(Single), raw.Kind == string(Multiple):
		l.choice()
	case raw.Kind != "":
		l.add(l.at+".kind", fmt.Sprintf("there is no kind of question %q", raw.Kind), oneOf(kinds), spelling.Nearest(raw.Kind, slices.Concat(kinds, later)))
	}
	l.play()
	return l.q
}

// head reads what says what the question is about.
func (l *loader) head() {
	raw, q := l.raw, l.q
	if raw.ID != "" && !questionID.MatchString(raw.ID) {
		l.add(l.at+".id", fmt.Sprintf("the id %q is not of small letters and digits, joined by dots and hyphens", raw.ID), "an id such as \"docker.image.layers\"", "")
	}
	if raw.Difficulty != nil {
		q.Difficulty = *raw.Difficulty
		l.within("difficulty", q.Difficulty, 1, 5)
	}
	l.within("rev", raw.Rev, 1, 1<<31)
	if raw.Objectives != nil && len(raw.Objectives) == 0 {
		l.add(l.at+".objectives", "a question has at least one objective", "ids of the syllabus", "")
	}
	scenarios.CheckObjectives(l.file, l.at+".objectives", raw.Objectives, l.list)
	scenarios.CheckExams(l.file, l.at+".exams", raw.Exams, l.list)
	for _, key := range []string{"stem", "source"} {
		l.notBlank(key)
	}
	l.asked()
}

// asked checks when the question is asked, which only a scenario's says.
func (l *loader) asked() {
	ask := l.raw.Ask
	ofScenario := l.file.Tree["scenario"] != nil
	switch {
	case !ofScenario && l.given("ask"):
		l.addKey(l.at+".ask", "a question of a bank is asked at any time", "no key ask")
	case ofScenario && !l.given("ask"):
		l.q.When = "after"
	case ofScenario && ask != "before" && ask != "after":
		l.add(l.at+".ask", fmt.Sprintf("%q is no time to ask", ask), "\"before\" or \"after\"", spelling.Nearest(ask, []string{"before", "after"}))
	}
}

// within reports a number outside its range; one that is missing or of a wrong
// kind has been reported already.
func (l *loader) within(key string, n, low, high int64) {
	if _, number := l.table[key].(int64); number && (n < low || n > high) {
		l.add(l.at+"."+key, fmt.Sprintf("%d is out of range", n), fmt.Sprintf("%d to %d", low, high), "")
	}
}

// notBlank reports a text that is there and says nothing.
func (l *loader) notBlank(at string) {
	value, ok := lookup(l.table, at)
	if text, isText := value.(string); ok && isText && strings.TrimSpace(text) == "" {
		l.add(l.at+"."+at, at+" is empty", "text", "")
	}
}

// lookup finds a key of a table, or of an element of a list: "option[1].why".
func lookup(table map[string]any, at string) (any, bool) {
	first, rest, more := strings.Cut(at, ".")
	if !more {
		v, ok := table[first]
		return v, ok
	}
	name, _, _ := strings.Cut(first, "[")
	list, _ := table[name].([]any)
	for i, item := range list {
		if inner, ok := item.(map[string]any); ok && source.Item(name, i) == first {
			return lookup(inner, rest)
		}
	}
	return nil, false
}

// vars reads the variables. A scenario's own are its questions' too, so a
// question cannot have others of the same name.
func (l *loader) vars() {
	l.q.Vars = scenarios.ReadVars(l.file, l.at+".vars", l.table["vars"], l.list)
	l.sample = scenarios.Sample(l.q.allVars())
	if l.q.place == nil {
		return
	}
	for _, v := range l.q.Vars {
		if slices.ContainsFunc(l.q.place.Vars, func(w scenarios.Var) bool { return w.Name == v.Name }) {
			l.addKey(source.Join(l.at+".vars", v.Name), fmt.Sprintf("the world has a variable %q already", v.Name), "another name")
		}
	}
}

// text checks the variables and expressions in a text that learners read.
func (l *loader) text(key, text string) {
	if _, err := fill(text, l.sample); err != nil {
		var bad *textError
		if errors.As(err, &bad) {
			l.expression(key, text, bad.err, bad.before)
		}
	}
}

// expression reports a mistake in an expression; before is how many characters of
// the text at a key stand before it.
func (l *loader) expression(key, text string, err error, before int) {
	var bad *lang.Error
	if !errors.As(err, &bad) {
		l.add(l.at+"."+key, err.Error(), "", "")
		return
	}
	suggest := bad.Suggest
	if name, unknown := strings.CutPrefix(bad.Msg, "unknown name "); unknown && suggest == "" {
		suggest = spelling.Nearest(name, slices.Sorted(maps.Keys(l.sample)))
	}
	line, col := 1, 1
	for i, r := range []rune(text) {
		if i == before {
			break
		}
		if col++; r == '\n' {
			line, col = line+1, 1
		}
	}
	if bad.Line == 1 {
		col += bad.Col - 1
	} else {
		line, col = line+bad.Line-1, bad.Col
	}
	l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.InString(l.at+"."+key, line, col), What: bad.Msg, Suggest: suggest})
}

// oneOf lists names for a message.
func oneOf(names []string) string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	if len(names) == 0 {
		return ""
	}
	return "one of " + strings.Join(names, ", ")
}
