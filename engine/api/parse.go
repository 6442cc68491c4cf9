package api

import (
	"slices"
	"strings"
)

// Request is a line that was understood.
type Request struct {
	Op           *Operation
	Input        any      // pointer to the operation's input struct
	NotSimulated []string // what was accepted and has no effect: "--tags", "containerDefinitions[0].healthCheck"
}

// ParseLine reads a line such as "aws ecs update-service --service web
// --desired-count 6". Quotes, backslashes and continued lines are read as a
// shell reads them. The error is a *UsageError.
func ParseLine(line string) (*Request, error) {
	words, stray := splitWords(strings.ToValidUTF8(line, "\uFFFD"))
	switch {
	case len(words) > 0 && words[len(words)-1].open != 0:
		return nil, &UsageError{Text: "the quote " + string(words[len(words)-1].open) + " is not closed", Exit: 2}
	case stray != 0:
		return nil, &UsageError{Text: "this is no shell: put what holds " + string(stray) + " in single quotes, or give one aws command at a time", Exit: 2}
	case len(words) == 0:
		return nil, &UsageError{Text: "the line is empty; begin with aws, for example aws ecs list-clusters", Exit: 2}
	case words[0].text != "aws":
		return nil, &UsageError{Text: words[0].text + ": command not found; begin with aws, for example aws ecs list-clusters", Exit: 127}
	}
	args := make([]string, 0, len(words))
	for _, w := range words[1:] {
		args = append(args, w.text)
	}
	return ParseArgs(args)
}

// ParseArgs reads the words that follow aws. The error is a *UsageError; for a
// line that asks for help it carries the help, with exit status 0.
func ParseArgs(args []string) (*Request, error) {
	if text, ok := Help(args); ok {
		return nil, &UsageError{Text: strings.TrimSuffix(text, "\n"), Exit: 0}
	}
	top, err := parseKnown(args, globalOptions(), "command")
	if err != nil {
		return nil, err
	}
	notSimulated, err := checkGlobals(top.values)
	if err != nil {
		return nil, err
	}
	if err := checkService(top.positional); err != nil {
		return nil, err
	}
	sub, err := parseKnown(top.rest, nil, "operation")
	if err != nil {
		return nil, err
	}
	op, err := findOperation(top.positional, sub.positional)
	if err != nil {
		return nil, err
	}
	req := &Request{Op: op, NotSimulated: notSimulated}
	if err := req.read(sub.rest); err != nil {
		return nil, err
	}
	return req, nil
}

// read takes the words after the operation.
func (r *Request) read(args []string) error {
	options := optionsOf(r.Op)
	if flag, used := usesInputJSON(args); used {
		return valuef("%s is not available here yet", flag)
	}
	p, err := parseKnown(args, options, "")
	if err != nil {
		return err
	}
	if p.has {
		p.rest = append(p.rest, p.positional) // the CLI takes it for "help" and lists it last
	}
	if len(p.rest) > 0 {
		return unknownOptions(p.rest, options)
	}
	if err := checkTogether(r.Op, p.values); err != nil {
		return err
	}
	tree := map[string]any{}
	flags := map[string]string{} // of a member, the option that set it
	for _, opt := range options {
		words, given := p.values[opt.flag]
		if !given {
			continue
		}
		if err := r.take(opt, words, tree); err != nil {
			return err
		}
		if opt.field != nil {
			flags[opt.field.Name] = opt.flag
		}
	}
	fillIn(r.Op, tree)
	in, skipped, err := r.Op.Decode(tree)
	if err != nil {
		return &UsageError{Text: err.Error(), Exit: 255}
	}
	r.Input = in
	for _, path := range skipped {
		if flag, ok := flags[path]; ok {
			path = flag
		}
		r.NotSimulated = append(r.NotSimulated, path)
	}
	return nil
}

// take puts what one option says into the tree.
func (r *Request) take(opt option, words []string, tree map[string]any) error {
	if opt.flag == "--dry-run" {
		return valuef("--dry-run is not available here yet")
	}
	if opt.field != nil {
		v, err := unpack(opt, words)
		if err != nil {
			return err
		}
		tree[opt.field.Name] = v
		return nil
	}
	switch {
	case opt.added == nil: // --cli-input-json and its like, shortened
		return valuef("%s is not available here yet", opt.flag)
	case slices.ContainsFunc(words, isFileURL):
		return valuef("%s: %s", opt.flag, errFile)
	case opt.added.apply == nil:
		r.NotSimulated = append(r.NotSimulated, opt.flag)
		return nil
	}
	return opt.added.apply(tree, words[0])
}

// usesInputJSON finds the options that take or print a whole request; the CLI
// then asks for no other.
func usesInputJSON(args []string) (string, bool) {
	for _, arg := range args {
		name, _, _ := strings.Cut(arg, "=")
		if name == "--cli-input-json" || name == "--generate-cli-skeleton" || name == "--cli-input-yaml" {
			return name, true
		}
	}
	return "", false
}

// unknownOptions names words that no option takes, and what they resemble.
func unknownOptions(rest []string, options []option) error {
	text := usage + "\nUnknown options: " + strings.Join(rest, ", ")
	flags := []string{}
	for _, opt := range options {
		flags = append(flags, opt.flag)
	}
	for _, w := range rest {
		name, _, _ := strings.Cut(w, "=")
		if near := nearest(name, flags, 1); strings.HasPrefix(w, "--") && len(near) > 0 {
			text += "\n(did you mean " + near[0] + "?)"
		}
	}
	return &UsageError{Text: text, Exit: 255}
}
