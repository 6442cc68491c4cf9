package policy

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Place is a place in a document: both from 1, a column is a character.
type Place struct{ Line, Column int }

// placeAt is the place of a byte of a text.
func placeAt(text string, at int) Place {
	before := text[:at]
	return Place{strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1}
}

// Match is a statement that matched a request.
type Match struct {
	By        Source
	Policy    *Policy
	Statement int // from 1
	Deny      bool
	// Start is where the statement begins in its document, End where what follows
	// it begins.
	Start, End Place
}

// Simulation is a decision with what SimulateCustomPolicy tells of it.
type Simulation struct {
	Decision Decision
	// Matches are the statements that matched: when one of them denies, those that
	// deny alone.
	Matches []Match
	// Missing are the condition keys, and those of variables, that statements about
	// the action have and the request has not, in the order of their names.
	Missing []string
}

// Simulate is Evaluate with the statements that matched and the keys that were
// missing.
//
// See "SimulateCustomPolicy" in the API Reference of IAM.
func Simulate(r *Request, p *Policies) Simulation {
	var out Simulation
	e := newEvaluation(r, p, nil)
	e.matches = &out.Matches
	out.Decision = e.decide()
	if slices.ContainsFunc(out.Matches, func(m Match) bool { return m.Deny }) {
		out.Matches = slices.DeleteFunc(out.Matches, func(m Match) bool { return !m.Deny })
	}
	keys := map[string]bool{}
	for _, policy := range p.all() {
		for i := range policy.statements {
			s := &policy.statements[i]
			if s.parties != nil && e.names(s) == noGrant || matchesAny(s.actions, r.Action) == s.notAction {
				continue
			}
			for _, key := range s.keys() {
				folded := strings.ToLower(key)
				if f := e.find(folded); !f.present() && !keys[folded] {
					keys[folded] = true
					out.Missing = append(out.Missing, key)
				}
			}
		}
	}
	slices.Sort(out.Missing)
	return out
}

// all are the policies, in the order in which they are asked.
func (p *Policies) all() []*Policy {
	var out []*Policy
	for _, levels := range [][][]*Policy{p.RCP, p.SCP} {
		for _, level := range levels {
			out = append(out, level...)
		}
	}
	out = append(out, p.Endpoint, p.Resource)
	out = append(append(append(out, p.Identity...), p.Boundary), p.Session...)
	return slices.DeleteFunc(out, func(p *Policy) bool { return p == nil })
}

// Keys are the condition keys of a policy, and those of its variables, as written,
// each once and in the order of their names.
func (p *Policy) Keys() []string {
	var out []string
	for i := range p.statements {
		out = append(out, p.statements[i].keys()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keys are the condition keys of a statement and those of its variables.
func (s *statement) keys() []string {
	var out []string
	add := func(g glob) {
		for i := range g {
			if g[i].kind == variable {
				out = append(out, g[i].name)
			}
		}
	}
	for i := range s.resources {
		add(s.resources[i].whole)
	}
	for i := range s.clauses {
		c := &s.clauses[i]
		out = append(out, c.key)
		for j := range c.values {
			add(c.values[j].pattern)
			add(c.values[j].arn.whole)
		}
	}
	return out
}
