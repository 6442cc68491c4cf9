package api

import (
	"slices"
	"strings"
)

// arity says how many words an option takes.
type arity int

const (
	takesNone  arity = iota
	takesOne         // exactly one
	takesMaybe       // one or none
	takesMany        // any number
)

// option is one option of a command line.
type option struct {
	flag     string // "--service-name"
	takes    arity
	required bool
	off      bool     // a --no-… that switches off
	field    *Field   // of the real request; nil for what the CLI adds
	added    *added   // what the CLI adds; nil for a member
	choices  []string // that the CLI itself checks; nil for any value
	bare     bool     // the values are those of its structures' one member
}

// parsed is what parseKnown made of a line.
type parsed struct {
	values     map[string][]string // by flag; the last one given counts
	positional string
	has        bool // a positional was there
	rest       []string
}

// parseKnown reads args as Python's argparse does: options by name or by a
// prefix that no other option shares, one positional word, and the rest, which
// it does not know. positional names the word that must be there; with "" it
// may be missing.
func parseKnown(args []string, options []option, positional string) (parsed, error) {
	p := parsed{values: map[string][]string{}}
	classes := make([]*option, len(args)) // nil for a plain word
	inline := make([]*string, len(args))  // the value behind "="
	unknown := make([]bool, len(args))
	for i, arg := range args {
		var err error
		if classes[i], inline[i], unknown[i], err = classify(arg, options); err != nil {
			return p, err
		}
	}
	for i := 0; i < len(args); i++ {
		if classes[i] == nil {
			if unknown[i] || p.has {
				p.rest = append(p.rest, args[i])
			} else {
				p.positional, p.has = args[i], true
			}
			continue
		}
		opt := classes[i]
		given := []string{}
		if inline[i] != nil {
			if opt.takes == takesNone {
				return p, usagef("aws: error: argument %s: ignored explicit argument %s", opt.flag, pythonQuote(*inline[i]))
			}
			given = append(given, *inline[i])
		} else {
			for i+1 < len(args) && classes[i+1] == nil && !unknown[i+1] && wants(opt.takes, len(given)) {
				i++
				given = append(given, args[i])
			}
		}
		if opt.takes == takesOne && len(given) == 0 {
			return p, usagef("aws: error: argument %s: expected one argument", opt.flag)
		}
		if len(opt.choices) > 0 && len(given) > 0 && !slices.Contains(opt.choices, given[0]) {
			return p, usagef("aws: error: argument %s: %s", opt.flag, invalidChoice(given[0], opt.choices, ""))
		}
		for _, other := range options {
			if opt.field != nil && other.field == opt.field {
				delete(p.values, other.flag) // of --force and --no-force the last counts
			}
		}
		p.values[opt.flag] = given
	}
	missing := []string{}
	for _, opt := range options {
		if _, given := p.values[opt.flag]; opt.required && !given {
			missing = append(missing, opt.flag)
		}
	}
	if positional != "" && !p.has {
		missing = append(missing, positional)
	}
	if len(missing) > 0 {
		return p, usagef("aws: error: the following arguments are required: %s", strings.Join(missing, ", "))
	}
	return p, nil
}

func wants(takes arity, have int) bool {
	return takes == takesMany || takes != takesNone && have == 0
}

// classify says which option a word is; unknown is true for what looks like an
// option and is none.
func classify(arg string, options []option) (opt *option, inline *string, unknown bool, err error) {
	if len(arg) < 2 || arg[0] != '-' {
		return nil, nil, false, nil
	}
	name, value, hasValue := strings.Cut(arg, "=")
	for i := range options {
		if options[i].flag == arg {
			return &options[i], nil, false, nil
		}
		if hasValue && options[i].flag == name {
			return &options[i], &value, false, nil
		}
	}
	if matches := withPrefix(name, options); len(matches) > 1 {
		flags := []string{}
		for _, m := range matches {
			flags = append(flags, m.flag)
		}
		return nil, nil, false, usagef("aws: error: ambiguous option: %s could match %s", arg, strings.Join(flags, ", "))
	} else if len(matches) == 1 && hasValue {
		return matches[0], &value, false, nil
	} else if len(matches) == 1 {
		return matches[0], nil, false, nil
	}
	return nil, nil, !isNegative(arg) && !strings.Contains(arg, " "), nil
}

// withPrefix are the options that begin with name, which begins with "--" and
// has more than that.
func withPrefix(name string, options []option) []*option {
	out := []*option{}
	for i := range options {
		if len(name) > 2 && strings.HasPrefix(options[i].flag, name) {
			out = append(out, &options[i])
		}
	}
	return out
}

// isNegative says whether a word is a negative number, such as -1 or -.5, which
// is no option.
func isNegative(arg string) bool {
	whole, part, dot := strings.Cut(arg[1:], ".")
	digits := func(s string) bool { return strings.Trim(s, "0123456789") == "" }
	if dot {
		return digits(whole) && part != "" && digits(part)
	}
	return whole != "" && digits(whole)
}
