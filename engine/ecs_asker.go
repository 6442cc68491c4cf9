package engine

import (
	"fmt"
	"strings"

	"drydock/engine/network"
	"drydock/engine/policy"
)

// denied is what an SDK says of a call that was refused.
func denied(r *policy.Request, d policy.Decision) string {
	return "AccessDeniedException: " + policy.Denied(r, d)
}

// asker makes requests of AWS for one task, with the permissions of a role and over a
// network interface.
type asker struct {
	w    *World
	t    *task
	c    caller
	wire string // ownNetwork for a path that is AWS's
}

// outcome is how a request ended; the zero outcome is that of one that succeeded.
type outcome struct {
	text   string // what an SDK says
	silent bool   // there was no answer
}

func (o outcome) ok() bool { return o.text == "" }

// asks makes a request: it goes over the network to the endpoint of the action's
// service, and IAM decides with the keys that the way gives it. more are pairs of
// condition keys and values. Of one that fails the trace is kept beside the task.
func (a *asker) asks(action, resource string, more ...string) outcome {
	return a.asksAt(a.w.toAction(a.wire, regionOf(resource), action), action, resource, more...)
}

func (a *asker) asksAt(q network.Query, action, resource string, more ...string) outcome {
	path, said := a.reaches(q)
	if !said.ok() {
		return said
	}
	with := plus(a.w.callKeysOf(path), "aws:RequestedRegion", regionOf(resource))
	with = plus(with, more...)
	r, d := a.w.may(&a.c, a.t.rightsFor(), action, resource, with)
	if d.Effect == policy.Allowed {
		return outcome{}
	}
	a.t.Fault = a.w.explainDenied(&a.c, action, resource, with)
	return outcome{text: denied(&r, d)}
}

// useful notes that a role had use for an action, on the way of the requests.
func (a *asker) useful(action, resource string) {
	path := a.w.reach(a.w.toAction(a.wire, regionOf(resource), action), nil)
	a.w.useful(&a.c, a.t.rightsFor(), action, resource, a.w.callKeysOf(path))
}

// regionOf is the Region in an ARN; empty for none.
func regionOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 5); len(parts) == 5 && parts[0] == "arn" {
		return parts[3]
	}
	return ""
}

// reaches follows the connection to an endpoint.
func (a *asker) reaches(q network.Query) (network.Path, outcome) {
	path := a.w.reach(q, nil)
	if path.OK() {
		return path, outcome{}
	}
	a.t.Fault = a.w.explainUnreached(a.t, q)
	return path, outcome{text: unsent(path, q.Host), silent: true}
}

// unsent is what an SDK says of a request that found no way.
func unsent(path network.Path, host string) string {
	return fmt.Sprintf("RequestError: send request failed caused by: Post \"https://%s/\": %s", host, dialError(path, host))
}

// explainUnreached follows a connection for a task once more, for the words.
func (w *World) explainUnreached(t *task, q network.Query) int {
	rec := w.recorder()
	if rec == nil {
		return 0
	}
	path := w.reach(q, rec)
	who := "task " + t.ID
	if q.From != t.Interface {
		who = "the agent on " + w.hostWords(t) + ", for " + who
	}
	return w.explain(unreachable(who+" to "+q.Host, path, rec))
}

// explainDenied decides once more, for the words.
func (w *World) explainDenied(c *caller, action, resource string, with policy.Context) int {
	rec := w.recorder()
	if rec == nil {
		return 0
	}
	r, d := w.ask(c, action, resource, with, rec)
	return w.explain(authorisation(&r, d, rec))
}
