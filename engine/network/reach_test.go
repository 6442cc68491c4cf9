package network

import (
	"net/netip"
	"testing"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// net is a small topology written as literals.
type net struct {
	interfaces map[string]Interface
	groups     map[string]SecurityGroup
	routes     []Route
}

func (n net) Interface(id string) (Interface, bool) { i, ok := n.interfaces[id]; return i, ok }

func (n net) Subnet(id string) (Subnet, bool)               { return Subnet{ID: id, Table: "rtb"}, true }
func (n net) SecurityGroup(id string) (SecurityGroup, bool) { g, ok := n.groups[id]; return g, ok }
func (n net) Routes(string) []Route                         { return n.routes }
func (n net) Label(id string) string                        { return id }

var (
	everywhere = netip.MustParsePrefix("0.0.0.0/0")
	open       = []Rule{{Protocol: "-1", CIDR: everywhere}}
	stranger   = netip.MustParseAddr("198.51.100.7")
)

func ip(s string) netip.Addr { return netip.MustParseAddr(s) }

// vectors is the network of the test vectors of reference 02 §5.5.
func vectors() net {
	return net{
		interfaces: map[string]Interface{
			"web":    {ID: "web", Subnet: "s", PrivateIP: ip("10.0.0.10"), PublicIP: ip("203.0.113.10"), Groups: []string{"web"}},
			"db":     {ID: "db", Subnet: "s", PrivateIP: ip("10.0.0.20"), PublicIP: ip("203.0.113.20"), Groups: []string{"db"}},
			"alb":    {ID: "alb", Subnet: "s", PrivateIP: ip("10.0.0.30"), Groups: []string{"alb"}},
			"both":   {ID: "both", Subnet: "s", PrivateIP: ip("10.0.0.40"), Groups: []string{"other", "web"}},
			"silent": {ID: "silent", Subnet: "s", PrivateIP: ip("10.0.0.50"), PublicIP: ip("203.0.113.50"), Groups: []string{"silent"}},
		},
		groups: map[string]SecurityGroup{
			"web": {ID: "web", Egress: open, Ingress: []Rule{
				{Protocol: "tcp", From: 80, To: 80, CIDR: everywhere}, {Protocol: "tcp", From: 8080, To: 8080, Group: "alb"},
			}},
			"db":     {ID: "db", Egress: open, Ingress: []Rule{{Protocol: "tcp", From: 5432, To: 5432, Group: "web"}}},
			"alb":    {ID: "alb", Egress: open},
			"other":  {ID: "other", Egress: open},
			"silent": {ID: "silent", Ingress: []Rule{{Protocol: "tcp", From: 80, To: 80, CIDR: everywhere}}},
		},
		routes: []Route{{netip.MustParsePrefix("10.0.0.0/16"), "local"}, {everywhere, "igw-1"}},
	}
}

func TestSecurityGroupVectors(t *testing.T) { // reference 02 §5.5
	internet := Query{FromIP: stranger}
	from := func(id string) Query { return Query{From: id} }
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
			rec := &trace.Recorder{}
			if got := Reach(vectors(), c.q, rec); got != c.want {
				t.Errorf("got %v, want %v\n%+v", got, c.want, rec.Steps)
			}
			last := rec.Steps[len(rec.Steps)-1]
			if last.OK != (c.want == Connected) {
				t.Errorf("the last hop says %+v, the verdict %v", last, c.want)
			}
		})
	}
}

func TestReachSaysWhichHopRefused(t *testing.T) { // reference 02 §5.8
	base := Query{From: "alb", To: "web", Port: 8080, Protocol: "tcp", Listens: true}
	for _, c := range []struct {
		name   string
		change func(*net, *Query)
		want   Verdict
		hop    string
	}{
		{"everything in place", func(*net, *Query) {}, Connected, "web port 8080"},
		{"no egress rule", func(n *net, _ *Query) { n.groups["alb"] = SecurityGroup{} }, TimedOut, "alb egress"},
		{"no route", func(n *net, _ *Query) { n.routes = n.routes[1:] }, TimedOut, "rtb"},
		{"no ingress rule", func(n *net, _ *Query) { n.groups["web"] = SecurityGroup{} }, TimedOut, "web ingress"},
		{"nothing listens", func(_ *net, q *Query) { q.Listens = false }, RefusedByHost, "web port 8080"},
		{"no destination", func(_ *net, q *Query) { q.To = "gone" }, TimedOut, "destination"},
		{"internet without public address", func(_ *net, q *Query) { q.From, q.FromIP, q.To = "", stranger, "alb" }, TimedOut, "alb"},
		{"internet without a gateway route", func(n *net, q *Query) { q.From, q.FromIP, n.routes = "", stranger, n.routes[:1] }, TimedOut, "rtb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, q := vectors(), base
			c.change(&n, &q)
			rec := &trace.Recorder{}
			if got := Reach(n, q, rec); got != c.want {
				t.Fatalf("got %v, want %v", got, c.want)
			}
			if last := rec.Steps[len(rec.Steps)-1]; last.Label != c.hop {
				t.Fatalf("the last hop is %q, want %q", last.Label, c.hop)
			}
		})
	}
}

// Adding an allow rule never closes a path, and recording changes no verdict.
func TestMoreRulesNeverClose(t *testing.T) {
	rule := rapid.Custom(func(t *rapid.T) Rule {
		from := rapid.Int64Range(0, 9000).Draw(t, "from")
		r := Rule{Protocol: rapid.SampledFrom([]string{"tcp", "udp", "-1"}).Draw(t, "protocol"), From: from, To: from + rapid.Int64Range(0, 9000).Draw(t, "span")}
		if g := rapid.SampledFrom([]string{"", "alb", "web", "db"}).Draw(t, "group"); g != "" {
			r.Group = g
		} else {
			r.CIDR = everywhere
		}
		return r
	})
	rapid.Check(t, func(t *rapid.T) {
		n := vectors()
		q := Query{From: "alb", To: "web", Port: rapid.Int64Range(1, 9000).Draw(t, "port"), Protocol: "tcp", Listens: true}
		before := Reach(n, q, nil)
		g := n.groups["web"]
		g.Ingress = append(g.Ingress, rule.Draw(t, "rule"))
		n.groups["web"] = g
		after := Reach(n, q, &trace.Recorder{})
		if before == Connected && after != Connected {
			t.Fatalf("a new rule closed the path: %v, then %v", before, after)
		}
		if again := Reach(n, q, nil); again != after {
			t.Fatalf("recording changed the verdict: %v, %v", after, again)
		}
	})
}
