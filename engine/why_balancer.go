package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// RequestView is how requests to a load balancer fare.
type RequestView struct {
	// Verdict is how they end for the client: "200", "connection timed out", "301 to
	// https://…"; with counts where it hangs on the node and the target.
	Verdict string
	OK      bool // none fails
	Trace   trace.Trace
}

// Requests follows requests from a thing, or from the Internet, to each listener of
// a load balancer at a port: one view for each interface of the thing. Things are
// named as in Paths. host is empty for the load balancer's own name, path for /.
func (w *World) Requests(from, balancer string, port int64, host, path string) ([]RequestView, error) {
	lb := w.balancerNamed(balancer)
	if lb == nil {
		return nil, fmt.Errorf("there is no load balancer %q", balancer)
	}
	sources, err := w.sources(from)
	if err != nil {
		return nil, err
	}
	var out []RequestView
	for _, s := range sources {
		r := request{s.wire, host, path}
		if r.Host == "" {
			r.Host = lb.DNS
		}
		if r.Path == "" {
			r.Path = "/"
		}
		out = append(out, w.requestView(lb, w.doorAt(lb, port), r))
	}
	return out, nil
}

// Response is how the first requests of Requests end that fail, or else the first.
func (w *World) Response(from, balancer string, port int64, host, path string) (string, error) {
	views, err := w.Requests(from, balancer, port, host, path)
	for _, v := range views {
		if !v.OK {
			return v.Verdict, err
		}
	}
	if len(views) == 0 {
		return "no interface", err
	}
	return views[0].Verdict, nil
}

// Routed names the target groups to which requests at a port of a load balancer go:
// none where nothing listens, and for a redirect or a fixed response; of a Classic
// Load Balancer its own name. host is empty for the load balancer's own DNS name.
func (w *World) Routed(balancer string, port int64, host, path string) ([]string, error) {
	lb := w.balancerNamed(balancer)
	if lb == nil {
		return nil, fmt.Errorf("there is no load balancer %q", balancer)
	}
	var out []string
	a, _ := w.doorAt(lb, port).route(request{Host: cmp.Or(host, lb.DNS), Path: path})
	for _, f := range a.Forward {
		if f.Weight > 0 || len(a.Forward) == 1 {
			out = append(out, w.s.TargetGroups.Get(f.TargetGroup).Name)
		}
	}
	return out, nil
}

// balancerNamed finds a load balancer by ARN, name or alias; nil when there is none.
// An alias may be that of one that was deleted, while another has the name now.
func (w *World) balancerNamed(id string) *loadBalancer {
	want := w.idOf("load-balancer", id)
	for lb := range w.s.LoadBalancers.All() {
		if lb.ARN == want || lb.Name == want || lb.Name == id {
			return lb
		}
	}
	return nil
}

// doorAt is a load balancer's door at a port; one without a listener when it has
// none.
func (w *World) doorAt(lb *loadBalancer, port int64) door {
	for _, d := range w.doors(lb) {
		if d.Port == port {
			return d
		}
	}
	return door{listener: &listener{LoadBalancer: lb.ARN, Protocol: "TCP", Port: port}}
}

// requestView follows all ways of a request, and tells of the first that fails,
// or else of the first.
func (w *World) requestView(lb *loadBalancer, d door, r request) RequestView {
	all := w.requestWays(lb, d, r)
	var words []string
	counts := map[string]int{}
	told, failed := all[0], false
	for _, a := range all {
		o := w.follow(lb, d, r, a, nil)
		if counts[o.Words]++; counts[o.Words] == 1 {
			words = append(words, o.Words)
		}
		if !o.OK && !failed {
			told, failed = a, true
		}
	}
	rec := &trace.Recorder{}
	w.follow(lb, d, r, told, rec)
	verdict := words[0]
	if len(words) > 1 {
		for i, text := range words {
			words[i] = fmt.Sprintf("%s (%d of %d ways)", text, counts[text], len(all))
		}
		verdict = strings.Join(words, ", ")
	}
	return RequestView{Verdict: verdict, OK: !failed, Trace: trace.Trace{
		Rule: "request", Subject: w.requestSubject(lb, d, r), Verdict: verdict, OK: !failed, Steps: rec.Steps, Source: requestPage(lb),
	}}
}

// requestSubject is a request in the trace of what becomes of it.
func (w *World) requestSubject(lb *loadBalancer, d door, r request) string {
	from := Internet
	if r.From != "" {
		from = topology{w}.Label(r.From)
	}
	what := "a connection"
	if overHTTP(d.Protocol) {
		what = "GET " + r.Path
		if r.Host != lb.DNS {
			what = "GET " + r.Host + r.Path
		}
	}
	return fmt.Sprintf("%s from %s to %s port %d", what, from, lb.Name, d.Port)
}

// requestPage is where AWS documents what becomes of requests.
func requestPage(lb *loadBalancer) string {
	switch lb.Type {
	case kindNetwork:
		return "Update the security groups for your Network Load Balancer; Target groups for your Network Load Balancers"
	case kindClassic:
		return "Troubleshoot a Classic Load Balancer: HTTP errors"
	}
	return "Troubleshoot your Application Load Balancers"
}

// whyBalancer follows requests to each listener: one for each of its rules, and one
// that no rule is for; then the target groups behind them.
func (w *World) whyBalancer(thing string) []trace.Trace {
	lb := w.balancerNamed(thing)
	if lb == nil {
		return nil
	}
	from := w.client(lb)
	var out []trace.Trace
	for _, d := range w.doors(lb) {
		for i := range d.Rules {
			out = append(out, w.requestView(lb, d, d.Rules[i].sample(lb, from)).Trace)
		}
		out = append(out, w.requestView(lb, d, request{from, lb.DNS, "/"}).Trace)
	}
	if out == nil {
		return []trace.Trace{{Rule: "load balancer", Subject: lb.Name, Verdict: "no listener"}}
	}
	for _, g := range w.groupsOfBalancer(lb) {
		out = append(out, w.whyGroupOfTargets(g)...)
	}
	return out
}

// sample is a request for which a rule is.
func (r *listenerRule) sample(lb *loadBalancer, from string) request {
	out := request{from, lb.DNS, "/"}
	fill := strings.NewReplacer("*", "x", "?", "x")
	if len(r.Hosts) > 0 {
		out.Host = fill.Replace(r.Hosts[0])
	}
	if len(r.Paths) > 0 {
		out.Path = fill.Replace(r.Paths[0])
	}
	return out
}

// client is the interface of a client of a load balancer: none, for the internet, if
// it faces that; of an internal one the first instance or task of the VPC that is no
// target of it, and none when there is no such.
func (w *World) client(lb *loadBalancer) string {
	if lb.Scheme == schemePublic {
		return ""
	}
	var targets []string
	for _, g := range w.groupsOfBalancer(lb) {
		for i := range g.Targets {
			if t := &g.Targets[i]; t.Health.State != targethealth.Draining {
				targets = append(targets, w.targetInterface(g, t))
			}
		}
	}
	for i := range w.s.Interfaces.All() {
		instance, task := w.s.Instances.Get(i.Owner), w.s.Tasks.Get(i.Owner)
		runs := instance != nil && instance.State == "running" || task != nil && task.LastStatus == taskRunning
		if runs && w.s.Subnets.Get(i.Subnet).VPC == lb.VPC && !slices.Contains(targets, i.ID) {
			return i.ID
		}
	}
	return ""
}
