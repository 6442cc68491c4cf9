// Package sim holds what makes a world repeatable: virtual time, the queue of
// pending work, generators of chance and of ids, and the copying and digesting
// of state.
//
// It knows nothing of AWS. Nothing in it reads the wall clock, starts a
// goroutine or depends on the order of a map.
package sim
