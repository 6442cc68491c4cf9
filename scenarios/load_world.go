package scenarios

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/source"
)

//go:embed worlds/*.toml
var stockWorlds embed.FS

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
	l.notTooLong("world.settle", l.raw.World.Settle)
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
	src, file := readStock(l.fsys, name)
	if src == nil || seen[name] {
		l.blind = true
		l.addValue(l.file, "world.base", fmt.Sprintf("there is no stock world %q", name), "one of "+strings.Join(WorldNames(l.fsys), ", "), spelling.Nearest(name, WorldNames(l.fsys)))
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

// readStock finds a stock world in a pack's own folder, or among the built-in
// ones.
func readStock(fsys fs.FS, name string) ([]byte, string) {
	if !plainName.MatchString(name) {
		return nil, ""
	}
	for _, place := range []struct {
		fsys fs.FS
		file string
	}{{fsys, "worlds/" + name + ".toml"}, {stockWorlds, "worlds/" + name + ".toml"}} {
		if src, err := ReadFile(place.fsys, place.file); err == nil {
			return src, place.file
		}
	}
	return nil, ""
}

// WorldNames lists the stock worlds that a folder's files can name: those of its
// own folder worlds, and the built-in ones.
func WorldNames(fsys fs.FS) []string {
	var out []string
	for _, place := range []fs.FS{stockWorlds, fsys} {
		found, _ := fs.Glob(place, "worlds/*.toml")
		for _, f := range found {
			out = append(out, strings.TrimSuffix(path.Base(f), ".toml"))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var plainName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// declare remembers the names that a table gives. Only tables of task definitions
// may share one: they are revisions of a family, in the order of the file.
func (l *loader) declare(r *row) {
	if l.names[r.kind.ref] == nil {
		l.names[r.kind.ref] = map[string]bool{}
	}
	for _, name := range r.aliases() {
		if l.names[r.kind.ref][name] && r.kind.named != "family" {
			l.addValue(r.file.src, r.path, fmt.Sprintf("there is another %s named %q", r.kind.name, name), "a name of its own", "")
		}
		l.names[r.kind.ref][name] = true
	}
	if name, _ := r.tree["role_name"].(string); r.kind.name == "role" && r.tree["profile"] == true {
		l.remember("instance-profile", name)
	}
	if r.kind.name == "vpc" {
		l.vpcs = append(l.vpcs, r.aliases()...)
	}
}

// declareMade remembers the services and target groups that solutions and right
// choices make: goals, hints and faults may name what is not there from the start.
// A line that cannot be read is reported with the turns.
func (l *loader) declareMade() {
	var lines []string
	for _, s := range l.raw.Solution {
		lines = append(lines, s.Do...)
	}
	for _, c := range l.raw.Choice {
		if c.Right {
			lines = append(lines, c.Do...)
		}
	}
	for _, line := range lines {
		plain, err := l.sampled(line)
		if err != nil {
			continue
		}
		in, err := parseInput(l.shell(), plain)
		if err != nil || in.request == nil {
			continue
		}
		switch made := in.request.Input.(type) {
		case *api.CreateRoleInput:
			l.remember("role", made.RoleName)
		case *api.CreateServiceInput:
			l.remember("service", made.ServiceName)
		case *api.CreateTargetGroupInput:
			l.remember("target-group", made.Name)
		}
	}
}

// remember takes down a name of a kind of things.
func (l *loader) remember(ref, name string) {
	if l.names[ref] == nil {
		l.names[ref] = map[string]bool{}
	}
	l.names[ref][name] = true
}

// sampled is a line with a sample of each variable, and with a 1 for what is
// known only when it is played.
func (l *loader) sampled(line string) (string, error) {
	return FillLine(line, func(text string, _ int) (string, error) {
		if v, ok := l.sample[text]; ok {
			return fmt.Sprint(v), nil
		}
		return "1", nil
	})
}

// inVPC are the kinds of things whose VPC goes without saying, if there is one.
var inVPC = []string{"security_group", "target_group", "vpc_endpoint", "network_acl"}

// fillVPC gives things that need a VPC the only one that there is.
func (l *loader) fillVPC(r *row) {
	if slices.Contains(inVPC, r.kind.name) && r.tree["vpc_id"] == nil && len(l.vpcs) == 1 {
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
	ref = strings.TrimSuffix(ref, "-arn") // a role by ARN alone, for which its name in the scenario stands too
	if isEverywhere(ref, name) {
		return
	}
	if l.blind || name == "" || strings.Contains(name, "{{") || ref == "security-group" && (strings.Contains(name, "/") || strings.HasPrefix(name, prefixLists)) {
		return
	}
	known := map[string]bool{}
	for kind := range strings.SplitSeq(ref, "|") {
		maps.Copy(known, l.names[kind])
	}
	if known[name] {
		return
	}
	if family, _, ok := strings.Cut(name, ":"); ok && ref == "task-definition" && l.names[ref][family] {
		return
	}
	names := slices.Sorted(maps.Keys(known))
	l.addValue(r.file.src, at, fmt.Sprintf("there is no %s %q", strings.NewReplacer("-", " ", "|", " or ").Replace(ref), name), expectOneOf(names), spelling.Nearest(name, names))
}

func expectOneOf(known []string) string {
	if len(known) == 0 {
		return ""
	}
	return "one of " + strings.Join(known, ", ")
}
