package quizzes

import (
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/scenarios"
)

// Proof is what Prove found out about one question.
type Proof struct {
	Question     string    `json:"question"`
	Bound        bool      `json:"bound"`
	Combinations int       `json:"combinations"` // of the variables' values
	Played       int       `json:"played"`       // combinations that were tried
	Sample       []uint64  `json:"sample,omitempty"`
	Runs         int       `json:"runs"` // options played in the engine
	Failures     []Failure `json:"failures"`
}

// Failure is one thing that a question says and is not so.
type Failure struct {
	What  string `json:"what"`
	Value string `json:"value,omitempty"` // the check's last value
	// Again is the command that shows it.
	Again string `json:"again"`
}

// String prints a failure over two or three lines.
func (f Failure) String() string {
	var b strings.Builder
	b.WriteString(f.What)
	if f.Value != "" {
		b.WriteString("\n    last value: " + f.Value)
	}
	b.WriteString("\n    again: " + f.Again)
	return b.String()
}

// Prove holds a question against what it says, for every combination of its
// variables: no two options read the same; after the calls of each option marked
// right the check holds, and after those of every other it does not; it does not
// hold without a call; no wrong number is the answer. An error means that the
// question cannot be proved at all.
func Prove(q *Question) (Proof, error) {
	p := Proof{Question: q.ID, Bound: q.bound, Failures: []Failure{}}
	var seeds []uint64
	p.Combinations, seeds = scenarios.Combinations(q.allVars(), q.Draw)
	p.Played = len(seeds)
	if p.Played < p.Combinations {
		p.Sample = seeds
	}
	answers := map[int64]bool{}
	for _, seed := range seeds {
		c := &court{proof: &p, q: q, seed: seed, again: fmt.Sprintf("drydock quiz%s --topic %s --seed %d", q.argument(), q.ID, seed)}
		it, err := q.Ask(seed)
		if err != nil {
			c.fail("", "%s", err)
			continue
		}
		c.item = it
		answers[it.Number.Answer] = true
		if err := c.prove(); err != nil {
			return p, err
		}
	}
	if q.Kind == Numeric && len(seeds) > 1 && len(answers) == 1 {
		p.Failures = append(p.Failures, Failure{What: "the answer is the same for every combination of the variables", Again: "drydock pack test" + q.argument()})
	}
	return p, nil
}

// argument is what the command line takes for the file of a question that is not
// built in.
func (q *Question) argument() string {
	if !q.fromFile {
		return ""
	}
	return " " + api.Quote(q.File)
}

// court is the proof of a question for one seed.
type court struct {
	proof *Proof
	q     *Question
	item  *Item
	seed  uint64
	again string
}

func (c *court) fail(value, format string, args ...any) {
	c.proof.Failures = append(c.proof.Failures, Failure{What: fmt.Sprintf(format, args...), Value: value, Again: c.again})
}

func (c *court) prove() error {
	if c.q.Kind == Numeric {
		c.numbers()
		return nil
	}
	c.texts()
	if !c.q.bound {
		return nil
	}
	if !readsWorld(c.q.check, c.item.vars) {
		c.fail("", "the check reads no world: %s", c.q.check)
		return nil
	}
	return c.play()
}

// texts compares what options read, and what they do.
func (c *court) texts() {
	texts, deeds := map[string]string{}, map[string]string{}
	for i, o := range c.item.Options {
		name := c.name(i)
		read := strings.ToLower(strings.Join(strings.Fields(o.Text), " "))
		if other, ok := texts[read]; ok {
			c.fail("", "%s and %s read the same", other, name)
		}
		texts[read] = name
		if len(o.Do) == 0 {
			continue
		}
		deed := strings.Join(o.Do, "\n")
		if other, ok := deeds[deed]; ok {
			c.fail("", "%s and %s do the same", other, name)
		}
		deeds[deed] = name
	}
}

// name is an option in a message.
func (c *court) name(i int) string { return fmt.Sprintf("option %q", c.item.Options[i].Text) }

// play plays every option in the world of the question.
func (c *court) play() error {
	start, err := c.q.begin(c.seed)
	if err != nil {
		c.fail("", "the world cannot be made: %s", err)
		return nil
	}
	check, err := c.q.condition(c.item.vars)
	if err != nil {
		return err
	}
	idle := start.Fork()
	c.proof.Runs++
	if holds, err := check.Bool(idle.View()); err == nil && holds {
		c.fail(check.Explain(idle.View()), "the check holds before any call")
	} else if idle.Advance(c.q.advance); c.q.advance > 0 {
		if holds, err := check.Bool(idle.View()); err == nil && holds {
			c.fail(check.Explain(idle.View()), "the check holds without a call, once time has passed")
		}
	}
	held := 0
	for i, o := range c.item.Options {
		a := start.Fork()
		c.proof.Runs++
		if err := a.Play(o.Do, o.Right, c.simulated(i)); err != nil {
			c.fail("", "%s cannot be played: %s", c.name(i), err)
			continue
		}
		a.Advance(c.q.advance)
		holds, err := check.Bool(a.View())
		holds = holds && err == nil
		if holds {
			held++
		}
		switch value := check.Explain(a.View()); {
		case holds && !o.Right:
			c.fail(value, "%s is marked wrong, and the check holds after it", c.name(i))
		case !holds && o.Right:
			c.fail(value, "%s is marked right, and the check does not hold after it", c.name(i))
		}
	}
	if held == 0 || held == len(c.item.Options) {
		c.fail("", "the check gives one result for all options")
	}
	return nil
}

// simulated returns what sees to it that nothing decides an option which the
// engine takes and does not simulate.
func (c *court) simulated(i int) func(string, scenarios.Reply) {
	return func(line string, r scenarios.Reply) {
		if r.Request != nil && len(r.Request.NotSimulated) > 0 {
			c.fail("", "%s plays what is not simulated: %s of %s", c.name(i), strings.Join(r.Request.NotSimulated, ", "), line)
		}
	}
}

// numbers compares the answer of a question for a number with the wrong ones.
func (c *court) numbers() {
	n := c.item.Number
	if c.q.bound {
		c.proof.Runs++
	}
	seen := map[int64]bool{}
	for i, m := range n.Mistakes {
		switch {
		case n.near(m.Answer):
			c.fail("", "mistake %d, %d, is the answer", i+1, m.Answer)
		case seen[m.Answer]:
			c.fail("", "mistake %d, %d, stands there twice", i+1, m.Answer)
		}
		seen[m.Answer] = true
	}
}
