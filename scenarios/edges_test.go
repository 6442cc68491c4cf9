package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An alias of another kind of thing does not hide a service with its name.
func TestAServiceKeepsItsNameBesideAnAlias(t *testing.T) {
	s := withGoal(t, "end", `service("web").running == 3 and len(tasks("web")) == 3`, `
[[world.security_group]]
id         = "web"
group_name = "web-group"
`)
	a := begin(t, s, 1)
	do(t, a, scale("3"))
	if o := a.Submit().Finish(); !o.Passed {
		t.Errorf("%+v", o.Goals)
	}
}

// What goes wrong is judged at its own instant, even when no other work falls
// due then: the crashed task runs on beside a container that ignores SIGTERM.
func TestAFaultIsJudgedAtItsInstant(t *testing.T) {
	text := strings.Replace(small, `container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]`,
		`container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }, { name = "side", image = "side:1", cpu = 1, memory = 8, essential = false }]

[[world.image]]
uri        = "side:1"
on_sigterm = "ignores"`, 1)
	s, err := loadText(text+`
[[fault]]
at      = "10s"
kind    = "task-crashes"
service = "web"

[[goal]]
id     = "it"
text   = "A task always runs"
points = 10
when   = "always"
check  = 'service("web").running >= 1'

[[solution]]
title = "two"
do    = ["`+scale("2")+`"]
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	a.judge.begin()
	a.Advance(time.Minute)
	if why := a.Goals()[0].Why; !strings.HasPrefix(why, "broken 10s into play") {
		t.Errorf("why %q", why)
	}
}

// A fault at the start of play happens before the first move, with time let
// pass or without, and so in a replay too.
func TestAFaultAtTheStartIsReplayed(t *testing.T) {
	s := withGoal(t, "end", `service("web").running == 3`, `
[[fault]]
at      = "0s"
kind    = "task-crashes"
service = "web"
`)
	a := begin(t, s, 1)
	do(t, a, "advance 0s", scale("3"), "advance 1m")
	again, err := Resume(s, a.Save())
	if err != nil {
		t.Fatal(err)
	}
	if again.world.Hash() != a.world.Hash() {
		t.Error("the replay is another world")
	}
}

// Undo on a fork leaves the original's past as it was.
func TestForksDoNotShareTheirPast(t *testing.T) {
	a := begin(t, withGoal(t, "end", `service("web").running == 3`), 1)
	do(t, a, scale("3"), "advance 1m")
	f := a.Fork()
	do(t, f, "undo", "advance 5m")
	do(t, a, "undo")
	if a.Elapsed() != 0 || f.Elapsed() != 5*time.Minute {
		t.Errorf("the original is at %v, the fork at %v", a.Elapsed(), f.Elapsed())
	}
}

// A refused call is in the journal, and is refused again when it is replayed.
func TestRefusedCallsAreRecorded(t *testing.T) {
	s := withGoal(t, "end", `service("web").running == 3`)
	a := begin(t, s, 1)
	if r := a.Exec("aws ecs update-service --cluster prod --service wep --desired-count 3"); r.Refusal == nil {
		t.Fatalf("%+v", r)
	}
	do(t, a, scale("3"))
	k := a.Save()
	if len(k.Journal) != 2 || !k.Journal[0].Refused || k.Journal[1].Refused {
		t.Fatalf("journal %+v", k.Journal)
	}
	again, err := Resume(s, k)
	if err != nil || again.world.Hash() != a.world.Hash() {
		t.Errorf("resumed: %v", err)
	}
}

// More variables than can be counted are proved by a sample, never by nothing.
func TestManyVariablesAreProved(t *testing.T) {
	var vars strings.Builder
	vars.WriteString("\n[vars]\n")
	for i := range 70 {
		vars.WriteString("v" + strings.Repeat("x", i+1) + " = [1, 2]\n")
	}
	s := withGoal(t, "end", `service("web").running == 3`, vars.String())
	n, seeds := Combinations(s.Vars, s.Draw)
	if n < maxCombinations || len(seeds) != maxCombinations {
		t.Fatalf("%d combinations, %d seeds", n, len(seeds))
	}
}

// A pack reads plain files of its own folder only.
func TestAPackStaysInItsFolder(t *testing.T) {
	dir, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret.json")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(secret, `{"family": "stolen"}`)
	write(filepath.Join(dir, "large.json"), strings.Repeat(" ", fileMax+1))
	// Where the system makes no links, the file is missing, which says the same.
	_ = os.Symlink(secret, filepath.Join(dir, "link.json"))
	for file, want := range map[string]string{
		"link.json":         `there is no file "link.json" in the pack`,
		"../x/secret.json":  "is not a file of the pack",
		"large.json":        "not a plain file of at most 1 MiB",
		"missing.json":      `there is no file "missing.json" in the pack`,
		"/etc/hostname.tml": "is not a file of the pack",
	} {
		write(filepath.Join(dir, "small.toml"), strings.Replace(small, `container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]`, `file = "`+file+`"`, 1)+three)
		_, err := Find(filepath.Join(dir, "small.toml"))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "stolen") {
			t.Errorf("%s: %v", file, err)
		}
	}
}
