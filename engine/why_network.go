package engine

import (
	"fmt"
	"strings"

	"drydock/engine/network"
	"drydock/engine/trace"
)

const vpcGuide = ", Amazon VPC User Guide"

// whyNetwork explains a part of the network: what it is, and what it leads to or
// admits.
func (w *World) whyNetwork(thing string) []trace.Trace {
	s := w.s
	switch {
	case thing == Internet:
		return []trace.Trace{w.whyInternet()}
	case s.VPCs.Get(thing) != nil:
		return []trace.Trace{w.whyVPC(s.VPCs.Get(thing))}
	case s.Subnets.Get(thing) != nil && !s.Subnets.Get(thing).Gone:
		return []trace.Trace{w.whySubnet(s.Subnets.Get(thing))}
	case s.RouteTables.Get(thing) != nil:
		return []trace.Trace{w.whyTable(s.RouteTables.Get(thing))}
	case s.ACLs.Get(thing) != nil:
		return []trace.Trace{w.whyACL(s.ACLs.Get(thing))}
	case s.Gateways.Get(thing) != nil:
		return []trace.Trace{w.whyGateway(s.Gateways.Get(thing))}
	case s.NATs.Get(thing) != nil:
		return w.whyNAT(s.NATs.Get(thing))
	case s.Endpoints.Get(thing) != nil:
		return []trace.Trace{w.whyEndpoint(s.Endpoints.Get(thing))}
	case s.Interfaces.Get(thing) != nil:
		return []trace.Trace{w.whyInterface(s.Interfaces.Get(thing))}
	case s.Databases.Get(thing) != nil:
		return []trace.Trace{w.whyInterface(s.Interfaces.Get(s.Databases.Get(thing).Interface))}
	case s.FileSystems.Get(thing) != nil:
		return w.whyFileSystem(thing)
	case s.MountTargets.Get(thing) != nil:
		return []trace.Trace{w.whyInterface(s.Interfaces.Get(s.MountTargets.Get(thing).Interface))}
	}
	return nil
}

// whyFileSystem tells where a file system can be mounted, and what its mount targets
// admit.
func (w *World) whyFileSystem(id string) []trace.Trace {
	out := trace.Trace{Rule: "file system", Subject: w.shown(id), Verdict: "it has no mount target: nothing can mount it", Source: "Managing mount targets, Amazon EFS User Guide"}
	all := []trace.Trace{}
	for _, m := range w.targetsOfFileSystem(id) {
		s := w.s.Subnets.Get(m.Subnet)
		ready := m.State == "available"
		out.Steps = append(out.Steps, trace.Step{Label: s.Zone, Result: m.State, OK: ready, Detail: w.shown(m.ID) + " in " + w.shown(s.ID), Thing: m.ID})
		out.OK, out.Verdict = out.OK || ready, "a client mounts by the mount target of its own zone"
		all = append(all, w.whyInterface(w.s.Interfaces.Get(m.Interface)))
	}
	return append([]trace.Trace{out}, all...)
}

// whyInternet lists what the internet can open connections to.
func (w *World) whyInternet() trace.Trace {
	out := trace.Trace{Rule: "exposure", Subject: "what is open to the internet", OK: true, Source: "Security group rules" + vpcGuide}
	total := int64(0)
	for i := range w.s.Interfaces.All() {
		if i.PublicIP == "" || w.s.NATs.Get(i.Owner) != nil { // nothing comes in by a NAT gateway
			continue
		}
		open := network.Exposure(topology{w}, i.ID)
		total += open
		out.Steps = append(out.Steps, trace.Step{Label: w.label(i.ID), Result: counted(open, "TCP port"), OK: true, Detail: i.PublicIP, Thing: i.ID})
	}
	out.Verdict = counted(total, "TCP port") + " of all interfaces with a public address"
	return out
}

// label is what a person calls a thing.
func (w *World) label(id string) string { return topology{w}.Label(id) }

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func (w *World) whyVPC(v *vpc) trace.Trace {
	out := trace.Trace{Rule: "VPC", Subject: w.label(v.ID) + " " + v.CIDR, OK: v.DNSSupport, Source: "DNS attributes for your VPC" + vpcGuide}
	hostnames := "private names, as of endpoints and file systems, need it"
	out.Steps = []trace.Step{
		{Label: "enableDnsSupport", Result: onOff(v.DNSSupport), OK: v.DNSSupport, Detail: "the VPC's resolver answers", Thing: v.ID},
		{Label: "enableDnsHostnames", Result: onOff(v.DNSHostnames), OK: v.DNSHostnames || !w.wantsPrivateNames(v.ID), Detail: hostnames, Thing: v.ID},
	}
	way := trace.Step{Label: "internet gateway", Result: "none", OK: true, Detail: "nothing in it has a way to the internet"}
	if g := w.gatewayOf(v.ID); g != nil {
		way.Result, way.Detail, way.Thing = w.label(g.ID), "subnets whose route table leads to it are public", g.ID
	}
	out.Steps = append(out.Steps, way)
	for n := range w.subnets() {
		if n.VPC == v.ID {
			out.Steps = append(out.Steps, trace.Step{Label: w.label(n.ID), Result: publicWord(w.isPublic(w.tableOf(n))), OK: true, Detail: n.CIDR + " in " + n.Zone, Thing: n.ID})
		}
	}
	out.Verdict = "names are resolved"
	if !v.DNSSupport {
		out.Verdict = "no name is resolved: only addresses reach anything"
	}
	return out
}

// wantsPrivateNames reports whether something in a VPC has a private name.
func (w *World) wantsPrivateNames(vpc string) bool {
	for e := range w.s.Endpoints.All() {
		if e.VPC == vpc && e.PrivateDNS {
			return true
		}
	}
	for m := range w.s.MountTargets.All() {
		if w.s.Subnets.Get(m.Subnet).VPC == vpc {
			return true
		}
	}
	return false
}

func publicWord(public bool) string {
	if public {
		return "public"
	}
	return "private"
}

func (w *World) whySubnet(s *subnet) trace.Trace {
	table := w.tableOf(s)
	public := w.isPublic(table)
	has := "associated with it"
	if s.Table == "" {
		has = "the main route table of the VPC, as no other is associated with it"
	}
	out := trace.Trace{Rule: "subnet", Subject: w.label(s.ID) + " " + s.CIDR + " in " + s.Zone, OK: true, Source: "Subnets for your VPC" + vpcGuide}
	out.Steps = []trace.Step{
		{Label: "route table", Result: w.label(table), OK: true, Detail: has, Thing: table},
		w.wayOut(s),
		{Label: "network ACL", Result: w.label(s.ACL), OK: true, Detail: "in force for all that enters or leaves the subnet", Thing: s.ACL},
		{Label: "public addresses", Result: onOff(s.PublicIPs), OK: true, Detail: "whether instances launched here get one (MapPublicIpOnLaunch)"},
		{Label: "free addresses", Result: fmt.Sprintf("%d of %d", w.freeAddresses(s), s.hosts()), OK: w.freeAddresses(s) > 0, Detail: "AWS keeps five of every subnet"},
	}
	out.Verdict = "private: " + w.label(table) + " has no route to an internet gateway"
	if public {
		out.Verdict = "public: " + w.label(table) + " has a route to an internet gateway"
	}
	return out
}

// wayOut is where the route table of a subnet sends what is for the internet.
func (w *World) wayOut(s *subnet) trace.Step {
	table := w.s.RouteTables.Get(w.tableOf(s))
	out := trace.Step{Label: "to the internet", Result: "no route", OK: true, Detail: "only what is in the VPC, or behind an endpoint, can be reached", Thing: table.ID}
	for _, r := range (topology{w}).Routes(table.ID) {
		if r.Destination.Bits() != 0 {
			continue
		}
		out.Result, out.Thing = w.label(r.Target), r.Target
		out.Detail = "for interfaces that have a public address"
		switch {
		case r.Blackhole:
			out.OK, out.Detail = false, "blackhole: it is gone or detached"
		case w.s.NATs.Get(r.Target) != nil:
			out.Detail = "for all, with the gateway's address; nothing comes in this way"
		}
	}
	return out
}

func (w *World) whyTable(t *routeTable) trace.Trace {
	out := trace.Trace{Rule: "route table", Subject: w.label(t.ID) + w.subnetWords(t), OK: true, Verdict: "of the routes that an address is in, the most specific counts", Source: "Route tables" + vpcGuide}
	for _, r := range t.Routes {
		step := trace.Step{Label: w.listName(r.Destination), Result: w.label(r.Target), OK: true, Detail: w.targetWords(r.Target), Thing: r.Target}
		if w.blackhole(t, r) {
			step.OK, step.Detail = false, "blackhole: it is gone or detached"
			out.OK = false
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// subnetWords are the subnets that a route table is for.
func (w *World) subnetWords(t *routeTable) string {
	var names []string
	for s := range w.subnets() {
		if w.tableOf(s) == t.ID {
			names = append(names, w.label(s.ID))
		}
	}
	if len(names) == 0 {
		return ", of no subnet"
	}
	return ", of " + strings.Join(names, ", ")
}

// targetWords say what a route's target does.
func (w *World) targetWords(target string) string {
	switch {
	case target == "local":
		return "everything in the VPC"
	case w.s.Gateways.Get(target) != nil:
		return "the internet, for interfaces that have a public address"
	case w.s.NATs.Get(target) != nil:
		return "the internet, with the NAT gateway's address"
	default:
		return "the service, within the AWS network"
	}
}

func (w *World) whyACL(a *networkACL) trace.Trace {
	out := trace.Trace{
		Rule: "network ACL", Subject: w.label(a.ID), OK: true, Source: "Control subnet traffic with network access control lists" + vpcGuide,
		Verdict: "the first entry that is about a packet decides; answers are packets of their own, to the client's ephemeral port",
	}
	view := w.aclPicture(a)
	for _, way := range []struct {
		name    string
		entries []EntryView
	}{{"inbound", view.Ingress}, {"outbound", view.Egress}} {
		for _, e := range way.entries {
			step := trace.Step{Label: way.name + " " + e.Number, Result: "DENY", OK: e.Allow, Detail: e.Traffic + " " + e.CIDR, Thing: a.ID}
			if e.Allow {
				step.Result = "allow"
			}
			out.Steps = append(out.Steps, step)
		}
	}
	return out
}

func (w *World) whyGateway(g *gateway) trace.Trace {
	out := trace.Trace{Rule: "internet gateway", Subject: w.label(g.ID), Source: "Enable internet access for a VPC using an internet gateway" + vpcGuide}
	if g.VPC == "" {
		out.Verdict = "attached to no VPC, so that routes to it lead nowhere"
		return out
	}
	out.Steps, out.OK = w.routesTo(g.ID, g.VPC)
	out.Verdict = "no route leads to it"
	if out.OK {
		out.Verdict = "interfaces with a public address reach the internet through it, and are reached"
	}
	return out
}

// routesTo are the routes to a target in the route tables of a VPC, and whether
// there is one.
func (w *World) routesTo(target, vpc string) (steps []trace.Step, any bool) {
	for t := range w.s.RouteTables.All() {
		for _, r := range t.Routes {
			if t.VPC == vpc && r.Target == target {
				steps, any = append(steps, trace.Step{Label: w.label(t.ID), Result: w.listName(r.Destination), OK: true, Detail: "leads here" + w.subnetWords(t), Thing: t.ID}), true
			}
		}
	}
	return steps, any
}

// whyNAT says what a NAT gateway is for, and follows a connection that it makes.
func (w *World) whyNAT(n *natGateway) []trace.Trace {
	s := w.s.Subnets.Get(n.Subnet)
	out := trace.Trace{Rule: "NAT gateway", Subject: w.label(n.ID) + " in " + w.label(n.Subnet), Source: "NAT gateways" + vpcGuide}
	out.Steps = []trace.Step{
		{Label: "state", Result: n.State, OK: n.State == "available", Thing: n.ID},
		{Label: "its subnet", Result: publicWord(w.isPublic(w.tableOf(s))), OK: n.Private || w.isPublic(w.tableOf(s)), Detail: "a public NAT gateway needs a public subnet of its own", Thing: s.ID},
	}
	steps, any := w.routesTo(n.ID, s.VPC)
	if !any {
		steps = []trace.Step{{Label: "routes", Result: "none", Detail: "no route table leads here"}}
	}
	out.Steps = append(out.Steps, steps...)
	if n.Private || n.State != "available" {
		out.Verdict = "private: it leads to no internet"
		if !n.Private {
			out.Verdict = n.State + ": it sends nothing on"
		}
		if n.State == "failed" {
			out.Verdict = n.FailureCode + ": " + n.FailureMessage
		}
		return []trace.Trace{out}
	}
	onward := w.path(source{label: w.label(n.Interface), wire: n.Interface}, destination{label: Internet, query: network.Query{ToIP: anyHost, Listens: true}}, https).Trace()
	out.OK, out.Verdict = any && onward.OK, "it sends on what comes from private subnets"
	if !out.OK {
		out.Verdict = "it helps nobody as it is"
	}
	return []trace.Trace{out, onward}
}

func (w *World) whyEndpoint(e *vpcEndpoint) trace.Trace {
	name := w.label(e.ID)
	out := trace.Trace{Rule: "VPC endpoint", Subject: name + ", " + endpointName(w.cfg.Region, e.Service), Source: "Access AWS services through AWS PrivateLink, AWS PrivateLink Guide"}
	out.Steps = []trace.Step{{Label: "state", Result: e.State, OK: e.State == "available", Thing: e.ID}}
	works := false
	if e.Type == "Gateway" {
		out.Source = "Gateway endpoints, AWS PrivateLink Guide"
		var routes []trace.Step
		routes, works = w.routesTo(e.ID, e.VPC)
		out.Steps = append(out.Steps, routes...)
		out.Verdict = "no route table leads to it"
		if works {
			out.Verdict = "subnets of these route tables reach " + e.Service + " through it"
		}
	} else {
		works, out.Verdict = w.privateName(e)
		out.Steps = append(out.Steps, w.endpointSteps(e)...)
	}
	allows := trace.Step{Label: "policy", Result: "default", OK: true, Detail: "it allows everything"}
	if e.Policy != "" {
		allows.Result, allows.Detail = "of its own", "what it does not allow is denied, whatever IAM says"
	}
	out.Steps = append(out.Steps, allows)
	out.OK = works && e.State == "available"
	return out
}

// privateName reports whether the name of a service leads to an interface endpoint,
// in words too.
func (w *World) privateName(e *vpcEndpoint) (leads bool, words string) {
	v, host := w.s.VPCs.Get(e.VPC), awsEndpointNamed(e.Service).hostIn(w.cfg.Region)
	switch {
	case !e.PrivateDNS:
		return false, "its private DNS is off: " + host + " has its public address in " + w.label(v.ID)
	case !v.DNSSupport || !v.DNSHostnames:
		return false, "its private name takes both DNS attributes of " + w.label(v.ID)
	default:
		return true, host + " leads to it in " + w.label(v.ID)
	}
}

// endpointSteps are the interfaces of an endpoint and what admits to them.
func (w *World) endpointSteps(e *vpcEndpoint) []trace.Step {
	out := []trace.Step{{Label: "private DNS", Result: onOff(e.PrivateDNS), OK: e.PrivateDNS, Thing: e.ID}}
	for _, id := range e.Interfaces {
		i := w.s.Interfaces.Get(id)
		out = append(out, trace.Step{Label: w.label(i.Subnet), Result: i.PrivateIP, OK: true, Detail: "a network interface in " + w.s.Subnets.Get(i.Subnet).Zone, Thing: i.Subnet})
	}
	for _, g := range e.Groups {
		out = append(out, trace.Step{Label: "security group", Result: w.label(g), OK: true, Detail: "it has to admit tcp 443 from whoever uses the endpoint", Thing: g})
	}
	return out
}

// whyInterface says where a network interface is and what listens there.
func (w *World) whyInterface(i *networkInterface) trace.Trace {
	s := w.s.Subnets.Get(i.Subnet)
	out := trace.Trace{Rule: "network interface", Subject: w.label(i.ID) + " " + i.PrivateIP, OK: true, Source: "Security groups" + vpcGuide}
	out.Steps = []trace.Step{
		{Label: "subnet", Result: w.label(s.ID), OK: true, Detail: publicWord(w.isPublic(w.tableOf(s))) + ", in " + s.Zone, Thing: s.ID},
		{Label: "public address", Result: orNone(i.PublicIP), OK: true},
	}
	for _, g := range i.Groups {
		out.Steps = append(out.Steps, trace.Step{Label: "security group", Result: w.label(g), OK: true, Thing: g})
	}
	if i.Unfiltered {
		out.Steps = append(out.Steps, trace.Step{Label: "security group", Result: "none", OK: true, Detail: "nothing filters what comes in"})
	}
	out.Verdict = "nothing listens on it"
	if ports := w.listenedPorts(i); len(ports) > 0 {
		out.Verdict = "listens on tcp " + strings.Trim(strings.ReplaceAll(fmt.Sprint(ports), " ", ", "), "[]")
	}
	return out
}
