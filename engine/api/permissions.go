package api

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

// Permission is an action that a caller of an operation must be allowed, with what
// it is asked on.
type Permission struct {
	Action    string   // "ecs:UpdateService"
	Resources []string // types as the Service Authorization Reference names them; none when the action has no resource, so that a policy must say "*"
	Keys      []string // condition keys that a request may have here, beside those of every request
}

// permissionFiles have a file for each service, named after it. A line is an
// operation, the types of its resources or * for none, and after a semicolon its
// condition keys; "none" says that it needs no permission. Indented lines after
// it are actions that it needs besides, when a request has what they are about.
//
//go:embed permissions/*.txt
var permissionFiles embed.FS

// thePermissions are the permissions of operations, by ID; an operation that needs
// none has none.
var thePermissions = sync.OnceValue(func() map[string][]Permission {
	out := map[string][]Permission{}
	files, _ := permissionFiles.ReadDir("permissions")
	for _, f := range files {
		text, _ := permissionFiles.ReadFile("permissions/" + f.Name())
		readPermissions(out, strings.TrimSuffix(f.Name(), ".txt"), string(text))
	}
	return out
})

// readPermissions reads the format of permissionFiles.
func readPermissions(into map[string][]Permission, service, text string) {
	id := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		before, keys, _ := strings.Cut(line, ";")
		at := strings.LastIndex(before, ": ")
		action, resources := strings.TrimSpace(before[:max(at, 0)]), strings.Fields(before[at+1:])
		if line[0] != ' ' {
			id = service + ":" + action
			action = actionOf(service, action)
		}
		if slices.Equal(resources, []string{"none"}) {
			into[id] = []Permission{}
			continue
		}
		resources = slices.DeleteFunc(resources, func(kind string) bool { return kind == "*" })
		into[id] = append(into[id], Permission{Action: action, Resources: resources, Keys: strings.Fields(keys)})
	}
}

// Permissions are the actions that a caller must be allowed: first the operation's
// own, then those that it needs besides when a request has what they are about.
// The result is false for an operation of which that is not declared: those that
// only scenarios use.
func (o *Operation) Permissions() ([]Permission, bool) {
	p, ok := thePermissions()[o.ID()]
	return p, ok
}

// String is a permission as help tells it: "ecs:StopTask on task (condition keys:
// ecs:cluster)".
func (p Permission) String() string {
	text := p.Action
	if len(p.Resources) > 0 {
		text += " on " + strings.Join(p.Resources, ", ")
	} else {
		text += " on *"
	}
	if len(p.Keys) > 0 {
		text += " (condition keys: " + strings.Join(p.Keys, ", ") + ")"
	}
	return text
}

// permissionText is what help says of an operation's permissions.
func permissionText(o *Operation) string {
	all, declared := o.Permissions()
	switch {
	case !declared:
		return "Needs permission for " + o.Action + "."
	case len(all) == 0:
		return "Needs no permission."
	}
	own := all[0]
	text := "Needs permission for " + own.Action + "."
	if len(own.Resources) > 0 {
		text += " Resource types: " + strings.Join(own.Resources, ", ") + "."
	} else {
		text += " It has no resource types: a policy says \"*\"."
	}
	if len(own.Keys) > 0 {
		text += " Condition keys: " + strings.Join(own.Keys, ", ") + "."
	}
	for _, more := range all[1:] {
		text += " Where the request has what it is about: " + more.String() + "."
	}
	return text
}
