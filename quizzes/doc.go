// Package quizzes holds questions: it reads them from banks and scenario files,
// fills in their variables, grades answers, plays options in the engine, and
// proves that the keys are right.
//
// A bank is a TOML file of [[question]] tables; the built-in ones are embedded.
// A question with a check is bound to the engine: its options are calls, and the
// right ones are those after which the check holds. Prove holds what a question
// says against that.
package quizzes
