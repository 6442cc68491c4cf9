// Package lang is the language of goals, hints and question keys: expressions
// such as
//
//	target_group("web-tg").healthy == vars.desired
//	all(admitted("prod"), .source == "sg-alb")
//
// It is expr-lang/expr, closed down. Expressions are typed and checked when they
// are compiled, read a view of the world that consists of structs, lists, text,
// truth values and whole numbers, change nothing, and always end:
//
//   - only the built-in functions of Builtins exist, so there is no clock and no
//     order of a map;
//   - whole numbers only: no fractions, no "/" (div rounds down), no power;
//   - no list is made that is longer than the lists of the view, no list of lists
//     and no joined text, so values cannot grow;
//   - conditions over lists nest at most two deep, and what runs through a list
//     on its own (in, sum, min, max, == of lists) counts as one, so the work is
//     bounded by the square of the longest list;
//   - there are no names of one's own (let), no nil, no table literals and no
//     method calls; every value's type is known before it runs.
//
// The names come from the view's type: the `expr:"…"` tags of a struct's fields,
// functions among them. CheckView holds a view's type to these rules. Variables
// of a file are reached as vars.name and are constants of the compiled program.
package lang
