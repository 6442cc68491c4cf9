package play

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/tui/form"
	"drydock/tui/parts"
)

// formWide is as wide as a form is good to read.
const formWide = 96

// acting reports whether a form, or the menu of forms, has the keys.
func (m Model) acting() bool { return m.overlay == menuOverlay || m.overlay == formOverlay }

// formSize is the size of the box that forms and their menu are drawn in.
func (m Model) formSize() (width, height int) {
	width, height = min(m.width, formWide), m.height-2
	if m.overlay == menuOverlay {
		const around = 4 // the borders, the footer, and a blank line
		offered := len(m.info.Play.Moves)
		if m.editing {
			offered = 2 // the policies of a role
		}
		height = min(height, 2*offered+around)
	}
	return width, height
}

// act opens the forms of the moves that the scenario offers: a menu when there
// are several.
func (m Model) act() (Model, tea.Cmd) {
	var ops []*api.Operation
	for _, id := range m.info.Play.Moves {
		if op, ok := api.Find(id); ok {
			ops = append(ops, op)
		}
	}
	switch len(ops) {
	case 0:
		m.notice = "This puzzle offers no forms: the console takes every command, " + m.keys.Console.Help().Key + "."
		return m, nil
	case 1:
		return m.fillIn(ops[0])
	}
	m, cmd := m.asking(menuOverlay)
	w, h := m.formSize()
	m.menu = form.NewMenu(ops, m.theme, w, h)
	return m, cmd
}

// fillIn opens the form of an operation. What is selected on the screen stands
// in its field.
func (m Model) fillIn(op *api.Operation) (Model, tea.Cmd) {
	m, cmd := m.asking(formOverlay)
	w, h := m.formSize()
	m.form = form.New(op, m.attempt.Names, m.theme, w, h).Documents(engine.DocumentMistakes, m.attempt.Document)
	if t, ok := m.draw().find(m.selected); ok {
		for _, r := range append([]reference{{t.ref(), t.called()}}, m.related(t)...) {
			if asksFor(op, r.ref) {
				m.form = m.form.Prefill(r.ref, r.name)
				break
			}
		}
		if names := m.attempt.InlinePolicies(t.kind, t.id); len(names) == 1 && asksFor(op, t.ref()) {
			m.form = m.form.Prefill("PolicyName", names[0])
		}
	}
	if m.editing {
		m.editing = false
		return m, tea.Batch(cmd, m.form.Edit())
	}
	return m, cmd
}

// asksFor reports whether a request names a thing of a kind.
func asksFor(op *api.Operation, ref string) bool {
	return slices.ContainsFunc(op.Input().Fields, func(f *api.Field) bool { return f.Ref == ref })
}

// ref is the kind of thing as the operations' schema names it.
func (t thing) ref() string { return strings.ReplaceAll(strings.ToLower(t.kind), " ", "-") }

// called is what names the thing in a request: its alias, where it has one.
func (t thing) called() string {
	switch {
	case t.call != "":
		return t.call
	case t.kind == "security group" || t.kind == "instance":
		return t.name
	}
	return t.id
}

// acted runs the line that a form has made, as the console would, and shows it
// there. A refusal is read over the form, which can be mended.
func (m Model) acted(line string) (Model, tea.Cmd) {
	m.console.print(outLineTyped, prompt+line)
	m.console.remember(line)
	r := m.attempt.Exec(line)
	m.answered(r)
	if r.Refusal != nil {
		m.form = m.form.Refused(r.Refusal.Code + ": " + r.Refusal.Message)
		return m, nil
	}
	m.overlay = noOverlay
	m.notice = "Done: the console shows the line and the answer. " + m.keys.Run.Help().Key + " lets time pass."
	if !r.Moved {
		m.notice = "Accepted, and nothing has changed: it was so already."
	}
	return m, nil
}

// cancelled closes a form, or the menu of forms. Where IAM refused what the form
// made last, the reason is read next.
func (m *Model) cancelled() {
	m.overlay, m.editing = noOverlay, false
	m.tellDenied()
}

// formPressed hands a message to the menu or to the form.
func (m Model) formPressed(msg tea.Msg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	if m.overlay == menuOverlay {
		m.menu, cmd = m.menu.Update(msg)
	} else {
		m.form, cmd = m.form.Update(msg)
	}
	return m, cmd
}

// formMouse hands a message of the mouse on, counted from the box's corner.
func (m Model) formMouse(msg tea.MouseMsg) (Model, tea.Cmd) {
	x, y := m.formCorner()
	at := msg.Mouse()
	at.X, at.Y = at.X-x, at.Y-y
	switch msg.(type) {
	case tea.MouseClickMsg:
		return m.formPressed(tea.MouseClickMsg(at))
	default:
		return m.formPressed(tea.MouseWheelMsg(at))
	}
}

// formCorner is the first cell of the box on the screen.
func (m Model) formCorner() (x, y int) {
	w, _ := m.formSize()
	return (m.width - w) / 2, 1
}

func (m *Model) resizeForm() {
	w, h := m.formSize()
	switch m.overlay {
	case menuOverlay:
		m.menu = m.menu.Resize(m.theme, w, h)
	case formOverlay:
		m.form = m.form.Resize(m.theme, w, h)
	}
}

// formOver draws the menu or the form over the panels.
func (m Model) formOver(body []string) ([]string, *tea.Cursor) {
	x, y := m.formCorner()
	if m.overlay == menuOverlay {
		return parts.Overlay(body, strings.Split(m.menu.View(), "\n"), x, y-1), nil
	}
	view, cursor := m.form.View()
	if cursor != nil {
		cursor.X, cursor.Y = cursor.X+x, cursor.Y+y
	}
	return parts.Overlay(body, strings.Split(view, "\n"), x, y-1), cursor
}
