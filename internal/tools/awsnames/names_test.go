package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const tinyModel = `{"operations": {
  "RunTask": {"input": {"shape": "RunTaskRequest"}, "output": {"shape": "RunTaskResponse"}},
  "GoAway": {}, "Alone": {"input": {"shape": "Empty"}}},
 "shapes": {
  "RunTaskRequest": {"type": "structure", "required": ["count"], "members": {
    "zone": {"shape": "String"}, "count": {"shape": "Count"}, "labels": {"shape": "Labels"}, "items": {"shape": "Items"},
    "on": {"shape": "On"}, "share": {"shape": "Share"}, "at": {"shape": "At"}, "data": {"shape": "Data"}}},
  "RunTaskResponse": {"type": "structure", "members": {"item": {"shape": "Item"}}},
  "Item": {"type": "structure", "members": {"inner": {"shape": "Item"}}},
  "Items": {"type": "list", "member": {"shape": "Item"}, "min": 2, "max": 3},
  "Labels": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Name"}},
  "Count": {"type": "integer", "min": 0}, "Name": {"type": "string", "min": 1},
  "String": {"type": "string"}, "On": {"type": "boolean"}, "Share": {"type": "double"}, "At": {"type": "timestamp"}, "Data": {"type": "blob"},
  "Empty": {"type": "structure", "members": {}}, "Unused": {"type": "structure", "members": {}}}}`

const tinyNames = `service tiny
operations Alone GoAway RunTask
call Alone Empty -
call RunTask RunTaskRequest RunTaskResponse pages page-size
shape Empty
shape RunTaskRequest zone:s count!:i0 labels:{s1} items:[@Item]2 on:b share:d at:t data:x
shape RunTaskResponse item:@Item
shape Item inner:@Item
`

// tinyBotocore writes an old and a new model of a service, the new one packed.
func tinyBotocore(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(tinyModel)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct{ path, text string }{
		{"tiny/2014-01-01/service-2.json", `{"operations": {"Old": {}}}`},
		{"tiny/2015-01-01/service-2.json.gz", packed.String()},
		{"tiny/2015-01-01/paginators-1.json", `{"pagination": {"RunTask": {"input_token": "next", "limit_key": "count"}}}`},
	} {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWrite(t *testing.T) {
	m, err := readModel(tinyBotocore(t), "tiny")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := m.write(&out, "tiny", []string{"Alone", "RunTask"}); err != nil {
		t.Fatal(err)
	}
	if out.String() != tinyNames {
		t.Errorf("got\n%s\nwant\n%s", out.String(), tinyNames)
	}
	if err := m.write(&out, "tiny", []string{"Old"}); err == nil || err.Error() != "tiny has no operation Old" {
		t.Errorf("an operation that is gone: %v", err)
	}
}

func TestMissing(t *testing.T) {
	dir := tinyBotocore(t)
	if _, err := readModel(dir, "huge"); err == nil || !strings.HasPrefix(err.Error(), "no service huge under ") {
		t.Errorf("got %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "tiny", "2015-01-01", "paginators-1.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := readModel(dir, "tiny"); err == nil {
		t.Error("a model without its paginators was read")
	}
	if err := run(""); err == nil {
		t.Error("ran without a folder")
	}
}
