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
	"drydock/scenarios/source"
)

// Load reads a scenario (or a bare world) from a file of a file system; other
// files that it names are read from the same folder, and stock worlds from
// there or from the built-in ones. err is source.Diagnostics with every mistake
// of the file, or what the file system said.
func Load(fsys fs.FS, name string) (*Scenario, error) {
	src, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	f, ds := source.Parse(name, src)
	if ds != nil {
		return nil, ds
	}
	folder, err := fs.Sub(fsys, path.Dir(name))
	if err != nil {
		return nil, err
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
		l.addKey(f, at, p.Text, "", source.Nearest(key, p.Known))
		return
	}
	l.addValue(f, at, p.Text, "", "")
}

// readVars reads the values of each variable.
func (l *loader) readVars() {
	vars, _ := l.file.Tree["vars"].(map[string]any)
	l.sample = map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		at := source.Join("vars", name)
		values, ok := vars[name].([]any)
		if !ok || len(values) == 0 {
			l.addValue(l.file, at, fmt.Sprintf("%s has no values to draw from", name), "a list such as [4, 6, 8]", "")
			continue
		}
		for i, v := range values {
			if reflect.TypeOf(v) != reflect.TypeOf(values[0]) {
				l.addValue(l.file, source.Item(at, i), "the values of a variable are all of one kind", "", "")
			}
		}
		l.sample[name] = values[0]
		l.scenario.Vars = append(l.scenario.Vars, Var{Name: name, Values: values})
	}
}

func (l *loader) varNames() []string {
	vars, _ := l.file.Tree["vars"].(map[string]any)
	return slices.Sorted(maps.Keys(vars))
}
