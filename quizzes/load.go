package quizzes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"

	"drydock/engine/spelling"
	"drydock/scenarios"
	"drydock/scenarios/source"
)

//go:embed banks
var builtIn embed.FS

// BuiltIn reads the built-in questions: those of the banks, then those of the
// built-in scenarios.
func BuiltIn() ([]*Question, error) {
	names, err := fs.Glob(builtIn, "banks/*.toml")
	if err != nil {
		return nil, err
	}
	list, err := scenarios.BuiltIn()
	if err != nil {
		return nil, err
	}
	return Read(builtIn, names, list)
}

// Load reads banks from files of a file system. A bank's worlds stand in a folder
// worlds beside it; those of a pack, of whose folder banks it is a file, may also
// stand in the pack's own. err is source.Diagnostics with every mistake of all
// the files, or what the file system said.
func Load(fsys fs.FS, names ...string) ([]*Question, error) { return Read(fsys, names, nil) }

// Of reads the questions of scenario files. See Load for the error.
func Of(list ...*scenarios.Scenario) ([]*Question, error) { return Read(nil, nil, list) }

// Read reads banks as Load does, and the questions of scenario files as Of does.
// No two of all these may have one id.
func Read(fsys fs.FS, names []string, list []*scenarios.Scenario) ([]*Question, error) {
	r := &reader{list: &source.List{}}
	for _, name := range names {
		if err := r.bank(fsys, name); err != nil {
			return nil, err
		}
	}
	for _, s := range list {
		r.scenario(s)
	}
	r.twice(r.questions)
	if err := r.list.Err(); err != nil {
		return nil, err
	}
	return r.questions, nil
}

// Join puts lists of questions together. An id that is used twice is an error, of
// source.Diagnostics.
func Join(lists ...[]*Question) ([]*Question, error) {
	r := &reader{list: &source.List{}}
	for _, l := range lists {
		r.questions = append(r.questions, l...)
	}
	r.twice(r.questions)
	return r.questions, r.list.Err()
}

// reader collects the questions of several files and what is wrong with them.
type reader struct {
	list      *source.List
	questions []*Question
}

// twice reports ids that are used more than once.
func (r *reader) twice(all []*Question) {
	first := map[string]*Question{}
	for _, q := range all {
		if f, ok := first[q.ID]; ok && q.ID != "" {
			r.list.Add(source.Diagnostic{
				File: q.File, Pos: q.Pos, What: fmt.Sprintf("there is another question %q, at %s:%d:%d", q.ID, f.File, f.Pos.Line, f.Pos.Col), Expected: "an id of its own",
			})
			continue
		}
		first[q.ID] = q
	}
}

// bank reads one bank.
func (r *reader) bank(fsys fs.FS, name string) error {
	src, err := scenarios.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	f, ds := source.Parse(name, src)
	if ds != nil {
		r.list.Append(ds)
		return nil
	}
	f.Check("", f.Tree, reflect.TypeFor[bankFile](), r.list)
	var raw bankFile
	source.Decode(f.Tree, &raw)
	if raw.Format != 1 && f.Tree["format"] != nil {
		r.list.Add(source.Diagnostic{File: name, Pos: f.Value("format"), What: fmt.Sprintf("format %d is not known", raw.Format), Expected: "1"})
	}
	folders, err := worldFolders(fsys, path.Dir(name))
	if err != nil {
		return err
	}
	r.tables(f, raw.Question, func(l *loader, at, world string) *scenarios.Scenario {
		return l.world(folders, at, world)
	})
	return nil
}

// scenario reads the questions of a scenario file.
func (r *reader) scenario(s *scenarios.Scenario) {
	f, tables := s.Questions()
	if len(tables) == 0 && f.Tree["question"] == nil {
		return
	}
	f.Check("question", f.Tree["question"], reflect.TypeFor[[]questionTable](), r.list)
	var raw []questionTable
	source.Decode(f.Tree["question"], &raw)
	from := len(r.questions)
	r.tables(f, raw, func(l *loader, at, world string) *scenarios.Scenario {
		if world != "" {
			l.add(at+".world", "a question of a scenario plays in the scenario's own world", "no key world", "")
		}
		return s
	})
	for _, q := range r.questions[from:] {
		q.Scenario = s.ID
	}
}

// tables reads the [[question]] tables of a file. place finds the world that a
// question names.
func (r *reader) tables(f *source.File, raw []questionTable, place func(l *loader, at, world string) *scenarios.Scenario) {
	tables, _ := f.Tree["question"].([]any)
	for i := range raw {
		table, _ := tables[i].(map[string]any)
		l := &loader{file: f, list: r.list, at: source.Item("question", i), table: table, raw: &raw[i], place: place}
		r.questions = append(r.questions, l.question())
	}
}

// folder is a place in which worlds are looked for.
type folder struct {
	fsys fs.FS
	path string // of fsys itself, for messages
}

// worldFolders are the folders beside which a bank's worlds may stand, the
// nearest first.
func worldFolders(fsys fs.FS, dir string) ([]folder, error) {
	dirs := []string{dir}
	if path.Base(dir) == "banks" {
		dirs = append(dirs, path.Dir(dir))
	}
	var out []folder
	for _, d := range dirs {
		sub, err := fs.Sub(fsys, d)
		if err != nil {
			return nil, err
		}
		out = append(out, folder{sub, d})
	}
	return out, nil
}

// world reads the world that a question names, and reports its mistakes, or that
// there is none; nil when no world is named or it cannot be read.
func (l *loader) world(folders []folder, at, name string) *scenarios.Scenario {
	if name == "" {
		return nil
	}
	var known []string
	for _, f := range folders {
		s, err := scenarios.LoadWorld(f.fsys, name)
		var ds source.Diagnostics
		switch {
		case err == nil:
			return s
		case errors.As(err, &ds):
			for _, d := range ds {
				d.File = path.Join(f.path, d.File)
				l.list.Add(d)
			}
			l.blind = true
			return nil
		case !errors.Is(err, fs.ErrNotExist):
			l.add(at+".world", err.Error(), "", "")
			l.blind = true
			return nil
		}
		known = append(known, scenarios.WorldNames(f.fsys)...)
	}
	l.blind = true
	l.add(at+".world", fmt.Sprintf("there is no stock world %q", name), oneOf(known), spelling.Nearest(name, known))
	return nil
}
