package play

import (
	"fmt"

	"drydock/engine"
)

// pathMarks are what is drawn beside the things that a path leads through, by the ids
// under which its hops know them.
type pathMarks map[string]pathMark

// pathMark is a mark: a sign with the number of a hop, and words for the ends.
type pathMark struct {
	text string
	tone tone
}

// marksOf are the marks of a path. A thing that several hops lead through has the
// first of them, or the one that refuses.
func marksOf(p engine.PathView) pathMarks {
	out := pathMarks{}
	for n, s := range p.Steps {
		switch _, had := out[s.Thing]; {
		case s.Thing == "":
		case !s.OK:
			out[s.Thing] = pathMark{fmt.Sprintf("✗%d", n+1), bad}
		case !had:
			out[s.Thing] = pathMark{fmt.Sprintf("✓%d", n+1), good}
		}
	}
	end := func(id, word string) {
		if id == "" {
			id = engine.Internet
		}
		m, had := out[id]
		if had {
			word += " "
		}
		out[id] = pathMark{word + m.text, m.tone}
	}
	end(p.FromID, "from")
	end(p.ToID, "to")
	return out
}

// of is the mark of a thing.
func (m pathMarks) of(t thing) (pathMark, bool) {
	var out pathMark
	found := false
	for _, id := range t.hops {
		mark, on := m[id]
		if on && (!found || mark.tone == bad) {
			out, found = mark, true
		}
	}
	return out, found
}

// onPath is an item with the mark that it has on the path.
func (c *canvas) onPath(it item) item {
	if m, on := c.path.of(it.thing); on {
		it.text, it.ink = m.text+" "+it.text, m.tone.ink(c.th)
	}
	return it
}

func (c *canvas) allOnPath(items []item) []item {
	out := make([]item, len(items))
	for i, it := range items {
		out[i] = c.onPath(it)
	}
	return out
}
