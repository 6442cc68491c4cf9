package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"strings"
	"unicode"

	"drydock/scenarios/source"

	"github.com/pelletier/go-toml/v2"
)

// indexName is the file of a pack that names the pack and lists its scenarios.
const indexName = "pack.toml"

// Pack is a pack as its index has it; no scenario of it has been read.
type Pack struct {
	ID        string
	Title     string // its folder's name where the index cannot be read
	Folder    string
	Scenarios []Listing
	// Err is what is wrong with the index, a mistake a line; what could be read
	// is listed all the same.
	Err error
}

// Listing is an entry of a pack's index: what the library shows of a scenario that has not
// been read.
type Listing struct {
	Pack       string   `toml:"-"` // the pack's title
	Folder     string   `toml:"-"` // the pack's
	ID         string   `toml:"id,required"`
	Title      string   `toml:"title,required"`
	Objectives []string `toml:"objectives,required"`
	Exams      []string `toml:"exams"`
	Difficulty int      `toml:"difficulty,required"` // 1 to 5
	Minutes    int      `toml:"minutes,required"`
	Summary    string   `toml:"summary"` // one line of the brief, without Markdown
}

// indexFile is what an index may hold.
type indexFile struct {
	Format   int64     `toml:"format,required"`
	Pack     packTable `toml:"pack,required"`
	Scenario []Listing `toml:"scenario"`
}

type packTable struct {
	ID    string `toml:"id,required"`
	Title string `toml:"title,required"`
}

// Library lists the built-in scenarios from their packs' indexes.
func Library() ([]Listing, error) { return listings(ReadPacks(builtIn, "packs")) }

// listings are the scenarios of packs that have no mistake.
func listings(packs []Pack) ([]Listing, error) {
	var out []Listing
	for _, p := range packs {
		if p.Err != nil {
			return nil, p.Err
		}
		out = append(out, p.Scenarios...)
	}
	return out, nil
}

// Packs lists the built-in packs and those of the folders given, in this order.
// A folder that does not exist has none. An id that two packs use belongs to the
// first; the other pack has an Err that says so.
func Packs(folders ...string) []Pack {
	packs := ReadPacks(builtIn, "packs")
	for _, folder := range folders {
		packs = append(packs, packsIn(folder)...)
	}
	owner := map[string]string{}
	for i, p := range packs {
		var own []Listing
		for _, l := range p.Scenarios {
			if first, taken := owner[l.ID]; taken {
				packs[i].Err = errors.Join(packs[i].Err, fmt.Errorf("%s: the id %q belongs to a scenario of %q", filepath.Join(p.Folder, indexName), l.ID, first))
				continue
			}
			owner[l.ID] = p.Title
			own = append(own, l)
		}
		packs[i].Scenarios = own
	}
	return packs
}

// packsIn lists the packs of a folder of the machine, which may be links to
// folders elsewhere; links inside a pack cannot lead out of it. A folder with an
// index is a pack itself.
func packsIn(folder string) []Pack {
	if _, err := os.Stat(filepath.Join(folder, indexName)); err == nil {
		return []Pack{packAt(folder)}
	}
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return []Pack{{Title: filepath.Base(folder), Folder: folder, Err: err}}
	}
	var out []Pack
	for _, e := range entries {
		at := filepath.Join(folder, e.Name())
		if info, err := os.Stat(at); err != nil || !info.IsDir() || hidden(e.Name()) {
			continue
		}
		out = append(out, packAt(at))
	}
	return out
}

// packAt reads the index of one folder of the machine.
func packAt(folder string) Pack {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return Pack{Title: filepath.Base(folder), Folder: folder, Err: err}
	}
	defer root.Close()
	return readPack(root.FS(), ".", folder)
}

// ReadPacks lists the packs of a folder of a file system: of each folder in it
// the index is read, and nothing else.
func ReadPacks(fsys fs.FS, folder string) []Pack {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return []Pack{{Title: path.Base(folder), Folder: folder, Err: err}}
	}
	var out []Pack
	for _, e := range entries {
		if e.IsDir() && !hidden(e.Name()) {
			at := path.Join(folder, e.Name())
			out = append(out, readPack(fsys, at, at))
		}
	}
	return out
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// readPack reads the index of the folder at, which people know by the name
// shown.
func readPack(fsys fs.FS, at, shown string) Pack {
	p := Pack{Title: filepath.Base(shown), Folder: shown}
	name := filepath.Join(shown, indexName)
	src, err := ReadFile(fsys, path.Join(at, indexName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.Err = fmt.Errorf("%s: there is no index; drydock pack fmt %s writes it", name, shown)
		return p
	case err != nil:
		p.Err = err
		return p
	}
	f, err := parseIndex(name, src)
	p.Err = err
	p.ID = f.Pack.ID
	if f.Pack.Title != "" {
		p.Title = f.Pack.Title
	}
	for _, l := range f.Scenario {
		if plainName.MatchString(l.ID) {
			l.Pack, l.Folder = p.Title, shown
			p.Scenarios = append(p.Scenarios, l)
		}
	}
	return p
}

// parseIndex reads an index. Beside mistakes, which are source.Diagnostics,
// stands what could be read.
func parseIndex(name string, src []byte) (indexFile, error) {
	if f, ok := plainIndex(src); ok {
		return f, nil
	}
	return placedIndex(name, src)
}

// placedIndex reads an index and tells the place of every mistake.
func placedIndex(name string, src []byte) (indexFile, error) {
	var f indexFile
	file, ds := source.Parse(name, src)
	if ds != nil {
		return f, ds
	}
	list := &source.List{File: name}
	file.Check("", file.Tree, reflect.TypeFor[indexFile](), list)
	source.Decode(file.Tree, &f)
	checkHead(file, f, list)
	for i, l := range f.Scenario {
		at := source.Item("scenario", i)
		if l.ID != "" && !plainName.MatchString(l.ID) {
			list.Addf(file.Value(at+".id"), "the id %q is not of small letters, digits and hyphens", l.ID)
		}
	}
	return f, list.Err()
}

// plainIndex reads an index in which nothing can be wrong, in a tenth of the time
// that it takes to know the places of mistakes; not ok when anything might be.
func plainIndex(src []byte) (f indexFile, ok bool) {
	escapedOrControl := func(r rune) bool { return r == '\\' || unicode.IsControl(r) && r != '\n' && r != '\t' }
	if len(src) > source.SizeMax || bytes.IndexFunc(src, escapedOrControl) >= 0 {
		return f, false
	}
	var tree map[string]any
	if toml.Unmarshal(src, &tree) != nil || !lowerKeys(tree) {
		return f, false
	}
	if toml.NewDecoder(bytes.NewReader(src)).DisallowUnknownFields().Decode(&f) != nil {
		return indexFile{}, false
	}
	ok = f.Format == 1 && plainName.MatchString(f.Pack.ID) && f.Pack.Title != ""
	for _, l := range f.Scenario {
		ok = ok && plainName.MatchString(l.ID) && l.Title != "" && l.Objectives != nil && l.Difficulty != 0 && l.Minutes != 0
	}
	return f, ok
}

// lowerKeys tells whether every key of a tree is of small letters, as all of an
// index are: the decoder takes a key in any case for the field's.
func lowerKeys(tree any) bool {
	switch v := tree.(type) {
	case map[string]any:
		for k, item := range v {
			if strings.Trim(k, "abcdefghijklmnopqrstuvwxyz") != "" || !lowerKeys(item) {
				return false
			}
		}
	case []any:
		for _, item := range v {
			if !lowerKeys(item) {
				return false
			}
		}
	}
	return true
}

// checkHead holds what stands before the scenarios of an index.
func checkHead(file *source.File, f indexFile, list *source.List) {
	if _, is := file.Tree["format"].(int64); is && f.Format != 1 {
		list.Add(source.Diagnostic{File: file.Name, Pos: file.Value("format"), What: fmt.Sprintf("format %d is not known", f.Format), Expected: "1"})
	}
	if f.Pack.ID != "" && !plainName.MatchString(f.Pack.ID) {
		list.Add(source.Diagnostic{File: file.Name, Pos: file.Value("pack.id"), What: fmt.Sprintf("the id %q is not of small letters, digits and hyphens", f.Pack.ID)})
	}
}
