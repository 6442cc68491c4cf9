// Package progress keeps what learners did: their attempts at scenarios with
// every input, the results of what they submitted, and their answers to
// questions. It is kept in one SQLite file.
//
// Everything is appended as it happens, and is committed before the call
// returns: a program that is killed loses at most what it was about to keep.
// Several goroutines, and several programs, may use one file at once.
//
// The queries are those that SQLite and PostgreSQL have in common: numbered
// parameters, texts and integers only, times as milliseconds since 1970, ids
// made by the program. What differs stands under migrations, one folder a
// dialect, and in store.go.
//
// The package knows neither scenarios nor screens. A journal is text to it.
package progress
