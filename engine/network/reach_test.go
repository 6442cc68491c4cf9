package network

import (
	"testing"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// follow reaches and holds the verdict and the trace together.
func follow(t testing.TB, n net, q Query) (Path, trace.Step) {
	t.Helper()
	rec := &trace.Recorder{}
	p := Reach(n, q, rec)
	agree(t, p, rec.Steps)
	if again := Reach(n, q, nil); again != p {
		t.Fatalf("recording changes the path: %+v, without %+v", p, again)
	}
	return p, rec.Steps[len(rec.Steps)-1]
}

// agree: every hop but the last is passed, the last if and only if the connection was
// accepted, and it names what the path says.
func agree(t interface {
	Helper()
	Fatalf(string, ...any)
}, p Path, steps []trace.Step,
) {
	t.Helper()
	if len(steps) == 0 {
		t.Fatalf("no hop at all: %+v", p)
	}
	for _, s := range steps[:len(steps)-1] {
		if !s.OK {
			t.Fatalf("a hop that refuses and is not the last: %+v", steps)
		}
	}
	if last := steps[len(steps)-1]; last.OK != p.OK() || !last.OK && last.Thing != p.Stopped {
		t.Fatalf("the last hop says %+v, the path %+v", last, p)
	}
}

func TestSecurityGroupVectors(t *testing.T) { // reference 02 §5.5
	internet := Query{FromIP: visitor}
	from := func(id string) Query { return Query{From: id} }
	byPublic := Query{From: "web", ToIP: ip("203.0.113.20")}
	for _, c := range []struct {
		name string
		q    Query
		to   string
		port int64
		udp  bool
		want Verdict
	}{
		{"the internet reaches an open port", internet, "web", 80, false, Connected},
		{"a group reference never matches the internet", internet, "web", 8080, false, TimedOut},
		{"the load balancer's group is admitted", from("alb"), "web", 8080, false, Connected},
		{"one port beside the admitted one is not", from("alb"), "web", 8081, false, TimedOut},
		{"a referenced group reaches by private address", from("web"), "db", 5432, false, Connected},
		{"and does not by the public one", byPublic, "", 5432, false, TimedOut},
		{"a public source address does not match a group", Query{FromIP: ip("203.0.113.10")}, "db", 5432, false, TimedOut},
		{"groups of an interface form a union", from("both"), "db", 5432, false, Connected},
		{"a new connection back is a connection of its own", from("db"), "web", 80, false, Connected},
		{"an inbound request is answered without egress rules", from("web"), "silent", 80, false, Connected},
		{"without egress rules nothing is initiated", from("silent"), "db", 5432, false, TimedOut},
		{"members of a group do not admit each other", from("web"), "both", 9000, false, TimedOut},
		{"a tcp rule does not admit udp", from("alb"), "web", 80, true, TimedOut},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.q.To, c.q.Port, c.q.Protocol, c.q.Listens = c.to, c.port, "tcp", true
			if c.udp {
				c.q.Protocol = "udp"
			}
			if got, last := follow(t, vectors(), c.q); got.Verdict != c.want {
				t.Errorf("got %v, want %v: %+v", got.Verdict, c.want, last)
			}
		})
	}
}

// TestEachPieceTakenAway takes one piece after another away from a network in which
// everything connects, and looks at what then refuses. Reference 02 §5.8.
func TestEachPieceTakenAway(t *testing.T) {
	drop := func(table string, at int) func(*net, *Query) {
		return func(n *net, _ *Query) {
			n.routes[table] = append(append([]Route{}, n.routes[table][:at]...), n.routes[table][at+1:]...)
		}
	}
	vpc := func(change func(*VPC)) func(*net, *Query) {
		return func(n *net, _ *Query) {
			v := n.vpcs["vpc"]
			change(&v)
			n.vpcs["vpc"] = v
		}
	}
	eni := func(id string, change func(*Interface)) func(*net, *Query) {
		return func(n *net, _ *Query) {
			i := n.interfaces[id]
			change(&i)
			n.interfaces[id] = i
		}
	}
	subnet := func(id string, change func(*Subnet)) func(*net, *Query) {
		return func(n *net, _ *Query) {
			s := n.subnets[id]
			change(&s)
			n.subnets[id] = s
		}
	}
	group := func(id string) func(*net, *Query) {
		return func(n *net, _ *Query) { n.groups[id] = SecurityGroup{ID: id} }
	}
	point := func(change func(*Endpoint)) func(*net, *Query) {
		return func(n *net, _ *Query) { change(&n.endpoints[0]) }
	}
	acl := func(id string, change func(*ACL)) func(*net, *Query) {
		return func(n *net, _ *Query) {
			a := n.acls[id]
			change(&a)
			n.acls[id] = a
		}
	}
	noPoints := func(n *net, _ *Query) { n.endpoints = nil }
	both := func(all ...func(*net, *Query)) func(*net, *Query) {
		return func(n *net, q *Query) {
			for _, do := range all {
				do(n, q)
			}
		}
	}
	for _, c := range []struct {
		name    string
		q       Query
		change  func(*net, *Query)
		want    Verdict
		stopped string
		source  string // of what arrives
	}{
		{"public subnet to the internet", toHub("bastion"), nil, Connected, "", "203.0.113.30"},
		{"no public address", toHub("hidden"), nil, TimedOut, "hidden", ""},
		{"no default route", toHub("bastion"), drop("public", 1), TimedOut, "public", ""},
		{"gateway detached", toHub("bastion"), func(n *net, _ *Query) { n.routes["public"][1].Blackhole = true }, TimedOut, "public", ""},
		{"no egress rule", toHub("bastion"), group("app"), TimedOut, "app", ""},
		{"DNS resolution off", toHub("bastion"), vpc(func(v *VPC) { v.DNSSupport = false }), Unresolved, "vpc", ""},
		{"DNS hostnames off", toHub("bastion"), vpc(func(v *VPC) { v.DNSHostnames = false }), Connected, "", "203.0.113.30"},
		{"nothing listens", toHub("bastion"), func(_ *net, q *Query) { q.Listens = false }, RefusedByHost, "", ""},
		{"outbound denied by the ACL", toHub("bastion"), acl("acl-public", func(a *ACL) { a.Egress = nil }), TimedOut, "acl-public", ""},
		{"answers denied by the ACL", toHub("bastion"), acl("acl-public", func(a *ACL) { a.Ingress = nil }), TimedOut, "acl-public", ""},

		{"private subnet to the internet", toHub("app"), nil, Connected, "", "203.0.113.9"},
		{"no NAT route", toHub("app"), drop("private", 1), TimedOut, "private", ""},
		{"NAT gateway not available", toHub("app"), func(n *net, _ *Query) { n.nats["nat-1"] = NAT{ID: "nat-1", Interface: "nat"} }, TimedOut, "nat-1", ""},
		{"private NAT gateway", toHub("app"), func(n *net, _ *Query) {
			n.nats["nat-1"] = NAT{ID: "nat-1", Interface: "nat", Available: true, Private: true}
		}, TimedOut, "nat-1", ""},
		{"NAT gateway in a subnet without a way out", toHub("app"), drop("public", 1), TimedOut, "public", ""},
		{"NAT gateway in a private subnet", toHub("app"), eni("nat", func(i *Interface) { i.Subnet = "private-b" }), TimedOut, "private", ""},
		{"ACL of the NAT gateway's subnet", toHub("app"), acl("acl-public", func(a *ACL) {
			a.Ingress = []Entry{{Number: 100, Protocol: "tcp", From: 80, To: 80, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-public", ""},
		{"ACL of the private subnet", toHub("app"), acl("acl-private", func(a *ACL) { a.Egress = nil }), TimedOut, "acl-private", ""},

		{"an interface endpoint", toECR("app"), nil, Connected, "", "10.0.10.10"},
		{"no endpoint, by NAT", toECR("app"), noPoints, Connected, "", "203.0.113.9"},
		{"no endpoint and no NAT", toECR("app"), both(noPoints, drop("private", 1)), TimedOut, "private", ""},
		{"endpoint pending", toECR("app"), both(point(func(e *Endpoint) { e.Available = false }), drop("private", 1)), TimedOut, "private", ""},
		{"private DNS off", toECR("app"), both(point(func(e *Endpoint) { e.PrivateDNS = false }), drop("private", 1)), TimedOut, "private", ""},
		{"private DNS takes DNS hostnames", toECR("app"), both(vpc(func(v *VPC) { v.DNSHostnames = false }), drop("private", 1)), TimedOut, "private", ""},
		{"endpoint of another service", toECR("app"), both(point(func(e *Endpoint) { e.Service = "ecr.dkr" }), drop("private", 1)), TimedOut, "private", ""},
		{"the endpoint's group does not admit", toECR("app"), group("points"), TimedOut, "points", ""},
		{"the endpoint is in another zone", toECR("app"), point(func(e *Endpoint) { e.Interfaces = []string{"ecr-b"} }), Connected, "", "10.0.10.10"},
		{"no egress to the endpoint", toECR("app"), group("app"), TimedOut, "app", ""},

		{"the gateway endpoint of S3", toS3("app"), nil, Connected, "", "10.0.10.10"},
		{"without its route, by NAT", toS3("app"), drop("private", 2), Connected, "", "203.0.113.9"},
		{"without either", toS3("app"), both(drop("private", 2), drop("private", 1)), TimedOut, "private", ""},
		{"S3's answers denied by the ACL", toS3("app"), acl("acl-private", func(a *ACL) {
			a.Ingress = []Entry{{Number: 100, Protocol: "tcp", From: 443, To: 443, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-private", ""},
		{"egress to S3's prefix list is enough", toS3("app"), func(n *net, _ *Query) {
			n.groups["app"] = SecurityGroup{ID: "app", Egress: []Rule{{Protocol: "tcp", From: 443, To: 443, CIDR: cidr("198.18.0.0/24"), List: "pl-s3"}}}
		}, Connected, "", "10.0.10.10"},

		{"load balancer to target", toWeb("lb"), nil, Connected, "", "10.0.0.20"},
		{"the group of another", toWeb("app"), nil, TimedOut, "web", ""},
		{"the target admits another group", toWeb("lb"), func(n *net, _ *Query) {
			n.groups["web"] = SecurityGroup{ID: "web", Ingress: []Rule{{Protocol: "tcp", From: 8080, To: 8080, Group: "app"}}}
		}, TimedOut, "web", ""},
		{"the load balancer may not send", toWeb("lb"), group("lb"), TimedOut, "lb", ""},
		{"no local route", toWeb("lb"), func(n *net, _ *Query) { n.routes["public"] = n.routes["public"][1:] }, TimedOut, "", ""},
		{"no such interface", toWeb("lb"), func(_ *net, q *Query) { q.To = "gone" }, TimedOut, "", ""},
		// The answers to a load balancer go to ports from 1024 on. Reference 02 §5.6.
		{"an ACL for the ports of Linux drops answers to a load balancer", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Egress = []Entry{{Number: 100, Protocol: "tcp", From: 32768, To: 65535, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-private", ""},
		{"and lets those to Linux pass", Query{From: "bastion", To: "web", Protocol: "tcp", Port: 8080, Listens: true}, both(acl("acl-private", func(a *ACL) {
			a.Egress = []Entry{{Number: 100, Protocol: "tcp", From: 32768, To: 65535, CIDR: everywhere, Allow: true}}
		}), func(n *net, _ *Query) { n.groups["web"] = SecurityGroup{ID: "web", Ingress: open} }), Connected, "", "10.0.0.30"},
		{"an ACL for the first port alone", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Egress = []Entry{{Number: 100, Protocol: "tcp", From: 1024, To: 1024, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-private", ""},
		{"an ACL with a hole among the ephemeral ports", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Egress = []Entry{{Number: 90, Protocol: "tcp", From: 40000, To: 40000, CIDR: everywhere}, {Number: 100, Protocol: "tcp", From: 1024, To: 65535, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-private", ""},
		{"an ACL for all ephemeral ports, in two entries", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Egress = []Entry{{Number: 90, Protocol: "tcp", From: 1024, To: 32767, CIDR: everywhere, Allow: true}, {Number: 100, Protocol: "tcp", From: 32768, To: 65535, CIDR: everywhere, Allow: true}}
		}), Connected, "", "10.0.0.20"},
		{"a deny before the allow", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Ingress = append([]Entry{{Number: 90, Protocol: "tcp", From: 8080, To: 8080, CIDR: cidr("10.0.0.0/24")}}, a.Ingress...)
		}), TimedOut, "acl-private", ""},
		{"a deny after the allow", toWeb("lb"), acl("acl-private", func(a *ACL) {
			a.Ingress = append(a.Ingress[:1:1], Entry{Number: 110, Protocol: "tcp", From: 8080, To: 8080, CIDR: everywhere})
		}), Connected, "", "10.0.0.20"},
		{"ACLs do not stand inside a subnet", Query{From: "app-b", To: "web", Protocol: "tcp", Port: 8080, Listens: true}, both(acl("acl-private", func(a *ACL) { *a = ACL{} }),
			func(n *net, _ *Query) { n.groups["web"] = SecurityGroup{ID: "web", Ingress: open} }), Connected, "", "10.0.11.10"},

		{"the internet to the load balancer", fromOutside("lb", 80), nil, Connected, "", "198.51.100.7"},
		{"to a port that it does not admit", fromOutside("lb", 443), nil, TimedOut, "lb", ""},
		{"to one without a public address", fromOutside("web", 8080), nil, TimedOut, "web", ""},
		{"to one in a private subnet", fromOutside("lb", 80), subnet("public-a", func(s *Subnet) { s.Table = "private" }), TimedOut, "private", ""},
		{"to a NAT gateway's address", fromOutside("nat", 80), nil, TimedOut, "nat", ""},
		{"to a private address", Query{FromIP: visitor, ToIP: ip("10.0.11.20"), Protocol: "tcp", Port: 8080, Listens: true}, nil, TimedOut, "", ""},
		{"from nowhere", Query{To: "lb", Protocol: "tcp", Port: 80, Listens: true}, nil, TimedOut, "", ""},
		{"to the same address in another VPC", toWeb("lb"), both(subnet("private-b", func(s *Subnet) { s.VPC = "other" })), TimedOut, "", ""},
		{"a NAT gateway passes over an endpoint", toS3("app"), both(drop("private", 2), func(n *net, _ *Query) {
			n.routes["public"] = append(n.routes["public"], Route{Destination: cidr("198.18.0.0/24"), List: "pl-s3", Target: "vpce-s3"})
		}), Connected, "", "203.0.113.9"},
		{"inbound denied by the ACL", fromOutside("lb", 80), acl("acl-public", func(a *ACL) { a.Ingress = nil }), TimedOut, "acl-public", ""},
		{"answers to the internet denied", fromOutside("lb", 80), acl("acl-public", func(a *ACL) {
			a.Egress = []Entry{{Number: 100, Protocol: "tcp", From: 32768, To: 65535, CIDR: everywhere, Allow: true}}
		}), TimedOut, "acl-public", ""},

		// A Network Load Balancer, §5.7.
		{"without groups it filters nobody", fromOutside("lb", 9000), eni("lb", func(i *Interface) { i.Unfiltered, i.Groups = true, nil }), Connected, "", "198.51.100.7"},
		{"without groups its address has to be admitted", toWeb("lb"), eni("lb", func(i *Interface) { i.Unfiltered, i.Groups = true, nil }), TimedOut, "web", ""},
		{"a kept client address is not the load balancer's", toWeb("lb"), both(func(_ *net, q *Query) { q.Seen = visitor }, eni("lb", func(i *Interface) { i.Unfiltered, i.Groups = true, nil })), TimedOut, "web", ""},
		{"it has to be admitted itself", toWeb("lb"), both(func(n *net, q *Query) {
			q.Seen = visitor
			n.groups["web"] = SecurityGroup{ID: "web", Ingress: []Rule{tcp(8080, "0.0.0.0/0")}}
		}, eni("lb", func(i *Interface) { i.Unfiltered, i.Groups = true, nil })), Connected, "", "198.51.100.7"},
		{"a reference to its group holds whatever address it shows", toWeb("lb"), func(_ *net, q *Query) { q.Seen = visitor }, Connected, "", "198.51.100.7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, q := office().copied(), c.q
			if c.change != nil {
				c.change(&n, &q)
			}
			got, last := follow(t, n, q)
			if got.Verdict != c.want || got.Stopped != c.stopped {
				t.Fatalf("got %v at %q, want %v at %q: %+v", got.Verdict, got.Stopped, c.want, c.stopped, last)
			}
			if c.source != "" && got.Source.String() != c.source {
				t.Errorf("comes from %v, want %s", got.Source, c.source)
			}
		})
	}
}

func TestEndpointOfThePath(t *testing.T) {
	for _, c := range []struct {
		q    Query
		want string
		to   string
	}{
		{toECR("app"), "vpce-ecr", "10.0.10.40"},
		{toECR("app-b"), "vpce-ecr", "10.0.11.40"},
		{toS3("app"), "vpce-s3", "198.18.0.1"},
		{toS3("bastion"), "", "198.18.0.1"},
		{toHub("app"), "", "198.51.100.30"},
	} {
		if p, _ := follow(t, office(), c.q); p.Endpoint != c.want || p.To.String() != c.to || !p.OK() {
			t.Errorf("%s to %s: %+v", c.q.From, c.q.Host, p)
		}
	}
}

// TestLongestPrefix: the most specific route wins, whatever the order.
func TestLongestPrefix(t *testing.T) {
	n := office()
	n.routes["public"] = append(n.routes["public"], Route{Destination: cidr("198.51.100.0/24"), Target: "nat-gone", Blackhole: true})
	if p, _ := follow(t, n, toHub("bastion")); p.OK() {
		t.Errorf("the route to /24 is a blackhole, and /0 was taken: %+v", p)
	}
	n.routes["public"] = append(n.routes["public"], Route{Destination: cidr("198.51.100.30/32"), Target: "igw-1"})
	if p, _ := follow(t, n, toHub("bastion")); !p.OK() {
		t.Errorf("/32 wins over /24: %+v", p)
	}
}

func TestExposure(t *testing.T) {
	n := office()
	for _, c := range []struct {
		name   string
		id     string
		change func(*net)
		want   int64
	}{
		{"one port", "lb", func(*net) {}, 1},
		{"no public address", "web", func(n *net) { n.groups["web"] = SecurityGroup{Ingress: open} }, 0},
		{"all ports", "lb", func(n *net) { n.groups["lb"] = SecurityGroup{Ingress: open} }, 65536},
		{"two rules that overlap", "lb", func(n *net) {
			n.groups["lb"] = SecurityGroup{Ingress: []Rule{{Protocol: "tcp", From: 80, To: 90, CIDR: everywhere}, {Protocol: "tcp", From: 85, To: 99, CIDR: cidr("203.0.113.0/24")}}}
		}, 20},
		{"a private range is nobody outside", "lb", func(n *net) { n.groups["lb"] = SecurityGroup{Ingress: []Rule{tcp(80, "10.0.0.0/8")}} }, 0},
		{"a group is nobody outside", "lb", func(n *net) {
			n.groups["lb"] = SecurityGroup{Ingress: []Rule{{Protocol: "tcp", From: 1, To: 9, Group: "web"}}}
		}, 0},
		{"what the ACL denies", "lb", func(n *net) {
			n.groups["lb"] = SecurityGroup{Ingress: open}
			n.acls["acl-public"] = ACL{Egress: openACL.Egress, Ingress: []Entry{{Number: 1, Protocol: "tcp", From: 80, To: 81, CIDR: everywhere, Allow: true}}}
		}, 2},
		{"one address that the ACL denies", "lb", func(n *net) {
			n.acls["acl-public"] = ACL{Egress: openACL.Egress, Ingress: append([]Entry{{Number: 1, Protocol: "-1", CIDR: cidr("198.51.100.7/32")}}, openACL.Ingress...)}
		}, 1},
		{"one range that the ACL allows", "lb", func(n *net) {
			n.acls["acl-public"] = ACL{Egress: openACL.Egress, Ingress: []Entry{{Number: 1, Protocol: "-1", CIDR: cidr("203.0.113.0/24"), Allow: true}}}
		}, 1},
		{"a range that begins with private addresses", "lb", func(n *net) { n.groups["lb"] = SecurityGroup{Ingress: []Rule{tcp(80, "10.0.0.0/7")}} }, 1},
		{"link-local addresses", "lb", func(n *net) { n.groups["lb"] = SecurityGroup{Ingress: []Rule{tcp(80, "169.254.0.0/16")}} }, 0},
		{"a NAT gateway", "nat", func(*net) {}, 0},
		{"no gateway", "lb", func(n *net) { n.routes["public"] = n.routes["public"][:1] }, 0},
	} {
		n := n.copied()
		c.change(&n)
		if got := Exposure(n, c.id); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// anyRule draws a rule of a security group.
var anyRule = rapid.Custom(func(t *drawn) Rule {
	from := rapid.Int64Range(0, 9000).Draw(t, "from")
	r := Rule{Protocol: rapid.SampledFrom([]string{"tcp", "udp", "-1"}).Draw(t, "protocol"), From: from, To: from + rapid.Int64Range(0, 9000).Draw(t, "span")}
	if g := rapid.SampledFrom([]string{"", "app", "web", "lb", "points"}).Draw(t, "group"); g != "" {
		r.Group = g
	} else {
		r.CIDR = cidr(rapid.SampledFrom([]string{"0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/24", "198.18.0.0/15"}).Draw(t, "cidr"))
	}
	return r
})

// anyQuery draws a connection in the office.
var anyQuery = rapid.Custom(func(t *drawn) Query {
	from := rapid.SampledFrom([]string{"", "lb", "bastion", "hidden", "app", "app-b", "web"}).Draw(t, "from")
	q := rapid.SampledFrom([]Query{toHub(from), toECR(from), toS3(from), toWeb(from), {From: from, To: "lb", Protocol: "tcp", Listens: true}}).Draw(t, "to")
	if q.FromIP = visitor; q.Port == 0 || rapid.Bool().Draw(t, "another port") {
		q.Port = rapid.Int64Range(1, 9000).Draw(t, "port")
	}
	q.Listens = rapid.IntRange(0, 9).Draw(t, "listens") > 0
	return q
})

// anyOffice draws an office of which pieces are missing.
var anyOffice = rapid.Custom(func(t *drawn) net {
	n := office().copied()
	for _, table := range []string{"private", "public"} {
		if rapid.IntRange(0, 3).Draw(t, "fewer routes") == 0 {
			n.routes[table] = n.routes[table][:rapid.IntRange(0, len(n.routes[table])).Draw(t, "routes")]
		}
	}
	for _, id := range []string{"app", "web", "lb", "points"} {
		if rapid.IntRange(0, 2).Draw(t, "other rules") == 0 {
			n.groups[id] = SecurityGroup{ID: id, Ingress: rapid.SliceOfN(anyRule, 0, 3).Draw(t, "in"), Egress: rapid.SliceOfN(anyRule, 0, 3).Draw(t, "out")}
		}
	}
	v := n.vpcs["vpc"]
	v.DNSSupport, v.DNSHostnames = rapid.IntRange(0, 9).Draw(t, "dns") > 0, rapid.IntRange(0, 4).Draw(t, "names") > 0
	n.vpcs["vpc"] = v
	for _, id := range []string{"acl-public", "acl-private"} {
		if rapid.IntRange(0, 2).Draw(t, "other ACL") == 0 {
			n.acls[id] = ACL{ID: id, Ingress: rapid.SliceOfN(anyEntry, 0, 3).Draw(t, "in"), Egress: rapid.SliceOfN(anyEntry, 0, 3).Draw(t, "out")}
		}
	}
	return n
})

var anyEntry = rapid.Custom(func(t *drawn) Entry {
	from := rapid.Int64Range(0, 40000).Draw(t, "from")
	return Entry{
		Protocol: rapid.SampledFrom([]string{"tcp", "-1"}).Draw(t, "protocol"), From: from, To: rapid.Int64Range(from, 65535).Draw(t, "to"),
		CIDR: cidr(rapid.SampledFrom([]string{"0.0.0.0/0", "10.0.0.0/16"}).Draw(t, "cidr")), Allow: rapid.IntRange(0, 3).Draw(t, "allow") > 0,
	}
})

// An allow rule more in any security group never closes a path.
func TestMoreRulesNeverClose(t *testing.T) {
	rapid.Check(t, func(t *drawn) {
		n, q := anyOffice.Draw(t, "network"), anyQuery.Draw(t, "query")
		before := Reach(n, q, nil)
		id := rapid.SampledFrom([]string{"app", "web", "lb", "points"}).Draw(t, "group")
		g := n.groups[id]
		if rapid.Bool().Draw(t, "egress") {
			g.Egress = append(g.Egress[:len(g.Egress):len(g.Egress)], anyRule.Draw(t, "rule"))
		} else {
			g.Ingress = append(g.Ingress[:len(g.Ingress):len(g.Ingress)], anyRule.Draw(t, "rule"))
		}
		n.groups[id] = g
		if after := Reach(n, q, nil); before.OK() && !after.OK() {
			t.Fatalf("a new rule closed the path: %+v, then %+v", before, after)
		}
	})
}

// Verdict and trace agree, whatever the network is like.
func TestTraceAndVerdictAgree(t *testing.T) {
	rapid.Check(t, func(t *drawn) {
		n, q := anyOffice.Draw(t, "network"), anyQuery.Draw(t, "query")
		rec := &trace.Recorder{}
		p := Reach(n, q, rec)
		agree(t, p, rec.Steps)
		if again := Reach(n, q, nil); again != p {
			t.Fatalf("recording changes the path: %+v, without %+v", p, again)
		}
	})
}

// The rules for the way back are nothing to a security group: the egress rules of the
// destination and the ingress rules of the source.
func TestAnswersPassSecurityGroups(t *testing.T) {
	rapid.Check(t, func(t *drawn) {
		n := anyOffice.Draw(t, "network")
		q := anyQuery.Draw(t, "query")
		q.From, q.To, q.Host, q.Service, q.HostOfVPC = "lb", "web", "", "", false
		before := Reach(n, q, nil)
		web, lb := n.groups["web"], n.groups["lb"]
		web.Egress, lb.Ingress = rapid.SliceOfN(anyRule, 0, 3).Draw(t, "egress of the target"), rapid.SliceOfN(anyRule, 0, 3).Draw(t, "ingress of the source")
		n.groups["web"], n.groups["lb"] = web, lb
		if after := Reach(n, q, nil); after != before {
			t.Fatalf("%+v, with other rules for the way back %+v", before, after)
		}
	})
}

// A network ACL that allows every way there and no way back closes every path that
// crosses it.
func TestAnswersDoNotPassAnACL(t *testing.T) {
	rapid.Check(t, func(t *drawn) {
		n, port := office().copied(), rapid.Int64Range(1, 1023).Draw(t, "port")
		n.groups["web"] = SecurityGroup{ID: "web", Ingress: open}
		q := Query{From: rapid.SampledFrom([]string{"lb", "bastion", "app"}).Draw(t, "from"), To: "web", Protocol: "tcp", Port: port, Listens: true}
		if p := Reach(n, q, nil); !p.OK() {
			t.Fatalf("%+v", p)
		}
		n.subnets["private-b"] = Subnet{ID: "private-b", VPC: "vpc", Zone: "b", CIDR: cidr("10.0.11.0/24"), Table: "private", ACL: "acl-own"}
		n.acls["acl-own"] = ACL{ID: "acl-own", Ingress: openACL.Ingress, Egress: []Entry{{Number: 100, Protocol: "tcp", From: 0, To: 1023, CIDR: everywhere, Allow: true}}}
		if p := Reach(n, q, nil); p.Verdict != TimedOut || p.Stopped != "acl-own" {
			t.Fatalf("the answers pass: %+v", p)
		}
	})
}
