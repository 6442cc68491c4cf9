package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/network"
	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// request is what a client sends to a load balancer.
type request struct {
	From       string // the client's network interface; empty for one in the internet
	Host, Path string // of a request over HTTP
}

// response is how a request to a load balancer ends for its client.
type response struct {
	Words string
	OK    bool
}

// How requests end. "Troubleshoot your Application Load Balancers" gives the codes
// and their causes; "Troubleshoot a Classic Load Balancer" some of the same.
var (
	clientTimedOut = response{Words: "connection timed out"}
	clientRefused  = response{Words: "connection refused"}
	clientUnheard  = response{Words: "no answer"} // over UDP
	badGateway     = response{Words: "502 Bad Gateway"}
	unavailable    = response{Words: "503 Service Unavailable"}
	gatewayTimeout = response{Words: "504 Gateway Timeout"}
	accepted       = response{Words: "connected", OK: true}
)

// door is a port on which a load balancer takes requests, of whatever kind it is.
type door struct {
	*listener
	instancePort int64 // of a Classic Load Balancer
}

// doors are a load balancer's, in the order of making.
func (w *World) doors(lb *loadBalancer) []door {
	var out []door
	for _, l := range w.listenersOf(lb) {
		out = append(out, door{listener: l})
	}
	for _, l := range lb.Classic {
		pool := action{Type: actionForward, Forward: []weighted{{lb.ARN, 1}}}
		out = append(out, door{&listener{LoadBalancer: lb.ARN, Protocol: l.Protocol, Port: l.Port, Default: pool}, l.InstancePort})
	}
	return out
}

// requestWay is one of the ways that a request may take: through a node that the
// client's resolver gave it, to a target that the load balancer chose.
type requestWay struct {
	node   node
	group  *targetGroup
	target *target // nil where there is none to choose, or where none is needed
	open   bool    // no target is healthy, and all get requests
}

// requestWays are all the ways that a request may take.
func (w *World) requestWays(lb *loadBalancer, d door, r request) []requestWay {
	var out []requestWay
	a, _ := d.route(r)
	for _, n := range w.nodesInDNS(lb) {
		if len(a.Forward) == 0 {
			out = append(out, requestWay{node: n})
		}
		for _, f := range a.Forward {
			if f.Weight == 0 && len(a.Forward) > 1 {
				continue
			}
			g := w.s.TargetGroups.Get(f.TargetGroup)
			chosen, open := w.chosen(lb, g, n)
			if len(chosen) == 0 {
				out = append(out, requestWay{node: n, group: g})
			}
			for _, t := range chosen {
				out = append(out, requestWay{n, g, t, open})
			}
		}
	}
	return out
}

// isThere reports whether the load balancer has a listener there.
func (d door) isThere() bool { return d.ARN != "" || d.instancePort != 0 }

// route is what a door does with a request, and the rule that says so; nil for the
// default action.
func (d door) route(r request) (action, *listenerRule) {
	for i := range d.Rules {
		if d.Rules[i].matches(r.Host, r.Path) {
			return d.Rules[i].Action, &d.Rules[i]
		}
	}
	return d.Default, nil
}

// nodesInDNS are the nodes whose addresses the load balancer's DNS name has: those of
// zones where every target group has a healthy target, or all when there is no such
// zone. "Target groups for your Network Load Balancers", DNS failover.
func (w *World) nodesInDNS(lb *loadBalancer) []node {
	var out []node
	for _, n := range lb.Nodes {
		served := func(g *targetGroup) bool {
			return slices.ContainsFunc(w.reachable(lb, g, n), func(t *target) bool { return t.Health.State == targethealth.Healthy })
		}
		if !slices.ContainsFunc(w.groupsOfBalancer(lb), func(g *targetGroup) bool { return !served(g) }) {
			out = append(out, n)
		}
	}
	if out == nil {
		return lb.Nodes
	}
	return out
}

// groupsOfBalancer are the target groups to which a load balancer sends requests,
// also the pool of a Classic one.
func (w *World) groupsOfBalancer(lb *loadBalancer) []*targetGroup {
	if lb.Type == kindClassic {
		return []*targetGroup{w.s.TargetGroups.Get(lb.ARN)}
	}
	return w.groupsBehind(lb)
}

// crosses reports whether a load balancer's nodes send requests for a target group to
// targets of other zones.
func (lb *loadBalancer) crosses(g *targetGroup) bool {
	if g.CrossZone == crossZoneOfBalancer {
		return lb.CrossZone
	}
	return g.CrossZone == "true"
}

// reachable are the targets of a group that a node may choose: registered ones in its
// zone, or in any with cross-zone load balancing.
func (w *World) reachable(lb *loadBalancer, g *targetGroup, n node) []*target {
	var out []*target
	for i := range g.Targets {
		t := &g.Targets[i]
		if state, _, _ := w.unused(g, t); state != "" || t.Health.State == targethealth.Draining {
			continue
		}
		if lb.crosses(g) || w.targetZone(g, t) == n.Zone {
			out = append(out, t)
		}
	}
	return out
}

// chosen are the targets among which a node chooses: the healthy ones, and all when
// none is. So a new target waits for its first pass, also behind a Network Load
// Balancer: "Register targets for your Network Load Balancer". A Classic one sends no
// requests to instances out of service.
func (w *World) chosen(lb *loadBalancer, g *targetGroup, n node) (targets []*target, open bool) {
	all := w.reachable(lb, g, n)
	for _, t := range all {
		if t.Health.State == targethealth.Healthy {
			targets = append(targets, t)
		}
	}
	if targets == nil && lb.Type != kindClassic {
		return all, len(all) > 0
	}
	return targets, false
}

// follow follows one way of a request and returns how it ends.
func (w *World) follow(lb *loadBalancer, d door, r request, a requestWay, rec *trace.Recorder) response {
	path := w.reach(w.toDoor(d, r, a.node), rec)
	switch {
	case path.Verdict == network.RefusedByHost:
		return clientRefused
	case !path.OK():
		return clientTimedOut
	}
	act, rule := d.route(r)
	w.tellRoute(d, act, rule, rec)
	switch {
	case act.Type == actionRedirect:
		return response{strings.TrimPrefix(act.Redirect.StatusCode, "HTTP_") + " to " + redirected(act.Redirect, d, r), true}
	case act.Type == actionFixed:
		return response{act.Fixed.StatusCode, act.Fixed.StatusCode < "400"}
	case a.target == nil:
		return w.noTarget(lb, d, a, rec)
	}
	return w.toTarget(lb, d, a, path.Source, rec)
}

// toDoor is the client's connection to a node.
func (w *World) toDoor(d door, r request, n node) network.Query {
	q := network.Query{From: r.From, To: n.Interface, Protocol: d.transport(), Port: d.Port, Listens: d.isThere()}
	if r.From == "" {
		q.FromIP = anyone
	}
	return toNode(q, w.s.Interfaces.Get(n.Interface))
}

// tellRoute records which action a request gets, and why.
func (w *World) tellRoute(d door, a action, rule *listenerRule, rec *trace.Recorder) {
	if !rec.On() {
		return
	}
	if rule != nil {
		rec.Add(true, fmt.Sprintf("rule %d", rule.Priority), rule.conditionWords(), w.actionWords(a))
		return
	}
	words := "default action"
	if len(d.Rules) > 0 {
		words += ", no rule is for it"
	}
	does := w.actionWords(a)
	if d.instancePort != 0 {
		words, does = fmt.Sprintf("port %d of instances", d.instancePort), ""
	}
	rec.Add(true, fmt.Sprintf("%s %d", d.Protocol, d.Port), words, does)
}

// noTarget is how a request ends for which there is no target.
func (w *World) noTarget(lb *loadBalancer, d door, a requestWay, rec *trace.Recorder) response {
	words := "no registered target that is in use"
	switch {
	case lb.Type == kindClassic:
		words = "no instance in service"
	case !lb.crosses(a.group):
		words += " in " + a.node.Zone
	}
	rec.Add(false, a.group.Name, "no target", words)
	if overHTTP(d.Protocol) {
		return unavailable
	}
	return d.failure(network.TimedOut)
}

// toTarget follows a request from a node to a target. client is the address from
// which it came to the node.
func (w *World) toTarget(lb *loadBalancer, d door, a requestWay, client netip.Addr, rec *trace.Recorder) response {
	w.tellChoice(lb, a, rec)
	port := a.target.Port
	if a.group.Classic {
		port = d.instancePort
	}
	to := w.targetInterface(a.group, a.target)
	if to == "" {
		rec.Add(false, "interface", "none", "nothing has the address "+a.target.ID)
		return d.failure(network.TimedOut)
	}
	img := w.listening(a.group, a.target, d.transport(), port)
	q := network.Query{From: a.node.Interface, To: to, Protocol: d.transport(), Port: port, Listens: img != nil}
	if a.group.PreserveClientIP {
		q.Seen = client
		rec.Add(true, "client IP preservation", client.String(), "the target sees the address of the client")
	}
	path := w.reach(q, rec)
	switch {
	case !path.OK():
		return d.failure(path.Verdict)
	case !overHTTP(d.Protocol):
		return accepted
	}
	rec.Add(img.Answers < 400, "the application", fmt.Sprint(img.Answers), "")
	return response{fmt.Sprint(img.Answers), img.Answers < 400}
}

// tellChoice records among how many targets a load balancer chooses.
func (w *World) tellChoice(lb *loadBalancer, a requestWay, rec *trace.Recorder) {
	if !rec.On() {
		return
	}
	all := w.reachable(lb, a.group, a.node)
	if a.open {
		rec.Add(false, a.group.Name, "none healthy", fmt.Sprintf("fail open: %d of %d get requests, such as %s", len(all), len(all), w.targetName(a.target)))
		return
	}
	chosen, _ := w.chosen(lb, a.group, a.node)
	rec.Add(true, a.group.Name, fmt.Sprintf("%d of %d get requests", len(chosen), len(all)), "such as "+w.targetName(a.target))
}

// failure is what the client sees of a connection to a target that fails.
func (d door) failure(v network.Verdict) response {
	switch {
	case overHTTP(d.Protocol) && v == network.RefusedByHost:
		return badGateway
	case overHTTP(d.Protocol):
		return gatewayTimeout
	case d.transport() == "udp":
		return clientUnheard
	case v == network.RefusedByHost:
		return clientRefused
	}
	return clientTimedOut
}

// redirected is the address to which a redirect leads.
func redirected(to *api.RedirectConfig, d door, r request) string {
	fill := strings.NewReplacer("#{protocol}", d.Protocol, "#{host}", r.Host, "#{port}", fmt.Sprint(d.Port), "#{path}", strings.TrimPrefix(r.Path, "/"), "#{query}", "")
	url := strings.ToLower(fill.Replace(to.Protocol)) + "://" + fill.Replace(to.Host) + ":" + fill.Replace(to.Port) + fill.Replace(to.Path)
	if query := fill.Replace(to.Query); query != "" {
		url += "?" + query
	}
	return url
}
