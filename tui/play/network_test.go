package play_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/scenarios"
	"drydock/tui/play"
	"drydock/tui/theme"
)

// newNetwork returns a driver on the picture of a network with one of everything, with
// node-a selected.
func newNetwork(t testing.TB, th theme.Theme, w, h int) *driver {
	t.Helper()
	s, err := scenarios.Load(os.DirFS("testdata"), "network.toml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := scenarios.NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(play.Of(a), "", th, w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	d.press("esc", "v")
	return d
}

// choose selects the thing that is called so on the picture.
func (d *driver) choose(title string) {
	d.t.Helper()
	var ok bool
	if d.m, ok = play.ChooseTitled(d.m, title); !ok {
		d.t.Fatalf("%s is not on the picture:\n%s", title, d.frame())
	}
}

// The sizes that the network is looked at in, beside the least one.
var networkSizes = [][2]int{{40, 12}, {80, 24}, {140, 45}}

const closed = "aws ec2 delete-route --route-table-id rtb-private-a --destination-cidr-block 0.0.0.0/0"

func TestNetworkFrames(t *testing.T) {
	for _, s := range []struct {
		name   string
		theme  theme.Theme
		chosen string
		keys   []string
	}{
		{"picture", theme.Dark(), "", nil},
		{"plain", theme.Plain(), "", nil},
		{"zoomed", theme.Dark(), "", []string{"+"}},
		{"subnet", theme.Dark(), "subnet subnet-private-b", nil},
		{"acl", theme.Dark(), "network ACL acl-private-b", nil},
		{"endpoint", theme.Dark(), "VPC endpoint ep-s3", nil},
		{"why", theme.Dark(), "NAT gateway nat-a", []string{"w"}},
		{"choosing", theme.Dark(), "", []string{"p"}},
		{"elsewhere", theme.Dark(), "", []string{"p", "o", "j"}},
		{"port", theme.Dark(), "", []string{"p", "choose database orders", "enter"}},
		{"stopped", theme.Dark(), "", []string{"p", "choose database orders", "enter", "enter"}},
		{"stopped-plain", theme.Plain(), "", []string{"p", "choose database orders", "enter", "enter"}},
		{"connected", theme.Dark(), "", []string{"p", "o", "enter", "enter"}},
		{"no-route", theme.Plain(), "", []string{";", closed, "enter", "esc", "p", "o", "enter", "enter"}},
	} {
		for _, size := range networkSizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := newNetwork(t, s.theme, size[0], size[1])
				if s.chosen != "" {
					d.choose(s.chosen)
				}
				for _, k := range s.keys {
					if title, ok := strings.CutPrefix(k, "choose "); ok {
						d.choose(title)
					} else {
						d.press(k)
					}
				}
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// What is on both pictures stays selected, and what was selected on the other one is
// selected there again.
func TestTheOtherPicture(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.shows("▸network", "instance node-a", "carries   task web", "v cluster", "p path")
	d.press("v")
	d.shows("▸cluster prod", "v network")
	d.press("v")
	d.choose("subnet subnet-private-b")
	d.shows("├ subnet subnet-private-b", "private: no route to an", "database orders")
	d.press("v")
	d.hides("subnet-private-b")
	d.press("v")
	d.shows("├ subnet subnet-private-b")
	// One level back after the other.
	d.press("w")
	d.shows("why: subnet subnet-private-b", "✓ to the internet                nat-b")
	d.press("esc", "esc")
	d.shows("▸cluster prod")
}

// The keys move from thing to thing as they stand on the picture, and a click selects.
func TestTheKeysMoveOverTheNetwork(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.choose("internet")
	for _, step := range []struct{ key, title string }{
		{"j", "VPC vpc-main"},
		{"l", "internet gateway igw-main"},
		{"h", "VPC vpc-main"},
		{"j", "subnet subnet-public-a"},
		{"l", "subnet subnet-public-b"},
		{"j", "NAT gateway nat-b"},
		{"j", "load balancer alb"},
		{"h", "load balancer alb"},
		{"j", "subnet subnet-private-a"},
		{"j", "VPC endpoint ep-logs"},
		{"j", "instance node-a"},
		{"l", "database orders"},
		{"j", "task api"},
		{"j", "task api"},
		{"j", "route table main route table"},
	} {
		d.press(step.key)
		d.shows("├ " + step.title)
	}
	d.send(tea.MouseClickMsg(d.find("acl-private-b", 20)))
	d.shows("├ network ACL acl-private-b", "in 200  ✓ allow tcp 5432 10.0.0.0/16")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 5, Y: 5})
	d.shows("├ network ACL acl-private-b")
}

// Where there is little room the endpoints of a subnet are drawn below the zones only,
// and a path may lead to them there.
func TestAPathToAnEndpoint(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 80, 24)
	d.press("p")
	d.choose("VPC endpoint ep-s3")
	d.press("enter")
	d.shows("A path leads to what has a network interface")
	d.press("h", "l", "enter")
	d.shows("From node-a to ep-logs, TCP port", "[443")
	d.press("enter")
	d.shows("├ path: node-a → ep", "✗ 3 sg-web ingress", "← stops here")
}

// A network ACL explains itself by all its entries, of which none is a failure.
func TestWhyOfAnACL(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 80, 24)
	d.choose("network ACL acl-private-b")
	d.press("w")
	d.shows("├ why: network ACL", "network ACL: acl-private-b", "✓ inbound 100", "✗ inbound *")
}
