package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/cql"
	"drydock/engine/placement"
)

// placing places tasks of one group and definition, one after another. It reads
// the cluster once; after that only the instances that got a task have changed.
type placing struct {
	w           *World
	g           func() *taskGroup // as it is now
	d           *taskDefinition
	expressions []cql.Expr // those that ask about the tasks on an instance
	rows        []*containerInst
	batch       *placement.Batch
	chosen      int // index into rows
}

// placingOf prepares for placing tasks of a group. It holds until anything but
// the placed tasks changes the cluster.
func (w *World) placingOf(group func() *taskGroup, d *taskDefinition) *placing {
	g := group()
	rows, instances := w.candidates(g, d, g.chain, false)
	p := &placing{w: w, g: group, d: d, rows: rows, batch: placement.NewBatch(w.needOf(g, d), instances, g.chain)}
	p.expressions = slices.DeleteFunc(w.expressions(g.constraints, d), func(e cql.Expr) bool { return !e.OfTasks() })
	return p
}

// next chooses an instance for one task; nil when none fits. What it returns last
// keeps the trace and is its number. When the task is started, placed is called.
func (p *placing) next() (*containerInst, placement.Decision, func() int) {
	w, before := p.w, p.w.s.Draws
	decision := p.batch.Place(&w.s.Draws)
	why := func() int {
		if !w.cfg.Tracing {
			return 0
		}
		t, _, _ := w.choose(p.g(), p.d, &before, true) // the rule once more, for its reasons
		return w.explain(t)
	}
	if p.chosen = decision.Chosen; p.chosen < 0 {
		return nil, decision, why
	}
	return p.rows[p.chosen], decision, why
}

// placed takes note of the task for which next has chosen an instance.
func (p *placing) placed(t *task) {
	was, c := p.batch.Instance(p.chosen), p.rows[p.chosen]
	now := p.w.candidate(c)
	now.Interfaces, now.GPUs = was.Interfaces-one(t.own()), was.GPUs-t.GPUs
	now.Values, now.Zone, now.NotMember = was.Values, was.Zone, was.NotMember // a task changes neither, if the expressions do not ask about tasks
	if len(p.expressions) > 0 {
		now.NotMember = p.w.notMember(c, p.expressions, false)
	}
	now.Tasks = was.Tasks + one(t.DesiredStatus == taskRunning)
	p.batch.Update(p.chosen, now)
}

// runs is how the latest request of RunTask has placed its tasks. The next one
// that asks for the same at the same moment goes on from there.
type runs struct {
	at          moment
	cluster     *cluster
	group       string
	d           *taskDefinition
	network     *networkConfig
	constraints []api.PlacementConstraint
	strategies  []api.PlacementStrategy
	placing     *placing
}

// placingRuns prepares for placing the tasks of a request.
func (w *World) placingRuns(r *standalone) *placing {
	was := w.runs
	if was == nil || was.at != w.moment() || was.cluster != r.cluster || was.group != r.group || was.d != r.definition || !was.network.same(r.launch.Network) ||
		!sameConstraints(was.constraints, r.constraints) || !slices.Equal(was.strategies, r.strategies) {
		return w.placingOf(func() *taskGroup { return r.taskGroup(w) }, r.definition)
	}
	return was.placing
}

// keepRuns remembers how the tasks of a request were placed, now that they are
// started.
func (w *World) keepRuns(r *standalone, p *placing) {
	w.runs = &runs{w.moment(), r.cluster, r.group, r.definition, r.launch.Network, r.constraints, r.strategies, p}
}
