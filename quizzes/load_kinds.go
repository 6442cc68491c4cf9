package quizzes

import (
	"errors"
	"fmt"
	"strings"

	"drydock/scenarios"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// choice reads what a question with options has.
func (l *loader) choice() {
	for _, key := range []string{"answer", "unit", "tolerance", "why", "mistakes"} {
		if l.given(key) {
			l.addKey(l.at+"."+key, fmt.Sprintf("%s belongs to questions of the kind numeric", key), "options with a why each")
		}
	}
	right := 0
	for i, o := range l.raw.Option {
		key := source.Item("option", i)
		l.notBlank(key + ".text")
		l.notBlank(key + ".why")
		l.text(key+".text", o.Text)
		l.text(key+".why", o.Why)
		if o.Right {
			right++
		}
		l.q.options = append(l.q.options, option{text: o.Text, why: o.Why, right: o.Right, do: o.Do})
	}
	if n := len(l.raw.Option); n < 2 || n > optionsMax {
		l.add(l.at, fmt.Sprintf("a question has 2 to %d options; this one has %d", optionsMax, n), "", "")
		return
	}
	l.key(right)
	l.q.bound = l.given("check") && l.q.place != nil
	if l.given("check") {
		l.check()
	}
}

// key checks how many options are marked right.
func (l *loader) key(right int) {
	many := l.q.Kind == Multiple
	switch n := len(l.raw.Option); {
	case !many && right != 1:
		l.add(l.at, fmt.Sprintf("%d options are right", right), "one, in a question of the kind single", "")
	case many && (right < 2 || right == n):
		l.add(l.at, fmt.Sprintf("%d of %d options are right", right, n), "two or more, and at least one that is wrong, in a question of the kind multiple", "")
	}
	switch {
	case !many && l.given("choose"):
		l.addKey(l.at+".choose", "choose belongs to questions of the kind multiple", "no key choose")
	case many && l.raw.Choose == nil && !l.given("choose") && !l.given("check"):
		l.add(l.at, l.at+".choose is missing", "the number of right options, which nothing else proves", "")
	case many && l.raw.Choose != nil && *l.raw.Choose != int64(right):
		l.add(l.at+".choose", fmt.Sprintf("%d are to be chosen, and %d options are right", *l.raw.Choose, right), "the number of right options", "")
	}
}

// check reads the condition that decides which options are right.
func (l *loader) check() {
	if l.q.place == nil {
		if !l.blind {
			l.addKey(l.at+".check", "there is a check and no world that it could look at", "world = \"…\"")
		}
		return
	}
	if _, err := lang.Compile(l.raw.Check, &scenarios.View{}, lang.Bool, lang.Vars(l.sample)); err != nil {
		l.expression("check", l.raw.Check, err, 0)
	}
}

// numeric reads what a question for a number has.
func (l *loader) numeric() {
	raw := l.raw
	for _, key := range []string{"check", "choose", "option"} {
		if l.given(key) {
			l.addKey(l.at+"."+key, fmt.Sprintf("%s belongs to questions with options", key), "answer, why and mistakes")
		}
	}
	for _, key := range []string{"answer", "why"} {
		if !l.given(key) {
			l.add(l.at, l.at+"."+key+" is missing", map[string]string{"answer": "an expression that gives a whole number", "why": "text"}[key], "")
		}
		l.notBlank(key)
	}
	l.text("why", raw.Why)
	l.text("unit", raw.Unit)
	if raw.Tolerance < 0 {
		l.add(l.at+".tolerance", fmt.Sprintf("%d is below 0", raw.Tolerance), "how far from the answer a number may be", "")
	}
	n := &l.q.number
	n.answer, n.tolerance, n.why = string(raw.Answer), raw.Tolerance, raw.Why
	l.formula("answer", n.answer)
	for i, m := range raw.Mistakes {
		key := source.Item("mistakes", i)
		l.notBlank(key + ".why")
		l.text(key+".why", m.Why)
		l.formula(key+".answer", string(m.Answer))
		n.mistakes = append(n.mistakes, mistake{string(m.Answer), m.Why})
	}
	l.q.bound = l.q.place != nil && l.raw.Answer != "" && readsWorld(n.answer, l.sample)
}

// formula checks an expression that gives a whole number.
func (l *loader) formula(key, text string) {
	if text == "" {
		return // missing or of a wrong kind, which has been reported
	}
	var view any = &scenarios.View{}
	if l.q.place == nil && !l.blind {
		view = noWorld{}
	}
	if _, err := lang.Compile(text, view, lang.Int, lang.Vars(l.sample)); err != nil {
		l.expression(key, text, err, 0)
	}
}

// readsWorld reports whether an expression looks at a world: without one it
// cannot be compiled.
func readsWorld(text string, vars map[string]any) bool {
	_, err := lang.Compile(text, noWorld{}, lang.Any, lang.Vars(vars))
	return err != nil
}

// play checks the lines that are played, and that a world is there for them.
func (l *loader) play() {
	l.lines("before", l.raw.Before)
	for i, o := range l.raw.Option {
		key := source.Item("option", i)
		l.lines(key+".do", o.Do)
		switch {
		case l.blind || l.raw.Kind == string(Numeric):
		case l.given("check") && len(o.Do) == 0:
			l.add(l.at+"."+key, "an option of a question with a check does something", "do, with at least one line", "")
		case !l.given("check") && o.Do != nil:
			l.addKey(l.at+"."+key+".do", "there is no check that says whether these lines are right", "check = \"…\" and a world")
		}
	}
	if l.raw.Advance > scenarios.Longest {
		l.add(l.at+".advance", fmt.Sprintf("%s is too long", l.raw.Advance), "at most "+scenarios.Longest.String(), "")
	}
	if l.q.bound || l.blind || l.given("check") {
		return
	}
	for _, key := range []string{"world", "before", "advance"} {
		if l.given(key) {
			l.addKey(l.at+"."+key, key+" is for questions that look at a world", "a check, or an answer that reads the world")
		}
	}
}

// lines checks lines of play.
func (l *loader) lines(key string, lines []string) {
	for i, line := range lines {
		at := source.Item(key, i)
		before, err := l.q.place.CheckLine(line, l.sample)
		var bad *lang.Error
		switch {
		case err == nil:
			if word, _, _ := strings.Cut(strings.TrimSpace(line), " "); word != "aws" && word != "advance" {
				l.add(l.at+"."+at, fmt.Sprintf("%q is no part of an answer", word), scenarios.LineExpected, "")
			}
		case errors.As(err, &bad):
			l.expression(at, line, err, before)
		default:
			l.add(l.at+"."+at, err.Error(), scenarios.LineExpected, "")
		}
	}
}
