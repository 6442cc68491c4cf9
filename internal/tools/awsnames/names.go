package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"drydock/engine/api"
)

const header = `# Names of the real AWS API, written by internal/tools/awsnames; do not edit.
# services    every service of the AWS CLI
# service     what follows is of this service
# operations  every operation of the service
# call        an operation of ours: its request, its answer, "pages" when the CLI pages it, "page-size" when it has that option
# shape       a structure and its members, in AWS's order: name, "!" when required, ":", type
# Types: s string, i integer, b boolean, d number, t time, x bytes, [T] list, {T} map of strings to T, @Name structure;
# a number at the end of a type is the least value or length.
`

// writeNames writes the whole file from the models under dir.
func writeNames(out io.Writer, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	services := []string{}
	for _, e := range entries {
		if e.IsDir() {
			services = append(services, e.Name())
		}
	}
	fmt.Fprint(out, header)
	fmt.Fprintln(out, "services", strings.Join(services, " "))
	ours := map[string][]string{}
	for _, op := range api.Operations() {
		if !op.Hidden {
			ours[op.Service] = append(ours[op.Service], op.Name)
		}
	}
	for _, service := range []string{"ec2", "ecs", "efs", "elb", "elbv2", "iam", "sts"} {
		m, err := readModel(dir, service)
		if err != nil {
			return err
		}
		if err := m.write(out, service, ours[service]); err != nil {
			return err
		}
	}
	return nil
}

// write prints one service.
func (m *model) write(out io.Writer, service string, ours []string) error {
	fmt.Fprintln(out, "service", service)
	all := []string{}
	for name := range m.Operations {
		all = append(all, name)
	}
	slices.Sort(all)
	fmt.Fprintln(out, "operations", strings.Join(all, " "))

	waiting := []string{}
	seen := map[string]bool{}
	want := func(name string) string {
		if name != "" && !seen[name] {
			seen[name] = true
			waiting = append(waiting, name)
		}
		return name
	}
	for _, name := range ours {
		op, ok := m.Operations[name]
		if !ok {
			return fmt.Errorf("%s has no operation %s", service, name)
		}
		line := []string{"call", name, "-", "-"}
		if op.Input != nil {
			line[2] = want(op.Input.Shape)
		}
		if op.Output != nil {
			line[3] = want(op.Output.Shape)
		}
		if page, ok := m.pages[name]; ok {
			line = append(line, "pages")
			if page.LimitKey != "" {
				line = append(line, "page-size")
			}
		}
		fmt.Fprintln(out, strings.Join(line, " "))
	}
	for len(waiting) > 0 {
		name := waiting[0]
		waiting = waiting[1:]
		s := m.Shapes[name]
		line := []string{"shape", name}
		for _, member := range s.Members {
			mark := ""
			if slices.Contains(s.Required, member.Name) && !member.Token {
				mark = "!"
			}
			line = append(line, member.Name+mark+":"+m.kind(member.Shape, want))
		}
		fmt.Fprintln(out, strings.Join(line, " "))
	}
	return nil
}

// kind is the type of a shape in the words of the header, and asks for the
// structures it leads to.
func (m *model) kind(name string, want func(string) string) string {
	s := m.Shapes[name]
	least := ""
	if s.Min != "" {
		least = s.Min.String()
	}
	switch s.Type {
	case "structure":
		return "@" + want(name)
	case "list":
		return "[" + m.kind(s.Member.Shape, want) + "]" + least
	case "map":
		return "{" + m.kind(s.Value.Shape, want) + "}"
	case "integer", "long":
		return "i" + least
	case "boolean":
		return "b"
	case "double", "float":
		return "d"
	case "timestamp":
		return "t"
	case "blob":
		return "x"
	}
	return "s" + least
}
