package play

import (
	tea "charm.land/bubbletea/v2"

	"drydock/engine/api"
	"drydock/tui/form"
)

// Editor opens the learner's editor on a text; its command ends with the message that
// then makes of the text, or of why there is none.
type Editor func(text string, then func(text string, err error) tea.Msg) tea.Cmd

// WithEditor returns the screen with an editor for policies; nil for none, as over
// SSH.
func (m Model) WithEditor(e Editor) Model {
	m.editor = e
	return m
}

// editedMsg is what comes back from the editor.
type editedMsg struct {
	token *token
	text  string
	err   error
}

const noEditor = "There is no editor here, as you are not at the machine that runs this: the fields are the way."

// editPolicies offers the policies of the selected role or user for editing: the trust
// of a role, and those inside it.
func (m Model) editPolicies() (Model, tea.Cmd) {
	t, ok := m.draw().find(m.selected)
	edits := map[string][]string{"role": {"iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"}, "user": {"iam:PutUserPolicy"}}[t.kind]
	if !ok || edits == nil {
		m.notice = "Only policies are edited: select a role or a user first."
		return m, nil
	}
	var ops []*api.Operation
	for _, id := range edits {
		if op, ok := api.Find(id); ok {
			ops = append(ops, op)
		}
	}
	m, cmd := m.asking(menuOverlay)
	m.editing = true
	w, h := m.formSize()
	m.menu = form.NewMenu(ops, m.theme, w, h)
	return m, cmd
}

// edit hands a document to the editor.
func (m Model) edit(text string) (Model, tea.Cmd) {
	if m.editor == nil {
		m.form = m.form.Refused(noEditor)
		return m, nil
	}
	tok := m.token
	return m, m.editor(text, func(text string, err error) tea.Msg { return editedMsg{tok, text, err} })
}

// edited puts what was edited into the form, which is then run or mended.
func (m Model) edited(msg editedMsg) (Model, tea.Cmd) {
	switch {
	case msg.token != m.token || m.overlay != formOverlay:
	case msg.err != nil:
		m.form = m.form.Refused("The editor failed: " + msg.err.Error())
	default:
		m.form = m.form.Edited(msg.text)
	}
	return m, nil
}
