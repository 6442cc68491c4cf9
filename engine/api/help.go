package api

import (
	"fmt"
	"strings"
)

// Help answers "aws help", "aws ecs help" and "aws ecs create-service help" from
// the table. args are the words after aws; the result is false when they do not
// ask for help on something that is offered.
func Help(args []string) (string, bool) {
	if len(args) == 0 || len(args) > 3 || args[len(args)-1] != "help" {
		return "", false
	}
	switch len(args) {
	case 1:
		return helpOnAll(), true
	case 2:
		if len(commands(args[0])) == 0 {
			return "", false
		}
		return helpOnService(args[0]), true
	}
	op, ok := FindCommand(args[0], args[1])
	if !ok || op.Hidden {
		return "", false
	}
	return helpOnOperation(op), true
}

func helpOnAll() string {
	var b strings.Builder
	b.WriteString("aws <command> <subcommand> [parameters]\n\nCommands:\n")
	for _, s := range services() {
		fmt.Fprintf(&b, "  %-8s %d operations\n", s, len(commands(s)))
	}
	b.WriteString("\naws <command> help and aws <command> <subcommand> help say more.\n")
	return b.String()
}

func helpOnService(service string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "aws %s <subcommand> [parameters]\n\nSubcommands:\n", service)
	for _, c := range commands(service) {
		op, _ := FindCommand(service, c)
		fmt.Fprintf(&b, "  %-36s %s\n", c, op.Summary)
	}
	return b.String()
}

func helpOnOperation(op *Operation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "aws %s %s\n\n%s\n\nNeeds permission for %s.\n", op.Service, op.Command(), op.Summary, op.Action)
	if lines := optionLines(op); len(lines) > 0 {
		b.WriteString("\nOptions:\n" + strings.Join(lines, ""))
	}
	return b.String()
}

// optionLines describe the options that are simulated.
func optionLines(op *Operation) []string {
	lines := []string{}
	for _, opt := range optionsOf(op) {
		switch {
		case opt.off:
		case opt.field != nil:
			f, ok := op.shape.Field(opt.field.Name)
			if !ok {
				continue
			}
			lines = append(lines, optionLine(opt, f.Doc, f.Enum)...)
			lines = append(lines, memberLines(f.Shape, 3)...)
		case opt.added != nil && opt.added.apply != nil:
			lines = append(lines, optionLine(opt, opt.added.doc, nil)...)
		}
	}
	return lines
}

func optionLine(opt option, doc string, enum []string) []string {
	value := map[arity]string{takesOne: " <value>", takesMany: " <value> ..."}[opt.takes]
	note := ""
	if opt.required {
		note = " (required)"
	}
	lines := []string{"  " + opt.flag + value + note + "\n"}
	if doc != "" {
		lines = append(lines, "      "+doc+"\n")
	}
	if len(enum) > 0 {
		lines = append(lines, "      One of: "+strings.Join(enum, ", ")+"\n")
	}
	return lines
}

// memberLines describe what a structure, or a list of them, holds.
func memberLines(s *Shape, depth int) []string {
	if s.Kind == List {
		s = s.Elem
	}
	lines := []string{}
	for _, f := range s.Fields {
		line := strings.Repeat("  ", depth) + f.Name + ": " + f.Doc
		if f.Required {
			line += " Required."
		}
		if len(f.Enum) > 0 {
			line += " One of: " + strings.Join(f.Enum, ", ") + "."
		}
		lines = append(lines, line+"\n")
		lines = append(lines, memberLines(f.Shape, depth+1)...)
	}
	return lines
}
