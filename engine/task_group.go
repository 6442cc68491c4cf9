package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/placement"
)

// taskGroup is what placement asks of the group that a task belongs to: that of a
// service, or one of standalone tasks. "Group related Amazon ECS tasks".
type taskGroup struct {
	cluster     string
	words       string   // in the subject of a trace: "service web", "group family:web"
	tasks       []string // ARNs of its tasks that are not STOPPED
	constraints []api.PlacementConstraint
	network     *networkConfig // of tasks in awsvpc mode; nil for others
	zone        string         // the only one in which to place; empty for all
	chain       []placement.Strategy
}

// taskGroup is the group of a service's tasks, as it is now.
func (s *service) taskGroup() *taskGroup {
	return &taskGroup{cluster: s.Cluster, words: "service " + s.Name, tasks: s.Tasks, constraints: s.Constraints, network: s.Network, chain: chainOf(s.Strategies)}
}

// taskGroup is the group of the tasks that a request starts, with those that
// others have started in it.
func (r *standalone) taskGroup(w *World) *taskGroup {
	g := &taskGroup{cluster: r.cluster.Name, words: "group " + r.group, constraints: r.constraints, network: r.launch.Network, chain: chainOf(r.strategies)}
	for t := range w.s.Tasks.All() {
		if t.Cluster == g.cluster && t.Group == r.group && t.LastStatus != taskStopped {
			g.tasks = append(g.tasks, t.ARN)
		}
	}
	return g
}

// distinct reports whether no two tasks of the group may share an instance.
func (g *taskGroup) distinct() bool {
	return slices.ContainsFunc(g.constraints, func(c api.PlacementConstraint) bool { return c.Type == distinctInstance })
}
