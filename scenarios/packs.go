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

	"drydock/scenarios/source"

	"github.com/BurntSushi/toml"
)

//go:embed packs
var builtIn embed.FS

// Listing is an entry of a pack's index: what the library shows of a scenario that has not
// been read.
type Listing struct {
	Pack, Folder string
	ID           string   `toml:"id"`
	Title        string   `toml:"title"`
	Objectives   []string `toml:"objectives"`
	Difficulty   int      `toml:"difficulty"`
	Minutes      int      `toml:"minutes"`
}

// Library lists the built-in scenarios from their packs' indexes.
func Library() ([]Listing, error) { return library(builtIn, "packs") }

func library(fsys fs.FS, root string) ([]Listing, error) {
	indexes, err := fs.Glob(fsys, root+"/*/pack.toml")
	if err != nil {
		return nil, err
	}
	var out []Listing
	for _, index := range indexes {
		src, err := fs.ReadFile(fsys, index)
		if err != nil {
			return nil, err
		}
		var f struct {
			Pack     struct{ ID, Title string }
			Scenario []Listing
		}
		if _, err := toml.Decode(string(src), &f); err != nil {
			return nil, fmt.Errorf("%s: %w", index, err)
		}
		for _, l := range f.Scenario {
			l.Pack, l.Folder = f.Pack.Title, path.Dir(index)
			out = append(out, l)
		}
	}
	return out, nil
}

// Find reads a scenario or a world: a built-in scenario by its id, a stock
// world by its name, or a file.
func Find(name string) (*Scenario, error) {
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
	if near := source.Nearest(name, append(slices.Clone(known), worlds...)); near != "" {
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
	return path.Ext(p) == ".toml" && path.Base(p) != "pack.toml" && folder != "worlds" && folder != "banks"
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
