package scenarios

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"drydock/engine/spelling"
	"drydock/scenarios/source"
)

//go:embed packs
var builtIn embed.FS

// Find reads a scenario or a world: a scenario of a built-in pack, or of the
// packs in the folders given, by its id; a stock world by its name; or a file.
func Find(name string, folders ...string) (*Scenario, error) {
	if strings.HasSuffix(name, ".toml") || strings.ContainsAny(name, `/\`) {
		return loadPath(name)
	}
	list, err := Library()
	if err != nil {
		return nil, err
	}
	var known []string
	for _, l := range list {
		if l.ID == name {
			return Load(builtIn, l.Folder+"/"+l.ID+".toml")
		}
		known = append(known, l.ID)
	}
	for _, folder := range folders {
		for _, p := range packsIn(folder) {
			for _, l := range p.Scenarios {
				if l.ID == name {
					return loadPath(filepath.Join(l.Folder, l.ID+".toml"))
				}
				known = append(known, l.ID)
			}
		}
	}
	if plainName.MatchString(name) {
		if _, err := fs.Stat(stockWorlds, "worlds/"+name+".toml"); err == nil {
			return Load(stockWorlds, "worlds/"+name+".toml")
		}
	}
	worlds, _ := fs.Glob(stockWorlds, "worlds/*.toml")
	for i, w := range worlds {
		worlds[i] = strings.TrimSuffix(path.Base(w), ".toml")
	}
	err = fmt.Errorf("there is no scenario or world %q", name)
	if near := spelling.Nearest(name, append(slices.Clone(known), worlds...)); near != "" {
		return nil, fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return nil, fmt.Errorf("%w; there are: %s; and the worlds: %s", err, strings.Join(known, ", "), strings.Join(worlds, ", "))
}

// loadPath reads a file of the machine. Diagnostics name it as it was given.
func loadPath(name string) (*Scenario, error) {
	switch info, err := os.Stat(name); {
	case err != nil:
		return nil, fmt.Errorf("there is no file %s", name)
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder; expected a scenario file", name)
	}
	// A root: links cannot lead out of the pack's folder.
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	s, err := Load(root.FS(), filepath.Base(name))
	if ds, ok := err.(source.Diagnostics); ok {
		for i := range ds {
			ds[i].File = filepath.Join(filepath.Dir(name), filepath.FromSlash(ds[i].File))
		}
	}
	if s != nil {
		s.Path, s.fromFile = name, true
		s.files = nil
		if folder, err := filepath.Abs(filepath.Dir(name)); err == nil {
			s.files = filesUnder(folder) // the root is closed by now
		}
		s.sources[len(s.sources)-1].src.Name = name // its own file: refused calls are told with it
	}
	return s, err
}

// Files lists the scenario files of a path: the file itself, or every one of a
// folder and the folders below it, stock worlds and indexes left out.
func Files(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("there is no file or folder %s", name)
	}
	if !info.IsDir() {
		return []string{name}, nil
	}
	var out []string
	err = filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && isScenario(filepath.ToSlash(p)) {
			out = append(out, p)
		}
		return err
	})
	slices.Sort(out)
	if err == nil && out == nil {
		err = fmt.Errorf("%s has no scenario file", name)
	}
	return out, err
}

func isScenario(p string) bool {
	folder := path.Base(path.Dir(p))
	return path.Ext(p) == ".toml" && path.Base(p) != indexName && folder != "worlds" && folder != "banks"
}

// PackFolders lists the folders of packs of a path: the one that an index stands
// in, every folder that has an index at the path or below it, or else the path
// itself when scenario files stand in it.
func PackFolders(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("there is no file or folder %s", name)
	}
	if !info.IsDir() {
		if filepath.Base(name) != indexName {
			return nil, fmt.Errorf("%s is a file; expected a pack's folder or its %s", name, indexName)
		}
		return []string{filepath.Dir(name)}, nil
	}
	var out []string
	err = filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && p != name && hidden(d.Name()):
			return filepath.SkipDir
		case !d.IsDir() && d.Name() == indexName:
			out = append(out, filepath.Dir(p))
		}
		return nil
	})
	if err != nil || out != nil {
		return out, err
	}
	if files, _ := fs.Glob(os.DirFS(name), "*.toml"); len(files) == 0 {
		return nil, fmt.Errorf("%s has no pack: neither a %s nor a scenario file", name, indexName)
	}
	return []string{name}, nil
}

// BuiltIn reads every built-in scenario.
func BuiltIn() ([]*Scenario, error) {
	list, err := Library()
	if err != nil {
		return nil, err
	}
	var out []*Scenario
	for _, l := range list {
		s, err := Load(builtIn, l.Folder+"/"+l.ID+".toml")
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
