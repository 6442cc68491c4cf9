package api

import (
	"slices"
	"strings"
)

// Name is a thing that may be named in a request.
type Name struct {
	ID    string // id, name or ARN that AWS would accept
	Alias string // the scenario's own name for it; "" for none
	Note  string // a word more to show beside it
}

// Completion is what may stand at a place of a line.
type Completion struct {
	Start, End int // runes of the line that a candidate replaces
	Candidates []Candidate
}

// Candidate is one way to go on.
type Candidate struct {
	Text string // quoted as the line needs it
	Note string
}

// Complete says how the line may go on at the cursor, which counts runes:
// services, commands, options not yet given, values of an enum, members of a
// shorthand value, and names of things, for which it asks names with the kind of
// thing ("cluster"). It offers an alias where there is one, and else the ID.
func Complete(line string, cursor int, names func(ref string) []Name) Completion {
	runes := []rune(line)
	cursor = max(0, min(cursor, len(runes)))
	words, _ := splitWords(string(runes[:cursor]))
	c := completer{names: names, word: word{start: cursor, end: cursor}}
	if n := len(words); n > 0 && words[n-1].end == cursor {
		c.word, words = words[n-1], words[:n-1]
	}
	c.cut = c.word.text
	for _, w := range words {
		c.before = append(c.before, w.text)
	}
	c.complete()
	return Completion{Start: c.word.start, End: cursor, Candidates: c.found}
}

type completer struct {
	names  func(ref string) []Name
	before []string // whole words before the one at the cursor
	word   word     // the word at the cursor
	lead   string   // what of that word stays in front of a candidate: "--service=" or "Name="
	cut    string   // what of it a candidate must begin with
	found  []Candidate
}

func (c *completer) complete() {
	switch {
	case len(c.before) == 0:
		c.offer("aws", "")
	case c.before[0] != "aws":
	case len(c.before) == 1:
		for _, s := range services() {
			c.offer(s, "")
		}
	case len(c.before) == 2:
		for _, name := range commands(c.before[1]) {
			op, _ := FindCommand(c.before[1], name)
			c.offer(name, op.Summary)
		}
		if waiters := waitersOf(c.before[1]); len(waiters) > 0 {
			c.offer("wait", "Lets time pass until something is so.")
		}
	case c.before[2] == "wait" && len(c.before) == 3:
		for _, name := range waitersOf(c.before[1]) {
			w, _ := findWaiter(c.before[1], name)
			c.offer(name, w.description())
		}
	case c.before[2] == "wait":
		if w, ok := findWaiter(c.before[1], c.before[3]); ok {
			op, _ := Find(c.before[1] + ":" + w.Operation)
			c.before = c.before[1:] // so that its words begin where a command's do
			c.options(op)
		}
	default:
		if op, ok := FindCommand(c.before[1], c.before[2]); ok && !op.Hidden {
			c.options(op)
		}
	}
}

// options completes what follows the operation.
func (c *completer) options(op *Operation) {
	options := append(optionsOf(op), globalOptions()...)
	var open *option // the option whose values are being given
	given := map[string]bool{}
	values := []string{} // of that option
	for _, w := range c.before[3:] {
		opt, inline, _, err := classify(w, options)
		switch {
		case err != nil:
			open = nil
		case opt != nil:
			given[opt.flag] = true
			open, values = opt, nil
			if inline != nil {
				open = nil
			}
		default:
			values = append(values, w)
		}
	}
	if name, value, ok := strings.Cut(c.word.text, "="); ok && strings.HasPrefix(name, "--") {
		if i := slices.IndexFunc(options, func(o option) bool { return o.flag == name }); i >= 0 {
			c.lead, c.cut = name+"=", value
			c.values(op, options[i], nil)
		}
		return
	}
	if open != nil && wants(open.takes, len(values)) && !strings.HasPrefix(c.word.text, "--") {
		c.values(op, *open, values)
		if open.takes == takesOne || c.word.text != "" {
			return
		}
	}
	if open == nil || len(values) > 0 || !wants(open.takes, 0) || strings.HasPrefix(c.word.text, "--") {
		c.flags(op, options, given)
	}
}

// flags offers the simulated options that are not given yet, the required first.
func (c *completer) flags(op *Operation, options []option, given map[string]bool) {
	for _, required := range []bool{true, false} {
		for _, opt := range options {
			if opt.required != required || opt.off || given[opt.flag] {
				continue
			}
			if doc, ok := beside[opt.flag]; ok && len(c.cut) > len("--") {
				c.offer(opt.flag, doc)
			}
			if opt.field != nil {
				if f, ok := op.shape.Field(opt.field.Name); ok && !given[offFlag(op, f)] {
					c.offer(opt.flag, f.Doc)
				}
			} else if opt.added != nil && opt.added.apply != nil {
				c.offer(opt.flag, opt.added.doc)
			}
		}
	}
}

// beside are the options of every command that are worth offering, once
// something of them is typed.
var beside = map[string]string{
	"--output":   "json, text or table.",
	"--query":    "What to print of the answer, in JMESPath.",
	inputFlag:    "The whole request as JSON, or file://NAME.",
	skeletonFlag: "Prints such a request; nothing is called.",
}

// values offers values of an option; those already given are left out.
func (c *completer) values(op *Operation, opt option, taken []string) {
	if opt.added != nil {
		c.choices(opt.added.enum, opt.added.ref, taken)
		return
	}
	if opt.flag == "--query" {
		c.query(op.output)
		return
	}
	if opt.field == nil {
		c.choices(opt.choices, "", taken)
		return
	}
	f, ok := op.shape.Field(opt.field.Name)
	if !ok {
		return
	}
	s := f.Shape
	if s.Kind == List {
		s = s.Elem
	}
	if s.Kind == Structure && opt.bare {
		c.choices(s.Fields[0].Enum, s.Fields[0].Ref, taken)
		return
	}
	if s.Kind == Structure {
		c.members(s)
		return
	}
	c.choices(f.Enum, f.Ref, taken)
}

// members completes shorthand: the names of members, and their values.
func (c *completer) members(s *Shape) {
	if strings.ContainsAny(c.cut, "[]{}'\"") {
		return
	}
	pairs := strings.Split(c.cut, ",")
	last := pairs[len(pairs)-1]
	c.lead = c.lead + strings.TrimSuffix(c.cut, last)
	c.cut = last
	if name, value, ok := strings.Cut(last, "="); ok {
		if f, ok := s.Field(name); ok {
			c.lead, c.cut = c.lead+name+"=", value
			c.choices(f.Enum, f.Ref, nil)
		}
		return
	}
	for _, f := range s.Fields {
		used := slices.ContainsFunc(pairs, func(p string) bool { return strings.HasPrefix(p, f.Name+"=") })
		if !used {
			c.offer(f.Name+"=", f.Doc)
		}
	}
}

// choices offers the values of an enum or the names of things.
func (c *completer) choices(enum []string, ref string, taken []string) {
	for _, value := range enum {
		if !slices.Contains(taken, value) {
			c.offer(value, "")
		}
	}
	if ref == "" || c.names == nil {
		return
	}
	for _, n := range c.names(ref) {
		if slices.Contains(taken, n.ID) || n.Alias != "" && slices.Contains(taken, n.Alias) {
			continue
		}
		if n.Alias != "" && strings.HasPrefix(n.Alias, c.cut) {
			c.offer(n.Alias, strings.TrimSpace(n.ID+" "+n.Note))
		} else {
			c.offer(n.ID, n.Note)
		}
	}
}

// offer adds a candidate that goes on from what is typed.
func (c *completer) offer(text, note string) {
	if strings.HasPrefix(text, c.cut) {
		c.found = append(c.found, Candidate{Text: Quote(c.lead + text), Note: note})
	}
}
