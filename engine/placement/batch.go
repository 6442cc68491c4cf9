package placement

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"

	"drydock/engine/sim"
)

// Batch places tasks with one need, by one chain, one after another, and decides
// each time as Place does. It keeps the instances that fit in the order in which
// the chain prefers them, so that a placement does not look at all of them.
//
// An instance's share in that order is of two kinds. What a spread over an
// attribute counts is common to all instances with the same value, so instances
// whose values are the same for every such step form a cell, and the counts are
// looked up for the cell. The rest (its own tasks, what it has left) is its own,
// and within a cell decides alone.
type Batch struct {
	need      Need
	chain     []Strategy
	instances []Instance
	draws     int // the first step that draws; len(chain) for none
	cells     []*cell
	cellOf    []int32   // of each instance
	counts    [][]int64 // for each step that spreads over an attribute, tasks at each value
	own       []int64   // for each instance, the amounts of the steps in ownSteps
	ownSteps  []int
	amounts   []int64 // of the cell at hand, for each step
	best      []int64 // the least of them
	tied      []*cell // that have the best
}

// cell is the instances with the same values.
type cell struct {
	values []int32 // for each step, which of its counts; -1 where the step is the instance's own
	fit    ordered // those that fit
}

// NewBatch prepares for placing tasks on instances, which are given in tie
// order and belong to the batch from then on.
func NewBatch(need Need, instances []Instance, chain []Strategy) *Batch {
	b := &Batch{need: need, chain: chain, instances: instances, draws: len(chain), counts: make([][]int64, len(chain))}
	if first := slices.IndexFunc(chain, func(s Strategy) bool { return s.Type == Random }); first >= 0 {
		b.draws = first
	}
	for step, s := range chain[:b.draws] {
		if s.Type == Binpack || s.perInstance() {
			b.ownSteps = append(b.ownSteps, step)
		}
	}
	b.amounts, b.best = make([]int64, b.draws), make([]int64, b.draws)
	b.own = make([]int64, len(instances)*len(b.ownSteps))
	b.fillCells()
	fit := make([]int32, 0, len(instances))
	for i := range instances {
		b.setOwn(int32(i))
		if _, bad := reject(&b.need, &instances[i]); !bad {
			fit = append(fit, int32(i))
		}
	}
	slices.SortFunc(fit, b.compare)
	for _, i := range fit {
		b.cells[b.cellOf[i]].fit.push(i)
	}
	return b
}

// fillCells gives every instance its cell, and counts the tasks at each value.
func (b *Batch) fillCells() {
	b.cellOf = make([]int32, len(b.instances))
	known := make([]map[string]int32, len(b.chain)) // values of each step
	cells := map[string]int32{}
	values, key := make([]int32, b.draws), []byte{}
	for i := range b.instances {
		key = key[:0]
		for step := range values {
			values[step] = -1
			if !slices.Contains(b.ownSteps, step) {
				values[step] = b.valueAt(step, b.instances[i].Values[step], known)
				b.counts[step][values[step]] += b.instances[i].Tasks
			}
			key = binary.BigEndian.AppendUint32(key, uint32(values[step]))
		}
		at, has := cells[string(key)]
		if !has {
			at = int32(len(b.cells))
			cells[string(key)] = at
			b.cells = append(b.cells, &cell{values: slices.Clone(values)})
		}
		b.cellOf[i] = at
	}
}

// valueAt numbers the values of a step.
func (b *Batch) valueAt(step int, value string, known []map[string]int32) int32 {
	if known[step] == nil {
		known[step] = map[string]int32{}
	}
	at, has := known[step][value]
	if !has {
		at = int32(len(b.counts[step]))
		known[step][value] = at
		b.counts[step] = append(b.counts[step], 0)
	}
	return at
}

// setOwn takes down the amounts of an instance's own.
func (b *Batch) setOwn(i int32) {
	for k, step := range b.ownSteps {
		b.own[int(i)*len(b.ownSteps)+k] = b.chain[step].own(&b.instances[i])
	}
}

// own is what a step that is not over an attribute compares.
func (s Strategy) own(in *Instance) int64 {
	switch {
	case s.Type != Binpack:
		return in.Tasks
	case s.Field == FieldCPU:
		return in.CPU
	default:
		return in.Memory
	}
}

// compare orders instances of one cell as the chain prefers them.
func (b *Batch) compare(i, j int32) int {
	return cmp.Or(b.compareOwn(i, j), cmp.Compare(i, j))
}

// compareOwn is compare without the tie order.
func (b *Batch) compareOwn(i, j int32) int {
	n := len(b.ownSteps)
	return slices.Compare(b.own[int(i)*n:int(i)*n+n], b.own[int(j)*n:int(j)*n+n])
}

// Place decides for the next task. A decision for an instance names no other
// that was ruled out. Whoever follows it calls Update.
func (b *Batch) Place(draw *sim.Stream) Decision {
	b.bestCells()
	if len(b.tied) == 0 {
		return Place(b.need, b.instances, b.chain, draw, nil) // for what ruled them out
	}
	if b.draws == len(b.chain) {
		chosen := b.tied[0].fit.first()
		for _, c := range b.tied[1:] {
			chosen = min(chosen, c.fit.first())
		}
		return Decision{Chosen: int(chosen), Closest: -1}
	}
	return Decision{Chosen: int(b.drawn(draw)), Closest: -1}
}

// bestCells finds the cells that have the instances which the chain prefers.
func (b *Batch) bestCells() {
	b.tied = b.tied[:0]
	for _, c := range b.cells {
		if c.fit.empty() {
			continue
		}
		amounts := b.amountsOf(c)
		order := -1
		if len(b.tied) > 0 {
			order = slices.Compare(amounts, b.best)
		}
		if order < 0 {
			copy(b.best, amounts)
			b.tied = b.tied[:0]
		}
		if order <= 0 {
			b.tied = append(b.tied, c)
		}
	}
}

// amountsOf are what the steps before a draw compare, of the first of a cell.
func (b *Batch) amountsOf(c *cell) []int64 {
	own := b.own[int(c.fit.first())*len(b.ownSteps):]
	k := 0
	for step, value := range c.values {
		if value >= 0 {
			b.amounts[step] = b.counts[step][value]
			continue
		}
		b.amounts[step] = own[k]
		k++
	}
	return b.amounts
}

// drawn draws one of the best instances of the cells at hand, in tie order; the
// strategies random after the first have one to choose from.
func (b *Batch) drawn(draw *sim.Stream) int32 {
	total := 0
	for _, c := range b.tied {
		total += b.equalTo(c, int32(len(b.instances)))
	}
	n := draw.IntN(total)
	for _, s := range b.chain[b.draws+1:] {
		if s.Type == Random {
			draw.IntN(1)
		}
	}
	// The first instance up to which there are more than n of the best.
	return int32(sort.Search(len(b.instances), func(i int) bool {
		upTo := 0
		for _, c := range b.tied {
			upTo += b.equalTo(c, int32(i)+1)
		}
		return upTo > n
	}))
}

// equalTo counts the instances of a cell, before one in tie order, that are as
// good as its first.
func (b *Batch) equalTo(c *cell, before int32) int {
	first := c.fit.first()
	return c.fit.rank(func(i int32) bool { return cmp.Or(b.compareOwn(i, first), cmp.Compare(i, before)) < 0 })
}

// Update says how an instance, by its index, stands after a placement: only what
// a placement changes may be different.
func (b *Batch) Update(i int, now Instance) {
	at := int32(i)
	c := b.cells[b.cellOf[at]]
	was := b.instances[i].Tasks
	c.fit.remove(at, b.compare)
	b.instances[i] = now
	for step, value := range c.values {
		if value >= 0 {
			b.counts[step][value] += now.Tasks - was
		}
	}
	b.setOwn(at)
	if _, bad := reject(&b.need, &b.instances[i]); !bad {
		c.fit.insert(at, b.compare)
	}
}

// Instance is how the batch sees an instance.
func (b *Batch) Instance(i int) Instance { return b.instances[i] }
