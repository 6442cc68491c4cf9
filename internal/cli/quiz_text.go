package cli

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"drydock/quizzes"
)

// quizText is a quiz in plain text.
type quizText struct {
	say            func(format string, args ...any)
	asked, correct int
	order          []string          // objectives, as they came
	byObjective    map[string][2]int // right, of
}

// ask prints a question with its options.
func (t *quizText) ask(number, of int, it *quizzes.Item) {
	t.say("Question %d of %d (%s)\n\n%s\n\n", number, of, it.Question.ID, it.Stem)
	for i, o := range it.Options {
		t.say("  %s  %s\n", quizzes.Letter(i), o.Text)
	}
	switch it.Question.Kind {
	case quizzes.Numeric:
		t.say("Answer, a whole number (%s): ", it.Number.Unit)
	case quizzes.Multiple:
		t.say("\nAnswer, %d letters: ", it.Choose)
	default:
		t.say("\nAnswer, one letter: ")
	}
}

// read reads lines until one is an answer; false at the end of the input.
func (t *quizText) read(in *bufio.Scanner, it *quizzes.Item) (quizzes.Answer, bool) {
	for in.Scan() {
		answer, err := it.Parse(in.Text())
		if err == nil {
			t.say("%s\n\n", it.Text(answer))
			return answer, true
		}
		t.say("\n%s: ", err)
	}
	t.say("\n\n")
	return quizzes.Answer{}, false
}

// explain says whether the answer is right, and why each option is or is not.
func (t *quizText) explain(it *quizzes.Item, answer quizzes.Answer) {
	grade := it.Grade(answer)
	t.count(it.Question.Objectives, grade.Right)
	verdict := "WRONG"
	if grade.Right {
		verdict = "RIGHT"
	}
	t.say("%s\n", verdict)
	for i, o := range it.Options {
		t.reason(quizzes.Letter(i)+"  "+o.Text, o.Right, slices.Contains(answer.Options, i), o.Why)
	}
	if it.Question.Kind == quizzes.Numeric {
		t.number(it.Number, answer.Number, grade.Right)
	}
	t.say("  Source: %s\n", it.Question.Source)
	if it.Question.Bound() {
		t.say("  The engine decides this one.\n")
	}
	t.say("\n")
}

func (t *quizText) reason(text string, right, yours bool, why string) {
	word := "wrong"
	if right {
		word = "right"
	}
	if yours {
		word += ", your answer"
	}
	t.say("  %s\n     %s: %s\n", text, word, why)
}

func (t *quizText) number(n quizzes.Number, given int64, right bool) {
	t.reason(strings.TrimSpace(fmt.Sprintf("%d %s", n.Answer, n.Unit)), true, right, n.Why)
	for _, m := range n.Mistakes {
		t.reason(strings.TrimSpace(fmt.Sprintf("%d %s", m.Answer, n.Unit)), false, !right && m.Answer == given, m.Why)
	}
}

func (t *quizText) count(objectives []string, right bool) {
	t.asked++
	one := 0
	if right {
		t.correct++
		one = 1
	}
	if t.byObjective == nil {
		t.byObjective = map[string][2]int{}
	}
	for _, o := range objectives {
		score, known := t.byObjective[o]
		if !known {
			t.order = append(t.order, o)
		}
		t.byObjective[o] = [2]int{score[0] + one, score[1] + 1}
	}
}

func (t *quizText) summary() {
	t.say("%d of %d right\n", t.correct, t.asked)
	for _, o := range t.order {
		t.say("  %s: %d of %d\n", o, t.byObjective[o][0], t.byObjective[o][1])
	}
}
