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
