package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"drydock/engine/api"
	"drydock/scenarios/jmespath"
)

// files reads a file by the name that file:// gives it, a clean path without a
// root. The error is fs.ErrNotExist when there is none.
type files func(name string) ([]byte, error)

// filesOf reads from a file system.
func filesOf(fsys fs.FS) files {
	return func(name string) ([]byte, error) { return ReadFile(fsys, name) }
}

// FilesIn reads from a folder of the machine and those below it; links cannot
// lead out. The folder is opened anew for each file, so nothing stays open.
func FilesIn(folder string) (func(name string) ([]byte, error), error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder", folder)
	}
	return filesUnder(folder), nil
}

func filesUnder(folder string) files {
	return func(name string) ([]byte, error) {
		root, err := os.OpenRoot(folder)
		if err != nil {
			return nil, errors.New("the folder cannot be read any more")
		}
		defer root.Close()
		return ReadFile(root.FS(), name)
	}
}

// ReadAlso has file:// find files there too, before those of the pack. It is for
// commands that their user runs on their own machine.
func (a *Attempt) ReadAlso(read func(name string) ([]byte, error)) { a.host = read }

// readNamed reads what file:// names: from the learner's own folder, if there
// is one, or from the pack.
func readNamed(name string, host, pack files) ([]byte, error) {
	clean := path.Clean(name)
	if name == "" || path.IsAbs(name) || filepath.IsAbs(name) || !fs.ValidPath(clean) {
		return nil, errors.New("it is not in the scenario's folder")
	}
	if host != nil {
		data, err := host(clean)
		if !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	switch {
	case pack == nil:
		return nil, fs.ErrNotExist
	case !readable(clean):
		return nil, errors.New("of a pack, only its .json, .yaml, .yml, .txt and .md files and Dockerfiles are for reading in play")
	}
	return pack(clean)
}

// readable reports whether a file of a pack may be read in play. Solutions stand
// in a pack too, in its scenarios and in whatever an editor or a version control
// leaves beside them.
func readable(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, "~") {
			return false
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".yaml", ".yml", ".txt", ".md":
		return true
	}
	return path.Base(name) == "Dockerfile"
}

// shell is what the attempt's lines are read against.
func (a *Attempt) shell() api.Shell {
	return api.Shell{
		Region:     a.world.Region(),
		Files:      func(name string) ([]byte, error) { return readNamed(name, a.host, a.scenario.files) },
		CheckQuery: checkQuery,
	}
}

// packShell is shell for the scenario's own lines, which read the pack alone.
func (a *Attempt) packShell() api.Shell {
	sh := a.shell()
	sh.Files = func(name string) ([]byte, error) { return readNamed(name, nil, a.scenario.files) }
	return sh
}

func checkQuery(expression string) error {
	_, err := jmespath.Compile(expression)
	return err
}
