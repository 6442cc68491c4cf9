package placement

import (
	"slices"
	"sort"
)

// maxRun is how many members a run of an ordered set has at most.
const maxRun = 256

// ordered is a sorted set of instances in runs, so that members come and go at
// the cost of a run and not of the whole. No run is empty. The order is the
// caller's, and must not change for a member while it is in the set.
type ordered struct{ runs [][]int32 }

func (o *ordered) empty() bool { return len(o.runs) == 0 }

// first is the least member; there must be one.
func (o *ordered) first() int32 { return o.runs[0][0] }

// push adds a member that is greater than all.
func (o *ordered) push(i int32) {
	if n := len(o.runs); n > 0 && len(o.runs[n-1]) < maxRun/2 {
		o.runs[n-1] = append(o.runs[n-1], i)
		return
	}
	o.runs = append(o.runs, append(make([]int32, 0, maxRun), i))
}

// find is the run in which an instance has its place, and the place.
func (o *ordered) find(i int32, compare func(a, b int32) int) (run, at int) {
	run = sort.Search(len(o.runs), func(r int) bool { return compare(o.runs[r][len(o.runs[r])-1], i) >= 0 })
	if run == len(o.runs) {
		return run, 0
	}
	at, _ = slices.BinarySearchFunc(o.runs[run], i, compare)
	return run, at
}

// insert adds a member that is not there.
func (o *ordered) insert(i int32, compare func(a, b int32) int) {
	run, at := o.find(i, compare)
	if run == len(o.runs) {
		if run == 0 {
			o.push(i)
			return
		}
		run, at = run-1, len(o.runs[run-1])
	}
	o.runs[run] = slices.Insert(o.runs[run], at, i)
	if have := o.runs[run]; len(have) >= maxRun {
		right := append(make([]int32, 0, maxRun), have[maxRun/2:]...)
		o.runs[run] = have[:maxRun/2]
		o.runs = slices.Insert(o.runs, run+1, right)
	}
}

// remove takes a member out, if it is there.
func (o *ordered) remove(i int32, compare func(a, b int32) int) {
	run, at := o.find(i, compare)
	if run == len(o.runs) || o.runs[run][at] != i {
		return
	}
	if o.runs[run] = slices.Delete(o.runs[run], at, at+1); len(o.runs[run]) == 0 {
		o.runs = slices.Delete(o.runs, run, run+1)
	}
}

// rank counts the members for which less holds: the least ones.
func (o *ordered) rank(less func(int32) bool) int {
	run := sort.Search(len(o.runs), func(r int) bool { return !less(o.runs[r][len(o.runs[r])-1]) })
	n := 0
	for _, have := range o.runs[:run] {
		n += len(have)
	}
	if run < len(o.runs) {
		n += sort.Search(len(o.runs[run]), func(k int) bool { return !less(o.runs[run][k]) })
	}
	return n
}
