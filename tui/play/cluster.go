package play

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// style is how much room the picture takes.
type style int

const (
	boxed   style = iota // instances as boxes with gauges, tasks with ports and addresses
	brief                // the same, and tasks without these
	compact              // an instance in a line, its tasks below
)

// least is how many cells a zone's column has at least. Zones that have not room
// for that beside each other stand below each other.
const least = 22

// drawings keeps the last few drawings, since one frame asks for the same one
// several times: to divide the screen, to find things, and to show it; of a
// comparison there are two, in up to three styles. All copies of a Model share it.
type drawings struct {
	kept [8]struct {
		of    drawingOf
		drawn drawing
	}
	next    int
	version int // of the newest snapshot
	paths   int // how many paths were begun or followed
}

// drawingOf is all that a drawing depends on; version stands for the picture.
type drawingOf struct {
	style    style
	network  bool // the picture of the network, not the cluster
	path     int  // number of the path that is marked in it
	theme    string
	version  int
	width    int
	selected string
}

// draw draws the cluster in width cells, in the roomiest style that fits into
// height rows; when none does, the last style is taken and the lines scroll.
func (c *drawings) draw(th theme.Theme, p engine.Picture, version, width, height int, selected string) drawing {
	var d drawing
	for s := boxed; s <= compact; s++ {
		of := drawingOf{style: s, theme: th.Name, version: version, width: width, selected: selected}
		d = c.get(of, func() drawing { return drawAs(s, th, p, width, selected) })
		if len(d.lines) <= height {
			break
		}
	}
	return d
}

// get is a drawing that is kept, or else one that is made.
func (c *drawings) get(of drawingOf, draw func() drawing) drawing {
	for _, k := range c.kept {
		if k.of == of && k.drawn.lines != nil {
			return k.drawn
		}
	}
	slot := &c.kept[c.next]
	c.next = (c.next + 1) % len(c.kept)
	slot.of, slot.drawn = of, draw()
	return slot.drawn
}

// canvas collects lines with the things in them.
type canvas struct {
	drawing
	th       theme.Theme
	selected string
	eni      bool      // tasks on instances have network interfaces of their own
	path     pathMarks // of the things that a path leads through
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
		it = c.onPath(it)
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
	c := &canvas{th: th, selected: selected, eni: needsInterfaces(p)}
	columns := max(1, len(p.Zones))
	if columnWidth(width, columns) < least {
		columns = 1
	}
	for from := 0; from < len(p.Zones); from += columns {
		c.zones(s, p.Zones[from:min(from+columns, len(p.Zones))], width, columns)
	}
	if len(p.Zones) == 0 {
		c.lines = append(c.lines, th.Faint.Paint(" no instances"))
	}
	for _, lb := range p.LoadBalancers {
		c.balancer(lb, width)
	}
	for _, of := range p.Services {
		c.service(s, of, width)
	}
	c.groups(p.Groups, width)
	c.roles(p.Roles, width)
	c.users(p.Users, width)
	return c.drawing
}

// columnWidth is how many cells each of some columns has.
func columnWidth(width, columns int) int { return (width - 1 - (columns - 1)) / columns }

// zones draws a row of zones, each in a column.
func (c *canvas) zones(s style, zones []engine.Zone, width, columns int) {
	c.columns(len(zones), width, columns, func(n, x, y, width int) []string {
		z := zones[n]
		lines := []string{parts.Fit(c.th.Faint.Paint(parts.Line(z.Name)), width)}
		for _, i := range z.Instances {
			if s != compact {
				lines = append(lines, c.box(s, i, x, y+len(lines), width)...)
			} else {
				lines = append(lines, c.rows(i, x, y+len(lines), width)...)
			}
		}
		switch {
		case len(z.Fargate) > 0:
			lines = append(lines, c.fargate(s, z.Fargate, x, y+len(lines), width)...)
		case len(z.Instances) == 0:
			lines = append(lines, c.th.Faint.Paint("no instances"))
		}
		return lines
	})
}

// columns draws so many blocks beside each other, each in one of columns. draw draws
// the n-th from the cell (x, y) on.
func (c *canvas) columns(blocks, width, columns int, draw func(n, x, y, width int) []string) {
	each := columnWidth(width, columns)
	var drawn [][]string
	tall := 0
	top := len(c.lines)
	for n := range blocks {
		lines := draw(n, 1+n*(each+1), top, each)
		drawn = append(drawn, lines)
		tall = max(tall, len(lines))
	}
	for y := range tall {
		line := " "
		for n, b := range drawn {
			cell := ""
			if y < len(b) {
				cell = b[y]
			}
			line += parts.Fit(cell, each)
			if n < len(drawn)-1 {
				line += " "
			}
		}
		c.lines = append(c.lines, line)
	}
}

func (c *canvas) line(items []item, width int) {
	for _, l := range c.flow(items, 1, len(c.lines), width-2, 1) {
		c.lines = append(c.lines, " "+l)
	}
}

// balancer draws a load balancer and, in a line each, the ways that requests take
// through it.
func (c *canvas) balancer(lb engine.LoadBalancerView, width int) {
	name := first(lb.Alias, lb.Name)
	it := item{text: name, ink: c.th.Strong, thing: thing{
		key: "load balancer " + lb.Name, kind: balancerKind(lb), id: lb.Name, name: name,
	}}
	kind := item{text: kindWords(lb), ink: c.th.Faint}
	if len(lb.Ways) == 0 {
		c.line([]item{kind, it, {text: "no listener", ink: c.th.Faint}}, width)
		return
	}
	for n, r := range lb.Ways {
		if n > 0 {
			it.thing.key = ""
		}
		c.line(append([]item{kind, it, {text: routeWords(r) + " ━━", ink: c.th.Faint}}, c.destination(r)...), width)
	}
}

// kindWords are the kind of a load balancer as people call it; nothing for an
// Application Load Balancer.
func kindWords(lb engine.LoadBalancerView) string {
	return map[string]string{"network": "NLB", "classic": "CLB"}[lb.Type]
}

// balancerKind is the kind of thing that a load balancer is: a Classic one has
// operations of its own.
func balancerKind(lb engine.LoadBalancerView) string {
	if lb.Type == "classic" {
		return "classic load balancer"
	}
	return "load balancer"
}

// routeWords say which requests take a way: ":80", ":80 /img/*".
func routeWords(r engine.WayView) string {
	words := fmt.Sprintf(":%d", r.Port)
	if r.Rule != "" {
		words += " " + r.Rule
	}
	return words
}

// destination is where a way through a load balancer leads.
func (c *canvas) destination(r engine.WayView) []item {
	g := r.TargetGroup
	if g.Name == "" {
		return []item{{text: r.Does, ink: c.th.Faint}}
	}
	ink := c.th.Good
	if g.Unhealthy > 0 || g.Healthy == 0 {
		ink = c.th.Warn
	}
	return []item{
		{text: groupName(g), ink: c.th.Strong, thing: thing{
			key: "target group " + g.Name, kind: "target group", id: g.Name, name: groupName(g),
		}},
		{text: " " + counts(g), ink: ink},
	}
}

// service draws a service in a line, and below it, or beside it where room is short,
// those of its tasks that wait.
func (c *canvas) service(style style, s engine.ServiceView, width int) {
	state, ink := "not steady", c.th.Warn
	if s.Steady {
		state, ink = "steady", c.th.Good
	}
	if s.Status != "ACTIVE" && s.Status != "" {
		state = s.Status
	}
	items := []item{
		{text: "service", ink: c.th.Faint},
		{text: s.Name, ink: c.th.Strong, thing: thing{key: "service " + s.Name, kind: "service", id: s.Name, name: s.Name}},
		{text: fmt.Sprintf("running %d of %d", s.Running, s.Desired)},
		{text: pending(s.Pending)},
		{text: state, ink: ink},
	}
	if s.Waiting == 0 {
		c.line(items, width)
		return
	}
	waits := c.waiting(s, width)
	if all := append(items, waits); style != boxed && across(all, 1) <= width-2 {
		c.line(all, width)
		return
	}
	c.line(items, width)
	c.lines = append(c.lines, "   "+c.flow([]item{waits}, 3, len(c.lines), width-4, 1)[0])
}

// waiting stands for the tasks of a service that fit nowhere, with what rules out
// the closest instance.
func (c *canvas) waiting(s engine.ServiceView, width int) item {
	head := marks[markWaiting].glyph
	if width < 56 || c.th.Name == "plain" {
		head += marks[markWaiting].letter
	}
	return item{
		text: fmt.Sprintf("%s waiting %d: %s", head, s.Waiting, s.WaitsFor), ink: marks[markWaiting].tone.ink(c.th),
		thing: thing{key: "waiting " + s.Name, kind: "waiting", id: s.Name, name: fmt.Sprintf("%d of %s", s.Waiting, s.Name)},
	}
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
			key: "security group " + g.ID, kind: "security group", id: g.ID, name: name, hops: []string{g.ID},
		}})
	}
	c.line(items, width)
}

// roles draws the roles of IAM, each with what has it. Of one that something is
// missing of, a sign and a word say so.
func (c *canvas) roles(roles []engine.RoleView, width int) {
	if len(roles) == 0 {
		return
	}
	items := []item{{text: "roles", ink: c.th.Faint}}
	for _, r := range roles {
		t := thing{key: "role " + r.Name, kind: "role", id: r.Name, name: r.Name}
		text, ink := r.Name, c.th.Strong
		if word := roleTrouble(r); word != "" {
			text, ink = "✗ "+text+" "+word, c.th.Bad
		}
		items = append(items, item{text: text, ink: ink, thing: t})
		if len(r.For) > 0 {
			items = append(items, item{text: "(" + strings.Join(r.For, ", ") + ")", ink: c.th.Faint})
		}
	}
	c.line(items, width)
}

// users draws the users of IAM.
func (c *canvas) users(users []engine.UserView, width int) {
	if len(users) == 0 {
		return
	}
	items := []item{{text: "users", ink: c.th.Faint}}
	for _, u := range users {
		items = append(items, item{text: u.Name, ink: c.th.Strong, thing: thing{key: "user " + u.Name, kind: "user", id: u.Name, name: u.Name}})
	}
	c.line(items, width)
}

// roleTrouble says in a word what stands in the way of a role; empty for nothing.
func roleTrouble(r engine.RoleView) string {
	switch {
	case len(r.Untrusting) > 0:
		return "not assumable"
	case len(r.Denied) > 0:
		return "denied"
	}
	return ""
}
