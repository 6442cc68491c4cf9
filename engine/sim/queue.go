package sim

// Work is something that is to happen at a later instant. It is data, never a
// function, so that a copy of the queue is a copy of the future.
type Work struct {
	Due  Time
	Seq  uint64 // order among work due at the same instant: as it was asked for
	Kind string // names the handler
	IDs  []string
	N    int64 // one number, where a handler needs one
}

// Queue holds pending work, ordered by (Due, Seq). Its zero value is an empty
// queue.
type Queue struct {
	Heap []Work
	Next uint64 // the sequence number of the next work
}

// Add puts work into the queue, due at the instant given.
func (q *Queue) Add(due Time, kind string, n int64, ids ...string) {
	q.Heap = append(q.Heap, Work{Due: due, Seq: q.Next, Kind: kind, IDs: ids, N: n})
	q.Next++
	q.up(len(q.Heap) - 1)
}

// Len returns how much work is pending.
func (q *Queue) Len() int { return len(q.Heap) }

// Due returns the instant of the earliest work, or Never.
func (q *Queue) Due() Time {
	if len(q.Heap) == 0 {
		return Never
	}
	return q.Heap[0].Due
}

// Pop removes and returns the earliest work. It panics when the queue is
// empty.
func (q *Queue) Pop() Work {
	first := q.Heap[0]
	last := len(q.Heap) - 1
	q.Heap[0] = q.Heap[last]
	q.Heap[last] = Work{}
	q.Heap = q.Heap[:last]
	q.down(0)
	return first
}

func (q *Queue) before(i, j int) bool {
	a, b := &q.Heap[i], &q.Heap[j]
	if a.Due != b.Due {
		return a.Due < b.Due
	}
	return a.Seq < b.Seq
}

func (q *Queue) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !q.before(i, parent) {
			return
		}
		q.Heap[i], q.Heap[parent] = q.Heap[parent], q.Heap[i]
		i = parent
	}
}

func (q *Queue) down(i int) {
	for {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(q.Heap) && q.before(child, least) {
				least = child
			}
		}
		if least == i {
			return
		}
		q.Heap[i], q.Heap[least] = q.Heap[least], q.Heap[i]
		i = least
	}
}
