package play

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// inks lets a mark choose its ink before the theme is known.
type inks struct{ th theme.Theme }

type paint = theme.Ink

func (i inks) good() paint  { return i.th.Good }
func (i inks) bad() paint   { return i.th.Bad }
func (i inks) warn() paint  { return i.th.Warn }
func (i inks) faint() paint { return i.th.Faint }

// style is how much room the picture takes.
type style int

const (
	boxed   style = iota // instances as boxes with gauges
	compact              // an instance in a line, its tasks below
)

// drawings keeps the last few drawings, since one frame asks for the same one
// several times: to divide the screen, to find things, and to show it. All
// copies of a Model share it.
type drawings struct {
	kept [4]struct {
		of    drawingOf
		drawn drawing
	}
	next    int
	version int // of the newest snapshot
}

// drawingOf is all that a drawing depends on; version stands for the picture.
type drawingOf struct {
	style    style
	theme    string
	version  int
	width    int
	selected string
}

// draw draws the cluster in width cells, in the roomiest style that fits into
// height rows; when none does, the last style is taken and the lines scroll.
func (c *drawings) draw(th theme.Theme, p engine.Picture, version, width, height int, selected string) drawing {
	d := c.get(th, p, drawingOf{boxed, th.Name, version, width, selected})
	if len(d.lines) > height {
		d = c.get(th, p, drawingOf{compact, th.Name, version, width, selected})
	}
	return d
}

func (c *drawings) get(th theme.Theme, p engine.Picture, of drawingOf) drawing {
	for _, k := range c.kept {
		if k.of == of && k.drawn.lines != nil {
			return k.drawn
		}
	}
	slot := &c.kept[c.next]
	c.next = (c.next + 1) % len(c.kept)
	slot.of, slot.drawn = of, drawAs(of.style, th, p, of.width, of.selected)
	return slot.drawn
}

// canvas collects lines with the things in them.
type canvas struct {
	drawing
	th       theme.Theme
	selected string
}

// item is a piece of a line: text, its ink, and the thing it stands for.
type item struct {
	text  string
	ink   theme.Ink
	thing thing // no key: only text
}

// flow sets items into lines of width cells from (x, y) on, gap cells apart.
func (c *canvas) flow(items []item, x, y, width, gap int) []string {
	var lines []string
	line, used := "", 0
	for _, it := range items {
		text := ansi.Truncate(parts.Line(it.text), width, "…")
		w := ansi.StringWidth(text)
		if w == 0 {
			continue
		}
		if used > 0 && used+gap+w > width {
			lines = append(lines, line)
			line, used = "", 0
		}
		if used > 0 {
			line += strings.Repeat(" ", gap)
			used += gap
		}
		t := it.thing
		if t.key != "" {
			t.x, t.y, t.w = x+used, y+len(lines), w
			c.things = append(c.things, t)
		}
		if t.key != "" && t.key == c.selected {
			line += c.th.Selected.Paint(text)
		} else {
			line += it.ink.Paint(text)
		}
		used += w
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

func drawAs(s style, th theme.Theme, p engine.Picture, width int, selected string) drawing {
	c := &canvas{th: th, selected: selected}
	const least = 22 // cells for a zone's column
	columns := max(1, min(len(p.Zones), width/least))
	for from := 0; from < len(p.Zones); from += columns {
		c.zones(s, p.Zones[from:min(from+columns, len(p.Zones))], width, columns)
	}
	if len(p.Zones) == 0 {
		c.lines = append(c.lines, th.Faint.Paint(" no instances"))
	}
	for _, lb := range p.LoadBalancers {
		c.balancer(lb, width)
	}
	for _, s := range p.Services {
		c.service(s, width)
	}
	c.groups(p.Groups, width)
	return c.drawing
}

// zones draws a row of zones, each in a column.
func (c *canvas) zones(s style, zones []engine.Zone, width, columns int) {
	each := (width - 1 - (columns - 1)) / columns
	var blocks [][]string
	tall := 0
	top := len(c.lines)
	for n, z := range zones {
		x := 1 + n*(each+1)
		lines := []string{parts.Fit(c.th.Faint.Paint(parts.Line(z.Name)), each)}
		for _, i := range z.Instances {
			if s == boxed {
				lines = append(lines, c.box(i, x, top+len(lines), each)...)
			} else {
				lines = append(lines, c.rows(i, x, top+len(lines), each)...)
			}
		}
		if len(z.Instances) == 0 {
			lines = append(lines, c.th.Faint.Paint("no instances"))
		}
		blocks = append(blocks, lines)
		tall = max(tall, len(lines))
	}
	for y := range tall {
		line := " "
		for n, b := range blocks {
			cell := ""
			if y < len(b) {
				cell = b[y]
			}
			line += parts.Fit(cell, each)
			if n < len(blocks)-1 {
				line += " "
			}
		}
		c.lines = append(c.lines, line)
	}
}

// box draws an instance as a box with gauges and its tasks.
func (c *canvas) box(i engine.InstanceView, x, y, width int) []string {
	inner := width - 4
	edge := c.th.Border
	title := c.flow([]item{c.instance(i)}, x+2, y, width-5, 1)[0]
	out := []string{
		edge.Paint("┌ ") + title + edge.Paint(" "+strings.Repeat("─", max(0, width-4-ansi.StringWidth(title)))+"┐"),
	}
	side := func(s string) string { return edge.Paint("│ ") + parts.Fit(s, inner) + edge.Paint(" │") }
	out = append(out, side(c.gauge("cpu", i.CPU, inner)), side(c.gauge("mem", i.Memory, inner)))
	for _, l := range c.flow(c.tasks(i, inner), x+2, y+len(out), inner, 2) {
		out = append(out, side(l))
	}
	return append(out, edge.Paint("└"+strings.Repeat("─", width-2)+"┘"))
}

// rows draws an instance as a line with percentages, and its tasks below.
func (c *canvas) rows(i engine.InstanceView, x, y, width int) []string {
	name := c.instance(i)
	use := item{
		text: fmt.Sprintf("cpu %d%% mem %d%%", percent(i.CPU), percent(i.Memory)), ink: c.th.Faint,
	}
	out := c.flow([]item{name, use}, x, y, width, 1)
	for _, l := range c.flow(c.tasks(i, width-1), x+1, y+len(out), width-1, 1) {
		out = append(out, " "+l)
	}
	return out
}

func percent(u engine.Usage) int64 {
	if u.Total <= 0 {
		return 0
	}
	return u.Used * 100 / u.Total
}

func (c *canvas) instance(i engine.InstanceView) item {
	text, ink := instanceName(i)+" "+i.Type, c.th.Strong
	if i.Status != "ACTIVE" && i.Status != "" {
		text, ink = text+" "+i.Status, c.th.Warn
	}
	if !i.Connected && i.ARN != "" {
		text, ink = text+" agent lost", c.th.Bad
	}
	return item{text: text, ink: ink, thing: thing{
		key: "instance " + i.ID, kind: "instance", id: i.ID, name: instanceName(i),
	}}
}

func (c *canvas) gauge(label string, u engine.Usage, width int) string {
	numbers := fmt.Sprintf("%d/%d", u.Used, u.Total)
	bar := width - len(label) - len(numbers) - 2
	if bar < 4 {
		return label + " " + numbers
	}
	return c.th.Faint.Paint(label) + " " + c.th.Accent.Paint(parts.Gauge(u.Used, u.Total, min(bar, 24))) + " " + c.th.Faint.Paint(numbers)
}

// tasks are an instance's tasks: with words where there is room for them, with
// letters in narrow columns and where there is no colour.
func (c *canvas) tasks(i engine.InstanceView, width int) []item {
	if len(i.Tasks) == 0 {
		return []item{{text: "no tasks", ink: c.th.Faint}}
	}
	out := make([]item, len(i.Tasks))
	for n, t := range i.Tasks {
		m := taskMark(t)
		text := m.glyph + " " + taskName(t)
		switch {
		case width >= 50 && len(i.Tasks) <= 8, width >= 34 && len(i.Tasks) <= 4:
			text += " " + m.word
		case width < 34, c.th.Name == "plain":
			text = m.glyph + m.letter + " " + taskName(t)
		}
		out[n] = item{text: text, ink: m.ink(inks{c.th}), thing: thing{
			key: "task " + t.ID, kind: "task", id: t.ID, name: taskName(t) + " " + short(t.ID),
		}}
	}
	return out
}

func (c *canvas) line(items []item, width int) {
	for _, l := range c.flow(items, 1, len(c.lines), width-2, 1) {
		c.lines = append(c.lines, " "+l)
	}
}

// balancer draws a load balancer and, in a line each, its listeners' target
// groups.
func (c *canvas) balancer(lb engine.LoadBalancerView, width int) {
	name := first(lb.Alias, lb.Name)
	it := item{text: name, ink: c.th.Strong, thing: thing{
		key: "load balancer " + lb.Name, kind: "load balancer", id: lb.Name, name: name,
	}}
	if len(lb.Listeners) == 0 {
		c.line([]item{it, {text: "no listener", ink: c.th.Faint}}, width)
		return
	}
	for n, l := range lb.Listeners {
		if n > 0 {
			it.thing.key = ""
		}
		g := l.TargetGroup
		ink := c.th.Good
		if g.Unhealthy > 0 || g.Healthy == 0 {
			ink = c.th.Warn
		}
		c.line([]item{
			it,
			{text: fmt.Sprintf(":%d ━━", l.Port), ink: c.th.Faint},
			{text: groupName(g), ink: c.th.Strong, thing: thing{
				key: "target group " + g.Name, kind: "target group", id: g.Name, name: groupName(g),
			}},
			{text: " " + counts(g), ink: ink},
		}, width)
	}
}

func (c *canvas) service(s engine.ServiceView, width int) {
	state, ink := "not steady", c.th.Warn
	if s.Steady {
		state, ink = "steady", c.th.Good
	}
	if s.Status != "ACTIVE" && s.Status != "" {
		state = s.Status
	}
	c.line([]item{
		{text: "service", ink: c.th.Faint},
		{text: s.Name, ink: c.th.Strong, thing: thing{key: "service " + s.Name, kind: "service", id: s.Name, name: s.Name}},
		{text: fmt.Sprintf("running %d of %d", s.Running, s.Desired)},
		{text: pending(s.Pending)},
		{text: state, ink: ink},
	}, width)
}

func pending(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("pending %d", n)
}

func (c *canvas) groups(groups []engine.GroupView, width int) {
	if len(groups) == 0 {
		return
	}
	items := []item{{text: "security groups", ink: c.th.Faint}}
	for _, g := range groups {
		name := first(g.Alias, g.ID)
		items = append(items, item{text: name, ink: c.th.Strong, thing: thing{
			key: "security group " + g.ID, kind: "security group", id: g.ID, name: name,
		}})
	}
	c.line(items, width)
}
