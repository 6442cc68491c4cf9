package quizzes

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"drydock/scenarios"
	"drydock/scenarios/source"
)

// IsBank reports whether a file of the machine is a bank: one of a folder banks,
// or any other TOML file with questions and without a scenario.
func IsBank(name string) bool {
	if filepath.Ext(name) != ".toml" {
		return false
	}
	if filepath.Base(filepath.Dir(name)) == "banks" {
		return true
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	f, ds := source.Parse(name, src)
	return ds == nil && f.Tree["question"] != nil && f.Tree["scenario"] == nil
}

// Files lists the banks of a path: the file itself if it is one, or every bank of
// a folder and the folders below it.
func Files(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if IsBank(name) {
			return []string{name}, nil
		}
		return nil, nil
	}
	var out []string
	err = filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && IsBank(p) {
			out = append(out, p)
		}
		return err
	})
	slices.Sort(out)
	return out, err
}

// LoadFiles reads banks from files of the machine, and the questions of scenario
// files. Mistakes name a file as it was given. See Load.
func LoadFiles(names []string, list []*scenarios.Scenario) ([]*Question, error) {
	var mistakes source.Diagnostics
	var all [][]*Question
	take := func(qs []*Question, err error) error {
		var ds source.Diagnostics
		if errors.As(err, &ds) {
			mistakes = append(mistakes, ds...)
			return nil
		}
		all = append(all, qs)
		return err
	}
	for _, name := range names {
		if err := take(loadFile(name)); err != nil {
			return nil, err
		}
	}
	if err := take(Of(list...)); err != nil {
		return nil, err
	}
	joined, err := Join(all...)
	if err := take(nil, err); err != nil {
		return nil, err
	}
	return joined, mistakes.Err()
}

// loadFile reads one bank. It may use the worlds of its pack, which is the folder
// above one named banks, and nothing beyond that.
func loadFile(name string) ([]*Question, error) {
	dir, base := filepath.Dir(name), filepath.Base(name)
	if filepath.Base(dir) == "banks" {
		dir, base = filepath.Dir(dir), "banks/"+base
	}
	// A root: links cannot lead out of the pack's folder.
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	qs, err := Load(root.FS(), base)
	var ds source.Diagnostics
	if errors.As(err, &ds) {
		for i := range ds {
			ds[i].File = filepath.Join(dir, filepath.FromSlash(ds[i].File))
		}
	}
	for _, q := range qs {
		q.File, q.fromFile = name, true
	}
	return qs, err
}
