package placement

import (
	"cmp"
	"encoding/binary"
	"slices"

	"drydock/engine/sim"
)

// leaving stops tasks one after another as picker does, without looking at all
// of them each time.
//
// Tasks that no strategy tells apart (alike, and on one instance) form a pile. As
// in a Batch, what a spread over an attribute counts is common to all piles with
// the same values, so these form a heap of piles, in which the rest decides: the
// tasks of their instance, what it has left, and which task is the newest.
type leaving struct {
	tasks  []Task
	chain  []Strategy
	draw   *sim.Stream
	draws  int       // the first step that draws; len(chain) for none
	drawn  bool      // whether anything is drawn at all
	piles  []*pile   // by number
	pileOf []int32   // of each task; -1 for a protected one and for one that is gone
	rank   []int32   // of each task: 0 is the newest
	heaps  [][]*heap // by class: those that go first, first
	hosts  map[string]*host
	counts []map[string]int64 // for each step that spreads over an attribute, tasks at each value
	turn   int32              // counts the draws
}

// pile is tasks that no strategy tells apart.
type pile struct {
	left []int32 // those that have not gone, the newest last; in the order given where they are drawn
	in   *heap
	on   *host
	turn int32 // of the latest draw in which it was
	// LeftCPU and LeftMemory of each, and what it holds.
	leftCPU, leftMemory, cpu, memory int64
}

// heap is the piles of one class with the same values.
type heap struct {
	class  int
	values []string // for each step of the chain
	piles  ordered
}

// host is an instance.
type host struct {
	tasks int64
	piles []int32
}

// leave returns n of the tasks, of which at least as many are not protected.
func leave(tasks []Task, n int, chain []Strategy, draw *sim.Stream) []Task {
	l := newLeaving(tasks, chain, draw)
	stopped := make([]Task, 0, n)
	for len(stopped) < n {
		stopped = append(stopped, l.next())
	}
	return stopped
}

func newLeaving(tasks []Task, chain []Strategy, draw *sim.Stream) *leaving {
	l := &leaving{
		tasks: tasks, chain: chain, draw: draw, draws: len(chain), heaps: make([][]*heap, 4), hosts: map[string]*host{},
		counts: make([]map[string]int64, len(chain)), pileOf: make([]int32, len(tasks)), rank: make([]int32, len(tasks)),
	}
	for step := range chain {
		l.counts[step] = map[string]int64{}
	}
	if first := slices.IndexFunc(chain, func(s Strategy) bool { return s.Type == Random }); draw != nil && first >= 0 {
		l.draws = first
	}
	l.drawn = draw != nil && len(chain) > 0 && (l.draws < len(chain) || chain[len(chain)-1].Type == Spread)
	l.rankTasks()
	l.pileUp()
	return l
}

// rankTasks puts the tasks in the order of picker.newest.
func (l *leaving) rankTasks() {
	order := make([]int32, len(l.tasks))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &l.tasks[i], &l.tasks[j]
		return cmp.Or(cmp.Compare(b.CreatedAt, a.CreatedAt), cmp.Compare(b.ID, a.ID), cmp.Compare(i, j))
	})
	for rank, i := range order {
		l.rank[i] = int32(rank)
	}
}

// class numbers the tasks that go first with less.
func (t *Task) class() int {
	class := 0
	if t.Healthy {
		class += 2
	}
	if t.Running {
		class++
	}
	return class
}

// overAttribute reports whether a strategy counts tasks by an attribute.
func (s Strategy) overAttribute() bool {
	return s.Type != Random && s.Type != Binpack && !s.perInstance()
}

// pileUp puts the tasks into piles, and the piles into heaps.
func (l *leaving) pileUp() {
	known, heaps := map[string]int32{}, map[string]*heap{}
	var key []byte
	for i := range l.tasks {
		t := &l.tasks[i]
		on := l.hosts[t.Instance]
		if on == nil {
			on = &host{}
			l.hosts[t.Instance] = on
		}
		on.tasks++
		key = append(key[:0], byte(t.class()))
		values := make([]string, 0, len(l.chain))
		for step, s := range l.chain {
			value := ""
			if s.overAttribute() {
				value = t.Values[step]
				l.counts[step][value]++
			}
			values = append(values, value)
			key = append(binary.BigEndian.AppendUint64(key, uint64(len(value))), value...)
		}
		l.pileOf[i] = -1
		if t.Protected {
			continue
		}
		in := heaps[string(key)]
		if in == nil {
			in = &heap{class: t.class(), values: values}
			heaps[string(key)] = in
			l.heaps[in.class] = append(l.heaps[in.class], in)
		}
		for _, n := range []int64{t.CPU, t.Memory, t.LeftCPU, t.LeftMemory} {
			key = binary.BigEndian.AppendUint64(key, uint64(n))
		}
		key = append(key, t.Instance...)
		at, has := known[string(key)]
		if !has {
			at = int32(len(l.piles))
			known[string(key)] = at
			l.piles = append(l.piles, &pile{in: in, on: on, leftCPU: t.LeftCPU, leftMemory: t.LeftMemory, cpu: t.CPU, memory: t.Memory})
			on.piles = append(on.piles, at)
		}
		l.piles[at].left = append(l.piles[at].left, int32(i))
		l.pileOf[i] = at
	}
	order := make([]int32, len(l.piles))
	for at, p := range l.piles {
		order[at] = int32(at)
		if !l.drawn {
			slices.SortFunc(p.left, func(i, j int32) int { return cmp.Compare(l.rank[j], l.rank[i]) })
		}
	}
	slices.SortFunc(order, l.compare)
	for _, at := range order {
		l.piles[at].in.piles.push(at)
	}
}

// own is what a step that is not over an attribute compares, of a pile: the
// greatest goes.
func (l *leaving) own(s Strategy, p *pile) int64 {
	switch {
	case s.Type == Random:
		return 0
	case s.Type != Binpack:
		return p.on.tasks
	case s.Field == FieldCPU:
		return p.leftCPU + p.cpu
	default:
		return p.leftMemory + p.memory
	}
}

// compare orders the piles of one heap as they go.
func (l *leaving) compare(i, j int32) int {
	if order := l.compareOwn(i, j); order != 0 {
		return order
	}
	if l.drawn {
		return cmp.Compare(i, j)
	}
	return cmp.Compare(l.newest(i), l.newest(j))
}

func (l *leaving) compareOwn(i, j int32) int {
	for _, s := range l.chain[:l.draws] {
		if s.overAttribute() {
			continue
		}
		if order := cmp.Compare(l.own(s, l.piles[j]), l.own(s, l.piles[i])); order != 0 {
			return order
		}
	}
	return 0
}

// newest is the rank of the newest task of a pile.
func (l *leaving) newest(at int32) int32 {
	left := l.piles[at].left
	return l.rank[left[len(left)-1]]
}

// compareHeaps orders heaps of one class by their first piles.
func (l *leaving) compareHeaps(a, b *heap) int {
	first, second := l.piles[a.piles.first()], l.piles[b.piles.first()]
	for step, s := range l.chain[:l.draws] {
		x, y := int64(0), int64(0)
		if s.overAttribute() {
			x, y = l.counts[step][a.values[step]], l.counts[step][b.values[step]]
		} else {
			x, y = l.own(s, first), l.own(s, second)
		}
		if x != y {
			return cmp.Compare(y, x)
		}
	}
	return 0
}

// next is the next task to stop.
func (l *leaving) next() Task {
	var tied []*heap
	for class := 0; len(tied) == 0; class++ {
		for _, h := range l.heaps[class] {
			if h.piles.empty() {
				continue
			}
			order := -1
			if len(tied) > 0 {
				order = l.compareHeaps(h, tied[0])
			}
			if order < 0 {
				tied = tied[:0]
			}
			if order <= 0 {
				tied = append(tied, h)
			}
		}
	}
	if l.drawn {
		return l.take(l.drawFrom(tied))
	}
	at := tied[0].piles.first()
	for _, h := range tied[1:] {
		if other := h.piles.first(); l.newest(other) < l.newest(at) {
			at = other
		}
	}
	left := l.piles[at].left
	return l.take(left[len(left)-1])
}

// drawFrom draws one of the tasks of the best piles of heaps, as many times as
// picker does: once there is one left to choose from.
func (l *leaving) drawFrom(tied []*heap) int32 {
	total := 0
	l.turn++
	for _, h := range tied {
		first := h.piles.first()
		for _, run := range h.piles.runs {
			for _, at := range run {
				if l.compareOwn(first, at) != 0 {
					break // the rest goes later
				}
				l.piles[at].turn = l.turn
				total += len(l.piles[at].left)
			}
		}
	}
	n := l.draw.IntN(total)
	if l.draws < len(l.chain) {
		for _, s := range l.chain[l.draws+1:] {
			if s.Type == Random {
				l.draw.IntN(1)
			}
		}
		if l.chain[len(l.chain)-1].Type == Spread {
			l.draw.IntN(1)
		}
	}
	return int32(slices.IndexFunc(l.pileOf, func(at int32) bool {
		if at < 0 || l.piles[at].turn != l.turn {
			return false
		}
		n--
		return n < 0
	}))
}

// take stops a task: its resources are free again.
func (l *leaving) take(i int32) Task {
	p := l.piles[l.pileOf[i]]
	gone := l.tasks[i]
	gone.LeftCPU, gone.LeftMemory = p.leftCPU, p.leftMemory
	for _, at := range p.on.piles {
		l.piles[at].in.piles.remove(at, l.compare)
	}
	p.left = slices.Delete(p.left, slices.Index(p.left, i), slices.Index(p.left, i)+1)
	l.pileOf[i] = -1
	p.on.tasks--
	for step, s := range l.chain {
		if s.overAttribute() {
			l.counts[step][p.in.values[step]]--
		}
	}
	kept := p.on.piles[:0]
	for _, at := range p.on.piles {
		q := l.piles[at]
		q.leftCPU, q.leftMemory = q.leftCPU+gone.CPU, q.leftMemory+gone.Memory
		if len(q.left) > 0 {
			q.in.piles.insert(at, l.compare)
			kept = append(kept, at)
		}
	}
	p.on.piles = kept
	return gone
}
