package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/network"
)

// Network returns what a screen draws of the network.
func (w *World) Network() NetworkPicture {
	var p NetworkPicture
	for v := range w.s.VPCs.All() {
		p.VPCs = append(p.VPCs, w.vpcPicture(v))
	}
	for g := range w.s.Gateways.All() {
		if g.VPC == "" {
			p.Detached = append(p.Detached, w.asNamed(g.ID))
		}
	}
	for i := range awsEndpoints {
		p.Services = append(p.Services, awsEndpoints[i].name)
	}
	return p
}

// asNamed is a thing under the name that a person knows.
func (w *World) asNamed(id string) Named { return Named{id, w.label(id), w.s.Shown[id]} }

func (w *World) allNamed(ids []string) []Named {
	var out []Named
	for _, id := range ids {
		out = append(out, w.asNamed(id))
	}
	return out
}

func (w *World) vpcPicture(v *vpc) VPCView {
	out := VPCView{Named: w.asNamed(v.ID), CIDR: v.CIDR, DNSSupport: v.DNSSupport, DNSHostnames: v.DNSHostnames}
	if g := w.gatewayOf(v.ID); g != nil {
		out.Gateway = w.asNamed(g.ID)
	}
	for s := range w.subnets() {
		if s.VPC == v.ID {
			at := out.zone(s.Zone)
			out.Zones[at].Subnets = append(out.Zones[at].Subnets, w.subnetPicture(s))
		}
	}
	slices.SortFunc(out.Zones, func(a, b NetworkZone) int { return strings.Compare(a.Name, b.Name) })
	for t := range w.s.RouteTables.All() {
		if t.VPC == v.ID {
			out.Tables = append(out.Tables, w.tablePicture(t))
		}
	}
	for a := range w.s.ACLs.All() {
		if a.VPC == v.ID {
			out.ACLs = append(out.ACLs, w.aclPicture(a))
		}
	}
	for g := range w.s.SecurityGroups.All() {
		if g.VPC == v.ID && (g.ID != v.Default || w.groupInUse(g.ID)) {
			out.Groups = append(out.Groups, w.groupPicture(g))
		}
	}
	for n := range w.s.NATs.All() {
		if n.State != "deleted" && w.s.Subnets.Get(n.Subnet).VPC == v.ID {
			out.NATs = append(out.NATs, w.natPicture(n))
		}
	}
	for e := range w.s.Endpoints.All() {
		if e.VPC == v.ID && e.State != "deleted" {
			out.Endpoints = append(out.Endpoints, w.endpointPicture(e))
		}
	}
	return out
}

// zone is the index of a zone of the VPC, which it gets if it is not there.
func (v *VPCView) zone(name string) int {
	at := slices.IndexFunc(v.Zones, func(z NetworkZone) bool { return z.Name == name })
	if at < 0 {
		at, v.Zones = len(v.Zones), append(v.Zones, NetworkZone{Name: name})
	}
	return at
}

func (w *World) subnetPicture(s *subnet) SubnetView {
	table := w.tableOf(s)
	out := SubnetView{
		Named: w.asNamed(s.ID), CIDR: s.CIDR, Public: w.isPublic(table), PublicIPs: s.PublicIPs, Free: w.freeAddresses(s),
		Table: w.asNamed(table), Main: s.Table == "", ACL: w.asNamed(s.ACL),
	}
	for i := range w.s.Interfaces.All() {
		if i.Subnet == s.ID {
			out.Interfaces = append(out.Interfaces, w.interfacePicture(i))
		}
	}
	return out
}

// isPublic reports whether subnets with a route table are public: it leads to an
// internet gateway. "Subnet types", Amazon VPC User Guide.
func (w *World) isPublic(table string) bool {
	for _, r := range (topology{w}).Routes(table) {
		if w.s.Gateways.Get(r.Target) != nil && !r.Blackhole {
			return true
		}
	}
	return false
}

func (w *World) interfacePicture(i *networkInterface) InterfaceView {
	out := InterfaceView{
		ID: i.ID, Kind: "network interface", Owner: w.asNamed(i.ID), PrivateIP: i.PrivateIP, PublicIP: i.PublicIP,
		Groups: w.allNamed(i.Groups), Unfiltered: i.Unfiltered, Listens: w.listenedPorts(i),
	}
	s := w.s
	switch {
	case s.Instances.Get(i.Owner) != nil:
		out.Kind, out.Owner = "instance", w.asNamed(i.Owner)
		for _, t := range w.carriedBy(i.Owner) {
			out.Tasks = append(out.Tasks, Named{ID: t.ID, Name: w.taskWords(t)})
		}
	case s.Tasks.Get(i.Owner) != nil:
		t := s.Tasks.Get(i.Owner)
		out.Kind, out.Owner = "task", Named{ID: t.ID, Name: w.taskWords(t)}
	case s.LoadBalancers.Get(i.Owner) != nil:
		out.Kind, out.Owner = "load balancer", Named{ID: s.LoadBalancers.Get(i.Owner).Name, Alias: w.s.Shown[i.Owner]}
		out.Owner.Name = cmp.Or(out.Owner.Alias, out.Owner.ID)
	case s.NATs.Get(i.Owner) != nil:
		out.Kind, out.Owner = "NAT gateway", w.asNamed(i.Owner)
	case s.Endpoints.Get(i.Owner) != nil:
		out.Kind, out.Owner = "VPC endpoint", w.asNamed(i.Owner)
	case s.MountTargets.Get(i.Owner) != nil:
		out.Kind, out.Owner = "mount target", Named{i.Owner, w.shown(s.MountTargets.Get(i.Owner).FileSystem), w.s.Shown[i.Owner]}
	case s.Databases.Get(i.Owner) != nil:
		out.Kind, out.Owner = "database", w.asNamed(i.Owner)
	}
	return out
}

// taskWords is what a task is called in a picture: its service, or else its family,
// and the start of its id.
func (w *World) taskWords(t *task) string {
	name := w.s.Definitions.Get(t.Definition).Body.Family
	if s := w.s.Services.Get(t.Service); s != nil {
		name = s.Name
	}
	return name + " " + t.ID[:8]
}

// carriedBy are the tasks on an instance that use its network interface.
func (w *World) carriedBy(instance string) []*task {
	c := w.registered(instance)
	if c == nil {
		return nil
	}
	return slices.DeleteFunc(w.tasksOn(c), func(t *task) bool { return t.own() })
}

// listenedPorts are the TCP ports of an interface that something listens on, in order.
func (w *World) listenedPorts(i *networkInterface) []int64 {
	var ports []int64
	add := func(port int64) {
		if w.listensAt(i.ID, port) {
			ports = append(ports, port)
		}
	}
	tasks := w.carriedBy(i.Owner)
	if t := w.s.Tasks.Get(i.Owner); t != nil {
		tasks = append(tasks, t)
	}
	for _, t := range tasks {
		for _, k := range t.Containers {
			for _, b := range k.Bindings {
				if img := w.s.Images.Get(k.Image); img != nil {
					add(b.host(img.Listens))
				}
			}
		}
	}
	if d := w.s.Databases.Get(i.Owner); d != nil {
		add(d.Port)
	}
	if lb := w.s.LoadBalancers.Get(i.Owner); lb != nil {
		for _, d := range w.doors(lb) {
			add(d.Port)
		}
	}
	add(nfs)
	add(https)
	slices.Sort(ports)
	return slices.Compact(ports)
}

func (w *World) tablePicture(t *routeTable) RouteTableView {
	out := RouteTableView{Named: w.asNamed(t.ID), Main: w.s.VPCs.Get(t.VPC).MainTable == t.ID}
	for _, a := range t.Associations {
		out.Subnets = append(out.Subnets, w.asNamed(a.Subnet))
	}
	for _, r := range t.Routes {
		out.Routes = append(out.Routes, RouteView{w.listName(r.Destination), w.asNamed(r.Target), w.blackhole(t, r)})
	}
	return out
}

func (w *World) aclPicture(a *networkACL) ACLView {
	out := ACLView{Named: w.asNamed(a.ID), Default: w.s.VPCs.Get(a.VPC).ACL == a.ID}
	for s := range w.subnets() {
		if s.ACL == a.ID {
			out.Subnets = append(out.Subnets, w.asNamed(s.ID))
		}
	}
	last := EntryView{"*", network.Rule{Protocol: "-1"}.Ports(), "0.0.0.0/0", false}
	for _, e := range a.Entries {
		view := EntryView{fmt.Sprint(e.Number), network.Rule{Protocol: e.Protocol, From: e.From, To: e.To}.Ports(), e.CIDR, e.Allow}
		if e.Egress {
			out.Egress = append(out.Egress, view)
		} else {
			out.Ingress = append(out.Ingress, view)
		}
	}
	out.Ingress, out.Egress = append(out.Ingress, last), append(out.Egress, last)
	return out
}

func (w *World) natPicture(n *natGateway) NATView {
	out := NATView{Named: w.asNamed(n.ID), Subnet: w.asNamed(n.Subnet), State: n.State, Private: n.Private}
	if i := w.s.Interfaces.Get(n.Interface); i != nil {
		out.PrivateIP, out.PublicIP = i.PrivateIP, i.PublicIP
	}
	return out
}

func (w *World) endpointPicture(e *vpcEndpoint) EndpointView {
	return EndpointView{
		Named: w.asNamed(e.ID), Service: endpointName(w.cfg.Region, e.Service), Type: e.Type, State: e.State, PrivateDNS: e.PrivateDNS, Policy: e.Policy,
		Tables: w.allNamed(e.Tables), Subnets: w.allNamed(e.Subnets), Groups: w.allNamed(e.Groups),
	}
}

// groupPicture is a security group with its rules in words.
func (w *World) groupPicture(g *securityGroup) GroupView {
	v := GroupView{ID: g.ID, Alias: w.s.Shown[g.ID]}
	for _, r := range g.Rules {
		rule := RuleView{ID: r.ID, Protocol: r.Protocol, Ports: fmt.Sprintf("%d-%d", r.From, r.To), Source: cmp.Or(r.CIDR, w.listName(r.List), w.shown(r.Group))}
		switch {
		case r.Protocol == "-1":
			rule.Protocol, rule.Ports = "all", "all"
		case r.From == r.To:
			rule.Ports = fmt.Sprint(r.From)
		}
		if r.Egress {
			v.Egress = append(v.Egress, rule)
		} else {
			v.Ingress = append(v.Ingress, rule)
		}
	}
	return v
}

// aclNote is what a network ACL is for.
func (w *World) aclNote(a *networkACL) string {
	var of []string
	if w.s.VPCs.Get(a.VPC).ACL == a.ID {
		of = append(of, "default")
	}
	for s := range w.subnets() {
		if s.ACL == a.ID {
			of = append(of, w.shown(s.ID))
		}
	}
	return strings.Join(of, ", ")
}

// endpointTypes are the types of VPC endpoints of a service.
func endpointTypes(e *awsEndpoint) string {
	if e.gateway {
		return "Gateway or Interface"
	}
	return "Interface"
}
