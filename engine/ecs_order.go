package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/cql"
)

// tieOrder is all container instances in tie order, with what placement asks of
// them again and again. It is derived from state: it is made when asked for, and
// anew when rows have come or gone; what else may have changed is compared.
type tieOrder struct {
	places   int              // of the table when it was read
	gone     uint64           // as the table counted then
	rows     []*containerInst // in tie order
	zones    []string         // of each row
	kinds    []instanceType   // of each row; neither ever changes
	verdicts map[string][]verdict
}

// verdict is what an instance was found to be for some expressions.
type verdict struct {
	known      bool
	connected  bool              // as it was then, like
	attributes []customAttribute // these
	notMember  string
}

// tieOrder returns the order as it is now.
func (w *World) tieOrder() *tieOrder {
	table := &w.s.ContainerInstances
	if o := w.order; o != nil && o.places == len(table.Rows) && o.gone == table.Gone {
		return o
	}
	o := &tieOrder{places: len(table.Rows), gone: table.Gone, rows: slices.SortedStableFunc(table.All(), registeredBefore), verdicts: map[string][]verdict{}}
	for _, c := range o.rows {
		o.zones, o.kinds = append(o.zones, w.zoneOf(c)), append(o.kinds, w.typeOf(c))
	}
	w.order = o
	return o
}

// registeredBefore compares in tie order.
func registeredBefore(a, b *containerInst) int {
	return cmp.Or(cmp.Compare(a.RegisteredAt, b.RegisteredAt), cmp.Compare(a.ARN, b.ARN))
}

// members returns what says of each row, by its index, which expression it does
// not satisfy; "" for none. Expressions that do not ask about tasks are read
// again only for instances whose attributes or connection have changed.
func (o *tieOrder) members(w *World, expressions []cql.Expr) func(int) string {
	if len(expressions) == 0 {
		return func(int) string { return "" }
	}
	if slices.ContainsFunc(expressions, cql.Expr.OfTasks) {
		return func(i int) string { return w.notMember(o.rows[i], expressions, false) }
	}
	texts := make([]string, len(expressions))
	for i, e := range expressions {
		texts[i] = e.String()
	}
	key := strings.Join(texts, "\n")
	if o.verdicts[key] == nil {
		o.verdicts[key] = make([]verdict, len(o.rows))
	}
	list := o.verdicts[key]
	return func(i int) string {
		v, c := &list[i], o.rows[i]
		if !v.known || v.connected != c.Connected || !slices.Equal(v.attributes, c.Attributes) {
			*v = verdict{true, c.Connected, slices.Clone(c.Attributes), w.notMember(c, expressions, false)}
		}
		return v.notMember
	}
}
