package engine

import (
	"strconv"

	"drydock/engine/api"
	"drydock/engine/network"
	"drydock/engine/trace"
)

// connection is something that the application in an image connects to: a database,
// a load balancer, another service, a host in the internet.
type connection struct {
	To      string // as World.Paths names things
	Port    int64
	AtStart bool // once, when it starts: without it, it exits with 1; else on each request
}

func (c connection) String() string { return c.To + ":" + strconv.FormatInt(c.Port, 10) }

// applicationConnect opens one connection, and reports whether it came about. What
// the application writes into its log is told when it is not what it wrote before.
func (w *World) applicationConnect(t *task, k *container, c *connection, state *callState) bool {
	state.Made++
	path := w.connects(t, c, nil)
	said := "connection to " + c.String() + ": " + path.Verdict.String()
	if state.Failing = !path.OK(); state.Failing {
		state.Denied++
	}
	w.applicationSays(t, k, state, said, func(rec *trace.Recorder) trace.Trace {
		return unreachable("task "+t.ID+" to "+c.String(), w.connects(t, c, rec), rec)
	})
	return path.OK()
}

// connects follows a connection of a task's application: to the first of the places
// that bear the name.
func (w *World) connects(t *task, c *connection, rec *trace.Recorder) network.Path {
	to, err := w.destinations(c.To, c.Port, 1)
	if err != nil || len(to) == 0 {
		rec.Add(false, c.To, "nowhere", "nothing there bears this name")
		return network.Path{Verdict: network.Unresolved}
	}
	from := w.wire(t)
	if from == "" {
		rec.Add(false, "interface", "none", "there is nothing to connect from")
		return network.Path{Verdict: network.TimedOut}
	}
	return w.reach(w.queryTo(to[0], from, c.Port), rec)
}

// whyConnects explains what the applications of a task connect to.
func (w *World) whyConnects(t *task) []trace.Trace {
	var out []trace.Trace
	for _, k := range t.Containers {
		img := w.s.Images.Get(k.Image)
		if img == nil || k.LastStatus != containerRunning {
			continue
		}
		for i := range img.Connects {
			rec := &trace.Recorder{}
			path := w.connects(t, &img.Connects[i], rec)
			out = append(out, unreachable("the application of task "+t.ID+" to "+img.Connects[i].String(), path, rec))
		}
	}
	return out
}

// readConnects checks the connections of an application that a scenario declares.
func readConnects(in []api.ApplicationConnection) ([]connection, *api.Error) {
	var out []connection
	for _, c := range in {
		if c.To == "" || c.Port == nil || *c.Port < 1 || *c.Port > 65535 {
			return nil, api.Refuse("InvalidParameterValue", "An application connects to something at a port from 1 to 65535.").Ours()
		}
		out = append(out, connection{c.To, *c.Port, c.When == "start"})
	}
	return out, nil
}
