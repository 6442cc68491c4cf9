package engine

import (
	"slices"

	"drydock/engine/cql"
	"drydock/engine/placement"
)

// placing places the tasks that a service starts in one pass. It reads the
// cluster once; after that only the instances that got a task have changed.
type placing struct {
	w           *World
	s           *service
	d           *taskDefinition
	expressions []cql.Expr // those that ask about the tasks on an instance
	rows        []*containerInst
	batch       *placement.Batch
	chosen      int // index into rows
}

// placingOf prepares for placing tasks of a service. It holds until anything but
// the placed tasks changes the cluster.
func (w *World) placingOf(s *service, d *taskDefinition) *placing {
	g := s.taskGroup()
	rows, instances := w.candidates(g, d, g.chain, false)
	p := &placing{w: w, s: s, d: d, rows: rows, batch: placement.NewBatch(w.needOf(g, d), instances, g.chain)}
	p.expressions = slices.DeleteFunc(w.expressions(s.Constraints, d), func(e cql.Expr) bool { return !e.OfTasks() })
	return p
}

// next chooses an instance for one task; nil when none fits, which it then
// tells. The number is of the trace. When the task is started, placed is called.
func (p *placing) next() (*containerInst, int) {
	w, before := p.w, p.w.s.Draws
	decision := p.batch.Place(&w.s.Draws)
	why := func() int {
		if !w.cfg.Tracing {
			return 0
		}
		t, _, _ := w.choose(p.s.taskGroup(), p.d, &before, true) // the rule once more, for its reasons
		return w.explain(t)
	}
	if decision.Chosen < 0 {
		w.tellUnplaced(p.s, decision, why)
		return nil, 0
	}
	p.chosen = decision.Chosen
	return p.rows[p.chosen], why()
}

// placed takes note of the task for which next has chosen an instance.
func (p *placing) placed(t *task) {
	was, c := p.batch.Instance(p.chosen), p.rows[p.chosen]
	now := p.w.candidate(c)
	now.Values, now.Zone, now.NotMember = was.Values, was.Zone, was.NotMember // a task changes neither, if the expressions do not ask about tasks
	if len(p.expressions) > 0 {
		now.NotMember = p.w.notMember(c, p.expressions, false)
	}
	now.Tasks = was.Tasks + one(t.DesiredStatus == taskRunning)
	now.Present = was.Present + one(t.LastStatus != taskStopped)
	p.batch.Update(p.chosen, now)
}
