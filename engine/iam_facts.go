package engine

import (
	"fmt"
	"slices"

	"drydock/engine/policy"
)

// CallsView is how the calls of a service's applications went.
type CallsView struct {
	Made, Denied int64
	Failing      int64 // calls whose latest attempt was refused, in tasks that are RUNNING
	As           []string
}

// Calls counts the calls that the applications of a service's tasks have made since
// they started. Tasks that are not RUNNING do not count.
func (w *World) Calls(service string) (CallsView, error) {
	s, err := w.serviceNamed(service)
	if err != nil {
		return CallsView{}, err
	}
	return w.attempts(s, func(k *container) []callState { return k.Calls }), nil
}

// Connections tells how the connections of the applications of a service's RUNNING
// tasks went, other than those to AWS.
func (w *World) Connections(service string) (CallsView, error) {
	s, err := w.serviceNamed(service)
	if err != nil {
		return CallsView{}, err
	}
	return w.attempts(s, func(k *container) []callState { return k.Connects }), nil
}

// attempts sums what the containers of a service's RUNNING tasks tried.
func (w *World) attempts(s *service, of func(*container) []callState) CallsView {
	var v CallsView
	for _, t := range w.serviceTasks(s) {
		if t.LastStatus != taskRunning {
			continue
		}
		called := false
		for i := range t.Containers {
			for _, c := range of(&t.Containers[i]) {
				v.Made, v.Denied = v.Made+c.Made, v.Denied+c.Denied
				v.Failing += one(c.Failing)
				called = called || c.Made > 0
			}
		}
		if called {
			as := ""
			if c, ok := w.credentials(t, nil); ok {
				as = c.role.Name
			}
			if !slices.Contains(v.As, as) {
				v.As = append(v.As, as)
			}
		}
	}
	return v
}

// Allowed reports whether IAM would let a principal do something: "role/NAME" for a
// session of a role, a user's name, or the ARN of either. No condition keys are known but those that every
// request has.
func (w *World) Allowed(as, action, resource string) (bool, error) {
	c, err := w.callerNamed(as)
	if err != nil {
		return false, err
	}
	_, d := w.ask(&c, action, w.calledResource(resource), policy.Context{}, nil)
	return d.Effect == policy.Allowed, nil
}

// callerNamed is who a principal is that is named as in Allowed.
func (w *World) callerNamed(as string) (caller, error) {
	if r := w.role(as); r != nil && r.ARN == as {
		return w.sessionCaller(r, learnersSession), nil
	}
	for u := range w.s.Users.All() {
		if u.ARN == as {
			return w.userCaller(u.Name), nil
		}
	}
	c := w.callerOf(Principal(as))
	if c.role == nil && c.user == nil {
		return caller{}, fmt.Errorf("there is no principal %q", as)
	}
	return c, nil
}

// MayPass reports whether a principal may pass a role to a service.
func (w *World) MayPass(as, role, service string) (bool, error) {
	c, err := w.callerNamed(as)
	if err != nil {
		return false, err
	}
	var with policy.Context
	with.Set("iam:PassedToService", service)
	_, d := w.ask(&c, "iam:PassRole", w.roleARN(w.idOf("role", role)), with, nil)
	return d.Effect == policy.Allowed, nil
}

// Assumable reports whether a service that acts for an account may assume a role.
func (w *World) Assumable(role, service, account string) (bool, error) {
	r := w.role(w.idOf("role", role))
	if r == nil {
		return false, fmt.Errorf("there is no role %q", role)
	}
	_, d := w.assumableFor(r.ARN, service, account, nil)
	return d.Effect == policy.Allowed, nil
}

// IsRegistered reports whether an instance is registered in a cluster, with its agent
// connected.
func (w *World) IsRegistered(id string) (bool, error) {
	i := w.s.Instances.Get(w.idOf("instance", id))
	if i == nil {
		return false, fmt.Errorf("there is no instance %q", id)
	}
	c := w.registered(i.ID)
	return c != nil && c.Status != instanceInactive && c.Connected, nil
}
