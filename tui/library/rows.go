package library

import (
	"fmt"
	"slices"
	"strings"

	"drydock/tui/parts"
)

// item is an entry with what filtering and drawing ask of it again and again.
type item struct {
	Entry
	pack string
	text string // what words of the filter look at, in small letters
}

func itemsOf(packs []Pack) []item {
	var out []item
	for _, p := range packs {
		for _, e := range p.Entries {
			words := append([]string{e.ID, e.Title, e.Topic, p.Title}, e.Objectives...)
			out = append(out, item{e, p.Title, strings.ToLower(strings.Join(words, "\n"))})
		}
	}
	return out
}

type rowKind int

const (
	blankRow rowKind = iota
	headRow
	entryRow
	brokenRow
)

// row is one line of the list.
type row struct {
	kind  rowKind
	text  string // of a heading
	index int    // of an entry in items, or of a broken pack in packs
}

// order is what the list is grouped by.
type order int

const (
	byPack order = iota
	byTopic
	byDifficulty
	orders
)

func (o order) String() string { return [...]string{"pack", "topic", "difficulty"}[o] }

// heading is what an item stands under.
func (o order) heading(it *item) string {
	switch o {
	case byTopic:
		return it.Topic
	case byDifficulty:
		return level(it.Difficulty) + fmt.Sprintf(" difficulty %d", it.Difficulty)
	default:
		return it.pack
	}
}

// level draws a difficulty.
func level(difficulty int) string {
	n := max(0, min(difficulty, 5))
	return strings.Repeat("●", n) + strings.Repeat("○", 5-n)
}

// arrange makes the rows anew, and keeps the cursor on what it was on.
func (m *Model) arrange() {
	was, had := m.selected()
	m.rows, m.stops = nil, nil
	f := parseFilter(m.filter.Value())
	groups, heads := map[string][]int{}, []string{}
	for i := range m.items {
		it := &m.items[i]
		if !f.passes(it, m.stars) {
			continue
		}
		head := m.order.heading(it)
		if groups[head] == nil {
			heads = append(heads, head)
		}
		groups[head] = append(groups[head], i)
	}
	if m.order == byDifficulty {
		slices.SortFunc(heads, func(a, b string) int {
			return m.items[groups[a][0]].Difficulty - m.items[groups[b][0]].Difficulty
		})
	}
	for _, head := range heads {
		m.head(head)
		for _, i := range groups[head] {
			m.stop(row{kind: entryRow, index: i})
		}
	}
	if len(f) == 0 {
		m.addBroken()
	}
	m.cursor = 0
	for i, stop := range m.stops {
		if r := m.rows[stop]; had && r.kind == was.kind && r.index == was.index {
			m.cursor = i
		}
	}
	m.follow()
}

func (m *Model) head(text string) {
	if len(m.rows) > 0 {
		m.rows = append(m.rows, row{kind: blankRow})
	}
	m.rows = append(m.rows, row{kind: headRow, text: text})
}

func (m *Model) stop(r row) {
	m.stops = append(m.stops, len(m.rows))
	m.rows = append(m.rows, r)
}

// addBroken lists the packs with mistakes, below all others.
func (m *Model) addBroken() {
	none := true
	for i, p := range m.packs {
		if p.Broken == "" {
			continue
		}
		if none {
			m.head("packs with mistakes")
			none = false
		}
		m.stop(row{kind: brokenRow, index: i})
	}
}

// listTop is the screen row of the first line of the list: below the title, the
// filter and the border. Below the list are its border and the footer.
const listTop = 3

func (m Model) listRows() int { return max(1, m.height-listTop-2) }

// follow keeps the cursor within the list and the list around the cursor.
func (m *Model) follow() {
	m.cursor = max(0, min(m.cursor, len(m.stops)-1))
	if len(m.stops) == 0 {
		m.offset = 0
		return
	}
	at := m.stops[m.cursor]
	from := at
	if at > 0 && m.rows[at-1].kind == headRow {
		from = at - 1 // with its heading
	}
	m.offset = parts.Follow(max(0, min(m.offset, len(m.rows)-m.listRows())), from, at, m.listRows())
}
