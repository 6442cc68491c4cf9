//go:build unix

package progress

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func init() { helpers["open"] = openAsNobody }

// openAsNobody opens a file of progress as a user without rights. Root, whom
// tests often run as, may write anywhere.
func openAsNobody(path string) error {
	const nobody = 65534
	if os.Getuid() == 0 {
		if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			return err
		}
	}
	s, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	return errors.Join(errors.New("it was opened"), s.Close())
}

func TestOpenSaysWhatMustNotBeWritten(t *testing.T) {
	// t.TempDir is not for others to enter; this is.
	root, err := os.MkdirTemp("", "drydock")
	must(t, err)
	t.Cleanup(func() {
		must(t, os.Chmod(filepath.Join(root, "folder"), 0o700))
		must(t, os.RemoveAll(root))
	})
	must(t, os.Chmod(root, 0o755))
	folder := filepath.Join(root, "folder")
	must(t, os.Mkdir(folder, 0o755))
	kept := filepath.Join(folder, "kept.db")
	s, err := Open(t.Context(), kept)
	must(t, err)
	must(t, s.Close())

	for _, test := range []struct {
		name         string
		path         string
		file, folder os.FileMode
		want         string
	}{
		{"a new file in a read-only folder", filepath.Join(folder, "new.db"), 0o666, 0o555, "permission denied"},
		{"a new folder in a read-only folder", filepath.Join(folder, "new", "new.db"), 0o666, 0o555, "permission denied"},
		{"a read-only file", kept, 0o444, 0o777, "it must not be written to"},
		{"a file in a read-only folder", kept, 0o666, 0o555, "it must not be written to"},
		{"a file of somebody else", kept, 0o000, 0o777, "cannot be opened; check who may write to its folder"},
	} {
		t.Run(test.name, func(t *testing.T) {
			must(t, os.Chmod(kept, test.file))
			must(t, os.Chmod(folder, test.folder))
			child := helper(t, "open", test.path)
			out, err := child.CombinedOutput()
			if failed := new(exec.ExitError); !errors.As(err, &failed) {
				t.Fatalf("%v: %s", err, out)
			}
			want := fmt.Sprintf("progress cannot be kept in %s: ", test.path)
			if got := string(out); !strings.HasPrefix(got, want) || !strings.Contains(got, test.want) {
				t.Errorf("it says\n%s\nwant %s, and the file's name", got, test.want)
			}
		})
	}
}
