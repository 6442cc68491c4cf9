package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

// maxCombinations is how many combinations of variables are played; of more, a
// sample.
const maxCombinations = 200

// Proof is what Prove found out about one scenario.
type Proof struct {
	Scenario     string    `json:"scenario"`
	Combinations int       `json:"combinations"` // of the variables' values
	Played       int       `json:"played"`       // combinations that were played
	Sample       []uint64  `json:"sample,omitempty"`
	Runs         int       `json:"runs"`
	Failures     []Failure `json:"failures"`
}

// Failure is one thing that a scenario says and play does not bear out.
type Failure struct {
	What string `json:"what"`
	// Goal is the goal that it is about; empty for others.
	Goal  string `json:"goal,omitempty"`
	Value string `json:"value,omitempty"` // the goal's last value
	Why   string `json:"why,omitempty"`
	// Again is the command that repeats it.
	Again string `json:"again"`
}

// String prints a failure over two or three lines.
func (f Failure) String() string {
	var b strings.Builder
	b.WriteString(f.What)
	if f.Value != "" {
		b.WriteString("\n    last value: " + f.Value)
	}
	if f.Why != "" {
		b.WriteString("\n    why: " + f.Why)
	}
	b.WriteString("\n    again: " + f.Again)
	return b.String()
}

// Prove plays a scenario's start, each solution, each wrong turn and each
// choice, for every combination of its variables: the start must not pass, each
// solution must, each wrong turn must leave exactly the goals unmet that it
// names, and of the choices those must pass that are marked right. Some way
// must lead to three stars.
func Prove(s *Scenario) (Proof, error) {
	p := Proof{Scenario: s.ID, Failures: []Failure{}}
	var seeds []uint64
	p.Combinations, seeds = Combinations(s.Vars, s.Draw)
	p.Played = len(seeds)
	if p.Combinations > maxCombinations {
		p.Sample = seeds
	}
	for _, seed := range seeds {
		if err := p.play(s, seed); err != nil {
			return p, err
		}
	}
	return p, nil
}

// Combinations is how many draws of variables there are, or a million when there
// are more, and seeds that draw different ones, the smallest first: all of them,
// or a sample. So each run of a proof can be repeated by its seed alone.
func Combinations(vars []Var, draw func(seed uint64) map[string]any) (n int, seeds []uint64) {
	const most = 1_000_000
	n = 1
	for _, v := range vars {
		if n *= len(v.Values); n > most {
			n = most
			break
		}
	}
	wanted := min(n, maxCombinations)
	seen := map[string]bool{}
	for seed := uint64(1); len(seeds) < wanted && seed < uint64(wanted)*1000; seed++ {
		drawn := fmt.Sprint(draw(seed)) // fmt prints maps in the order of their keys
		if !seen[drawn] {
			seen[drawn] = true
			seeds = append(seeds, seed)
		}
	}
	return n, seeds
}

// play proves one combination.
func (p *Proof) play(s *Scenario, seed uint64) error {
	start, err := NewAttempt(s, seed)
	if err != nil {
		return err
	}
	again := fmt.Sprintf("drydock run %s --seed %d", api.Quote(s.name()), seed)
	o := start.Fork().Submit().Finish()
	p.Runs++
	if o.Passed {
		g := o.Goals[0]
		p.fail(Failure{What: "the start passes without a move", Goal: g.ID, Value: g.Value, Why: "every goal is met before anything was done", Again: again})
	}
	best, told := 0, len(p.Failures)
	for i, t := range s.Solutions() {
		best = max(best, p.proveSolution(t, start.Fork(), fmt.Sprintf("%s --solution %d", again, i+1)))
	}
	for i, t := range s.WrongTurns() {
		p.proveWrong(t, start.Fork(), fmt.Sprintf("%s --wrong %d", again, i+1))
	}
	for _, c := range s.Choices {
		best = max(best, p.proveChoice(c, start.Fork(), fmt.Sprintf("%s --choice %s", again, c.ID)))
	}
	if best < 3 && len(p.Failures) == told {
		p.fail(Failure{What: fmt.Sprintf("no solution earns three stars; the best has %d: within par and through every hidden trial", best), Again: again})
	}
	return nil
}

// name is what the command line takes for this scenario.
func (s *Scenario) name() string {
	if s.fromFile {
		return s.Path
	}
	return s.ID
}

func (p *Proof) fail(f Failure) { p.Failures = append(p.Failures, f) }

// proveSolution plays a solution and returns its stars.
func (p *Proof) proveSolution(t Turn, a *Attempt, again string) int {
	p.Runs++
	what := fmt.Sprintf("solution %q", t.Title)
	if err := a.Play(t.Do, true, nil); err != nil {
		p.fail(Failure{What: what + " cannot be played: " + err.Error(), Again: again})
		return 0
	}
	if a.Moves() == 0 {
		p.fail(Failure{What: what + " makes no move", Again: again})
	}
	return p.mustPass(what, a.Submit().Finish(), again)
}

// mustPass reports the goals that an outcome does not meet, and the hidden
// trials that it does not survive. It returns the stars.
func (p *Proof) mustPass(what string, o Outcome, again string) int {
	for _, g := range o.Goals {
		if !g.Met && !g.Bonus {
			p.fail(Failure{What: fmt.Sprintf("%s does not meet %q", what, g.ID), Goal: g.ID, Value: g.Value, Why: g.Why, Again: again})
		}
	}
	for _, t := range o.Trials {
		if !t.Survived {
			p.fail(Failure{What: fmt.Sprintf("%s does not survive trial %d", what, t.Number), Why: t.Why, Again: again})
		}
	}
	return o.Stars
}

// proveChoice plays a choice and returns its stars. What is not right must not
// pass; what a service refuses is the learner's to see.
func (p *Proof) proveChoice(c Choice, a *Attempt, again string) int {
	p.Runs++
	what := fmt.Sprintf("choice %q", c.ID)
	replies, err := a.Choose(c.ID)
	if err != nil {
		p.fail(Failure{What: what + " cannot be played: " + err.Error(), Again: again})
		return 0
	}
	for _, r := range replies {
		if c.Right && r.Refusal != nil {
			p.fail(Failure{What: what + " is marked right, and a call is refused", Why: lastLine(r.Err), Again: again})
		}
	}
	o := a.Submit().Finish()
	if c.Right {
		return p.mustPass(what, o, again)
	}
	if o.Passed {
		p.fail(Failure{What: what + " passes and is not marked right", Goal: o.Goals[0].ID, Value: o.Goals[0].Value, Again: again})
	}
	return 0
}

func (p *Proof) proveWrong(t Turn, a *Attempt, again string) {
	p.Runs++
	what := fmt.Sprintf("wrong turn %q", t.Title)
	if err := a.Play(t.Do, false, nil); err != nil {
		p.fail(Failure{What: what + " cannot be played: " + err.Error(), Again: again})
		return
	}
	for _, g := range a.Submit().Finish().Goals {
		listed := slices.Contains(t.Fails, g.ID)
		switch {
		case g.Met && listed:
			p.fail(Failure{What: fmt.Sprintf("%s meets %q, which it lists as failed", what, g.ID), Goal: g.ID, Value: g.Value, Again: again})
		case !g.Met && !listed:
			p.fail(Failure{What: fmt.Sprintf("%s does not meet %q, which it does not list", what, g.ID), Goal: g.ID, Value: g.Value, Why: g.Why, Again: again})
		}
	}
}

// LineError is a line of play that cannot be read or done.
type LineError struct {
	Number int // from 1
	Line   string
	Err    error
}

// Error names the line by its number.
func (e *LineError) Error() string {
	return fmt.Sprintf("line %d: %s: %v", e.Number, e.Line, e.Err)
}

// Unwrap returns what was wrong with the line.
func (e *LineError) Unwrap() error { return e.Err }

// Play does lines of play, one after another: calls and advances, with
// {{expressions}} filled in at the moment of each line. It stops at the first
// line that cannot be read. A call that a service refuses is a mistake only
// when strict. seen, unless nil, is told of every answer.
func (a *Attempt) Play(lines []string, strict bool, seen func(line string, r Reply)) error {
	for i, line := range lines {
		text, err := a.fill(line)
		if err != nil {
			return &LineError{i + 1, line, err}
		}
		reply := a.Exec(text)
		if seen != nil {
			seen(text, reply)
		}
		if reply.Unreadable || strict && reply.Refusal != nil {
			return &LineError{i + 1, line, errors.New(lastLine(reply.Err))}
		}
	}
	return nil
}
