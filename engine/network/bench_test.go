package network

import (
	"fmt"
	"net/netip"
	"testing"

	"drydock/engine/trace"
)

// large is a VPC with 50 security groups of 20 rules, 20 subnets and 1,000
// interfaces with two groups each.
func large() net {
	n := office().copied()
	for i := range 50 {
		id := fmt.Sprintf("sg-%d", i)
		g := SecurityGroup{ID: id, Egress: open}
		for r := range 19 {
			g.Ingress = append(g.Ingress, Rule{Protocol: "tcp", From: int64(1000 + r), To: int64(1000 + r), Group: fmt.Sprintf("sg-%d", (i+r)%50)})
		}
		g.Ingress = append(g.Ingress, tcp(8080, "10.0.0.0/16"))
		n.groups[id] = g
	}
	for i := range 20 {
		id := fmt.Sprintf("subnet-%d", i)
		n.subnets[id] = Subnet{ID: id, VPC: "vpc", Zone: "abc"[i%3 : i%3+1], CIDR: cidr(fmt.Sprintf("10.0.%d.0/24", 100+i)), Table: "private", ACL: "acl-private"}
	}
	for i := range 1000 {
		id := fmt.Sprintf("eni-%d", i)
		n.interfaces[id] = Interface{
			ID: id, Subnet: fmt.Sprintf("subnet-%d", i%20), PrivateIP: netip.AddrFrom4([4]byte{10, 0, byte(100 + i%20), byte(10 + i/20)}),
			Groups: []string{fmt.Sprintf("sg-%d", i%50), fmt.Sprintf("sg-%d", (i*7+1)%50)},
		}
	}
	return n
}

// BenchmarkReach answers queries between the interfaces of a large VPC, and out of it.
func BenchmarkReach(b *testing.B) {
	n := large()
	n.public = map[netip.Addr]string{n.interfaces["nat"].PublicIP: "nat"}
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprintf("eni-%d", i)
	}
	inside := func(i int) Query {
		return Query{From: ids[i%1000], To: ids[(i*37+11)%1000], Protocol: "tcp", Port: 8080, Listens: true}
	}
	for _, c := range []struct {
		name  string
		query func(int) Query
		rec   bool
	}{
		{"inside", inside, false},
		{"through NAT", func(i int) Query { return toHub(ids[i%1000]) }, false},
		{"to an endpoint", func(i int) Query { return toECR(ids[i%1000]) }, false},
		{"inside, traced", inside, true},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				var rec *trace.Recorder
				if c.rec {
					rec = &trace.Recorder{}
				}
				Reach(n, c.query(i), rec)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "queries/s")
		})
	}
}
