package quizzes

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/sim"
	"drydock/scenarios/lang"
)

// Item is a question as it is put to a learner: variables drawn from a seed and
// filled in, options in an order that the seed shuffles.
type Item struct {
	Question *Question
	Seed     uint64
	Stem     string // Markdown
	Options  []Option
	// Choose is how many options are right; 0 for a number.
	Choose int
	Number Number

	vars map[string]any
}

// Option is one option of an item.
type Option struct {
	Text  string // plain, with code in backticks
	Why   string // why it is right, or wrong; plain as Text
	Right bool
	Do    []string // of a bound question: the lines that it plays, as they are written

	index int // in the file
}

// Number is what an item of the kind Numeric asks for.
type Number struct {
	Answer    int64
	Tolerance int64 // how far from Answer a number may be
	Unit      string
	Why       string // plain, with code in backticks
	Mistakes  []Mistake
}

// Mistake is a wrong number that people give.
type Mistake struct {
	Answer int64
	Why    string
}

// Ask makes the item of a seed: the same seed gives the same item. An error is
// one of the question, which Prove finds.
func (q *Question) Ask(seed uint64) (*Item, error) {
	it := &Item{Question: q, Seed: seed, vars: q.Draw(seed)}
	f := filler{vars: it.vars}
	it.Stem = f.text(q.stem)
	for i, o := range q.options {
		it.Options = append(it.Options, Option{Text: f.text(o.text), Why: f.text(o.why), Right: o.right, Do: o.do, index: i})
		if o.right {
			it.Choose++
		}
	}
	it.shuffle()
	if q.Kind == Numeric {
		f.err = firstOf(f.err, it.compute(&f))
	}
	if f.err != nil {
		return nil, fmt.Errorf("%s: %w", q.ID, f.err)
	}
	return it, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// filler fills texts with variables and keeps the first error.
type filler struct {
	vars map[string]any
	err  error
}

func (f *filler) text(text string) string {
	out, err := fill(strings.TrimSpace(text), f.vars)
	f.err = firstOf(f.err, err)
	return out
}

// shuffle puts the options in an order that the seed draws.
func (it *Item) shuffle() {
	stream := sim.NewStream(it.Seed, "options "+it.Question.ID)
	for i := len(it.Options) - 1; i > 0; i-- {
		j := stream.IntN(i + 1)
		it.Options[i], it.Options[j] = it.Options[j], it.Options[i]
	}
}

// compute works the numbers out, in the question's world if it looks at one.
func (it *Item) compute(f *filler) error {
	q := it.Question
	var view any = noWorld{}
	if q.bound {
		a, err := q.begin(it.Seed)
		if err != nil {
			return err
		}
		a.Advance(q.advance)
		view = a.View()
	}
	n := Number{Tolerance: q.number.tolerance, Unit: f.text(q.unit), Why: f.text(q.number.why)}
	var err error
	if n.Answer, err = whole(q.number.answer, view, it.vars); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	for i, m := range q.number.mistakes {
		value, err := whole(m.answer, view, it.vars)
		if err != nil {
			return fmt.Errorf("mistake %d: %w", i+1, err)
		}
		n.Mistakes = append(n.Mistakes, Mistake{value, f.text(m.why)})
	}
	it.Number = n
	return nil
}

// whole is the value of an expression that gives a whole number.
func whole(text string, view any, vars map[string]any) (int64, error) {
	p, err := lang.Compile(text, view, lang.Int, lang.Vars(vars))
	if err != nil {
		return 0, err
	}
	v, err := p.Value(view)
	if err != nil {
		return 0, err
	}
	n, ok := v.(int64)
	if !ok {
		return 0, fmt.Errorf("%s gives %v; expected a whole number", text, v)
	}
	return n, nil
}

// Answer is what a learner gives: the options chosen, by their places in
// Item.Options, or a number.
type Answer struct {
	Options []int
	Number  int64
}

// Grade is what an answer is worth: all or nothing.
type Grade struct {
	Right bool
	// Mistake is why a number is wrong, when it is one that people give.
	Mistake string
}

// Grade judges an answer. An answer that leaves a right option out, or has one
// too many, is wrong: there is no partial credit.
func (it *Item) Grade(a Answer) Grade {
	if it.Question.Kind == Numeric {
		return it.Number.grade(a.Number)
	}
	for i, o := range it.Options {
		if o.Right != slices.Contains(a.Options, i) {
			return Grade{}
		}
	}
	return Grade{Right: true}
}

func (n Number) grade(given int64) Grade {
	if n.near(given) {
		return Grade{Right: true}
	}
	for _, m := range n.Mistakes {
		if m.Answer == given {
			return Grade{Mistake: m.Why}
		}
	}
	return Grade{}
}

// near reports whether a number is the answer, or within its tolerance.
func (n Number) near(given int64) bool {
	return given >= n.Answer-n.Tolerance && given <= n.Answer+n.Tolerance
}

// Letter is the letter of an option: "a" for the first.
func Letter(option int) string { return string(rune('a' + option)) }

// Parse reads an answer as people type it: "b", "a c", "a,c" or "ac"; or a
// number. The error says what was expected.
func (it *Item) Parse(text string) (Answer, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if it.Question.Kind == Numeric {
		n, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64)
		if err != nil {
			return Answer{}, fmt.Errorf("%q is not a whole number", text)
		}
		return Answer{Number: n}, nil
	}
	var a Answer
	for _, r := range text {
		i := int(r - 'a')
		switch {
		case r == ' ' || r == ',':
		case i < 0 || i >= len(it.Options):
			return Answer{}, fmt.Errorf("%q is no option; expected %s", string(r), it.expected())
		case !slices.Contains(a.Options, i):
			a.Options = append(a.Options, i)
		}
	}
	if len(a.Options) == 0 || it.Question.Kind == Single && len(a.Options) > 1 {
		return Answer{}, fmt.Errorf("%q is no answer; expected %s", text, it.expected())
	}
	if n := len(a.Options); it.Question.Kind == Multiple && n != it.Choose {
		return Answer{}, fmt.Errorf("choose %d options, not %d", it.Choose, n)
	}
	slices.Sort(a.Options)
	return a, nil
}

// expected says what an answer looks like.
func (it *Item) expected() string {
	last := Letter(len(it.Options) - 1)
	if it.Question.Kind == Single {
		return "one letter from a to " + last
	}
	return "letters from a to " + last + ", such as \"a c\""
}

// Text writes an answer as Parse reads it.
func (it *Item) Text(a Answer) string {
	if it.Question.Kind == Numeric {
		return strconv.FormatInt(a.Number, 10)
	}
	letters := make([]string, len(a.Options))
	for i, o := range a.Options {
		letters[i] = Letter(o)
	}
	return strings.Join(letters, " ")
}
