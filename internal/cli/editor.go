package cli

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// editorOf is the user's editor, with its arguments: VISUAL, else EDITOR, else what
// every system of the kind has.
func editorOf(getenv func(string) string, system string) []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(getenv(name)); len(words) > 0 {
			return words
		}
	}
	if system == "windows" {
		return []string{"notepad"}
	}
	return []string{"vi"}
}

// edit opens the user's editor on a text while the screens wait, in a file of its own
// that is removed afterwards.
func edit(text string, then func(text string, err error) tea.Msg) tea.Cmd {
	folder, err := os.MkdirTemp("", "drydock-")
	if err != nil {
		return func() tea.Msg { return then("", err) }
	}
	file := filepath.Join(folder, "policy.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		err = errors.Join(err, os.RemoveAll(folder))
		return func() tea.Msg { return then("", err) }
	}
	words := editorOf(os.Getenv, runtime.GOOS)
	return tea.ExecProcess(exec.Command(words[0], append(words[1:], file)...), func(err error) tea.Msg {
		defer func() { _ = os.RemoveAll(folder) }()
		if err != nil {
			return then("", fmt.Errorf("%s: %w", words[0], err))
		}
		edited, err := os.ReadFile(file)
		return then(string(edited), err)
	})
}
