package scenarios

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// anyGoal makes the small scenario whole.
const anyGoal = `
[[goal]]
id     = "any"
text   = "The service stands"
points = 1
check  = 'service("web").running >= 0 and instances("prod")[0].connected'

[[solution]]
title = "Wait"
do    = ["advance 1m"]
`

// An agent that loses its connection keeps its tasks, and takes no new one before
// it is back.
func TestAgentsThatDisconnect(t *testing.T) {
	text := small + `
[[fault]]
at       = "1m"
kind     = "agent-disconnects"
instance = "node"
for      = "5m"
` + anyGoal
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	for _, at := range []struct {
		wait      time.Duration
		connected bool
	}{{0, true}, {2 * time.Minute, false}, {5 * time.Minute, true}} {
		a.Advance(at.wait)
		got, err := a.view.Instances("prod")
		if err != nil || len(got) != 1 || got[0].Connected != at.connected || got[0].Status != "ACTIVE" || got[0].Tasks != 1 {
			t.Errorf("after %v: %+v %v", at.wait, got, err)
		}
	}
}

func TestMistakesOfAgentFaults(t *testing.T) {
	text := strings.Replace(small, "[play]", "[[fault]]\nat = \"1m\"\nkind = \"agent-disconnects\"\ninstance = \"nod\"\nfor = \"200h\"\n"+
		"[[fault]]\nat = \"1m\"\nkind = \"task-crashes\"\nservice = \"web\"\nfor = \"5m\"\n[play]", 1) + anyGoal
	_, err := loadText(text, nil)
	want := []string{
		`small.toml:45:12: there is no instance "nod"; expected one of node; did you mean "node"?`,
		`small.toml:46:7: 200h is too long; expected at most 168h`,
		`small.toml:51:7: only agent-disconnects and spot-reclaimed last, and for more than no time; expected for = "5m" with kind = "agent-disconnects"`,
	}
	if diff := cmp.Diff(want, mistakes(t, err)); diff != "" {
		t.Error(diff)
	}
}
