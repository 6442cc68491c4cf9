package play

import (
	"strings"

	"drydock/engine"
)

// thing is something on the picture of the cluster, or of the network, that can be
// selected.
type thing struct {
	key   string   // kind and id: stays the same while the thing lives
	kind  string   // "instance", "task", "load balancer", "classic load balancer", "target group", "service", "waiting", "security group", "role", "user", or a part of the network
	id    string   // what Why is asked about
	name  string   // what the learner calls it
	call  string   // what names it in a request, where that is not the id
	hops  []string // ids under which the hops of a path know it
	place string   // what a path from it begins at, on the picture of the network; empty for what has no network interface
	zoned bool     // it stands in the column of a zone of a network
	x, y  int      // first cell, from the upper left of the whole picture
	w     int
}

// title is the kind and the name of a thing.
func (t thing) title() string { return strings.TrimSpace(t.kind + " " + t.name) }

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
func (t thing) inZone() bool { return t.kind == "instance" || t.kind == "task" || t.zoned }

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
