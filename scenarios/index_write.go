package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"drydock/scenarios/source"
)

// Index is a pack's index as the scenario files have it.
type Index struct {
	Path    string   // the file
	Text    string   // what it should hold
	Changes []string // how it differs from what it holds, for people; nil when it does not
}

// FormatIndex makes the index of a pack's folder from its scenario files. What
// stands in the index before the first scenario is kept as it is, and so is the
// order of the scenarios; new ones follow by difficulty and id. A folder without
// an index gets one named after the folder. err has every mistake of the head
// and of the scenario files.
func FormatIndex(folder string) (Index, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return Index{}, fmt.Errorf("there is no folder %s", folder)
	}
	defer root.Close()
	whole, err := filepath.Abs(folder)
	if err != nil {
		return Index{}, err
	}
	ix, err := formatIndex(root.FS(), filepath.Base(whole))
	var ds source.Diagnostics
	if errors.As(err, &ds) {
		for i := range ds {
			ds[i].File = filepath.Join(folder, filepath.FromSlash(ds[i].File))
		}
	}
	ix.Path = filepath.Join(folder, indexName)
	return ix, err
}

// formatIndex makes the index of the folder that a file system begins at.
func formatIndex(fsys fs.FS, name string) (Index, error) {
	list := &source.List{}
	head, old, err := readHead(fsys, name, list)
	if err != nil {
		return Index{}, err
	}
	now, err := listFiles(fsys, list)
	if err != nil {
		return Index{}, err
	}
	if err := list.Err(); err != nil {
		return Index{}, err
	}
	place := map[string]int{}
	for i, l := range old {
		place[l.ID] = i - len(old)
	}
	slices.SortFunc(now, func(a, b Listing) int {
		return cmp.Or(cmp.Compare(place[a.ID], place[b.ID]), cmp.Compare(a.Difficulty, b.Difficulty), cmp.Compare(a.ID, b.ID))
	})
	ix := Index{Path: indexName, Text: head.text}
	for _, l := range now {
		ix.Text += "\n" + l.table()
	}
	if ix.Text != head.whole {
		ix.Changes = changes(old, now)
	}
	return ix, nil
}

// head is the part of an index that is its author's.
type head struct {
	text  string // up to the first scenario, with one line end
	whole string // the index as it stands; empty when there is none
}

// readHead reads the index that there is, and the scenarios that it lists as
// far as they can be read.
func readHead(fsys fs.FS, name string, list *source.List) (head, []Listing, error) {
	src, err := ReadFile(fsys, indexName)
	if errors.Is(err, fs.ErrNotExist) {
		id, title := named(name)
		return head{text: fmt.Sprintf("format = 1\n\n[pack]\nid    = %q\ntitle = %q\n", id, title)}, nil, nil
	}
	if err != nil {
		return head{}, nil, err
	}
	f, ds := source.Parse(indexName, src)
	if ds != nil {
		return head{}, nil, ds
	}
	var file indexFile
	source.Decode(f.Tree, &file)
	own := map[string]any{}
	for key, v := range f.Tree {
		if key != "scenario" { // written anew, whatever is wrong there
			own[key] = v
		}
	}
	f.Check("", own, reflect.TypeFor[indexFile](), list)
	checkHead(f, file, list)
	text := strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n")
	h := head{text: text, whole: text}
	if len(file.Scenario) > 0 {
		h.text = upTo(f, text, list)
	}
	h.text = strings.TrimRight(h.text, " \t\n") + "\n"
	return h, file.Scenario, nil
}

// upTo returns the lines before the first scenario of an index.
func upTo(f *source.File, text string, list *source.List) string {
	lines := strings.SplitAfter(text, "\n")
	at := f.Key("scenario[0]")
	if line := lines[at.Line-1]; !strings.HasPrefix(strings.TrimSpace(line), "[[") {
		list.Add(source.Diagnostic{File: f.Name, Pos: at, What: "the scenarios are one array", Expected: "a table [[scenario]] for each"})
	}
	if pack := f.Key("pack"); pack.Line > at.Line {
		list.Add(source.Diagnostic{File: f.Name, Pos: pack, What: "[pack] stands after a scenario", Expected: "it before the first [[scenario]]"})
	}
	return strings.Join(lines[:at.Line-1], "")
}

// named makes an id and a title of a folder's name.
func named(folder string) (id, title string) {
	id = strings.Trim(notPlain.ReplaceAllString(strings.ToLower(folder), "-"), "-")
	id = cmp.Or(id, "pack")
	title = strings.ReplaceAll(id, "-", " ")
	return id, strings.ToUpper(title[:1]) + title[1:]
}

var notPlain = regexp.MustCompile(`[^a-z0-9]+`)

// listFiles reads the scenario files of a pack.
func listFiles(fsys fs.FS, list *source.List) ([]Listing, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	var out []Listing
	for _, name := range names {
		if name == indexName {
			continue
		}
		s, err := Load(fsys, name)
		var ds source.Diagnostics
		switch {
		case errors.As(err, &ds):
			list.Append(ds)
			continue
		case err != nil:
			return nil, err
		case len(s.Goals) == 0:
			list.Add(source.Diagnostic{File: name, Pos: source.Pos{Line: 1, Col: 1}, What: "a world without goals", Expected: "a scenario; stock worlds stand in the folder worlds"})
		case s.ID+".toml" != name:
			list.Add(source.Diagnostic{File: name, Pos: s.file.Value("scenario.id"), What: fmt.Sprintf("the id is %q", s.ID), Expected: "the name of the file"})
		}
		out = append(out, s.listing())
	}
	return out, nil
}

// listing is the scenario's entry in the index. Its texts have the first value
// of each variable.
func (s *Scenario) listing() Listing {
	vars := map[string]any{}
	for _, v := range s.Vars {
		vars[v.Name] = v.Values[0]
	}
	s = s.With(vars)
	return Listing{
		ID: s.ID, Title: s.Title, Objectives: s.Objectives, Exams: s.Exams,
		Difficulty: int(s.Difficulty), Minutes: int(s.Minutes), Summary: summary(s.Brief),
	}
}

// table is the entry as TOML.
func (l Listing) table() string {
	var b strings.Builder
	b.WriteString("[[scenario]]\n")
	// Loading has refused the control characters that Go and TOML escape
	// differently.
	row := func(key, value string) { fmt.Fprintf(&b, "%-10s = %s\n", key, value) }
	many := func(texts []string) string {
		quoted := make([]string, len(texts))
		for i, t := range texts {
			quoted[i] = strconv.Quote(t)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	row("id", strconv.Quote(l.ID))
	row("title", strconv.Quote(l.Title))
	row("objectives", many(l.Objectives))
	if len(l.Exams) > 0 {
		row("exams", many(l.Exams))
	}
	row("difficulty", strconv.Itoa(l.Difficulty))
	row("minutes", strconv.Itoa(l.Minutes))
	if l.Summary != "" {
		row("summary", strconv.Quote(l.Summary))
	}
	return b.String()
}

// changes says how a new list differs from an old one.
func changes(old, now []Listing) []string {
	byID := map[string]Listing{}
	for _, l := range old {
		byID[l.ID] = l
	}
	var out []string
	for _, l := range now {
		was, listed := byID[l.ID]
		switch {
		case !listed:
			out = append(out, "add "+l.ID)
		case was.table() != l.table():
			out = append(out, "change "+l.ID)
		}
		delete(byID, l.ID)
	}
	for _, l := range old {
		if _, gone := byID[l.ID]; gone {
			delete(byID, l.ID)
			out = append(out, "remove "+strconv.Quote(l.ID))
		}
	}
	if out == nil {
		out = []string{"lay it out anew"}
	}
	return out
}

// summaryMax is the longest summary, in characters.
const summaryMax = 160

// summary is the brief in one line without Markdown: its subject, where it is
// written as a message that has one, otherwise the beginning of its prose.
func summary(brief string) string {
	for para := range strings.SplitSeq(strings.TrimSpace(brief), "\n\n") {
		if _, subject, ok := strings.Cut(para, "**Subject:**"); ok {
			line, _, _ := strings.Cut(subject, "\n")
			return oneLine(line)
		}
	}
	for para := range strings.SplitSeq(strings.TrimSpace(brief), "\n\n") {
		if text := oneLine(para); text != "" && !strings.HasPrefix(text, "#") {
			return text
		}
	}
	return ""
}

// oneLine takes the marks of Markdown and line ends out of a text, and cuts it.
func oneLine(text string) string {
	text = strings.NewReplacer("**", "", "`", "", "*", "").Replace(text)
	text = strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
	r := []rune(text)
	if len(r) <= summaryMax {
		return text
	}
	text = string(r[:summaryMax-1])
	if at := strings.LastIndexByte(text, ' '); at > 0 {
		text = text[:at]
	}
	return text + "…"
}
