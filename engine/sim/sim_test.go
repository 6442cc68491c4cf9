package sim

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestQueueOrdersByTimeThenByAsking(t *testing.T) {
	var q Queue
	q.Add(20, "c", 0)
	q.Add(10, "a", 0)
	q.Add(20, "d", 0)
	q.Add(10, "b", 0)
	var got []string
	for q.Len() > 0 {
		got = append(got, q.Pop().Kind)
	}
	if want := []string{"a", "b", "c", "d"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	if q.Due() != Never {
		t.Fatalf("an empty queue is due at %v", q.Due())
	}
}

func TestQueueAgainstSorting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dues := rapid.SliceOf(rapid.Int64Range(0, 5)).Draw(t, "dues")
		var q Queue
		for _, d := range dues {
			q.Add(Time(d), "w", d)
		}
		last := Work{Due: -1}
		for range dues {
			w := q.Pop()
			if w.Due < last.Due || w.Due == last.Due && w.Seq < last.Seq {
				t.Fatalf("%+v came after %+v", w, last)
			}
			last = w
		}
	})
}

// The published test vector of SplitMix64 for the state 0.
func TestStreamIsSplitMix64(t *testing.T) {
	var s Stream
	want := []uint64{0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f}
	for i, w := range want {
		if got := s.Next(); got != w {
			t.Fatalf("draw %d: %#x, want %#x", i, got, w)
		}
	}
}

func TestStreamsOfOneSeedDiffer(t *testing.T) {
	a, b := NewStream(1, "ids"), NewStream(1, "chance")
	if a.Next() == b.Next() {
		t.Fatal("two purposes draw the same numbers")
	}
	s := NewStream(7, "ids")
	if got := s.Digits(19); len(got) != 19 || got[0] == '0' {
		t.Fatalf("19 digits: %q", got)
	}
}

func TestTableKeepsOrderThroughRemovals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table Table[int]
		var want []int
		for i := range rapid.IntRange(0, 200).Draw(t, "n") {
			id := string(rune('A' + i))
			table.Put(id, &i)
			want = append(want, i)
		}
		for _, gone := range rapid.SliceOfDistinct(rapid.IntRange(0, 199), func(i int) int { return i }).Draw(t, "gone") {
			table.Drop(string(rune('A' + gone)))
			want = slices.DeleteFunc(want, func(i int) bool { return i == gone })
		}
		var got []int
		for row := range table.All() {
			got = append(got, *row)
		}
		if !slices.Equal(got, want) || table.Len() != len(want) {
			t.Fatalf("got %v (%d), want %v", got, table.Len(), want)
		}
		for _, i := range want {
			if row := table.Get(string(rune('A' + i))); row == nil || *row != i {
				t.Fatalf("row %d is lost", i)
			}
		}
	})
}

type inner struct{ Names []string }

type sample struct {
	N     int
	Text  string
	List  []inner
	Map   map[string]*inner
	Ptr   *inner
	Note  string `digest:"-"`
	Array [2][]int
}

func TestCloneSharesNothing(t *testing.T) {
	make := func() *sample {
		return &sample{
			N: 1, Text: "x", List: []inner{{Names: []string{"a"}}}, Map: map[string]*inner{"k": {Names: []string{"b"}}},
			Ptr: &inner{Names: []string{"c"}}, Array: [2][]int{{1}, {2}},
		}
	}
	v := make()
	c := Clone(v)
	if !reflect.DeepEqual(v, c) {
		t.Fatalf("the clone differs: %+v", c)
	}
	c.List[0].Names[0], c.Map["k"].Names[0], c.Ptr.Names[0], c.Array[0][0] = "z", "z", "z", 9
	c.Map["new"] = &inner{}
	if !reflect.DeepEqual(v, make()) {
		t.Fatalf("a change to the clone reached the original: %+v", v)
	}
}

func TestDigestSeesEveryField(t *testing.T) {
	base := sample{Map: map[string]*inner{"k": {}}, Ptr: &inner{}}
	changes := map[string]func(*sample){
		"N":     func(s *sample) { s.N++ },
		"Text":  func(s *sample) { s.Text = "y" },
		"List":  func(s *sample) { s.List = []inner{{}} },
		"Map":   func(s *sample) { s.Map["k"].Names = []string{"q"} },
		"Ptr":   func(s *sample) { s.Ptr = nil },
		"Array": func(s *sample) { s.Array[1] = []int{0} },
	}
	for name, change := range changes {
		c := Clone(&base)
		change(c)
		if Digest(*c) == Digest(base) {
			t.Errorf("a change of %s does not show", name)
		}
	}
	c := Clone(&base)
	c.Note = "only a note"
	if Digest(*c) != Digest(base) {
		t.Error("a field left out shows")
	}
}

// TestHexIsText: the fast way to hexadecimal digits draws as the plain one does.
func TestHexIsText(t *testing.T) {
	a := NewStream(3, "ids")
	b := a
	for n := range 70 {
		if x, y := a.Hex(n), b.text(n, hexDigits); x != y || a != b {
			t.Fatalf("%d digits: %s, want %s", n, x, y)
		}
	}
}

func TestTimePrints(t *testing.T) {
	if got := Time(0).Add(12*time.Minute + 40*time.Second + 500*time.Millisecond).String(); got != "12:40.500" {
		t.Fatal(got)
	}
}

func BenchmarkQueue(b *testing.B) {
	var q Queue
	for i := range 1000 {
		q.Add(Time(i*37%1000), "work", 0)
	}
	b.ResetTimer()
	for b.Loop() {
		w := q.Pop()
		q.Add(w.Due+1000, "work", 0)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// TestDigestOfAnIndex: the fast way for the index of a table is that of any map.
func TestDigestOfAnIndex(t *testing.T) {
	type position int // a map of these takes the other way
	fast, plain := map[string]int{}, map[string]position{}
	for i, id := range []string{"", "b", "a", "task/1", "task/10", "ü"} {
		fast[id], plain[id] = i, position(i)
		if Digest(fast) != Digest(plain) {
			t.Fatalf("with %d rows the digests differ", i+1)
		}
	}
}
