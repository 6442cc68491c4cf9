package engine

import (
	"fmt"
	"slices"
	"testing"

	"drydock/engine/sim"
	"pgregory.net/rapid"
)

// TestLookups: whatever comes and goes, a lookup finds the rows that a walk over
// the table finds, in the same order, also when it was not told of a removal.
func TestLookups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table sim.Table[networkInterface]
		bySubnet := lookup[networkInterface]{by: func(i *networkInterface) string { return i.Subnet }}
		byAddress := lookup[networkInterface]{by: func(i *networkInterface) string { return i.PrivateIP }}
		for n := range rapid.IntRange(1, 200).Draw(t, "steps") {
			id := fmt.Sprint(rapid.IntRange(0, n).Draw(t, "id"))
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0, 1, 2:
				table.Put(id, &networkInterface{ID: id, Subnet: pick(t, "subnet", "a", "b"), PrivateIP: pick(t, "address", "1", "2", "3")})
			case 3, 4:
				drop(&table, id, &bySubnet, &byAddress)
			case 5:
				drop(&table, id, &byAddress)
			default:
				table.Drop(id)
			}
			key := pick(t, "key", "a", "b", "1", "2", "3")
			for _, l := range []*lookup[networkInterface]{&bySubnet, &byAddress} {
				var want []*networkInterface
				for i := range table.All() {
					if l.by(i) == key {
						want = append(want, i)
					}
				}
				if got := l.at(&table, key); !slices.Equal(got, want) {
					t.Fatalf("of %s there are %v, want %v", key, got, want)
				}
			}
		}
	})
}
