package rollout

import (
	"strings"
	"testing"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// shielded reads a row as tasks does, RUNNING but for those that start: a capital
// P is a healthy task that is protected, Q one that is starting, V an unhealthy
// one. The first old of them are of an older deployment.
func shielded(row string, old int) []Task {
	all := tasks(strings.NewReplacer("P", "H", "Q", ".", "V", "U").Replace(row))
	for i := range all {
		all[i].Protected = strings.ContainsRune("PQV", rune(row[i]))
		all[i].Old, all[i].Running = i < old, all[i].Condition != Starting
	}
	return all
}

// TestProtection: "Protect your Amazon ECS tasks from being terminated by
// scale-in events", reference 01 §2.5 and §4.6, 02 §1.4 and §1.5.
func TestProtection(t *testing.T) {
	for _, c := range []struct {
		name                       string
		s                          Service
		tasks                      string
		old                        int
		surplus, replace           int64
		gone                       string // failed and useless
		keptSurplus, keptOld, more int64
		stuck                      bool
	}{
		{"scale-in takes the others", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PHHH", 0, 2, 0, "", 0, 0, 0, false},
		{"more protected than desired", Service{Desired: 1, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PPPH", 0, 1, 0, "", 2, 0, 0, false},
		{"as many protected as desired", Service{Desired: 3, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PPP", 0, 0, 0, "", 0, 0, 0, false},
		{"one that is starting is kept too", Service{Desired: 0, MinimumHealthyPercent: 100, MaximumPercent: 200}, "QH", 0, 1, 0, "", 1, 0, 0, false},
		{"no shield from failed health checks", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "HHV", 0, 0, 0, "t2", 0, 0, 0, false},
		{"nor when all are to go", Service{Desired: 0, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PV", 0, 1, 0, "", 1, 0, 0, false},
		{"a deployment starts beside protected tasks", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PP", 2, 0, 0, "", 0, 0, 2, false},
		{"and waits for them when all new ones are healthy", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PPHH", 2, 0, 0, "", 0, 2, 0, false},
		{"it stops the others", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PHHH", 2, 0, 1, "", 0, 1, 0, false},
		{"what is left to the lower bound is not kept by protection", Service{Desired: 4, MinimumHealthyPercent: 50, MaximumPercent: 100}, "PPHH", 4, 0, 2, "", 0, 0, 0, false},
		{"no room because of protected tasks", Service{Desired: 2, MinimumHealthyPercent: 50, MaximumPercent: 100}, "PP", 2, 0, 0, "", 0, 1, 0, false},
		{"no room because of the bounds", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 100}, "PP", 2, 0, 0, "", 0, 0, 0, true},
		{"an old one that is starting is kept", Service{Desired: 1, MinimumHealthyPercent: 100, MaximumPercent: 200}, "QH", 1, 0, 0, "", 0, 1, 0, false},
		{"an old one that is unhealthy is not", Service{Desired: 1, MinimumHealthyPercent: 100, MaximumPercent: 200}, "VH", 1, 0, 0, "t0", 0, 0, 0, false},
		{"scale-in goes on beside what protection keeps of the old ones", Service{Desired: 1, MinimumHealthyPercent: 100, MaximumPercent: 200}, "PHHH", 1, 2, 0, "", 0, 1, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Next(c.s, shielded(c.tasks, c.old), &trace.Recorder{})
			gone := strings.Join(append(d.Failed, d.Useless...), " ")
			if d.Surplus != c.surplus || d.Replace != c.replace || gone != c.gone || d.KeptSurplus != c.keptSurplus || d.KeptOld != c.keptOld || d.Start != c.more || d.Stuck != c.stuck {
				t.Errorf("%+v", d)
			}
		})
	}
}

// TestProtectionOnlyKeeps: with some tasks protected the rule asks for no stop
// that it would not ask for otherwise, tells how many are fewer, never asks for
// more than are free, and never calls a service steady that is not.
func TestProtectionOnlyKeeps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Service{Desired: rapid.Int64Range(0, 6).Draw(t, "desired"), MinimumHealthyPercent: rapid.Int64Range(0, 100).Draw(t, "min"), MaximumPercent: rapid.Int64Range(100, 250).Draw(t, "max")}
		all := tasks(rapid.StringMatching(`[HU.sf]{0,12}`).Draw(t, "tasks"))
		var free, freeOld int64
		for i := range all {
			task := &all[i]
			task.Old, task.Running = rapid.Bool().Draw(t, "old"), rapid.Bool().Draw(t, "running")
			task.Protected = rapid.Bool().Draw(t, "protected")
			if !task.kept() && task.Condition != Stopping {
				if free++; task.Old {
					freeOld++
				}
			}
		}
		d := Next(s, all, nil)
		bare := append([]Task(nil), all...)
		for i := range bare {
			bare[i].Protected = false
		}
		open := Next(s, bare, nil)
		if d.Replace > open.Replace || len(d.Useless) > len(open.Useless) || d.Start != open.Start || d.Steady != open.Steady || len(d.Failed) != len(open.Failed) {
			t.Fatalf("protected %+v, not protected %+v", d, open)
		}
		if d.Stop() > free || d.Replace+int64(len(d.Useless)) > freeOld {
			t.Fatalf("%d may stop, %d of them old: %+v", free, freeOld, d)
		}
		if d.KeptOld != open.Replace+int64(len(open.Useless))-d.Replace-int64(len(d.Useless)) {
			t.Fatalf("kept %+v, not protected %+v", d, open)
		}
	})
}
