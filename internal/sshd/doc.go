// Package sshd serves the app to many learners over SSH: every session is a
// program of its own, with the client's colours and size, and the client's
// public key is who the learner is.
//
// Nothing but the app is served. A session's requests go through a list of what
// is admitted (sieve), so that a request which is not named there is refused,
// whatever the library underneath would do with it. What a client sends, its
// sizes, its variables and the name of its terminal, is held within bounds
// before anything uses it.
package sshd
