package scenarios

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/source"
)

// Load reads a scenario (or a bare world) from a file of a file system; other
// files that it names are read from the same folder, and stock worlds from
// there or from the built-in ones. err is source.Diagnostics with every mistake
// of the file, or what the file system said.
func Load(fsys fs.FS, name string) (*Scenario, error) {
	src, err := ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	folder, err := fs.Sub(fsys, path.Dir(name))
	if err != nil {
		return nil, err
	}
	return load(folder, name, src)
}

// LoadWorld reads a stock world by its name: one of the folder worlds of a file
// system, or a built-in one. What it names in turn, other worlds and task
// definitions, is found as when a scenario beside that folder builds on it. The
// error is that of Load; it is fs.ErrNotExist when there is no such world.
func LoadWorld(fsys fs.FS, name string) (*Scenario, error) {
	src, file := readStock(fsys, name)
	if src == nil {
		return nil, fs.ErrNotExist
	}
	return load(fsys, file, src)
}

// load reads a file whose text is src; folder is where the things that it names
// are looked for.
func load(folder fs.FS, name string, src []byte) (*Scenario, error) {
	f, ds := source.Parse(name, src)
	if ds != nil {
		return nil, ds
	}
	l := &loader{fsys: folder, file: f, list: &source.List{File: name}, names: map[string]map[string]bool{}}
	l.scenario = &Scenario{Path: name, file: f, files: filesOf(folder), compiled: &compiled{byVars: map[string]*expressions{}}}
	l.parts = append(l.parts, src)
	l.load()
	if err := l.list.Err(); err != nil {
		return nil, err
	}
	l.scenario.digest = digestOf(l.parts...)
	return l.scenario, nil
}

// loader is a file on its way to a Scenario.
type loader struct {
	fsys     fs.FS
	file     *source.File
	list     *source.List
	raw      scenarioFile // with sample values for variables
	texts    scenarioFile // as written: texts get an attempt's own values
	scenario *Scenario
	sample   map[string]any             // the first value of each variable
	names    map[string]map[string]bool // by kind of thing: the aliases that exist
	vpcs     []string
	blind    bool     // a stock world could not be read: names may stand in it
	parts    [][]byte // contents that the digest covers
}

func (l *loader) load() {
	l.readVars()
	checked := maps.Clone(l.file.Tree)
	delete(checked, "question") // belongs to the package quizzes, which checks it
	l.file.Check("", checked, reflect.TypeFor[scenarioFile](), l.list, source.Vars(l.varNames()...))
	source.Decode(source.Substitute(l.file.Tree, l.sample), &l.raw)
	source.Decode(l.file.Tree, &l.texts)
	if l.raw.Format != 1 && l.file.Tree["format"] != nil {
		l.addValue(l.file, "format", fmt.Sprintf("format %d is not known", l.raw.Format), "1", "")
	}
	l.readWorld()
	l.readBefore()
	if l.raw.Scenario == nil && l.raw.Goal == nil {
		l.scenario.ID = strings.TrimSuffix(path.Base(l.file.Name), ".toml")
		return // a bare world
	}
	l.readHeader()
	l.readPlay()
	l.declareMade()
	l.readFaults()
	l.readGoals()
	l.readHints()
	l.readTurns()
	l.readChoices()
	l.readTrials()
	l.readSteps()
}

func (l *loader) addValue(f *source.File, at, what, expected, suggest string) {
	l.list.Add(source.Diagnostic{File: f.Name, Pos: f.Value(at), What: what, Expected: expected, Suggest: suggest})
}

func (l *loader) addKey(f *source.File, at, what, expected, suggest string) {
	l.list.Add(source.Diagnostic{File: f.Name, Pos: f.Key(at), What: what, Expected: expected, Suggest: suggest})
}

// addAt places a problem of a request: at the key when it is one too many, at
// the value otherwise.
func (l *loader) addAt(f *source.File, at string, p api.Problem) {
	if p.Known != nil {
		key := p.Path[strings.LastIndex(p.Path, ".")+1:]
		l.addKey(f, at, p.Text, "", spelling.Nearest(key, p.Known))
		return
	}
	l.addValue(f, at, p.Text, "", "")
}

// readVars reads the values of each variable.
func (l *loader) readVars() {
	l.scenario.Vars = ReadVars(l.file, "vars", l.file.Tree["vars"], l.list)
	l.sample = Sample(l.scenario.Vars)
}

// ReadVars reads a table of variables that stands at a path of a file, in the
// order of their names, and reports what is wrong with it. Variables without
// values are left out.
func ReadVars(f *source.File, at string, table any, list *source.List) []Var {
	vars, _ := table.(map[string]any)
	var out []Var
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		here := source.Join(at, name)
		values, ok := vars[name].([]any)
		if !ok || len(values) == 0 {
			list.Add(source.Diagnostic{File: f.Name, Pos: f.Value(here), What: name + " has no values to draw from", Expected: "a list such as [4, 6, 8]"})
			continue
		}
		for i, v := range values {
			if reflect.TypeOf(v) != reflect.TypeOf(values[0]) {
				list.Add(source.Diagnostic{File: f.Name, Pos: f.Value(source.Item(here, i)), What: "the values of a variable are all of one kind"})
			}
		}
		out = append(out, Var{Name: name, Values: values})
	}
	return out
}

// Sample is the first value of each variable: with these a file is checked when
// it is read.
func Sample(vars []Var) map[string]any {
	out := map[string]any{}
	for _, v := range vars {
		out[v.Name] = v.Values[0]
	}
	return out
}

func (l *loader) varNames() []string {
	vars, _ := l.file.Tree["vars"].(map[string]any)
	return slices.Sorted(maps.Keys(vars))
}
