package play

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/keys"
	"drydock/tui/parts"
)

// View draws the screen as lines of its whole width, and says where the cursor
// of the terminal stands; nil hides it.
func (m Model) View() (string, *tea.Cursor) {
	l := m.layout()
	var body []string
	switch {
	case m.comparing:
		body = m.compareBody()
	case l.single:
		body = parts.Column(m.theme, m.width, m.section(l, m.focus))
	case l.below:
		body = parts.Beside(
			parts.Column(m.theme, l.left, m.section(l, panelCluster)),
			parts.Column(m.theme, l.right, m.section(l, panelGoals)),
		)
		body = append(body, parts.Column(m.theme, m.width, m.section(l, panelConsole))...)
	default:
		body = parts.Beside(
			parts.Column(m.theme, l.left, m.section(l, panelCluster), m.section(l, panelEvents), m.section(l, panelConsole)),
			parts.Column(m.theme, l.right, m.section(l, panelGoals), m.section(l, panelDetail)),
		)
	}
	var cursor *tea.Cursor
	if r := l.at[panelConsole]; m.focus == panelConsole && m.overlay == noOverlay && m.phase == playing {
		_, x := m.console.lines(m.theme, r.w, r.h, true)
		cursor = tea.NewCursor(r.x+x, r.y+r.h-1)
		cursor.Shape = tea.CursorBar
	}
	if m.acting() {
		body, cursor = m.formOver(body)
	}
	if box := m.overlayBox(); box != nil {
		body = parts.Centre(body, box, m.width)
	}
	lines := append([]string{m.header()}, body...)
	lines = append(lines, m.tourLines()...)
	return strings.Join(append(lines, m.footerLine()), "\n"), cursor
}

// section draws one panel.
func (m Model) section(l layout, p panel) parts.Section {
	r := l.at[p]
	s := parts.Section{Height: r.h, Focused: m.focus == p}
	switch p {
	case panelCluster:
		s.Title = "cluster " + parts.Line(m.now.picture.Cluster)
		if m.networkShown() {
			s.Title = "network"
		}
		lines := m.drawIn(r.w, r.h).lines
		s.Note = parts.More(len(lines), m.cluster, r.h)
		s.Lines, _ = parts.Window(lines, m.cluster, r.h)
	case panelEvents:
		s.Title, s.Note = "events", m.eventNote()
		if bar := m.timelineBar(min(r.w-24, 72)); bar != "" && m.phase == playing {
			s.Note = bar + " · " + s.Note
		}
		s.Lines = m.eventLines(r.w, r.h)
	case panelConsole:
		s.Title = "console"
		if m.console.back > 0 {
			s.Note = parts.Count(m.console.back, "row") + " below"
		}
		if m.busy && m.phase == playing {
			s.Note = "working …"
		}
		s.Lines, _ = m.console.lines(m.theme, r.w, r.h, m.focus == panelConsole)
	case panelGoals:
		s.Title, s.Note = "goals", goalNote(m.now.goals)
		s.Lines, _ = parts.Window(goalLines(m.theme, m.now.goals, r.w), m.goals, r.h)
	case panelDetail:
		lines := m.detailLines(r.w)
		s.Title, s.Note = m.detailTitle()
		s.Title = parts.Line(s.Title)
		if ansi.StringWidth(s.Title)+ansi.StringWidth(s.Note)+4 > r.w {
			s.Note = "" // the time is worth less than the name
		}
		if n := parts.More(len(lines), m.detail.offset, r.h); n != "" {
			s.Note = n
		}
		s.Lines, _ = parts.Window(lines, m.detail.offset, r.h)
	}
	if l.single {
		place := fmt.Sprintf("%d/%d", p+1, panels)
		if p == panelDetail {
			place += " " + panelNames[p] // its title is the name of a thing
		}
		s.Note = strings.TrimSpace(s.Note + " " + place)
	}
	return s
}

func (m Model) clockText() string { return m.now.clock.Format("15:04:05") }

func (m Model) header() string {
	state := m.theme.Warn.Paint("‖ paused")
	switch {
	case m.phase != playing:
		state = m.theme.Accent.Paint("▶▶ to the horizon")
	case m.past != nil:
		state = m.theme.Warn.Paint("◀ the past of " + m.now.present.Format("15:04:05"))
	case m.running:
		state = m.theme.Good.Paint("▶ running")
	}
	right := m.theme.Accent.Paint(m.clockText()) + " " + state
	if m.phase == playing && m.past == nil {
		right += fmt.Sprintf(" ×%d", speeds[m.speed])
	}
	right += " "
	if m.now.other != nil {
		right = m.theme.Warn.Paint("2 timelines") + "  " + right
	}
	if m.now.unkept != "" {
		right = m.theme.Bad.Paint("✗ not kept") + "  " + right
	}
	score := fmt.Sprintf("moves %d/%d  ", m.now.moves, m.now.par)
	stars := m.theme.Cost.Paint(strings.Repeat("★", m.stars)+strings.Repeat("☆", max(0, 3-m.stars))) + "  "
	for _, more := range []string{score, stars} {
		if ansi.StringWidth(more)+ansi.StringWidth(right)+ansi.StringWidth(m.Title())+3 <= m.width {
			right = more + right
		}
	}
	crumb := " " + m.theme.Strong.Paint(m.Title())
	if path := " " + m.theme.Faint.Paint("drydock › "+topic(m.topic)) + m.theme.Strong.Paint(m.Title()); ansi.StringWidth(path)+ansi.StringWidth(right)+2 <= m.width {
		crumb = path
	}
	return parts.Split(crumb, " "+right, m.width)
}

func topic(t string) string {
	if t == "" {
		return ""
	}
	return parts.Line(t) + " › "
}

func (m Model) footerLine() string {
	switch {
	case m.phase == judging:
		return parts.Fit(" judging …", m.width)
	case m.phase == toHorizon:
		done, of := m.run.Progress()
		text := fmt.Sprintf(" %s of %s ", done, of)
		hint := m.theme.Faint.Paint(" any key: to the end ")
		w := m.width - ansi.StringWidth(text) - ansi.StringWidth(hint)
		return parts.Fit(text+parts.Bar(m.theme, int64(done), int64(of), max(0, w))+hint, m.width)
	case m.notice != "":
		return parts.Fit(" "+m.theme.Warn.Paint(parts.Line(m.notice)), m.width)
	case m.acting():
		return parts.Fit(m.theme.Faint.Paint(" time waits while you act"), m.width)
	case m.now.unkept != "" && m.overlay == noOverlay && !m.running:
		return parts.Fit(" "+m.theme.Bad.Paint(parts.Line("What you do is not kept: "+m.now.unkept)), m.width)
	case m.overlay == choicesOverlay:
		return parts.Fit(keys.Footer(m.theme, m.width, keys.New("a – "+choiceLetter(max(0, len(m.info.Choices)-1)), "mark", ""), keys.As(m.keys.Enter, "choose it"), keys.As(m.keys.Ticket, "ticket"), m.keys.Close), m.width)
	case m.overlay == placesOverlay:
		return parts.Fit(keys.Footer(m.theme, m.width, keys.New("j k", "another", ""), keys.As(m.keys.Enter, "to it"), m.keys.Close), m.width)
	case m.overlay == portOverlay:
		return parts.Fit(keys.Footer(m.theme, m.width, keys.As(m.keys.Enter, "follow the path"), keys.As(m.keys.Out, "back")), m.width)
	case m.overlay == ticketOverlay, m.overlay == helpOverlay, m.overlay == inspectOverlay:
		return parts.Fit(keys.Footer(m.theme, m.width, keys.New("j k", "scroll", ""), keys.New("pgup pgdn", "page", ""), m.keys.Close), m.width)
	case m.overlay != noOverlay:
		return parts.Fit(keys.Footer(m.theme, m.width, m.keys.Yes, m.keys.No), m.width)
	}
	return parts.Fit(keys.Footer(m.theme, m.width, m.footer()...), m.width)
}
