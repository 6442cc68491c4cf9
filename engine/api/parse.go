package api

import "strings"

// Request is a line that was understood.
type Request struct {
	Op           *Operation
	Input        any      // pointer to the operation's input struct
	NotSimulated []string // what was accepted and has no effect: "--tags", "containerDefinitions[0].healthCheck"

	Query  string  // what to print of the answer, in JMESPath; "" for all of it
	Output string  // how to print it: "json", "text" or "table"
	DryRun bool    // ask only whether the call would be accepted
	Wait   *Waiter // repeat the call until this has what it waits for; nil to call once
}

// ParseLine is Shell.ParseLine for a line by itself.
func ParseLine(line string) (*Request, error) { return Shell{}.ParseLine(line) }

// ParseLine reads a line such as "aws ecs update-service --service web
// --desired-count 6". Quotes, backslashes and continued lines are read as a
// shell reads them. The error is a *UsageError.
func (sh Shell) ParseLine(line string) (*Request, error) {
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
	return sh.ParseArgs(args)
}

// ParseArgs reads the words that follow aws. The error is a *UsageError; for a
// line that asks for help, or for the skeleton of a request, it carries that,
// with exit status 0.
func (sh Shell) ParseArgs(args []string) (*Request, error) {
	if text, ok := Help(args); ok {
		return nil, &UsageError{Text: strings.TrimSuffix(text, "\n"), Exit: 0}
	}
	top, err := parseKnown(args, globalOptions(), "command")
	if err != nil {
		return nil, err
	}
	req := &Request{Output: "json"}
	if err := req.globals(sh, top.values); err != nil {
		return nil, err
	}
	if err := checkService(top.positional); err != nil {
		return nil, err
	}
	sub, err := parseKnown(top.rest, nil, "operation")
	if err != nil {
		return nil, err
	}
	rest := sub.rest
	if sub.positional == "wait" && len(theWaiters[top.positional]) > 0 {
		if req.Wait, rest, err = parseWait(top.positional, sub.rest); err != nil {
			return nil, err
		}
		req.Op, _ = Find(top.positional + ":" + req.Wait.Operation)
	} else if req.Op, err = findOperation(top.positional, sub.positional); err != nil {
		return nil, err
	}
	if err := req.read(sh, rest); err != nil {
		return nil, err
	}
	return req, nil
}

// read takes the words after the operation.
func (r *Request) read(sh Shell, args []string) error {
	options := optionsOf(r.Op)
	if takesWhole(args) {
		for i := range options {
			options[i].required = false
		}
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
		if err := r.take(sh, opt, words, tree); err != nil {
			return err
		}
		if opt.field != nil {
			flags[opt.field.Name] = opt.flag
		}
	}
	if words, given := p.values[inputFlag]; given {
		if err := sh.takeInput(words[0], tree); err != nil {
			return err
		}
	}
	if words, given := p.values[skeletonFlag]; given {
		return skeletonFor(r.Op, words)
	}
	fillIn(r.Op, tree)
	in, skipped, err := r.Op.Decode(tree)
	if err != nil {
		return &UsageError{Text: err.Error() + pastedBack(r.Op, tree), Exit: 255}
	}
	r.Input = in
	for _, path := range skipped {
		if flag, ok := flags[path]; ok {
			path = flag
		}
		r.NotSimulated = append(r.NotSimulated, path)
	}
	for _, path := range Kept(r.Op, in) {
		if flag, ok := flags[path]; ok {
			path = flag
		}
		r.NotSimulated = append(r.NotSimulated, path)
	}
	return nil
}

// take puts what one option says into the tree.
func (r *Request) take(sh Shell, opt option, words []string, tree map[string]any) error {
	switch {
	case opt.flag == "--dry-run" || opt.flag == "--no-dry-run":
		r.DryRun = !opt.off
		return nil
	case opt.field != nil:
		v, err := sh.unpack(opt, words)
		if err != nil {
			return err
		}
		tree[opt.field.Name] = v
		return nil
	case opt.added == nil: // of a whole request, which comes last
		return nil
	case opt.added.apply == nil:
		r.NotSimulated = append(r.NotSimulated, opt.flag)
		return nil
	}
	value := words[0]
	if isFileURL(value) {
		var err error
		if value, err = sh.loadFor(opt.flag, value); err != nil {
			return err
		}
	}
	return opt.added.apply(tree, value)
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
