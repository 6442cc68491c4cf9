package engine

import (
	"cmp"
	"net/netip"
	"strings"

	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// The addresses that stand for the internet: a client in it, and a host in it. Of a
// range that is kept for documentation.
var (
	anyone  = netip.MustParseAddr("198.51.100.7")
	anyHost = netip.MustParseAddr("198.51.100.30")
)

// https is the port of every endpoint of AWS, and of registries.
const https = 443

// ownNetwork stands for the network of AWS itself as the place from which something
// is called: it reaches everything. No id of an interface is like it; an empty one is
// that of nothing, which reaches nothing.
const ownNetwork = "aws"

// reach follows a connection through the world's network.
func (w *World) reach(q network.Query, rec *trace.Recorder) network.Path {
	if q.From == ownNetwork {
		rec.Add(true, "network of AWS", "reaches", "the connection does not go through the VPC")
		return network.Path{Verdict: network.Connected}
	}
	return network.Reach(topology{w}, q, rec)
}

// toEndpoint is a connection from an interface to the endpoint of an AWS service in
// the Region of the world.
func (w *World) toEndpoint(from string, e *awsEndpoint) network.Query {
	return network.Query{From: from, Host: e.hostIn(w.cfg.Region), Service: e.name, ToIP: e.address(), Protocol: "tcp", Port: https, Listens: true}
}

// toEndpointIn is one to the endpoint in some Region. Endpoints of a VPC are of their
// own Region, so another one is somewhere in the internet. "Amazon ECS interface VPC
// endpoints", Considerations.
func (w *World) toEndpointIn(from, region string, e *awsEndpoint) network.Query {
	if region == "" || region == w.cfg.Region {
		return w.toEndpoint(from, e)
	}
	return toHost(from, e.hostIn(region), https)
}

// toAction is a connection to where calls of an action go, such as s3:GetObject, in a
// Region; empty for the world's.
func (w *World) toAction(from, region, action string) network.Query {
	if e := awsEndpointOf(action); e != nil {
		return w.toEndpointIn(from, region, e)
	}
	service, _, _ := strings.Cut(action, ":")
	return toHost(from, service+"."+cmp.Or(region, w.cfg.Region)+".amazonaws.com", https)
}

// toHost is a connection from an interface to a host in the internet.
func toHost(from, host string, port int64) network.Query {
	return network.Query{From: from, Host: host, ToIP: anyHost, Protocol: "tcp", Port: port, Listens: true}
}

// reachEndpoint follows a connection to the endpoint of a service.
func (w *World) reachEndpoint(from string, e *awsEndpoint, rec *trace.Recorder) network.Path {
	return w.reach(w.toEndpoint(from, e), rec)
}

// callKeysOf are the condition keys that a request has by the way it came: the
// public address that AWS sees, or the VPC endpoint and its VPC. "AWS global
// condition context keys".
func (w *World) callKeysOf(p network.Path) policy.Context {
	if e := w.s.Endpoints.Get(p.Endpoint); e != nil {
		return keyed("aws:SourceVpce", e.ID, "aws:SourceVpc", e.VPC, "aws:VpcSourceIp", p.Source.String())
	}
	if p.Source.IsValid() && !p.Source.IsPrivate() {
		return keyed("aws:SourceIp", p.Source.String())
	}
	return policy.Context{}
}

// dialError is what a client writes of a connection that did not come about: "dial
// tcp 198.18.2.12:443: i/o timeout". The wording is observed.
func dialError(p network.Path, host string) string {
	if p.Verdict == network.Unresolved {
		return "dial tcp: lookup " + host + ": no such host"
	}
	return "dial tcp " + netip.AddrPortFrom(p.To, https).String() + ": i/o timeout"
}

// unreachable is the trace of a connection that did not come about.
func unreachable(subject string, p network.Path, rec *trace.Recorder) trace.Trace {
	return reachability(subject, p.Verdict.String(), p.OK(), rec.Steps)
}

// reachability is the trace of a connection.
func reachability(subject, verdict string, ok bool, steps []trace.Step) trace.Trace {
	return trace.Trace{
		Rule: "reachability", Subject: subject, Verdict: verdict, OK: ok, Steps: steps,
		Source: "Security group rules; Configure route tables; Network ACLs, Amazon VPC User Guide",
	}
}

// wire is the network interface over which the connections of a task's applications
// go: its own in awsvpc mode, and otherwise its instance's. In network mode none there
// is no way out: it is empty.
func (w *World) wire(t *task) string {
	if w.s.Definitions.Get(t.Definition).Body.NetworkMode == modeNone {
		return ""
	}
	return w.mountWire(t)
}

// mountWire is the interface over which a task's volumes are mounted. The instance
// does that for tasks without an interface.
func (w *World) mountWire(t *task) string {
	if t.own() {
		return t.Interface
	}
	return w.hostWire(t)
}

// hostWire is the interface of a task's instance; empty on Fargate, and when the
// instance does not run.
func (w *World) hostWire(t *task) string {
	if c := w.on(t); c != nil {
		return w.instanceWire(w.s.Instances.Get(c.Instance))
	}
	return ""
}

// instanceWire is the interface of an instance; empty when it does not run.
func (w *World) instanceWire(i *instance) string {
	if i.State != "running" {
		return ""
	}
	return i.Interface
}

// agentWire is the interface over which the agent fetches what a task needs: on
// Fargate the task's own, on EC2 the instance's, whatever interface the task has.
// "Task networking for Amazon ECS tasks on Fargate", reference 02 §5.3.
func (w *World) agentWire(t *task) string {
	if t.LaunchType == launchFargate {
		return t.Interface
	}
	return w.hostWire(t)
}

// tokenWire is the interface over which the token of the registry, secrets and
// parameters are fetched: before version 1.4.0 of the platform by an interface that
// AWS owns. "Fargate platform versions".
func (w *World) tokenWire(t *task) string {
	if t.LaunchType == launchFargate && t.Platform == platformBefore {
		return ownNetwork
	}
	return w.agentWire(t)
}
