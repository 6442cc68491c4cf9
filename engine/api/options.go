package api

// optionsOf are the options that the AWS CLI has for an operation, in its order:
// the members of the request, then what the CLI adds.
func optionsOf(op *Operation) []option {
	out := []option{}
	call := theNames().calls[op.ID()]
	for _, f := range op.real.Fields {
		switch {
		case replacedByCLI(op, f) || call.pageSize && f.Flag == "--page-size" || call.pages && f.Flag == "--max-items":
		case f.Shape.Kind == Boolean:
			out = append(out, option{flag: f.Flag, takes: takesNone, field: f},
				option{flag: offFlag(op, f), takes: takesNone, off: true, field: f})
		case isSwitch(op, f):
			out = append(out, option{flag: f.Flag, takes: takesMaybe, field: f},
				option{flag: offFlag(op, f), takes: takesNone, off: true, field: f})
		case f.Shape.Kind == List:
			out = append(out, option{flag: f.Flag, takes: takesMany, required: f.Required, field: f, bare: listsBare(op, f)})
		default:
			out = append(out, option{flag: f.Flag, takes: takesOne, required: f.Required, field: f})
		}
	}
	for _, a := range addedByCLI(op) {
		out = append(out, option{flag: a.flag, takes: a.takes, added: &a})
	}
	if call.pages {
		for _, flag := range pagingFlags(call.pageSize) {
			out = append(out, option{flag: flag, takes: takesOne, added: &added{flag: flag, takes: takesOne}})
		}
	}
	return append(out, option{flag: inputFlag, takes: takesOne},
		option{flag: skeletonFlag, takes: takesMaybe, choices: []string{"input", "output"}})
}

// needed says whether the request must have the option's member. A Boolean is not
// required on the line, since two options stand for it; the request is refused.
func (o option) needed() bool {
	return o.required || o.field != nil && !o.off && o.field.Required && o.field.Shape.Kind == Boolean
}

func pagingFlags(pageSize bool) []string {
	if pageSize {
		return []string{"--starting-token", "--page-size", "--max-items"}
	}
	return []string{"--starting-token", "--max-items"}
}

// globalOptions are the options that the AWS CLI takes anywhere in a line, some
// of them in its version 2 only.
func globalOptions() []option {
	return []option{
		{flag: "--debug"},
		{flag: "--endpoint-url", takes: takesOne},
		{flag: "--no-verify-ssl"},
		{flag: "--no-paginate"},
		{flag: "--output", takes: takesOne, choices: []string{"json", "text", "table"}},
		{flag: "--query", takes: takesOne},
		{flag: "--profile", takes: takesOne},
		{flag: "--region", takes: takesOne},
		{flag: "--version"},
		{flag: "--color", takes: takesOne, choices: []string{"on", "off", "auto"}},
		{flag: "--no-sign-request"},
		{flag: "--ca-bundle", takes: takesOne},
		{flag: "--cli-read-timeout", takes: takesOne},
		{flag: "--cli-connect-timeout", takes: takesOne},
		{flag: "--no-cli-pager"},
	}
}

// globals takes the global options: it refuses those that cannot be honoured,
// and names those that have no effect here though they would have one on AWS.
func (r *Request) globals(sh Shell, values map[string][]string) error {
	for _, flag := range []string{"--debug", "--endpoint-url", "--profile", "--region", "--no-sign-request", "--ca-bundle"} {
		given, ok := values[flag]
		switch {
		case !ok || flag == "--region" && given[0] == sh.region():
		case len(given) > 0:
			r.NotSimulated = append(r.NotSimulated, flag+" "+given[0])
		default:
			r.NotSimulated = append(r.NotSimulated, flag)
		}
	}
	if _, ok := values["--version"]; ok {
		return valuef("--version is not available here: the aws command of this console is Drydock's own")
	}
	if given, ok := values["--query"]; ok {
		r.Query = given[0]
		if sh.CheckQuery != nil {
			if err := sh.CheckQuery(r.Query); err != nil {
				return valuef("Bad value for --query %s: %s", r.Query, err)
			}
		}
	}
	if given, ok := values["--output"]; ok {
		r.Output = given[0]
	}
	return nil
}
