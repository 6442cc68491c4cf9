package quizzes

import (
	"maps"
	"time"

	"drydock/scenarios"
	"drydock/scenarios/source"
)

// Kind is how a question is answered.
type Kind string

// The kinds of questions.
const (
	Single   Kind = "single"   // one option is right
	Multiple Kind = "multiple" // several are, and all of them must be chosen
	Numeric  Kind = "numeric"  // a whole number
)

// Question is a question that was read without a mistake. It is not changed
// after that, so any number of learners may share it.
type Question struct {
	ID         string
	Rev        int64
	Kind       Kind
	Objectives []string // of the syllabus
	Exams      []string
	Difficulty int64     // 1 to 5
	Source     string    // the title of the AWS page that it rests on
	Checked    time.Time // when somebody last compared it with that page
	Vars       []scenarios.Var

	// Scenario is the scenario in whose file the question stands, and When
	// whether it is asked "before" the scenario is played or "after" it. Both are
	// empty for a question of a bank.
	Scenario, When string

	// File is the file as its author knows it, and Pos the question's place.
	File string
	Pos  source.Pos
	// fromFile: File is a file of the machine; the id alone does not find it.
	fromFile bool

	stem    string
	options []option
	check   string
	number  number
	unit    string

	// place is the world of a bound question, or the scenario that the question
	// belongs to; nil for others. Its variables are the question's too.
	place   *scenarios.Scenario
	bound   bool
	before  []string
	advance time.Duration
}

// option is an option as its file has it.
type option struct {
	text, why string
	right     bool
	do        []string
}

// number is what a numeric question asks for. answer and the mistakes' answers
// are expressions.
type number struct {
	answer    string
	tolerance int64
	why       string
	mistakes  []mistake
}

// mistake is a wrong number that people give.
type mistake struct{ answer, why string }

// Bound reports whether the engine decides the question's key.
func (q *Question) Bound() bool { return q.bound }

// Parametric reports whether the question has variables, so that it differs from
// seed to seed.
func (q *Question) Parametric() bool { return len(q.allVars()) > 0 }

// World returns the world that a bound question plays in; nil for others.
func (q *Question) World() *scenarios.Scenario {
	if !q.bound {
		return nil
	}
	return q.place
}

// allVars are the question's own variables and those of its world or scenario.
func (q *Question) allVars() []scenarios.Var {
	if q.place == nil {
		return q.Vars
	}
	return append(append([]scenarios.Var(nil), q.place.Vars...), q.Vars...)
}

// Draw returns the values that a seed draws for the variables. Those of a
// scenario are the same that an attempt at it has with this seed.
func (q *Question) Draw(seed uint64) map[string]any {
	out := scenarios.DrawVars(q.Vars, seed, "question "+q.ID)
	if q.place != nil {
		maps.Copy(out, q.place.Draw(seed))
	}
	return out
}
