package sim

import "iter"

// Table keeps rows by id, in the order in which they were put in: the only
// order in which it can be walked. Its zero value is an empty table.
type Table[T any] struct {
	Rows  []*T // nil where a row was removed
	IDs   []string
	Index map[string]int
	Gone  uint64 `digest:"-"` // how many rows were removed or replaced, for what is derived from the rows
}

// Get returns the row with the id, or nil.
func (t *Table[T]) Get(id string) *T {
	if i, ok := t.Index[id]; ok {
		return t.Rows[i]
	}
	return nil
}

// Put adds a row, or replaces the one with the same id in its place.
func (t *Table[T]) Put(id string, row *T) {
	if i, ok := t.Index[id]; ok {
		t.Rows[i] = row
		t.Gone++
		return
	}
	if t.Index == nil {
		t.Index = map[string]int{}
	}
	t.Index[id] = len(t.Rows)
	t.Rows = append(t.Rows, row)
	t.IDs = append(t.IDs, id)
}

// Drop removes a row; an id that is not there is no mistake.
func (t *Table[T]) Drop(id string) {
	i, ok := t.Index[id]
	if !ok {
		return
	}
	delete(t.Index, id)
	t.Rows[i], t.IDs[i] = nil, ""
	t.Gone++
	if len(t.Rows) > 32 && len(t.Index) < len(t.Rows)/2 {
		t.compact()
	}
}

// compact closes the gaps that removed rows have left.
func (t *Table[T]) compact() {
	kept := 0
	for i, row := range t.Rows {
		if row == nil {
			continue
		}
		t.Rows[kept], t.IDs[kept] = row, t.IDs[i]
		t.Index[t.IDs[kept]] = kept
		kept++
	}
	clear(t.Rows[kept:])
	clear(t.IDs[kept:])
	t.Rows, t.IDs = t.Rows[:kept], t.IDs[:kept]
}

// Len returns the number of rows.
func (t *Table[T]) Len() int { return len(t.Index) }

// All walks the rows in order. Rows put in meanwhile are walked too; the table
// must not lose rows meanwhile.
func (t *Table[T]) All() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := 0; i < len(t.Rows); i++ {
			if t.Rows[i] != nil && !yield(t.Rows[i]) {
				return
			}
		}
	}
}
