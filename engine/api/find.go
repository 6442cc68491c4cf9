package api

import (
	"slices"
	"strings"
)

// services are the CLI's names of the services offered, in order.
func services() []string {
	out := []string{}
	for _, op := range theTable().sorted {
		if !op.Hidden {
			out = append(out, op.Service)
		}
	}
	return slices.Compact(out)
}

// commands are the names of the operations offered by a service, in order.
func commands(service string) []string {
	out := []string{}
	for _, op := range theTable().sorted {
		if op.Service == service && !op.Hidden {
			out = append(out, op.Command())
		}
	}
	slices.Sort(out)
	return out
}

// checkService refuses a service that is not offered: one that AWS has is told
// from one that it has not.
func checkService(name string) error {
	offered := services()
	if slices.Contains(offered, name) {
		return nil
	}
	real := append(slices.Clone(theNames().services), servicesAdded()...)
	if slices.Contains(real, name) {
		return &UsageError{Exit: 2, Text: "aws " + name + " is a real command that Drydock does not simulate yet.\nSimulated: " + strings.Join(offered, ", ") + "."}
	}
	return usagef("aws: error: argument command: %s", invalidChoice(name, offered, realOnes(name, offered, real)))
}

// findOperation finds the operation that a line names, and tells one that AWS
// has from one that it has not.
func findOperation(service, command string) (*Operation, error) {
	if op, ok := FindCommand(service, command); ok {
		return op, nil
	}
	offered := commands(service)
	real := commandsAdded(service)
	for _, name := range theNames().ops[service] {
		real = append(real, hyphenated(name))
	}
	if slices.Contains(real, command) {
		text := "aws " + service + " " + command + " is a real operation that Drydock does not simulate yet."
		if near := kindred(command, offered); len(near) > 0 {
			text += "\nSimulated, and near it: " + strings.Join(near, ", ") + "."
		}
		return nil, &UsageError{Text: text, Exit: 2}
	}
	return nil, usagef("aws: error: argument operation: %s", invalidChoice(command, offered, realOnes(command, offered, real)))
}

// kindred are the commands that resemble one or are about the same thing, as
// list-tasks is about what run-task is.
func kindred(command string, offered []string) []string {
	_, thing, _ := strings.Cut(command, "-")
	thing = strings.TrimSuffix(thing, "s")
	near := nearest(command, offered, 3)
	for _, c := range offered {
		_, other, _ := strings.Cut(c, "-")
		if thing != "" && strings.TrimSuffix(other, "s") == thing && !slices.Contains(near, c) {
			near = append(near, c)
		}
	}
	return near
}

// realOnes is a remark on names that AWS has, that resemble the word, and that
// are not simulated; only for a word that resembles none that is.
func realOnes(word string, offered, real []string) string {
	if len(nearest(word, offered, 1)) > 0 {
		return ""
	}
	near := nearest(word, real, 3)
	if len(near) == 0 {
		return ""
	}
	return "\n\nReal, but not simulated yet: " + strings.Join(near, ", ")
}
