// Package scenarios reads scenario files, plays them and scores them.
//
// A scenario is a TOML file: a world, a task for the learner, goals that the
// engine's outcome decides, hints, solutions and wrong turns. Load reads one
// and reports every mistake with its place; Attempt plays one; Prove shows that
// a scenario is right by playing its start, its solutions and its wrong turns.
package scenarios
