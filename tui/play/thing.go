package play

import (
	"fmt"
	"strings"

	"drydock/engine"
)

// thing is something on the picture of the cluster that can be selected.
type thing struct {
	key  string // kind and id: stays the same while the thing lives
	kind string // "instance", "task", "load balancer", "target group", "service", "security group"
	id   string // what Why is asked about
	name string // what the learner calls it
	x, y int    // first cell, from the upper left of the whole picture
	w    int
}

// drawing is the picture of a cluster: lines, and the things in them.
type drawing struct {
	lines  []string
	things []thing
}

func (d drawing) find(key string) (thing, bool) {
	for _, t := range d.things {
		if t.key == key {
			return t, true
		}
	}
	return thing{}, false
}

func (d drawing) thingAt(x, y int) (thing, bool) {
	for _, t := range d.things {
		if y == t.y && x >= t.x && x < t.x+t.w {
			return t, true
		}
	}
	return thing{}, false
}

// inZone reports whether the thing stands in a zone's column.
func (t thing) inZone() bool { return t.kind == "instance" || t.kind == "task" }

// sideStep is how many cells to the side a thing of another row must be, to be
// reached by a move to the side: far enough to be in another zone's column.
const sideStep = 10

// neighbour is the thing nearest to the one of key in a direction; where key is
// no longer there, the first thing.
func (d drawing) neighbour(key string, dx, dy int) (thing, bool) {
	if len(d.things) == 0 {
		return thing{}, false
	}
	from, ok := d.find(key)
	if !ok {
		return d.things[0], true
	}
	best, bestAway := thing{}, 1<<30
	for _, t := range d.things {
		if t.key == key {
			continue // drawn twice, such as a target group of two listeners
		}
		ahead, aside := (t.x-from.x)*dx, abs(t.y-from.y)*100
		if dx != 0 && aside > 0 && !(from.inZone() && t.inZone()) {
			continue // only zones are columns; below them, to the side is in the row
		}
		if dy != 0 {
			// Up and down, the nearest row counts first, and in it the
			// nearest cell.
			ahead, aside = (t.y-from.y)*dy, 0
		}
		if ahead <= 0 || aside > 0 && ahead < sideStep {
			continue
		}
		away := ahead + aside
		if dy != 0 {
			away = ahead*1000 + apart(from, t)
		}
		if away < bestAway {
			best, bestAway = t, away
		}
	}
	return best, bestAway < 1<<30
}

// apart is how many columns lie between two things; none when they overlap.
func apart(a, b thing) int {
	return max(0, b.x-(a.x+a.w-1), a.x-(b.x+b.w-1))*2 + min(abs(a.x-b.x), 1)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// mark is how a task is drawn: a glyph, a letter for small and colourless
// screens, and a word.
type mark struct {
	glyph, letter, word string
	ink                 func(inks) paint
}

// taskMark puts what the engine says of a task into a mark.
func taskMark(t engine.TaskView) mark {
	switch {
	case t.LastStatus == "STOPPED":
		return mark{"◍", "S", "stopped", inks.faint}
	case t.Health == "draining":
		return mark{"◍", "D", "draining", inks.warn}
	case t.DesiredStatus == "STOPPED":
		return mark{"◍", "S", "stopping", inks.warn}
	case t.LastStatus != "RUNNING":
		return mark{"◌", "P", strings.ToLower(t.LastStatus), inks.warn}
	case t.Health == "healthy":
		return mark{"▣", "H", "healthy", inks.good}
	case t.Health == "unhealthy":
		return mark{"▢", "U", "unhealthy", inks.bad}
	case t.Health != "":
		return mark{"◌", "I", t.Health, inks.warn}
	default:
		return mark{"▣", "R", "running", inks.good}
	}
}

// legend explains the marks, for the help.
var legend = [...]string{
	"▣ H healthy, R running without a load balancer",
	"▢ U unhealthy",
	"◌ P on its way to RUNNING, I initial",
	"◍ D draining, S stopping or stopped",
	"✓ met, allowed   ✗ unmet, denied",
	"★ star earned    ☆ star to earn",
}

func taskName(t engine.TaskView) string { return first(t.Image, t.Definition, short(t.ID)) }

func instanceName(i engine.InstanceView) string { return first(i.Alias, shortInstance(i.ID), i.ARN) }

func first(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return "?"
}

// short is the start of a task's id, as people write it.
func short(id string) string {
	if len(id) > 8 {
		return id[:8] + "…"
	}
	return id
}

func shortInstance(id string) string {
	if len(id) > 10 {
		return id[:6] + "…" + id[len(id)-4:]
	}
	return id
}

// fact is a line of what is known of a thing.
type fact struct{ label, value string }

// facts are what the picture tells of the thing of a key, and whether it is
// still there.
func facts(p engine.Picture, key string) ([]fact, bool) {
	for _, z := range p.Zones {
		for _, i := range z.Instances {
			if key == "instance "+i.ID {
				return instanceFacts(z, i), true
			}
			for _, t := range i.Tasks {
				if key == "task "+t.ID {
					return taskFacts(p, i, t), true
				}
			}
		}
	}
	for _, lb := range p.LoadBalancers {
		if key == "load balancer "+lb.Name {
			return balancerFacts(lb), true
		}
		for _, l := range lb.Listeners {
			if key == "target group "+l.TargetGroup.Name {
				return targetGroupFacts(l.TargetGroup), true
			}
		}
	}
	for _, s := range p.Services {
		if key == "service "+s.Name {
			return serviceFacts(s), true
		}
	}
	for _, g := range p.Groups {
		if key == "security group "+g.ID {
			return groupFacts(g), true
		}
	}
	return nil, false
}

func instanceFacts(z engine.Zone, i engine.InstanceView) []fact {
	agent := "connected"
	if !i.Connected {
		agent = "not connected"
	}
	return []fact{
		{"id", i.ID},
		{"type", i.Type},
		{"zone", z.Name},
		{"status", i.Status},
		{"agent", agent},
		{"cpu", fmt.Sprintf("%d of %d units", i.CPU.Used, i.CPU.Total)},
		{"memory", fmt.Sprintf("%d of %d MiB", i.Memory.Used, i.Memory.Total)},
		{"groups", strings.Join(i.Groups, ", ")},
		{"tasks", fmt.Sprint(len(i.Tasks))},
	}
}

func taskFacts(p engine.Picture, i engine.InstanceView, t engine.TaskView) []fact {
	ports := make([]string, len(t.HostPorts))
	for n, port := range t.HostPorts {
		ports[n] = fmt.Sprint(port)
	}
	out := []fact{
		{"service", t.Service},
		{"definition", t.Definition},
		{"image", t.Image},
		{"status", t.LastStatus + ", desired " + t.DesiredStatus},
		{"target", t.Health},
		{"instance", instanceName(i)},
		{"host ports", strings.Join(ports, ", ")},
	}
	if t.Volume != "" {
		out = append(out, fact{"data", fmt.Sprintf("sees %d records in %s", t.Sees, t.Volume)})
	}
	for _, target := range targetsOf(p, i, t) {
		if target.Reason != "" {
			out = append(out, fact{"reason", target.Reason})
		}
	}
	return append(out, fact{"task", t.ID}) // long, and its start is the title
}

// targetsOf are the targets that a task is registered as.
func targetsOf(p engine.Picture, i engine.InstanceView, t engine.TaskView) []engine.TargetView {
	var out []engine.TargetView
	for _, lb := range p.LoadBalancers {
		for _, l := range lb.Listeners {
			for _, target := range l.TargetGroup.Targets {
				if target.Host != i.ID && target.Host != i.Alias {
					continue
				}
				for _, port := range t.HostPorts {
					if port == target.Port {
						out = append(out, target)
					}
				}
			}
		}
	}
	return out
}

func balancerFacts(lb engine.LoadBalancerView) []fact {
	out := []fact{{"name", lb.Name}, {"groups", strings.Join(lb.Groups, ", ")}}
	for _, l := range lb.Listeners {
		out = append(out, fact{"listener", fmt.Sprintf("%s %d → %s", l.Protocol, l.Port, groupName(l.TargetGroup))})
	}
	return out
}

func groupName(g engine.TargetGroupView) string { return first(g.Alias, g.Name) }

func targetGroupFacts(g engine.TargetGroupView) []fact {
	out := []fact{{"name", g.Name}, {"targets", counts(g)}}
	for _, t := range g.Targets {
		value := t.State
		if t.Reason != "" {
			value += ", " + t.Reason
		}
		out = append(out, fact{fmt.Sprintf("%s:%d", t.Host, t.Port), value})
	}
	return out
}

// counts are the numbers of a target group's targets by state, in words.
func counts(g engine.TargetGroupView) string {
	s := fmt.Sprintf("healthy %d  unhealthy %d", g.Healthy, g.Unhealthy)
	for _, c := range []struct {
		word string
		n    int64
	}{{"initial", g.Initial}, {"draining", g.Draining}, {"unused", g.Unused}} {
		if c.n > 0 {
			s += fmt.Sprintf("  %s %d", c.word, c.n)
		}
	}
	return s
}

func serviceFacts(s engine.ServiceView) []fact {
	steady := "no"
	if s.Steady {
		steady = "yes"
	}
	return []fact{
		{"service", s.Name},
		{"status", s.Status},
		{"desired", fmt.Sprint(s.Desired)},
		{"running", fmt.Sprint(s.Running)},
		{"pending", fmt.Sprint(s.Pending)},
		{"steady", steady},
		{"behind", strings.Join(s.Balanced, ", ")},
	}
}

func groupFacts(g engine.GroupView) []fact {
	out := []fact{{"id", g.ID}, {"alias", g.Alias}}
	if len(g.Ingress) == 0 {
		out = append(out, fact{"inbound", "no rule"})
	}
	for _, r := range g.Ingress {
		out = append(out, fact{"inbound", fmt.Sprintf("%s %s from %s", r.Protocol, r.Ports, r.Source)})
	}
	return out
}
