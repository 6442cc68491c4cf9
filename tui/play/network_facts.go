package play

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine"
)

// networkFacts are what the picture of the network tells of a thing; nil for one that
// is not on it.
func networkFacts(p engine.NetworkPicture, t thing) []fact {
	if t.kind == engine.Internet {
		return internetFacts(p)
	}
	for _, g := range p.Detached {
		if t.id == g.ID {
			return []fact{{"id", g.ID}, {"attached", "to no VPC: routes to it lead nowhere"}}
		}
	}
	for _, v := range p.VPCs {
		if out := partFacts(v, t); out != nil {
			return out
		}
	}
	return nil
}

// partFacts are about a VPC or a part of it.
func partFacts(v engine.VPCView, t thing) []fact {
	switch t.id {
	case v.ID:
		return vpcFacts(v)
	case v.Gateway.ID:
		return gatewayFacts(v)
	}
	for _, z := range v.Zones {
		for _, s := range z.Subnets {
			if t.id == s.ID {
				return subnetFacts(z, s)
			}
			for _, i := range s.Interfaces {
				if t.place == i.ID && i.Kind != "VPC endpoint" {
					return interfaceFacts(v, s, i)
				}
			}
		}
	}
	for _, table := range v.Tables {
		if t.id == table.ID {
			return tableFacts(v, table)
		}
	}
	for _, a := range v.ACLs {
		if t.id == a.ID {
			return aclFacts(a)
		}
	}
	for _, g := range v.Groups {
		if t.id == g.ID {
			return append(groupFacts(g), fact{"on", strings.Join(membersOf(v, g), ", ")})
		}
	}
	for _, e := range v.Endpoints {
		if t.id == e.ID {
			return endpointFacts(v, e)
		}
	}
	return nil
}

// everyInterface are the network interfaces of a VPC.
func everyInterface(v engine.VPCView) []engine.InterfaceView {
	var out []engine.InterfaceView
	for _, z := range v.Zones {
		for _, s := range z.Subnets {
			out = append(out, s.Interfaces...)
		}
	}
	return out
}

// internetFacts tell what has a public address.
func internetFacts(p engine.NetworkPicture) []fact {
	out := []fact{{"internet", "what is in no VPC"}}
	for _, v := range p.VPCs {
		for _, i := range everyInterface(v) {
			if i.PublicIP != "" {
				out = append(out, fact{i.PublicIP, i.Kind + " " + i.Owner.Name})
			}
		}
	}
	return out
}

func vpcFacts(v engine.VPCView) []fact {
	gateway := v.Gateway.Name
	if gateway == "" {
		gateway = "none"
	}
	subnets := 0
	for _, z := range v.Zones {
		subnets += len(z.Subnets)
	}
	return []fact{
		{"id", v.ID},
		{"CIDR", v.CIDR},
		{"DNS", "support " + onOff(v.DNSSupport) + ", hostnames " + onOff(v.DNSHostnames)},
		{"gateway", gateway},
		{"subnets", fmt.Sprint(subnets)},
	}
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func gatewayFacts(v engine.VPCView) []fact {
	return append([]fact{{"id", v.Gateway.ID}, {"attached", "to " + v.Name}}, leadingTo(v, v.Gateway.ID)...)
}

// leadingTo are the routes of a VPC to a target.
func leadingTo(v engine.VPCView, target string) []fact {
	var out []fact
	for _, t := range v.Tables {
		for _, r := range t.Routes {
			if r.Target.ID == target {
				out = append(out, fact{"route", r.Destination + " in " + t.Name})
			}
		}
	}
	if out == nil {
		return []fact{{"route", "no route table leads to it"}}
	}
	return out
}

func subnetFacts(z engine.NetworkZone, s engine.SubnetView) []fact {
	kind := "private: no route to an internet gateway"
	if s.Public {
		kind = "public: a route to an internet gateway"
	}
	table := s.Table.Name
	if s.Main {
		table += ", the main one"
	}
	out := []fact{
		{"id", s.ID},
		{"CIDR", s.CIDR},
		{"zone", z.Name},
		{"subnet", kind},
		{"routes", table},
		{"ACL", s.ACL.Name},
		{"public IPs", onOff(s.PublicIPs) + " for what is launched here"},
		{"free", fmt.Sprintf("%d addresses", s.Free)},
	}
	for _, i := range s.Interfaces {
		out = append(out, fact{i.PrivateIP, i.Kind + " " + i.Owner.Name})
	}
	return out
}

func interfaceFacts(v engine.VPCView, s engine.SubnetView, i engine.InterfaceView) []fact {
	public := i.PublicIP
	if public == "" {
		public = "none, private only"
	}
	out := []fact{
		{"id", i.Owner.ID},
		{"address", i.PrivateIP},
		{"public IP", public},
		{"subnet", s.Name},
		{"listens", portList(i.Listens)},
	}
	for _, task := range i.Tasks {
		out = append(out, fact{"carries", "task " + task.Name})
	}
	if i.Unfiltered {
		out = append(out, fact{"groups", "none: nothing filters"})
	}
	for _, g := range v.Groups {
		if slices.ContainsFunc(i.Groups, func(n engine.Named) bool { return n.ID == g.ID }) {
			out = append(append(out, fact{"group", first(g.Alias, g.ID)}), ruleFacts(g)...)
		}
	}
	for _, n := range v.NATs {
		if n.ID == i.Owner.ID {
			out = append(out, natFacts(v, n)...)
		}
	}
	return append(out, fact{"interface", i.ID})
}

func portList(ports []int64) string {
	if len(ports) == 0 {
		return "nothing"
	}
	return "tcp " + strings.Trim(strings.ReplaceAll(fmt.Sprint(ports), " ", ", "), "[]")
}

func natFacts(v engine.VPCView, n engine.NATView) []fact {
	kind := "public"
	if n.Private {
		kind = "private: it leads to no internet"
	}
	return append([]fact{{"state", n.State}, {"type", kind}}, leadingTo(v, n.ID)...)
}

func tableFacts(v engine.VPCView, t engine.RouteTableView) []fact {
	out := []fact{{"id", t.ID}}
	if t.Main {
		out = append(out, fact{"main", "of subnets that are associated with no other"})
	}
	var of []string
	for _, z := range v.Zones {
		for _, s := range z.Subnets {
			if s.Table.ID == t.ID {
				of = append(of, s.Name)
			}
		}
	}
	if of == nil {
		of = []string{"no subnet"}
	}
	out = append(out, fact{"of", strings.Join(of, ", ")})
	for _, r := range t.Routes {
		sign := ""
		if r.Blackhole {
			sign = " ✗ blackhole"
		}
		out = append(out, fact{"route", r.Destination + " → " + r.Target.Name + sign})
	}
	return out
}

func aclFacts(a engine.ACLView) []fact {
	out := []fact{{"id", a.ID}}
	if a.Default {
		out = append(out, fact{"default", "of its VPC"})
	}
	out = append(out, fact{"of", nameList(a.Subnets)})
	for _, way := range []struct {
		word    string
		entries []engine.EntryView
	}{{"in", a.Ingress}, {"out", a.Egress}} {
		for _, e := range way.entries {
			sign := "✗ deny "
			if e.Allow {
				sign = "✓ allow "
			}
			out = append(out, fact{way.word + " " + e.Number, sign + e.Traffic + " " + e.CIDR})
		}
	}
	return out
}

// nameList are names with commas; "none" for none.
func nameList(all []engine.Named) string {
	var names []string
	for _, n := range all {
		names = append(names, n.Name)
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ", ")
}

// membersOf are the names of what a group is on.
func membersOf(v engine.VPCView, g engine.GroupView) []string {
	var out []string
	for _, i := range everyInterface(v) {
		if slices.ContainsFunc(i.Groups, func(n engine.Named) bool { return n.ID == g.ID }) && !slices.Contains(out, i.Owner.Name) {
			out = append(out, i.Owner.Name)
		}
	}
	if out == nil {
		return []string{"nothing"}
	}
	return out
}

func endpointFacts(v engine.VPCView, e engine.EndpointView) []fact {
	policy := e.Policy
	if policy == "" {
		policy = "default: it allows everything"
	}
	out := []fact{{"id", e.ID}, {"service", e.Service}, {"type", e.Type}, {"state", e.State}}
	if e.Type == "Gateway" {
		return append(append(out, leadingTo(v, e.ID)...), fact{"policy", policy})
	}
	out = append(out, fact{"private DNS", onOff(e.PrivateDNS)}, fact{"groups", nameList(e.Groups)})
	for _, i := range everyInterface(v) {
		if i.Owner.ID == e.ID {
			out = append(out, fact{"address", i.PrivateIP})
		}
	}
	return append(out, fact{"subnets", nameList(e.Subnets)}, fact{"policy", policy})
}
