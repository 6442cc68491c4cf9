package engine

import (
	"slices"

	"drydock/engine/sim"
)

// lookup finds rows of a table by something that is not their id, and that a row
// keeps as long as it is there. It is derived from the table: what was put in
// since it was asked last is read then, and all is read anew when rows have gone
// of which it was not told.
type lookup[T any] struct {
	by   func(*T) string
	rows map[string][]*T // in the order of the table
	read int             // so many places of the table
	gone uint64          // as the table counted then
}

// at returns the rows with a key, in the order of the table.
func (l *lookup[T]) at(t *sim.Table[T], key string) []*T {
	l.catchUp(t)
	return l.rows[key]
}

func (l *lookup[T]) catchUp(t *sim.Table[T]) {
	if l.rows == nil || l.gone != t.Gone {
		l.rows, l.read, l.gone = map[string][]*T{}, 0, t.Gone
	}
	for ; l.read < len(t.Rows); l.read++ {
		if row := t.Rows[l.read]; row != nil {
			l.rows[l.by(row)] = append(l.rows[l.by(row)], row)
		}
	}
}

// drop removes a row of a table, and from the lookups of that table.
func drop[T any](t *sim.Table[T], id string, from ...*lookup[T]) {
	row := t.Get(id)
	if row == nil {
		return
	}
	for _, l := range from {
		l.catchUp(t)
	}
	t.Drop(id)
	for _, l := range from {
		key := l.by(row)
		at := slices.Index(l.rows[key], row)
		if l.rows[key] = slices.Delete(l.rows[key], at, at+1); len(l.rows[key]) == 0 {
			delete(l.rows, key)
		}
		l.read, l.gone = len(t.Rows), t.Gone // the table may have closed its gaps
	}
}

// lookups are those of a world. A fork begins without what they have read.
type lookups struct {
	hosts     lookup[containerInst]    // by the id of the instance
	addresses lookup[networkInterface] // by private address
	inSubnet  lookup[networkInterface]
	groups    map[string]*registrations // by ARN
	passed    map[int64]passed          // by registration: its latest check
}

// registrations says where in a target group a target is.
type registrations struct {
	at   map[registration]int
	read int    // so many targets
	gone uint64 // as the group counted then
}

type registration struct {
	id   string
	port int64
}

// passed is a check that a target has passed. The next one passes as well if
// nothing has changed: all that a check looks at counts as a change, and an
// application that answers has booted.
type passed struct {
	changes uint64
	code    int64
}

// targets is what is known of a target group.
func (k *lookups) targets(g *targetGroup) *registrations {
	if k.groups[g.ARN] == nil {
		k.groups[g.ARN] = &registrations{}
	}
	return k.groups[g.ARN]
}

// find is the index of a target; -1 when it is not registered.
func (r *registrations) find(g *targetGroup, id string, port int64) int {
	if r.at == nil || r.gone != g.Gone {
		r.at, r.read, r.gone = map[registration]int{}, 0, g.Gone
	}
	for ; r.read < len(g.Targets); r.read++ {
		t := &g.Targets[r.read]
		r.at[registration{t.ID, t.Port}] = r.read // there is none other like it
	}
	if i, has := r.at[registration{id, port}]; has {
		return i
	}
	return -1
}

func newLookups() *lookups {
	return &lookups{
		groups: map[string]*registrations{}, passed: map[int64]passed{},

		hosts:     lookup[containerInst]{by: func(c *containerInst) string { return c.Instance }},
		addresses: lookup[networkInterface]{by: func(i *networkInterface) string { return i.PrivateIP }},
		inSubnet:  lookup[networkInterface]{by: func(i *networkInterface) string { return i.Subnet }},
	}
}
