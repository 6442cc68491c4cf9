package scenarios

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"

	"drydock/engine/api"
	"drydock/scenarios/source"
)

// readDefinition reads a task definition from a JSON file beside the scenario,
// as people have it in their repositories: the request, or what AWS answers.
func readDefinition(fsys fs.FS, name string) (map[string]any, []byte, error) {
	if !fs.ValidPath(name) {
		return nil, nil, fmt.Errorf("%q is not a file of the pack", name)
	}
	src, err := ReadFile(fsys, name)
	switch {
	case errors.Is(err, errNotPlain):
		return nil, nil, err
	case err != nil:
		return nil, nil, fmt.Errorf("there is no file %q in the pack", name)
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		return nil, nil, fmt.Errorf("%s is not a JSON object", name)
	}
	if err := d.Decode(&struct{}{}); err != io.EOF {
		return nil, nil, fmt.Errorf("%s goes on after its JSON object", name)
	}
	return api.DefinitionRequest(tree), src, nil
}

// fileMax is the size up to which a file of a pack is read.
const fileMax = 1 << 20

// errNotPlain is returned for what is not a file of a bearable size.
var errNotPlain = errors.New("not a plain file of at most 1 MiB")

// ReadFile reads a file of a pack: a plain one, and not more than it may hold,
// whatever it says of its size.
func ReadFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > fileMax {
		return nil, fmt.Errorf("%s is %w", name, errNotPlain)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, fileMax+1))
	if err == nil && len(src) > fileMax {
		err = fmt.Errorf("%s is %w", name, errNotPlain)
	}
	return src, err
}

// checkDefinitionFile checks the file of a task definition table; mistakes in
// it are reported at the key that names the file.
func (l *loader) checkDefinitionFile(r *row, file string, request map[string]any) {
	at := source.Join(r.path, "file")
	tree, src, err := readDefinition(l.fsys, file)
	if err != nil {
		l.addValue(r.file.src, at, err.Error(), "", "")
		return
	}
	l.parts = append(l.parts, src)
	r.definition = tree
	for key := range maps.Keys(request) {
		if key != "family" {
			l.addKey(r.file.src, source.Join(r.path, key), fmt.Sprintf("%s stands in the file already", key), "file and family only", "")
		}
	}
	if family, ok := request["family"]; ok {
		tree["family"] = family
	}
	_, notSimulated, err := r.kind.operation().Decode(tree)
	if err != nil {
		l.addValue(r.file.src, at, file+": "+lastLine(err.Error()), "", "")
		return
	}
	for _, member := range notSimulated {
		l.addValue(r.file.src, at, fmt.Sprintf("%s: %s is real and not simulated", file, member), "a member that Drydock simulates", "")
	}
	containers, _ := tree["containerDefinitions"].([]any)
	for _, c := range containers {
		if image, ok := c.(map[string]any)["image"].(string); ok && !l.names["image"][image] {
			l.addValue(r.file.src, at, fmt.Sprintf("%s: there is no image %q", file, image), "an [[world.image]] with this uri", "")
		}
	}
}
