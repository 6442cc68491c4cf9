package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// What a form of a policy offers and says.

// DocumentMistakes says what is wrong with a policy document of a kind, as
// api.Field.Document has it.
func DocumentMistakes(document, text string) []api.Mistake {
	kind := policy.Inline
	switch document {
	case "trust":
		kind = policy.Trust
	case "endpoint":
		kind = policy.Endpoint
	}
	_, mistakes := policy.Parse("policy", text, kind)
	out := make([]api.Mistake, len(mistakes))
	for i, m := range mistakes {
		out[i] = api.Mistake{Line: m.Line, Column: m.Column, Text: m.Text}
	}
	return out
}

// actionNames are actions for a policy: first those that a role of this world was
// needed for, then the operations of the services here. An action that is no
// operation, such as s3:GetObject for many calls, is offered once it was needed.
func (w *World) actionNames() []api.Name {
	var out []api.Name
	known := map[string]bool{}
	add := func(action, note string) {
		if !known[action] {
			known[action] = true
			out = append(out, api.Name{ID: action, Note: note})
		}
	}
	for u := range w.s.Uses.All() {
		note := "needed by " + lastOf(u.Role)
		if u.Allowed == 0 {
			note += ", denied"
		}
		add(u.Action, note)
	}
	add("iam:PassRole", "to hand a role to a service")
	var services []string
	for _, op := range api.Operations() {
		if op.Hidden || slices.Contains(services, op.Service) {
			continue
		}
		services = append(services, op.Service)
		prefix, _, _ := strings.Cut(op.Action, ":") // which is not always the service's name on the command line
		for _, name := range api.RealOperations(op.Service) {
			add(prefix+":"+name, "")
		}
	}
	return out
}

// resourceNames are ARNs for a policy: first those that a role was needed for.
func (w *World) resourceNames() []api.Name {
	var out []api.Name
	known := map[string]bool{"*": true}
	add := func(arn, note string) {
		if arn != "" && !known[arn] {
			known[arn] = true
			out = append(out, api.Name{ID: arn, Note: note})
		}
	}
	for u := range w.s.Uses.All() {
		add(u.Resource, "needed for "+u.Action)
	}
	for f := range w.s.Facts.All() {
		add(f.ARN, "")
	}
	for r := range w.s.Roles.All() {
		add(r.ARN, "role")
	}
	for c := range w.s.Clusters.All() {
		add(c.ARN, "cluster")
	}
	for s := range w.s.Services.All() {
		add(s.ARN, "service")
	}
	return out
}
