package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// model is a service-2.json of botocore, as far as names go.
type model struct {
	Operations map[string]operation
	Shapes     map[string]shape
	pages      map[string]pagination
}

type operation struct{ Input, Output *reference }

type reference struct{ Shape string }

type shape struct {
	Type     string
	Members  members
	Required []string
	Member   reference   // of a list
	Value    reference   // of a map
	Min      json.Number // least value or length; "" for none
}

type pagination struct {
	LimitKey string `json:"limit_key"`
}

// members are in the order of the file.
type members []member

type member struct {
	Name, Shape string
	Token       bool // the CLI makes one up when it is not given
}

// UnmarshalJSON keeps the order, which a map would lose.
func (m *members) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil { // the opening brace
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var ref struct {
			Shape            string
			IdempotencyToken bool
		}
		if err := d.Decode(&ref); err != nil {
			return err
		}
		*m = append(*m, member{name.(string), ref.Shape, ref.IdempotencyToken})
	}
	return nil
}

// readModel reads the newest model of a service, and what the CLI pages.
func readModel(dir, service string) (*model, error) {
	m := &model{}
	if err := readNewest(dir, service, "service-2", m); err != nil {
		return nil, err
	}
	var paging struct{ Pagination map[string]pagination }
	if err := readNewest(dir, service, "paginators-1", &paging); err != nil {
		return nil, err
	}
	m.pages = paging.Pagination
	return m, nil
}

// readNewest decodes the file of that name, packed or not, in the service's
// newest folder; the folders are named by date.
func readNewest(dir, service, file string, into any) error {
	found, err := filepath.Glob(filepath.Join(dir, service, "*"))
	if err != nil || len(found) == 0 {
		return fmt.Errorf("no service %s under %s", service, dir)
	}
	path := filepath.Join(found[len(found)-1], file+".json")
	text, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		path += ".gz"
		text, err = readPacked(path)
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func readPacked(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return io.ReadAll(unpacked)
}
