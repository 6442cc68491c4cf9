package engine

import (
	"net/netip"

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
// is called: it reaches everything.
const ownNetwork = ""

// reach follows a connection through the world's network.
func (w *World) reach(q network.Query, rec *trace.Recorder) network.Path {
	return network.Reach(topology{w}, q, rec)
}

// toEndpoint is a connection from an interface to the endpoint of an AWS service.
func (w *World) toEndpoint(from string, e *awsEndpoint) network.Query {
	return network.Query{From: from, Host: e.hostIn(w.cfg.Region), Service: e.name, ToIP: e.address(), Protocol: "tcp", Port: https, Listens: true}
}

// toHost is a connection from an interface to a host in the internet.
func toHost(from, host string, port int64) network.Query {
	return network.Query{From: from, Host: host, ToIP: anyHost, Protocol: "tcp", Port: port, Listens: true}
}

// reachEndpoint follows a connection to the endpoint of a service.
func (w *World) reachEndpoint(from string, e *awsEndpoint, rec *trace.Recorder) network.Path {
	if from == ownNetwork || e == nil {
		return network.Path{Verdict: network.Connected}
	}
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
	return trace.Trace{
		Rule: "reachability", Subject: subject, Verdict: p.Verdict.String(), OK: p.OK(), Steps: rec.Steps,
		Source: "Security group rules; Configure route tables; Network ACLs, Amazon VPC User Guide",
	}
}

// wire is the network interface over which a task's connections go: its own in
// awsvpc mode, and otherwise its instance's.
func (w *World) wire(t *task) string {
	if t.own() {
		return t.Interface
	}
	return w.hostWire(t)
}

// hostWire is the interface of a task's instance; empty on Fargate.
func (w *World) hostWire(t *task) string {
	if c := w.on(t); c != nil {
		return w.s.Instances.Get(c.Instance).Interface
	}
	return ownNetwork
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
	if t.LaunchType == launchFargate && t.Platform == "1.3.0" {
		return ownNetwork
	}
	return w.agentWire(t)
}
