package engine

import (
	"fmt"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// applicationCall is a call of AWS that the application in an image makes.
type applicationCall struct {
	Action, Resource string
	AtStart          bool // once, when it starts: refused, it exits with 1; else on each request
}

// callState is how one of the calls of a container's application went.
type callState struct {
	Made, Denied int64
	Failing      bool   // the latest was refused
	Said         string // what it wrote into its log of it last
	Why          int    `digest:"-"` // trace of the latest that was refused
}

// credentials are what an SDK in a container of a task finds: those of the task
// role, which the agent hands out; without one, on EC2, those of the instance role,
// which the metadata service of the instance hands to whoever reaches it. Fargate
// has no such service. "Amazon ECS task IAM role", "Retrieve instance metadata",
// reference 03 §2.5.
func (w *World) credentials(t *task, rec *trace.Recorder) (c caller, ok bool) {
	if w.s.Definitions.Get(t.Definition).Body.NetworkMode == modeNone {
		rec.Add(false, "network mode", modeNone, "nothing is reached, the agent's address 169.254.170.2 neither")
		return caller{}, false
	}
	if arn := w.taskRole(t); arn != "" {
		r := w.role(arn)
		if r == nil {
			rec.Add(false, "task role", "gone", arn+" was deleted")
			return caller{}, false
		}
		rec.Add(true, "task role", r.Name, "the agent hands out its credentials at 169.254.170.2")
		return w.sessionCaller(r, t.ID), true
	}
	rec.Add(true, "task role", "none", "the task definition names none")
	on := w.on(t)
	if on == nil {
		rec.Add(false, "instance role", "none", "on Fargate there is no instance whose role could be used")
		return caller{}, false
	}
	i := w.s.Instances.Get(on.Instance)
	if how := w.metadataBlocked(t, i); how != "" {
		rec.Add(false, "instance metadata", "blocked", how)
		return caller{}, false
	}
	rec.Add(true, "instance metadata", "reachable", "whatever runs on "+w.shown(i.ID)+" gets the credentials of the instance role at 169.254.169.254")
	return w.instanceCaller(i, rec)
}

// metadataBlocked is what keeps a task's containers from the metadata service of
// their instance; empty for nothing. "Amazon ECS task IAM role": in awsvpc mode the
// agent blocks it when told to, in bridge mode a rule of iptables does, in host mode
// nothing does.
func (w *World) metadataBlocked(t *task, i *instance) string {
	switch mode := w.s.Definitions.Get(t.Definition).Body.NetworkMode; {
	case mode == modeHost:
		return ""
	case mode == modeAwsvpc && agentSays(i.UserData, "ECS_AWSVPC_BLOCK_IMDS"):
		return "ECS_AWSVPC_BLOCK_IMDS is true on the instance"
	case mode != modeAwsvpc && blocksBridge(i.UserData):
		return "a rule of iptables in DOCKER-USER on the instance drops it"
	}
	return ""
}

// blocksBridge reports whether user data has iptables drop what containers on the
// Docker bridge send to the metadata service.
func blocksBridge(userData string) bool {
	for line := range strings.Lines(userData) {
		if strings.Contains(line, "iptables") && strings.Contains(line, "DOCKER-USER") && strings.Contains(line, "169.254.169.254") && strings.Contains(line, "DROP") {
			return true
		}
	}
	return false
}

// startCalling has the application of a container begin to call AWS and to connect to
// what else it needs, when it answers.
func (w *World) startCalling(t *task, i int) {
	k := &t.Containers[i]
	img := w.s.Images.Get(k.Image)
	if img == nil || len(img.Calls)+len(img.Connects) == 0 {
		return
	}
	k.Calls, k.Connects = make([]callState, len(img.Calls)), make([]callState, len(img.Connects))
	w.after(time.Duration(img.Boot)*time.Millisecond, workCall, int64(i), t.ARN, fmt.Sprint(int64(k.Started)))
}

// applicationCalls: the application of a container makes its calls and opens its
// connections. Those of its start come once.
func (w *World) applicationCalls(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil {
		return
	}
	k := &t.Containers[work.N]
	img := w.s.Images.Get(k.Image)
	if k.LastStatus != containerRunning || fmt.Sprint(int64(k.Started)) != work.IDs[1] || img == nil || len(k.Calls) != len(img.Calls) || len(k.Connects) != len(img.Connects) {
		return
	}
	again := false
	try := func(atStart bool, state *callState, succeeds func() bool) {
		if atStart && state.Made > 0 {
			return
		}
		again = again || !atStart
		if !succeeds() && atStart {
			w.endAt(t, int(work.N), givesUpAfter, exitFailed)
		}
	}
	for n := range img.Calls {
		try(img.Calls[n].AtStart, &k.Calls[n], func() bool { return w.applicationCall(t, k, &img.Calls[n], &k.Calls[n]) })
	}
	for n := range img.Connects {
		try(img.Connects[n].AtStart, &k.Connects[n], func() bool { return w.applicationConnect(t, k, &img.Connects[n], &k.Connects[n]) })
	}
	w.changes++
	if again {
		w.after(requestEvery, workCall, work.N, work.IDs...)
	}
}

// applicationCall makes one call, and reports whether it was allowed. What the
// application writes into its log is told when it is not what it wrote before.
func (w *World) applicationCall(t *task, k *container, call *applicationCall, state *callState) bool {
	state.Made++
	said := "Unable to locate credentials"
	c, ok := w.credentials(t, nil)
	resource := w.calledResource(call.Resource)
	q := w.toAction(w.wire(t), regionOf(resource), call.Action)
	path := w.reach(q, nil)
	switch {
	case !ok:
	case !path.OK():
		said, ok = unreachedCall(path, q.Host), false
	default:
		r, d := w.may(&c, t.rightsFor(), call.Action, resource, w.callKeysOf(path))
		if ok = d.Effect == policy.Allowed; !ok {
			said = refusedCall(call.Action, policy.Denied(&r, d))
		}
	}
	if ok {
		said = call.Action + " on " + resource + " succeeded"
	} else {
		state.Denied++
	}
	state.Failing = !ok
	w.applicationSays(t, k, state, said, func(*trace.Recorder) trace.Trace { return w.callTrace(t, call) })
	return ok
}

// applicationSays tells what an application writes into its log, unless it is what it
// wrote of the same before. Of what failed why gives the trace.
func (w *World) applicationSays(t *task, k *container, state *callState, said string, why func(*trace.Recorder) trace.Trace) {
	if said == state.Said {
		return
	}
	state.Said, state.Why = said, 0
	if rec := w.recorder(); rec != nil && state.Failing {
		state.Why = w.explain(why(rec))
	}
	w.emit(Event{
		Source: sourceApplication, DetailType: applicationLog, Resources: w.about(t), Trace: state.Why,
		Message: fmt.Sprintf("(container %s) of (task %s) of %s: %s", k.Name, t.ID, t.Group, said),
	})
}

// unreachedCall is what an SDK says of an endpoint that does not answer.
func unreachedCall(path network.Path, host string) string {
	if path.Verdict == network.Unresolved {
		return fmt.Sprintf("Could not connect to the endpoint URL: %q", "https://"+host+"/")
	}
	return fmt.Sprintf("Connect timeout on endpoint URL: %q", "https://"+host+"/")
}

// refusedCall is what an SDK says of a call that was refused.
func refusedCall(action, message string) string {
	service, name, _ := strings.Cut(action, ":")
	code := "AccessDeniedException"
	switch service {
	case "s3", "sqs", "sns", "iam", "sts":
		code = "AccessDenied"
	}
	return fmt.Sprintf("An error occurred (%s) when calling the %s operation: %s", code, name, message)
}

// calledResource fills in the account and the Region of a declared call.
func (w *World) calledResource(resource string) string {
	return strings.NewReplacer("{account}", w.cfg.Account, "{region}", w.cfg.Region).Replace(resource)
}

// callTrace explains a call of a task's application as of now: whose credentials it
// has, whether it reaches AWS, and what IAM says.
func (w *World) callTrace(t *task, call *applicationCall) trace.Trace {
	rec := &trace.Recorder{}
	c, ok := w.credentials(t, rec)
	resource := w.calledResource(call.Resource)
	if !ok {
		return trace.Trace{
			Rule: "authorisation", Subject: "the application of task " + t.ID + ", " + call.Action + " on " + resource, Verdict: "no credentials", Steps: rec.Steps,
			Source: "Amazon ECS task IAM role, Amazon ECS Developer Guide",
		}
	}
	q, way := w.toAction(w.wire(t), regionOf(resource), call.Action), &trace.Recorder{}
	path := w.reach(q, way)
	if !path.OK() {
		return unreachable("the application of task "+t.ID+" to "+q.Host, path, way)
	}
	r, d := w.ask(&c, call.Action, resource, w.callKeysOf(path), rec)
	return authorisation(&r, d, rec)
}

// whyCalls explains what the applications of a task call of AWS.
func (w *World) whyCalls(t *task) []trace.Trace {
	var out []trace.Trace
	for _, k := range t.Containers {
		img := w.s.Images.Get(k.Image)
		if img == nil || k.LastStatus != containerRunning {
			continue
		}
		for i := range img.Calls {
			out = append(out, w.callTrace(t, &img.Calls[i]))
		}
	}
	return out
}

// readCalls checks the calls of an application that a scenario declares.
func (w *World) readCalls(in []api.ApplicationCall) ([]applicationCall, *api.Error) {
	var out []applicationCall
	for _, c := range in {
		service, name, ok := strings.Cut(c.Action, ":")
		if !ok || service == "" || name == "" || strings.ContainsAny(c.Action, "*? ") {
			return nil, api.Refuse("InvalidParameterValue", "An application calls one action, such as s3:GetObject, and not %q.", c.Action).Ours()
		}
		if _, err := policy.ParseARN(w.calledResource(c.Resource)); err != nil && c.Resource != "*" {
			return nil, api.Refuse("InvalidParameterValue", "An application calls %s on an ARN, or on * where the action has no resource: %v.", c.Action, err).Ours()
		}
		out = append(out, applicationCall{c.Action, c.Resource, c.When == "start"})
	}
	return out, nil
}
