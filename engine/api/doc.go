// Package api says what can be asked of AWS here, and in which words.
//
// Every operation is a pair of structs, a request and an answer, whose tags
// hold what is known of each member: its wire name, whether it is required,
// its range, its enum, and the kind of thing it names. From one table of these
// pairs (Operations) come the reading of `aws …` lines, the checks that the AWS
// CLI makes before it calls, the decoding of scenario tables, completion, forms
// and help.
//
// The package holds no rule of any service and never changes a world: the
// handlers of the operations stand in package engine.
package api
