package playtest

import (
	"fmt"

	"drydock/engine"
	"drydock/engine/trace"
)

// Network is one VPC with two subnets, each with an instance.
func (a *Attempt) Network() engine.NetworkPicture {
	named := func(id, name string) engine.Named { return engine.Named{ID: id, Name: name, Alias: name} }
	table, acl, groups := named("rtb-0aaa", "rtb-public"), named("acl-0aaa", "acl-0aaa"), []engine.Named{named("sg-0bbb", "sg-instances")}
	subnet := func(n int) engine.SubnetView {
		return engine.SubnetView{
			Named: named(fmt.Sprintf("subnet-0%d", n), fmt.Sprintf("subnet-%d", n)), CIDR: fmt.Sprintf("10.0.%d.0/24", n), Public: true, Free: 250, Table: table, ACL: acl,
			Interfaces: []engine.InterfaceView{{
				ID: fmt.Sprintf("eni-0%d", n), Kind: "instance", Owner: named(fmt.Sprintf("i-0a1b2c3d4e5f6a7b%d", n), fmt.Sprintf("i-%02d", n)),
				PrivateIP: fmt.Sprintf("10.0.%d.4", n), PublicIP: fmt.Sprintf("203.0.113.%d", n), Groups: groups, Listens: []int64{32768},
			}},
		}
	}
	return engine.NetworkPicture{
		Services: []string{"s3", "ecr.api"},
		VPCs: []engine.VPCView{{
			Named: named("vpc-0aaa", "vpc-main"), CIDR: "10.0.0.0/16", DNSSupport: true, Gateway: named("igw-0aaa", "igw-main"),
			Zones:  []engine.NetworkZone{{Name: "eu-west-1a", Subnets: []engine.SubnetView{subnet(1)}}, {Name: "eu-west-1b", Subnets: []engine.SubnetView{subnet(2)}}},
			Tables: []engine.RouteTableView{{Named: table, Routes: []engine.RouteView{{Destination: "0.0.0.0/0", Target: named("igw-0aaa", "igw-main")}}}},
			ACLs:   []engine.ACLView{{Named: acl, Default: true}},
			Groups: a.Picture().Groups,
		}},
	}
}

// Paths knows one path, which a group stops until it is repaired.
func (a *Attempt) Paths(from, to string, port int64) ([]engine.PathView, error) {
	stop := trace.Step{Label: "sg-instances ingress", Result: "DENY", Detail: fmt.Sprintf("no rule admits tcp %d", port), Thing: "sg-0bbb"}
	if a.fixed > 0 {
		stop = trace.Step{Label: "sg-instances ingress", Result: "allow", OK: true, Thing: "sg-0bbb"}
	}
	p := engine.PathView{From: from, To: to, Port: port, Verdict: "timed out", Steps: []trace.Step{{Label: "rtb-public", Result: "local", OK: true, Thing: "rtb-0aaa"}, stop}}
	if a.fixed > 0 {
		p.Verdict, p.OK = "connected", true
	}
	return []engine.PathView{p}, nil
}

// Listens is the port of the tasks.
func (a *Attempt) Listens(string) []int64 { return []int64{32768} }
