package policy

import "strings"

// Grant is one statement that allows, taken apart to measure what it gives against
// what was needed of it. Conditions are not looked at: they only narrow it.
type Grant struct {
	Label string // the policy and the statement's place in it
	// Actions are the patterns as written. NotAction: everything but them.
	Actions   []string
	NotAction bool
	// Resources are the patterns as written; none where the policy names none.
	// NotResource: everything but them.
	Resources   []string
	NotResource bool

	statement *statement
}

// Grants are the statements of a policy that allow.
func (p *Policy) Grants() []Grant {
	var out []Grant
	for i := range p.statements {
		s := &p.statements[i]
		if s.deny {
			continue
		}
		g := Grant{Label: s.label, Actions: strings.Split(s.said, ", "), NotAction: s.notAction, NotResource: s.notResource, statement: s}
		for j := range s.resources {
			g.Resources = append(g.Resources, s.resources[j].text)
		}
		out = append(out, g)
	}
	return out
}

// Covers reports whether the grant's action of a place would allow a request, were
// it the only one: its resources match. A variable counts as any text. What NotAction
// lists is one whole, whatever the place.
func (g *Grant) Covers(place int, action, resource string) bool {
	switch {
	case g.NotAction && matchesAny(g.statement.actions, action):
		return false
	case !g.NotAction && !g.statement.actions[place].match(action, true):
		return false
	}
	if len(g.Resources) == 0 {
		return true
	}
	for j := range g.Resources {
		if g.Within(j, resource) {
			return !g.NotResource
		}
	}
	return g.NotResource
}

// Within reports whether the grant's resource pattern of a place matches a
// resource.
func (g *Grant) Within(place int, resource string) bool {
	p := &g.statement.resources[place]
	if !p.fixed {
		return true
	}
	e := evaluation{request: &Request{Resource: resource}}
	e.parts, e.isARN = splitText(resource)
	return p.match(&e, &e.parts, e.isARN)
}
