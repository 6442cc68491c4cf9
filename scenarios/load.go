package scenarios

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"drydock/assets"
	"drydock/engine"
	"drydock/engine/api"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

//go:embed worlds/*.toml
var stockWorlds embed.FS

// Load reads a scenario (or a bare world) from a file of a file system; other
// files that it names are read from the same folder, and stock worlds from
// there or from the built-in ones. err is source.Diagnostics with every mistake
// of the file, or what the file system said.
func Load(fsys fs.FS, name string) (*Scenario, error) {
	src, err := fs.ReadFile(fsys, name)
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
	l.scenario = &Scenario{Path: name, fsys: folder}
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
	l.file.Check("", l.file.Tree, reflect.TypeFor[scenarioFile](), l.list, source.Vars(l.varNames()...))
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
	l.readFaults()
	l.readGoals()
	l.readHints()
	l.readTurns()
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
	if strings.HasPrefix(p.Text, "Unknown") {
		l.addKey(f, at, p.Text, "", "")
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

// readWorld reads the chain of worlds that the file builds on and checks every
// table and every name in it.
func (l *loader) readWorld() {
	own := &worldFile{src: l.file}
	rowsOf(l.file, own)
	files := append(l.bases(l.raw.World.Base, map[string]bool{}), own)
	for _, w := range files {
		l.scenario.sources = append(l.scenario.sources, w)
		for _, r := range w.rows {
			l.declare(r)
		}
	}
	for _, w := range files {
		for _, r := range w.rows {
			l.fillVPC(r)
			l.checkRow(r)
			l.checkRefs(r)
		}
	}
	w := &l.scenario.World
	w.Start, w.Settle = l.raw.World.Start, l.raw.World.Settle.Std()
	if w.Start.IsZero() {
		w.Start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	}
}

// bases reads stock worlds, the most basic first.
func (l *loader) bases(name string, seen map[string]bool) []*worldFile {
	if name == "" {
		return nil
	}
	src, file := l.readStock(name)
	if src == nil || seen[name] {
		l.blind = true
		l.addValue(l.file, "world.base", fmt.Sprintf("there is no stock world %q", name), "one of "+strings.Join(l.stockNames(), ", "), source.Nearest(name, l.stockNames()))
		return nil
	}
	seen[name] = true
	f, ds := source.Parse(file, src)
	if ds != nil {
		l.list.Append(ds)
		return nil
	}
	var raw scenarioFile
	f.Check("", f.Tree, reflect.TypeFor[scenarioFile](), l.list)
	source.Decode(f.Tree, &raw)
	l.parts = append(l.parts, src)
	w := &worldFile{src: f}
	rowsOf(f, w)
	return append(l.bases(raw.World.Base, seen), w)
}

// readStock finds a stock world in the pack's own folder, or among the
// built-in ones.
func (l *loader) readStock(name string) ([]byte, string) {
	if !plainName.MatchString(name) {
		return nil, ""
	}
	for _, place := range []struct {
		fsys fs.FS
		file string
	}{{l.fsys, "worlds/" + name + ".toml"}, {stockWorlds, "worlds/" + name + ".toml"}} {
		if src, err := fs.ReadFile(place.fsys, place.file); err == nil {
			return src, place.file
		}
	}
	return nil, ""
}

func (l *loader) stockNames() []string {
	var out []string
	for _, fsys := range []fs.FS{stockWorlds, l.fsys} {
		found, _ := fs.Glob(fsys, "worlds/*.toml")
		for _, f := range found {
			out = append(out, strings.TrimSuffix(path.Base(f), ".toml"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var plainName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// declare remembers the names that a table gives.
func (l *loader) declare(r *row) {
	if l.names[r.kind.ref] == nil {
		l.names[r.kind.ref] = map[string]bool{}
	}
	for _, name := range r.aliases() {
		if l.names[r.kind.ref][name] {
			l.addValue(r.file.src, r.path, fmt.Sprintf("there is another %s named %q", r.kind.name, name), "a name of its own", "")
		}
		l.names[r.kind.ref][name] = true
	}
	if r.kind.name == "vpc" {
		l.vpcs = append(l.vpcs, r.aliases()...)
	}
}

// fillVPC gives things that need a VPC the only one that there is.
func (l *loader) fillVPC(r *row) {
	if (r.kind.name == "security_group" || r.kind.name == "target_group") && r.tree["vpc_id"] == nil && len(l.vpcs) == 1 {
		r.tree = maps.Clone(r.tree)
		r.tree["vpc_id"] = l.vpcs[0]
	}
}

// checkRefs reports names that nothing has.
func (l *loader) checkRefs(r *row) {
	own, request := r.kind.split(r.tree)
	for _, f := range r.kind.ownKeys() {
		l.ownRefs(r, f, own[tomlName(f)], source.Join(r.path, tomlName(f)))
	}
	if r.kind.op != "" {
		l.shapeRefs(r, r.kind.operation().Input(), request, r.path)
	}
}

func (l *loader) ownRefs(r *row, f reflect.StructField, v any, at string) {
	switch v := v.(type) {
	case string:
		if ref := f.Tag.Get("ref"); ref != "" {
			l.ref(r, ref, v, at)
		}
	case []any:
		for i, item := range v {
			l.ownRefs(r, f, item, source.Item(at, i))
		}
	case map[string]any:
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
			for i := range f.Type.Elem().NumField() {
				inner := f.Type.Elem().Field(i)
				l.ownRefs(r, inner, v[tomlName(inner)], source.Join(at, tomlName(inner)))
			}
		}
	}
}

func (l *loader) shapeRefs(r *row, s *api.Shape, tree map[string]any, at string) {
	for _, f := range s.Fields {
		l.valueRefs(r, f, f.Shape, tree[f.Key], source.Join(at, f.Key))
	}
}

func (l *loader) valueRefs(r *row, f *api.Field, s *api.Shape, v any, at string) {
	switch v := v.(type) {
	case string:
		if f.Ref != "" && s.Kind == api.String && f.Key != r.kind.named {
			l.ref(r, f.Ref, v, at)
		}
	case []any:
		for i, item := range v {
			if s.Elem != nil {
				l.valueRefs(r, f, s.Elem, item, source.Item(at, i))
			}
		}
	case map[string]any:
		l.shapeRefs(r, s, v, at)
	}
}

// ref reports a name of a kind of thing when nothing has it. CIDRs stand where
// a group may too; variables are checked when they are filled in.
func (l *loader) ref(r *row, ref, name, at string) {
	if l.blind || name == "" || l.names[ref][name] || strings.Contains(name, "{{") || strings.Contains(name, "/") && ref == "security-group" {
		return
	}
	if family, _, ok := strings.Cut(name, ":"); ok && ref == "task-definition" && l.names[ref][family] {
		return
	}
	known := slices.Sorted(maps.Keys(l.names[ref]))
	l.addValue(r.file.src, at, fmt.Sprintf("there is no %s %q", strings.ReplaceAll(ref, "-", " "), name), expectOneOf(known), source.Nearest(name, known))
}

func expectOneOf(known []string) string {
	if len(known) == 0 {
		return ""
	}
	return "one of " + strings.Join(known, ", ")
}

// examCode is what the code of an exam looks like.
var examCode = regexp.MustCompile(`^([A-Z]{3}-C\d\d|CKA|CKAD|KCNA)$`)

func (l *loader) readHeader() {
	s := l.scenario
	h := l.raw.Scenario
	if h == nil {
		l.addValue(l.file, "", "the table [scenario] is missing", "", "")
		return
	}
	s.ID, s.Rev, s.Objectives, s.Exams, s.Difficulty, s.Minutes = h.ID, h.Rev, h.Objectives, h.Exams, h.Difficulty, h.Minutes
	s.Title, s.Brief, s.Debrief = l.texts.Scenario.Title, l.texts.Scenario.Brief, l.texts.Scenario.Debrief
	if h.ID != "" && !plainName.MatchString(h.ID) {
		l.addValue(l.file, "scenario.id", fmt.Sprintf("the id %q is not of small letters, digits and hyphens", h.ID), "", "")
	}
	l.within("scenario.difficulty", h.Difficulty, 1, 5)
	l.within("scenario.minutes", h.Minutes, 1, 240)
	l.within("scenario.rev", h.Rev, 1, 1<<31)
	var known []string
	for _, o := range assets.Syllabus() {
		known = append(known, o.ID)
	}
	if h.Objectives != nil && len(h.Objectives) == 0 {
		l.addValue(l.file, "scenario.objectives", "a scenario has at least one objective", "ids of the syllabus", "")
	}
	for i, id := range h.Objectives {
		if !slices.Contains(known, id) {
			l.addValue(l.file, source.Item("scenario.objectives", i), fmt.Sprintf("there is no objective %q", id), "an id of the syllabus", source.Nearest(id, known))
		}
	}
	for i, code := range h.Exams {
		if !examCode.MatchString(code) {
			l.addValue(l.file, source.Item("scenario.exams", i), fmt.Sprintf("%q is not the code of an exam", code), "a code such as \"SAA-C03\"", "")
		}
	}
}

// within reports a number outside its range; one that is missing or no number
// has been reported already.
func (l *loader) within(at string, n, low, high int64) {
	v, there := lookup(l.file.Tree, at)
	if _, number := v.(int64); !number && n == 0 {
		return // of a wrong kind, which has been reported
	}
	if there && (n < low || n > high) {
		l.addValue(l.file, at, fmt.Sprintf("%d is out of range", n), fmt.Sprintf("%d to %d", low, high), "")
	}
}

// lookup finds a value in nested tables by a path without indices.
func lookup(tree map[string]any, at string) (any, bool) {
	first, rest, more := strings.Cut(at, ".")
	v, ok := tree[first]
	if !more || !ok {
		return v, ok
	}
	inner, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	return lookup(inner, rest)
}

func (l *loader) readPlay() {
	p := l.raw.Play
	if p == nil {
		l.addValue(l.file, "", "the table [play] is missing", "horizon and par", "")
		return
	}
	s := l.scenario
	s.Play = Play{As: engine.Principal(cmp.Or(p.As, string(engine.Administrator))), Horizon: p.Horizon.Std(), Par: p.Par, Moves: p.Moves}
	if !slices.Contains(engine.Principals(), string(s.Play.As)) {
		l.addValue(l.file, "play.as", fmt.Sprintf("there is no principal %q", p.As), expectOneOf(engine.Principals()), source.Nearest(p.As, engine.Principals()))
	}
	l.within("play.par", p.Par, 1, 100)
	if p.Horizon > source.Duration((30 * 24 * time.Hour).Milliseconds()) {
		l.addValue(l.file, "play.horizon", "the horizon is more than thirty days away", "a shorter one", "")
	}
	for i, id := range p.Moves {
		if op, ok := api.Find(id); !ok || op.Hidden || op.Reads {
			l.addValue(l.file, source.Item("play.moves", i), fmt.Sprintf("%q is not an operation that changes something", id), "such as \"ecs:UpdateService\"", source.Nearest(id, operationIDs()))
		}
	}
}

func operationIDs() []string {
	var out []string
	for _, op := range api.Operations() {
		if !op.Hidden {
			out = append(out, op.ID())
		}
	}
	return out
}

// faultKinds are the things that can go wrong by themselves.
var faultKinds = []string{faultCrash, faultPorts}

const (
	faultCrash = "task-crashes"
	faultPorts = "ports-move-on"
)

func (l *loader) readFaults() {
	for i, f := range l.raw.Fault {
		at := source.Item("fault", i)
		if f.Kind != "" && !slices.Contains(faultKinds, f.Kind) {
			l.addValue(l.file, at+".kind", fmt.Sprintf("there is no fault %q", f.Kind), expectOneOf(faultKinds), source.Nearest(f.Kind, faultKinds))
		}
		if f.From != "" && f.From != "play" && f.From != "submit" {
			l.addValue(l.file, at+".from", fmt.Sprintf("%q is not an instant to count from", f.From), "\"play\" or \"submit\"", source.Nearest(f.From, []string{"play", "submit"}))
		}
		switch f.Kind {
		case faultCrash:
			l.faultNames(at, "service", f.Service)
		case faultPorts:
			l.faultNames(at, "cluster", f.Cluster)
			if f.Port < 32768 || f.Port > 60999 {
				l.addValue(l.file, at+".port", fmt.Sprintf("%d is not a port of the ephemeral range", f.Port), "32768 to 60999", "")
			}
		}
		l.scenario.Faults = append(l.scenario.Faults, Fault{At: f.At.Std(), Submit: f.From == "submit", Kind: f.Kind, Service: f.Service, Cluster: f.Cluster, Port: f.Port})
	}
}

// faultNames reports a fault that names nothing that exists.
func (l *loader) faultNames(at, ref, name string) {
	if known := slices.Sorted(maps.Keys(l.names[ref])); !slices.Contains(known, name) {
		l.addValue(l.file, at+"."+ref, fmt.Sprintf("there is no %s %q", ref, name), expectOneOf(known), source.Nearest(name, known))
	}
}

func (l *loader) readGoals() {
	if len(l.raw.Goal) == 0 {
		l.addValue(l.file, "", "a scenario has at least one [[goal]]", "", "")
	}
	seen := map[string]bool{}
	for i, g := range l.raw.Goal {
		at := source.Item("goal", i)
		if seen[g.ID] && g.ID != "" {
			l.addValue(l.file, at+".id", fmt.Sprintf("there is another goal %q", g.ID), "an id of its own", "")
		}
		seen[g.ID] = true
		if g.Points < 0 {
			l.addValue(l.file, at+".points", fmt.Sprintf("%d points are fewer than none", g.Points), "0 or more", "")
		}
		when, by, ok := readWhen(g.When)
		if !ok {
			l.addValue(l.file, at+".when", fmt.Sprintf("%q is not a time for a goal", g.When), "\"end\", \"always\", \"ever\" or \"by 10m\"", source.Nearest(g.When, []string{"end", "always", "ever"}))
		}
		l.scenario.Goals = append(l.scenario.Goals, GoalSpec{
			ID: g.ID, Text: l.texts.Goal[i].Text, Points: g.Points, When: when, By: by, Bonus: g.Bonus, check: l.compile(at+".check", g.Check, lang.Bool), src: g.Check,
		})
	}
}

func readWhen(text string) (When, time.Duration, bool) {
	switch text {
	case "", "end":
		return AtEnd, 0, true
	case "always":
		return Always, 0, true
	case "ever":
		return Ever, 0, true
	}
	if limit, ok := strings.CutPrefix(text, "by "); ok {
		d, err := source.ParseDuration(limit)
		return By, d.Std(), err == nil
	}
	return AtEnd, 0, false
}

// compile compiles an expression with sample values and reports mistakes and
// unknown names at their places. Expressions are compiled again with an
// attempt's own variables.
func (l *loader) compile(at, text string, want lang.Kind) *lang.Program {
	if text == "" {
		return nil
	}
	p, err := lang.Compile(text, &View{}, want, lang.Vars(l.sample))
	if err != nil {
		l.badExpression(at, err, 0)
		return nil
	}
	for _, c := range p.Calls() {
		ref := viewRefs[c.Func]
		if l.blind || ref == "" || l.names[ref][c.Arg] {
			continue
		}
		known := slices.Sorted(maps.Keys(l.names[ref]))
		l.list.Add(source.Diagnostic{
			File: l.file.Name, Pos: l.file.InString(at, c.Line, c.Col), What: fmt.Sprintf("there is no %s %q", strings.ReplaceAll(ref, "-", " "), c.Arg),
			Expected: expectOneOf(known), Suggest: source.Nearest(c.Arg, known),
		})
	}
	return p
}

// badExpression reports a mistake in an expression; before is how many
// characters of the string stand before the expression.
func (l *loader) badExpression(at string, err error, before int) {
	var bad *lang.Error
	if !errors.As(err, &bad) {
		l.addValue(l.file, at, err.Error(), "", "")
		return
	}
	col := bad.Col
	if bad.Line == 1 {
		col += before
	}
	l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.InString(at, bad.Line, col), What: bad.Msg, Suggest: bad.Suggest})
}

// viewRefs says what kind of thing the argument of a view's function names.
var viewRefs = func() map[string]string {
	out := map[string]string{}
	t := reflect.TypeFor[View]()
	for i := range t.NumField() {
		out[t.Field(i).Tag.Get("expr")] = t.Field(i).Tag.Get("ref")
	}
	return out
}()

func (l *loader) readHints() {
	for i, h := range l.raw.Hint {
		at := source.Item("hint", i)
		if h.Cost < 0 {
			l.addValue(l.file, at+".cost", "a hint cannot give points", "0 or more", "")
		}
		l.scenario.Hints = append(l.scenario.Hints, HintSpec{Cost: h.Cost, Text: l.texts.Hint[i].Text, when: l.compile(at+".when", h.When, lang.Bool)})
	}
}

func (l *loader) readTurns() {
	for i, t := range l.raw.Solution {
		at := source.Item("solution", i)
		l.addTurn(at, Turn{Title: t.Title, Do: l.texts.Solution[i].Do})
	}
	if len(l.raw.Solution) == 0 {
		l.addValue(l.file, "", "a scenario has at least one [[solution]]", "", "")
	}
	var goals []string
	for _, g := range l.raw.Goal {
		goals = append(goals, g.ID)
	}
	for i, t := range l.raw.Wrong {
		at := source.Item("wrong", i)
		for j, id := range t.Fails {
			if !slices.Contains(goals, id) {
				l.addValue(l.file, source.Item(at+".fails", j), fmt.Sprintf("there is no goal %q", id), expectOneOf(goals), source.Nearest(id, goals))
			}
		}
		if t.Fails != nil && len(t.Fails) == 0 {
			l.addValue(l.file, at+".fails", "a wrong turn fails at least one goal", expectOneOf(goals), "")
		}
		l.addTurn(at, Turn{Title: t.Title, Do: l.texts.Wrong[i].Do, Wrong: true, Fails: t.Fails, Why: t.Why})
	}
}

func (l *loader) addTurn(at string, t Turn) {
	t.pos = l.file.Key(at)
	for i, line := range t.Do {
		l.checkLine(source.Item(at+".do", i), line)
	}
	l.scenario.Turns = append(l.scenario.Turns, t)
}

// checkLine reports what cannot be read in a line of play. Text in {{…}} is a
// variable or an expression; a 1 stands for an expression's value.
func (l *loader) checkLine(at, line string) {
	plain, bad := fillLine(line, func(text string, before int) (string, error) {
		if v, ok := l.sample[text]; ok {
			return fmt.Sprint(v), nil
		}
		if _, err := lang.Compile(text, &View{}, lang.Any, lang.Vars(l.sample)); err != nil {
			l.badExpression(at, err, before)
			return "", err
		}
		return "1", nil
	})
	if bad != nil {
		return
	}
	if _, err := parseInput(plain); err != nil {
		l.addValue(l.file, at, lastLine(err.Error()), "a line such as \"aws ecs update-service …\" or \"advance 5m\"", "")
	}
}

// lastLine is the end of a command's message, which says what is wrong, on one
// line: with a remark in brackets goes what it is about, with names that may
// have been meant the name that is wrong.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	out := ""
	for i := len(lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		name, listed := strings.CutPrefix(line, "* ")
		out = strings.TrimSpace(name + " " + out)
		if line != "" && !listed && !strings.HasPrefix(line, "(") {
			break
		}
	}
	return out
}
