package cli

import (
	"strings"
	"testing"
)

func TestEditorOf(t *testing.T) {
	for _, tt := range []struct{ visual, editor, system, want string }{
		{"code --wait", "ed", "linux", "code --wait"},
		{"", "ed", "linux", "ed"},
		{"", " ", "darwin", "vi"},
		{"", "", "windows", "notepad"},
	} {
		env := map[string]string{"VISUAL": tt.visual, "EDITOR": tt.editor}
		if got := strings.Join(editorOf(func(n string) string { return env[n] }, tt.system), " "); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
}
