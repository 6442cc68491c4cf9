package play

import (
	"fmt"
	"strings"

	"drydock/engine"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// crowd is how many VPC endpoints of a subnet are drawn one by one where there is
// little room: all of them stand below the zones too.
const crowd = 2

// drawNetwork draws the network in width cells, in the roomiest style that fits into
// height rows, or else in the tightest.
func (c *drawings) drawNetwork(th theme.Theme, p engine.NetworkPicture, path pathMarks, of drawingOf, height int) drawing {
	var d drawing
	for s := boxed; s <= compact; s++ {
		of.style, of.theme = s, th.Name
		d = c.get(of, func() drawing { return drawNetworkAs(of, th, p, path) })
		if len(d.lines) <= height {
			break
		}
	}
	return d
}

func drawNetworkAs(of drawingOf, th theme.Theme, p engine.NetworkPicture, path pathMarks) drawing {
	c := &canvas{th: th, selected: of.selected, path: path}
	c.line([]item{{text: engine.Internet, ink: th.Strong, thing: thing{
		key: engine.Internet, kind: engine.Internet, id: engine.Internet, hops: []string{engine.Internet}, place: engine.Internet,
	}}}, of.width)
	for _, v := range p.VPCs {
		c.vpc(of.style, v, of.width)
	}
	if len(p.Detached) > 0 {
		c.line(append([]item{{text: "attached to no VPC", ink: th.Warn}}, c.named("internet gateway", p.Detached)...), of.width)
	}
	if len(p.VPCs) == 0 {
		c.lines = append(c.lines, th.Faint.Paint(" no VPC"))
	}
	return c.drawing
}

// part is a thing of the network that Why knows by its id.
func part(kind string, n engine.Named) thing {
	return thing{key: kind + " " + n.ID, kind: kind, id: n.ID, name: shown(n), call: first(n.Alias, n.ID), hops: []string{n.ID}}
}

// shown is the name of a part on the picture: an id is too long for it.
func shown(n engine.Named) string {
	if n.Name == n.ID {
		return shortID(n.ID)
	}
	return n.Name
}

// shortID is the kind and the end of an id: "acl-…ec42".
func shortID(id string) string {
	kind, rest, ok := strings.Cut(id, "-")
	if !ok || len(rest) <= 8 {
		return id
	}
	return kind + "-…" + rest[len(rest)-4:]
}

// named are parts of a kind, to be drawn one after the other.
func (c *canvas) named(kind string, all []engine.Named) []item {
	var out []item
	for _, n := range all {
		out = append(out, item{text: shown(n), ink: c.th.Strong, thing: part(kind, n)})
	}
	return out
}

// vpc draws a VPC: as a box where its zones have room beside each other in it.
func (c *canvas) vpc(s style, v engine.VPCView, width int) {
	head := []item{
		{text: "VPC", ink: c.th.Faint},
		{text: shown(v.Named), ink: c.th.Strong, thing: part("VPC", v.Named)},
		{text: v.CIDR, ink: c.th.Faint},
	}
	if v.Gateway.ID != "" {
		head = append(append(head, item{text: "⇄", ink: c.th.Faint}), c.named("internet gateway", []engine.Named{v.Gateway})...)
	} else {
		head = append(head, item{text: "no internet gateway", ink: c.th.Faint})
	}
	if s == compact || columnWidth(width-3, max(1, len(v.Zones))) < least {
		c.line(head, width)
		c.insideVPC(s, v, width)
		return
	}
	top := len(c.lines)
	title := c.flow(head, 2, top, width-5, 1)
	in := &canvas{th: c.th, selected: c.selected, path: c.path}
	in.insideVPC(s, v, width-3)
	for _, t := range in.things {
		t.x, t.y = t.x+1, t.y+top+1
		c.things = append(c.things, t)
	}
	c.lines = append(c.lines, c.frame(title[0], unindented(in.lines), width)...)
}

// unindented are lines without the blank that they begin with: the border of a box
// has one of its own.
func unindented(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimPrefix(l, " ")
	}
	return out
}

// insideVPC draws the zones, and below them what belongs to no zone.
func (c *canvas) insideVPC(s style, v engine.VPCView, width int) {
	columns := max(1, len(v.Zones))
	if columnWidth(width, columns) < least {
		columns = 1
	}
	for from := 0; from < len(v.Zones); from += columns {
		zones := v.Zones[from:min(from+columns, len(v.Zones))]
		c.columns(len(zones), width, columns, func(n, x, y, width int) []string {
			lines := []string{parts.Fit(c.th.Faint.Paint(parts.Line(zones[n].Name)), width)}
			for _, subnet := range zones[n].Subnets {
				lines = append(lines, c.subnet(s, v, subnet, x, y+len(lines), width)...)
			}
			return lines
		})
	}
	if len(v.Zones) == 0 {
		c.lines = append(c.lines, c.th.Faint.Paint(" no subnet"))
	}
	c.tables(s, v, width)
	c.acls(v, width)
	c.endpoints(v, width)
	c.groups(v.Groups, width)
}

// subnet draws a subnet and what has a network interface in it.
func (c *canvas) subnet(s style, v engine.VPCView, n engine.SubnetView, x, y, width int) []string {
	word, ink := "private", c.th.Warn
	if n.Public {
		word, ink = "public", c.th.Accent
	}
	it := part("subnet", n.Named)
	it.zoned = true
	head := []item{{text: shown(n.Named), ink: c.th.Strong, thing: it}, {text: word, ink: ink}}
	if s == compact {
		out := c.flow(head, x, y, width, 1)
		for _, l := range c.residents(s, v, n, x+1, y+len(out), width-1) {
			out = append(out, " "+l)
		}
		return out
	}
	inner := width - 4
	var body []string
	if across(c.allOnPath(head), 1) > width-5 {
		body = append(body, c.flow(head[1:], x+2, y+1, inner, 1)...)
		head = head[:1]
	}
	title := c.flow(head, x+2, y, width-5, 1)[0]
	if s == boxed {
		about := []item{{text: n.CIDR, ink: c.th.Faint}, {text: shown(n.Table), ink: c.th.Faint}, {text: shown(n.ACL), ink: c.th.Faint}}
		body = append(body, c.flow(about, x+2, y+1+len(body), inner, 1)...)
	}
	body = append(body, c.residents(s, v, n, x+2, y+1+len(body), inner)...)
	return c.frame(title, body, width)
}

// residents draws the network interfaces of a subnet by what they belong to: each in
// a line with its addresses where there is room, or one after the other.
func (c *canvas) residents(s style, v engine.VPCView, n engine.SubnetView, x, y, width int) []string {
	if len(n.Interfaces) == 0 {
		return []string{c.th.Faint.Paint("nothing in it")}
	}
	points := 0
	for _, i := range n.Interfaces {
		if i.Kind == "VPC endpoint" {
			points++
		}
	}
	var lines []string
	var row []item
	for _, i := range n.Interfaces {
		if s != boxed && i.Kind == "VPC endpoint" && points > crowd {
			continue
		}
		items := c.resident(v, i, width)
		if s != boxed {
			row = append(row, items[0])
			continue
		}
		for k, l := range c.flow(append(items, item{text: i.PrivateIP, ink: c.th.Faint}, item{text: i.PublicIP, ink: c.th.Accent}), x, y+len(lines), width, 1) {
			if k > 0 {
				l = "  " + l // of the interface above
			}
			lines = append(lines, l)
		}
	}
	if s != boxed && points > crowd {
		row = append(row, item{text: fmt.Sprintf("%d endpoints", points), ink: c.th.Faint})
	}
	if len(row) > 0 {
		lines = c.flow(row, x, y, width, 2)
	}
	return lines
}

// kindWord is a kind of things in short.
func kindWord(kind string) string {
	switch kind {
	case "load balancer":
		return "balancer"
	case "NAT gateway":
		return "NAT"
	case "VPC endpoint":
		return "endpoint"
	case "mount target":
		return "mount"
	}
	return kind
}

// resident is a network interface, with the state of what it belongs to where that
// is not there yet.
func (c *canvas) resident(v engine.VPCView, i engine.InterfaceView, width int) []item {
	text := shown(i.Owner)
	if width >= 26 {
		text = kindWord(i.Kind) + " " + text
	}
	out := []item{{text: text, ink: c.th.Strong, thing: residentThing(i)}}
	for _, n := range v.NATs {
		if n.ID == i.Owner.ID && n.State != "available" {
			out = append(out, item{text: n.State, ink: c.th.Warn})
		}
	}
	return out
}

// residentThing is what stands for a network interface. Of what has several, each is
// a thing of its own.
func residentThing(i engine.InterfaceView) thing {
	t := thing{
		key: i.Kind + " " + i.Owner.ID, kind: i.Kind, id: i.Owner.ID, name: shown(i.Owner),
		hops: []string{i.ID, i.Owner.ID}, place: i.ID, zoned: true,
	}
	switch i.Kind {
	case "load balancer":
		t.key += " " + i.ID
	case "VPC endpoint":
		t.key += " " + i.ID
		t.call = first(i.Owner.Alias, i.Owner.ID)
	case "task":
	default:
		t.call = first(i.Owner.Alias, i.Owner.ID)
	}
	return t
}

// tables draws the route tables, with their routes where there is room.
func (c *canvas) tables(s style, v engine.VPCView, width int) {
	var tables []item
	for _, t := range v.Tables {
		it := item{text: shown(t.Named), ink: c.th.Strong, thing: part("route table", t.Named)}
		routes := c.routes(s, t)
		if s != boxed {
			tables = append(append(tables, it), routes...)
			continue
		}
		c.line(append([]item{{text: "routes", ink: c.th.Faint}, it}, routes...), width)
	}
	if len(tables) > 0 {
		c.line(append([]item{{text: "route tables", ink: c.th.Faint}}, tables...), width)
	}
}

// routes are the routes of a table in words; in little room those alone that lead
// nowhere.
func (c *canvas) routes(s style, t engine.RouteTableView) []item {
	var out []item
	if t.Main && t.Alias != "" && s == boxed {
		out = append(out, item{text: "main", ink: c.th.Faint})
	}
	for _, r := range t.Routes {
		switch {
		case r.Blackhole:
			out = append(out, item{text: "✗ " + shortService(r.Destination) + " blackhole", ink: c.th.Bad})
		case s == boxed:
			out = append(out, item{text: shortService(r.Destination) + " → " + shown(r.Target), ink: c.th.Faint})
		}
	}
	return out
}

// acls draws the network ACLs.
func (c *canvas) acls(v engine.VPCView, width int) {
	items := []item{{text: "network ACLs", ink: c.th.Faint}}
	for _, a := range v.ACLs {
		items = append(items, c.named("network ACL", []engine.Named{a.Named})...)
	}
	c.line(items, width)
}

// endpoints draws the VPC endpoints, those that are not available yet with a word.
func (c *canvas) endpoints(v engine.VPCView, width int) {
	if len(v.Endpoints) == 0 {
		return
	}
	items := []item{{text: "endpoints", ink: c.th.Faint}}
	for _, e := range v.Endpoints {
		t := part("VPC endpoint", e.Named)
		if len(e.Subnets) > 0 {
			t.place = e.ID
		}
		text := shown(e.Named)
		if e.Name == e.ID {
			text += " " + shortService(e.Service)
		}
		items = append(items, item{text: text, ink: c.th.Strong, thing: t})
		if e.State != "available" {
			items = append(items, item{text: e.State, ink: c.th.Warn})
		}
	}
	c.line(items, width)
}

// shortService is the name of an endpoint's service, or of a prefix list, without its
// Region: "ecr.api". Other texts stay as they are.
func shortService(name string) string {
	if parts := strings.SplitN(name, ".", 4); len(parts) == 4 && parts[0] == "com" {
		return parts[3]
	}
	return name
}
