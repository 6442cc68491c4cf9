package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// nameTag shows an alias as the Name tag that people give things.
func (w *World) nameTag(id string) []api.Tag {
	if name := w.s.Shown[id]; name != "" {
		return []api.Tag{{Key: "Name", Value: name}}
	}
	return nil
}

// tagList is nameTag in answers that have a list of tags even when there is none.
func (w *World) tagList(id string) []api.Tag { return append([]api.Tag{}, w.nameTag(id)...) }

// named adds the Name tag of a thing to its properties.
func (w *World) named(has map[string][]string, id string) map[string][]string {
	has["tag:Name"] = []string{w.s.Shown[id]}
	return has
}

// given are the values of a property that a thing may be without.
func given(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// chosen are the rows of a table that a Describe call asks for, by id, which is all
// when none is given, and by the properties that filters name. has takes an empty row
// too, so that a filter which nobody knows is refused where there is nothing.
func chosen[T any](w *World, t *sim.Table[T], ids []string, filters []api.Filter, has func(*T) map[string][]string) ([]*T, *api.Error) {
	if _, err := w.filter(filters, has(new(T))); err != nil {
		return nil, err
	}
	var out []*T
	for i, row := range t.Rows {
		if row == nil || ids != nil && !slices.Contains(ids, t.IDs[i]) {
			continue
		}
		if match, _ := w.filter(filters, has(row)); match {
			out = append(out, row)
		}
	}
	return out, nil
}

// filter reports whether a thing with these properties passes all filters.
// Values may be aliases.
func (w *World) filter(filters []api.Filter, has map[string][]string) (bool, *api.Error) {
	match := true
	for _, f := range filters {
		values, ok := has[f.Name]
		if !ok {
			err := api.Refuse("InvalidParameterValue", "The filter '%s' is invalid", f.Name)
			err.Hint = "Drydock knows these filters: " + strings.Join(sortedKeys(has), ", ")
			return false, err
		}
		if !slices.ContainsFunc(f.Values, func(v string) bool {
			// Ids differ by kind, so an alias cannot stand for a wrong one.
			if a := w.s.Aliases.Get(v); a != nil && slices.Contains(values, a.ID) {
				return true
			}
			return slices.ContainsFunc(values, func(have string) bool { return wildcard(v, have) })
		}) {
			match = false
		}
	}
	return match, nil
}

// wildcard matches a filter's value: * stands for any text, ? for any one
// character. "Filtering", Amazon EC2 API Reference. It takes time in proportion
// to the product of the lengths at most.
func wildcard(pattern, text string) bool {
	p, t, star, retry := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, retry = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p, t = p+1, t+1
		case star >= 0: // the last * takes one character more
			retry++
			p, t = star+1, retry
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}
