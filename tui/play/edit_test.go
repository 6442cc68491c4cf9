package play_test

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/play"
	"drydock/tui/theme"
)

// editor is an editor that makes one text of another.
func editor(change func(string) (string, error)) play.Editor {
	return func(text string, then func(string, error) tea.Msg) tea.Cmd {
		return func() tea.Msg { return then(change(text)) }
	}
}

func newEditing(t *testing.T, change func(string) (string, error)) *driver {
	t.Helper()
	d := newRoles(t, theme.Dark(), 120, 36, mistrust)
	if change != nil {
		d.m = d.m.WithEditor(editor(change))
	}
	d.m = play.Choose(d.m, "role api-task")
	return d
}

// The trust of a role is mended as text.
func TestAPolicyIsEditedAsText(t *testing.T) {
	d := newEditing(t, func(text string) (string, error) {
		if !strings.Contains(text, "\n        \"Service\": \"ec2.amazonaws.com\"\n") && !strings.Contains(text, "Read") {
			t.Errorf("the editor gets\n%s", text)
		}
		return strings.Replace(text, "ec2.", "ecs-tasks.", 1), nil
	})
	d.press("E")
	d.shows("Update assume role policy", "Put role policy")
	d.press("2")
	d.shows("[api-task", "[ecs-tasks.amazonaws.com")
	d.press("ctrl+s")
	d.hides("not assumable")
	d.press("E", "1")
	d.shows("[objects", "s3:GetObject")
}

// What is no policy comes back with its mistakes, and nothing of it is lost.
func TestAMistakeInATextIsTold(t *testing.T) {
	bad := true
	d := newEditing(t, func(text string) (string, error) {
		if bad {
			return strings.Replace(text, "}", "", 1), nil
		}
		if strings.Contains(text, "ec2") {
			return text, nil
		}
		return "", errors.New("lost")
	})
	d.press("E", "2")
	d.shows("✗ Line ", "as text  e edits it")
	d.press("ctrl+s")
	d.shows("time waits")
	bad = false
	d.press("e")
	d.shows("as text  e edits it", "✗ Line ")
	d.press("ctrl+u")
	d.hides("as text  e")
	d.press("e")
	d.shows("The editor failed: lost")
}

// Over SSH there is no editor.
func TestNoEditorOverSSH(t *testing.T) {
	d := newEditing(t, nil)
	d.press("E", "2")
	d.shows("There is no editor here", "the fields are the", "[ec2.amazonaws.com")
	d = newReal(t, 120, 36)
	d.press("esc", "E")
	d.shows("select a role or a user first")
}
