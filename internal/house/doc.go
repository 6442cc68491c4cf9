// Package house holds the tests of the tree itself: which package may import
// which, what code of the engine may not do, and that go.mod, the release's
// configuration, the checks of .ci/run and the project's papers agree with
// what is there.
//
// It has no code of its own, and nothing imports it.
package house
