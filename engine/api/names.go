package api

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// names.txt holds the names of the real API. Its first lines say how it is
// written and made.
//
//go:embed names.txt
var namesText string

// realNames is what names.txt says.
type realNames struct {
	services []string            // every service of the AWS CLI
	ops      map[string][]string // names of all operations, by service
	calls    map[string]realCall // operations of ours, by ID
}

// realCall is the request and the answer of a real operation.
type realCall struct {
	input, output *Shape
	pages         bool // has --max-items and --starting-token
	pageSize      bool // has --page-size too
}

var theNames = sync.OnceValue(func() *realNames { return parseNames(namesText) })

// parseNames reads the format of names.txt.
func parseNames(text string) *realNames {
	n := &realNames{ops: map[string][]string{}, calls: map[string]realCall{}}
	service := ""
	shapes := map[string]*Shape{} // of the present service
	named := func(name string) *Shape {
		if shapes[name] == nil {
			shapes[name] = &Shape{Kind: Structure}
		}
		return shapes[name]
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		switch words[0] {
		case "services":
			n.services = words[1:]
		case "service":
			service, shapes = words[1], map[string]*Shape{}
		case "operations":
			n.ops[service] = words[1:]
		case "call":
			call := realCall{input: named(words[2]), output: named(words[3])}
			for _, word := range words[4:] {
				call.pages = true
				call.pageSize = call.pageSize || word == "page-size"
			}
			n.calls[service+":"+words[1]] = call
		case "shape":
			s := named(words[1])
			for _, word := range words[2:] {
				s.Fields = append(s.Fields, realField(word, named))
			}
		}
	}
	return n
}

// realField reads a member: a name, "!" when it is required, a colon, a type.
func realField(word string, named func(string) *Shape) *Field {
	name, kind, _ := strings.Cut(word, ":")
	name, required := strings.CutSuffix(name, "!")
	hyphens := hyphenated(name)
	shape := realShape(kind, named)
	return &Field{
		Name: name, Flag: "--" + hyphens, Key: strings.ReplaceAll(hyphens, "-", "_"),
		Shape: shape, Required: required,
	}
}

// realShape reads a type: a letter for a scalar, [T] for a list, {T} for a map,
// @Name for a structure, and then a number when there is a least value or
// length.
func realShape(text string, named func(string) *Shape) *Shape {
	if name, ok := strings.CutPrefix(text, "@"); ok {
		return named(name)
	}
	s := &Shape{}
	rest := text[1:]
	switch text[0] {
	case '[', '{':
		end := strings.LastIndexAny(text, "]}")
		s.Kind = List
		if text[0] == '{' {
			s.Kind = Map
		}
		s.Elem = realShape(text[1:end], named)
		rest = text[end+1:]
	case 'i':
		s.Kind = Integer
	case 'b':
		s.Kind = Boolean
	case 'd':
		s.Kind = Double
	case 't':
		s.Kind = Timestamp
	case 'x':
		s.Kind = Blob
	default:
		s.Kind = String
	}
	if n, err := strconv.ParseInt(rest, 10, 64); err == nil {
		s.Min = &n
	}
	return s
}
