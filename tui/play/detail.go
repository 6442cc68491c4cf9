package play

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine"
	"drydock/engine/trace"
	"drydock/tui/parts"
)

// detailMode is what the lower right panel shows.
type detailMode int

const (
	detailFacts detailMode = iota // what is known of the selected thing
	detailWhy                     // why it is as it is
	detailEvent                   // one event, and why it happened
	detailHints                   // the hints spent
	detailPath                    // the hops of a path
)

type detail struct {
	mode   detailMode
	thing  string // key of the thing explained
	kind   string // of thing, and its id for Why
	id     string
	name   string
	traces []trace.Trace
	err    error
	event  engine.Event
	asked  time.Time // virtual time of the explanation
	offset int
	from   panel // where the explanation was asked for
}

// show turns to a mode and to its first line.
func (d *detail) show(mode detailMode) { d.mode, d.offset, d.thing = mode, 0, "" }

// read scrolls an explanation so that what first stands in the way is seen, with
// its reason.
func (m *Model) read() {
	r := m.layout().at[panelDetail]
	lines, first, last := m.detailBody(r.w - 2)
	m.detail.offset = bounded(parts.Follow(0, first, last, r.h), len(lines), r.h)
}

// beyond reports whether the detail panel is seen and has lines below its edge.
func (m Model) beyond() bool {
	l := m.layout()
	r := l.at[panelDetail]
	if l.below || l.single && m.focus != panelDetail {
		return false
	}
	return m.detail.offset+r.h < len(m.detailLines(r.w))
}

// why asks the attempt about the selected thing.
func (m *Model) why() {
	t, ok := m.draw().find(m.selected)
	if !ok {
		m.notice = "Nothing is selected: choose a thing with h j k l or the arrows."
		return
	}
	m.did("why")
	m.detail.show(detailWhy)
	m.detail.thing, m.detail.kind, m.detail.id, m.detail.name = t.key, t.kind, t.id, t.title()
	m.explain()
	m.reveal()
	m.read()
}

// explain asks about the thing in the detail panel, as of now. A task is asked
// about as a target first: that is what the learner sees of it.
func (m *Model) explain() {
	kind, id := m.detail.kind, m.detail.id
	asked := []string{id}
	switch kind {
	case "task":
		asked = append(m.targetIDs(id), id)
	case "role", "user":
		asked = []string{kind + "/" + id} // a service may have the same name
	}
	m.detail.traces, m.detail.err, m.detail.asked = nil, nil, m.now.clock
	seen := map[string]bool{}
	for _, thing := range asked {
		traces, err := m.shown().Why(thing)
		if err != nil {
			m.detail.err = err
			continue
		}
		for _, t := range traces {
			if k := t.Rule + "\x00" + t.Subject; !seen[k] {
				seen[k] = true
				m.detail.traces = append(m.detail.traces, t)
			}
		}
	}
	if len(m.detail.traces) > 0 {
		m.detail.err = nil
	}
	if kind == "waiting" {
		// Why a task fits nowhere, before how many there should be.
		if at := slices.IndexFunc(m.detail.traces, func(t trace.Trace) bool { return !t.OK && (t.Rule == "placement" || t.Rule == "daemon") }); at > 0 {
			t := m.detail.traces[at]
			m.detail.traces = slices.Insert(slices.Delete(m.detail.traces, at, at+1), 0, t)
		}
	}
}

func (m Model) targetIDs(task string) []string {
	var out []string
	for at := range everyTask(m.now.picture) {
		if at.task.ID == task {
			for _, target := range targetsOf(m.now.picture, at) {
				out = append(out, target.ID)
			}
		}
	}
	return out
}

func (m Model) detailTitle() (title, note string) {
	at := func() string { return m.detail.asked.Format("15:04:05") }
	switch m.detail.mode {
	case detailWhy:
		return "why: " + m.detail.name, at()
	case detailEvent:
		return "event", at()
	case detailHints:
		return "hints", ""
	case detailPath:
		return "path: " + m.detail.name, at()
	}
	if t, ok := m.draw().find(m.selected); ok {
		return t.title(), ""
	}
	return "selected", ""
}

// detailLines are the lines of the panel at a width, before scrolling.
func (m Model) detailLines(width int) []string {
	out, _, _ := m.detailBody(width - 2)
	for i, l := range out {
		out[i] = " " + l
	}
	return out
}

// detailBody is the text of the panel in width cells, and in an explanation the
// first and the last line of what first stands in the way.
func (m Model) detailBody(width int) (out []string, first, last int) {
	switch m.detail.mode {
	case detailHints:
		return m.hintLines(width), 0, 0
	case detailEvent:
		out = parts.Wrap(parts.Clean(m.detail.event.Message), width, "")
		source := strings.TrimSpace(m.detail.event.Source + " " + m.detail.event.DetailType)
		for _, l := range parts.Wrap(parts.Clean(source), width, "") {
			out = append(out, m.theme.Faint.Paint(l))
		}
		out = append(out, "")
		lines, first, last := m.explanation(width, "No rule explains this event.")
		if last > 0 {
			first, last = first+len(out), last+len(out)
		}
		return append(out, lines...), first, last
	case detailWhy:
		return m.explanation(width, "Nothing to explain here.")
	case detailPath:
		return m.pathBody(width)
	default:
		return m.factLines(width), 0, 0
	}
}

func (m Model) factLines(width int) []string {
	list, ok := facts(m.now.picture, m.selected)
	if m.networkShown() {
		t, _ := m.draw().find(m.selected)
		list = networkFacts(m.now.network, t)
		ok = list != nil
	}
	if !ok {
		return parts.Wrap("Choose a thing with h j k l or the arrows.", width, "")
	}
	wide := 0
	for _, f := range list {
		wide = max(wide, ansi.StringWidth(f.label))
	}
	wide = min(wide, width/2)
	var out []string
	for _, f := range list {
		if f.value == "" {
			continue
		}
		lines := parts.Wrap(parts.Clean(f.value), width-wide-1, "")
		for i, l := range lines {
			label := ""
			if i == 0 {
				label = parts.Line(f.label)
			}
			out = append(out, m.theme.Faint.Paint(parts.Fit(label, wide))+" "+l)
		}
	}
	return append(out, "", m.theme.Accent.Paint("w")+m.theme.Faint.Paint(" why is it so?"))
}

func (m Model) hintLines(width int) []string {
	var out []string
	for _, h := range m.now.hints {
		head := fmt.Sprintf("Hint %d of %d", h.Number, h.Of)
		out = append(out, parts.Split(m.theme.Strong.Paint(head), m.theme.Cost.Paint(parts.Count(-h.Cost, "point")), width))
		out = append(out, parts.Wrap(strings.ReplaceAll(parts.Clean(h.Text), "`", ""), width, "")...)
		out = append(out, "")
	}
	if len(out) == 0 {
		return parts.Wrap("No hint asked for yet: H gives the next one.", width, "")
	}
	return out
}

func hintNotice(h Hint) string {
	return fmt.Sprintf("Hint %d of %d: %s.", h.Number, h.Of, parts.Count(-h.Cost, "point"))
}

// explanation draws the traces below each other. From first to last are the
// lines of the first step that fails, or else of the first verdict against; both
// are 0 when nothing stands in the way.
func (m Model) explanation(width int, none string) (out []string, first, last int) {
	if m.detail.err != nil {
		return parts.Wrap(parts.Clean(m.detail.err.Error()), width, ""), 0, 0
	}
	if len(m.detail.traces) == 0 {
		return parts.Wrap(none, width, ""), 0, 0
	}
	for i, t := range m.detail.traces {
		if i > 0 {
			out = append(out, "")
		}
		lines, from, to := m.traceLines(t, width)
		if last == 0 && to > 0 && !(t.OK && (t.Rule == "placement" || t.Rule == "authorisation" || t.Rule == "network ACL")) {
			// Of a task that was placed, the nodes passed over are no failure, nor
			// are the statements that did not match one that allows, nor the entries
			// that deny.
			first, last = len(out)+from, len(out)+to
		}
		out = append(out, lines...)
	}
	return out, first, last
}

// traceLines draws a trace: what was decided, what was looked at, and the page
// that documents the rule. From first to last is what fails, as in explanation.
func (m Model) traceLines(t trace.Trace, width int) (out []string, first, last int) {
	for _, l := range parts.Wrap(parts.Short(parts.Clean(t.Rule+": "+t.Subject)), width, "  ") {
		out = append(out, m.theme.Faint.Paint(l))
	}
	add := func(lines []string, ok bool) {
		if !ok && last == 0 {
			first, last = len(out), len(out)+len(lines)-1
		}
		out = append(out, lines...)
	}
	for _, s := range t.Funnel {
		add(m.stepLines(s, width), s.OK)
	}
	if len(t.Funnel) > 0 && len(t.Steps) > 0 {
		out = append(out, m.theme.Faint.Paint(trace.OneByOne))
	}
	for _, s := range t.Steps {
		add(m.stepLines(s, width), s.OK)
	}
	glyph, ink := "✓", m.theme.Good
	if !t.OK {
		glyph, ink = "✗", m.theme.Bad
	}
	verdict := parts.Wrap("→ "+glyph+" "+parts.Short(parts.Clean(t.Verdict)), width, "    ")
	for i, l := range verdict {
		verdict[i] = ink.Paint(l)
	}
	add(verdict, t.OK)
	for _, l := range parts.Wrap(parts.Clean(t.Source), width, "") {
		if l != "" {
			out = append(out, m.theme.Faint.Paint(l))
		}
	}
	return out, first, last
}

func (m Model) stepLines(s trace.Step, width int) []string {
	glyph, ink := "✓ ", m.theme.Good
	if !s.OK {
		glyph, ink = "✗ ", m.theme.Bad
	}
	label, res := parts.Short(parts.Line(s.Label)), parts.Line(s.Result)
	var out []string
	if 2+ansi.StringWidth(label)+1+ansi.StringWidth(res) <= width {
		out = append(out, parts.Split(ink.Paint(glyph)+label, ink.Paint(res), width))
	} else {
		for i, l := range parts.Wrap(label, width-2, "") {
			lead := "  "
			if i == 0 {
				lead = ink.Paint(glyph)
			}
			out = append(out, lead+l)
		}
		for _, l := range parts.Wrap(res, width-4, "") {
			out = append(out, "    "+ink.Paint(l))
		}
	}
	if s.Detail != "" {
		for _, l := range parts.Wrap(parts.Short(parts.Clean(s.Detail)), width-4, "") {
			out = append(out, "    "+l)
		}
	}
	return out
}
