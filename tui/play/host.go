package play

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine"
	"drydock/tui/parts"
)

// Where tasks run: the boxes of instances, and of Fargate.

// frame draws a box of width cells around lines of width-4.
func (c *canvas) frame(title string, lines []string, width int) []string {
	edge := c.th.Border
	out := []string{edge.Paint("┌ ") + title + edge.Paint(" "+strings.Repeat("─", max(0, width-4-ansi.StringWidth(title)))+"┐")}
	for _, l := range lines {
		out = append(out, edge.Paint("│ ")+parts.Fit(l, width-4)+edge.Paint(" │"))
	}
	return append(out, edge.Paint("└"+strings.Repeat("─", width-2)+"┘"))
}

// box draws an instance as a box with gauges and its tasks.
func (c *canvas) box(s style, i engine.InstanceView, x, y, width int) []string {
	inner := width - 4
	var body []string
	add := func(items []item, gap int) {
		body = append(body, c.flow(items, x+2, y+1+len(body), inner, gap)...)
	}
	head, states, eni := []item{c.instance(i)}, instanceStates(c, i), c.interfaces(i)
	if across(append(head, states...), 1) <= width-5 {
		head = append(head, states...)
	} else {
		add(states, 1)
	}
	inTitle := s == brief && across(append(head, eni), 1) <= width-5
	if inTitle {
		head = append(head, eni)
	}
	title := c.flow(head, x+2, y, width-5, 1)[0]
	if i.ARN == "" {
		return c.frame(title, body, width)
	}
	body = append(body, c.gauges(s, i, inner)...)
	if kept := c.kept(i); kept != nil {
		add(kept, 1)
	}
	if !inTitle && eni.text != "" {
		add([]item{eni}, 1)
	}
	body = append(body, c.tasks(s, i.Tasks, x+2, y+1+len(body), inner)...)
	return c.frame(title, body, width)
}

// rows draws an instance as a line with percentages, and its tasks below.
func (c *canvas) rows(i engine.InstanceView, x, y, width int) []string {
	items := append([]item{c.instance(i)}, instanceStates(c, i)...)
	if i.ARN != "" {
		use := fmt.Sprintf("cpu %d%% mem %d%%", percent(i.CPU.Used, i.CPU), percent(i.Memory.Used, i.Memory))
		items = append(items, item{text: use, ink: c.th.Faint})
		if i.HeldCPU+i.HeldMem > 0 {
			items = append(items, item{text: "for daemons", ink: c.th.Warn},
				item{text: fmt.Sprintf("cpu %d%%", percent(i.HeldCPU, i.CPU)), ink: c.th.Warn},
				item{text: fmt.Sprintf("mem %d%%", percent(i.HeldMem, i.Memory)), ink: c.th.Warn})
		}
		items = append(items, c.interfaces(i))
	}
	out := c.flow(items, x, y, width, 1)
	if i.ARN == "" {
		return out
	}
	for _, l := range c.tasks(compact, i.Tasks, x+1, y+len(out), width-1) {
		out = append(out, " "+l)
	}
	return out
}

// fargate draws the tasks on Fargate of a zone: there is no instance to show.
func (c *canvas) fargate(s style, tasks []engine.TaskView, x, y, width int) []string {
	const name = "Fargate"
	if s != compact {
		return c.frame(c.th.Strong.Paint(name), c.tasks(s, tasks, x+2, y+1, width-4), width)
	}
	out := []string{c.th.Strong.Paint(name)}
	for _, l := range c.tasks(s, tasks, x+1, y+1, width-1) {
		out = append(out, " "+l)
	}
	return out
}

// gauges are the lines for CPU and memory; in the brief style one line with
// percentages, where both fit.
func (c *canvas) gauges(s style, i engine.InstanceView, width int) []string {
	half := (width - 2) / 2
	if s == boxed || half < 16 {
		return []string{
			c.gauge("cpu", i.CPU, i.HeldCPU, fmt.Sprintf("%d/%d", i.CPU.Used, i.CPU.Total), width),
			c.gauge("mem", i.Memory, i.HeldMem, fmt.Sprintf("%d/%d", i.Memory.Used, i.Memory.Total), width),
		}
	}
	cpu := c.gauge("cpu", i.CPU, i.HeldCPU, fmt.Sprintf("%d%%", percent(i.CPU.Used, i.CPU)), half)
	mem := c.gauge("mem", i.Memory, i.HeldMem, fmt.Sprintf("%d%%", percent(i.Memory.Used, i.Memory)), half)
	return []string{parts.Fit(cpu, half) + "  " + mem}
}

// across is how many cells items take on one line.
func across(items []item, gap int) int {
	n := -gap
	for _, it := range items {
		n += gap + ansi.StringWidth(parts.Line(it.text))
	}
	return n
}

func percent(n int64, of engine.Usage) int64 {
	if of.Total <= 0 {
		return 0
	}
	return n * 100 / of.Total
}

func (c *canvas) instance(i engine.InstanceView) item {
	return item{text: instanceName(i) + " " + i.Type, ink: c.th.Strong, thing: thing{
		key: "instance " + i.ID, kind: "instance", id: i.ID, name: instanceName(i),
	}}
}

// instanceStates say in words why no task may be placed on an instance.
func instanceStates(c *canvas, i engine.InstanceView) (out []item) {
	switch {
	case i.ARN == "":
		return []item{{text: "not registered,", ink: c.th.Warn}, {text: "EC2 " + i.Status, ink: c.th.Warn}}
	case i.Status != "ACTIVE" && i.Status != "":
		out = append(out, item{text: i.Status, ink: c.th.Warn})
	}
	if !i.Connected {
		out = append(out, item{text: "agent disconnected", ink: c.th.Bad})
	}
	return out
}

// gauge draws a resource: what tasks hold, what is kept free for daemons, and the
// rest, with the first in numbers too.
func (c *canvas) gauge(label string, u engine.Usage, held int64, numbers string, width int) string {
	bar := width - len(label) - len(numbers) - 2
	if bar < 4 {
		return label + " " + numbers
	}
	return c.th.Faint.Paint(label) + " " + c.th.Accent.Paint(parts.Stack(u.Used, held, u.Total, min(bar, 24))) + " " + c.th.Faint.Paint(numbers)
}

// kept says in numbers what is kept free for daemons; nothing when nothing is.
func (c *canvas) kept(i engine.InstanceView) []item {
	var out []item
	for _, k := range []struct {
		label string
		n     int64
	}{{"cpu", i.HeldCPU}, {"mem", i.HeldMem}, {"eni", i.HeldENI}} {
		if k.n > 0 {
			out = append(out, item{text: fmt.Sprintf("%s %d", k.label, k.n), ink: c.th.Warn})
		}
	}
	if out == nil {
		return nil
	}
	return append([]item{{text: "▒ for daemons", ink: c.th.Warn}}, out...)
}

// interfaces tells how many tasks have a network interface of their own, of as
// many as can; without text where no task of the cluster needs one.
func (c *canvas) interfaces(i engine.InstanceView) item {
	u := i.Interfaces
	switch {
	case !c.eni && u.Used == 0:
		return item{}
	case u.Used+i.HeldENI >= u.Total:
		return item{text: fmt.Sprintf("eni %d/%d full", u.Used, u.Total), ink: c.th.Warn}
	default:
		return item{text: fmt.Sprintf("eni %d/%d", u.Used, u.Total), ink: c.th.Faint}
	}
}

// needsInterfaces reports whether tasks of a cluster on instances have network
// interfaces of their own, or are to have them.
func needsInterfaces(p engine.Picture) bool {
	for _, s := range p.Services {
		if s.OwnInterface && s.LaunchType != "FARGATE" {
			return true
		}
	}
	for _, z := range p.Zones {
		for _, i := range z.Instances {
			if i.Interfaces.Used > 0 {
				return true
			}
		}
	}
	return false
}

// tasks draws tasks: with words where there is room for them, with letters in
// narrow columns and where there is no colour. A task with an address of its own
// has a line of its own, where it is shown.
func (c *canvas) tasks(s style, tasks []engine.TaskView, x, y, width int) (lines []string) {
	if len(tasks) == 0 {
		return []string{c.th.Faint.Paint("no tasks")}
	}
	many := 4
	if s == boxed {
		many = 8 // the other styles take over where there are too many lines
	}
	words := width >= 50 && len(tasks) <= 2*many || width >= 34 && len(tasks) <= many
	var row []item
	gap := 2
	if s == compact {
		gap = 1
	}
	flush := func() {
		if len(row) > 0 {
			lines = append(lines, c.flow(row, x, y+len(lines), width, gap)...)
			row = nil
		}
	}
	for _, t := range tasks {
		m := taskMark(t)
		text := m.glyph + " " + taskName(t)
		switch {
		case words:
			text += " " + m.word
		case width < 34, c.th.Name == "plain":
			text = m.glyph + m.letter + " " + taskName(t)
		}
		it := item{text: text, ink: m.tone.ink(c.th), thing: thing{
			key: "task " + t.ID, kind: "task", id: t.ID, name: taskName(t) + " " + short(t.ID),
		}}
		if s != boxed || t.Address == "" {
			if s == boxed {
				it.text += hostPorts(t, words)
			}
			row = append(row, it)
			continue
		}
		flush()
		it.text += " " + t.Address
		reach := item{text: "private", ink: c.th.Faint}
		if t.PublicIP != "" {
			reach = item{text: "public", ink: c.th.Accent}
		}
		for n, l := range c.flow([]item{it, reach}, x, y+len(lines), width, 1) {
			if n > 0 {
				l = "  " + l // of the task above
			}
			lines = append(lines, l)
		}
	}
	flush()
	return lines
}

// hostPorts are a task's ports on its instance; those that its definition names
// are told apart where there is room for words.
func hostPorts(t engine.TaskView, words bool) string {
	var b strings.Builder
	for _, p := range t.HostPorts {
		fmt.Fprintf(&b, " :%d", p)
		if words && isStatic(t, p) {
			b.WriteString(" static")
		}
	}
	return b.String()
}
