package api

import (
	"fmt"
	"strings"
)

// Help answers "aws help", "aws ecs help", "aws ecs create-service help", "aws
// ecs wait help" and "aws ecs wait services-stable help" from the table. args
// are the words after aws; the result is false when they do not ask for help on
// something that is offered.
func Help(args []string) (string, bool) {
	if len(args) == 0 || len(args) > 4 || args[len(args)-1] != "help" {
		return "", false
	}
	args = args[:len(args)-1]
	switch {
	case len(args) == 0:
		return helpOnAll(), true
	case len(args) == 1 && len(commands(args[0])) > 0:
		return helpOnService(args[0]), true
	case len(args) == 2 && args[1] == "wait" && len(theWaiters[args[0]]) > 0:
		return helpOnWait(args[0]), true
	case len(args) == 2:
		if op, ok := FindCommand(args[0], args[1]); ok && !op.Hidden {
			return helpOnOperation(op, op.Command(), op.Summary), true
		}
	case len(args) == 3 && args[1] == "wait":
		if w, ok := findWaiter(args[0], args[2]); ok {
			op, _ := Find(args[0] + ":" + w.Operation)
			return helpOnOperation(op, "wait "+w.Command(), w.description()), true
		}
	}
	return "", false
}

// helpWidth is how wide help is, in columns.
const helpWidth = 80

// page is a text of help on its way.
type page struct{ strings.Builder }

// para adds words, broken into lines that begin with the indent.
func (p *page) para(indent int, text string) { p.hang(indent, indent, text) }

// hang is para with another indent of the first line.
func (p *page) hang(first, rest int, text string) {
	line := strings.Repeat(" ", first)
	begun := false
	for _, word := range breakable(text, helpWidth-rest) {
		word = strings.ReplaceAll(word, unbroken, " ")
		if begun && len([]rune(line))+1+len([]rune(word)) > helpWidth {
			p.WriteString(line + "\n")
			line, begun = strings.Repeat(" ", rest), false
		}
		if begun {
			line += " "
		}
		line, begun = line+word, true
	}
	if begun {
		p.WriteString(line + "\n")
	}
}

// command adds a line of a shell; one that is too long goes on after a
// backslash.
func (p *page) command(text string) {
	line := " "
	for i, word := range strings.Fields(text) {
		if i > 0 && len(line)+1+len(word)+2 > helpWidth {
			p.WriteString(line + " \\\n")
			line = "     "
		}
		line += " " + word
	}
	p.WriteString(line + "\n")
}

// unbroken is a blank at which no line is broken.
const unbroken = "\x00"

// breakable are the words of a text; one that fits no line is broken after its
// commas.
func breakable(text string, width int) []string {
	out := []string{}
	for _, word := range strings.Fields(text) {
		for len([]rune(word)) > width {
			cut := strings.LastIndexByte(word[:min(width, len(word))], ',') + 1
			if cut == 0 {
				break
			}
			out, word = append(out, word[:cut]), word[cut:]
		}
		out = append(out, word)
	}
	return out
}

// head adds a heading.
func (p *page) head(text string) { p.WriteString("\n" + text + "\n") }

func helpOnAll() string {
	p := &page{}
	p.WriteString("aws <command> <subcommand> [parameters]\n")
	p.head("Commands:")
	for _, s := range services() {
		fmt.Fprintf(p, "  %-8s %d operations\n", s, len(commands(s)))
	}
	p.head("Options of every command:")
	p.hang(2, 6, "--query <expression>: print what a JMESPath expression finds in the answer: --query 'services[].serviceName'")
	p.hang(2, 6, "--output <form>: json, text or table")
	p.hang(2, 6, "--cli-input-json <json>: the whole request as JSON, or file://NAME; other options override its members")
	p.hang(2, 6, "--generate-cli-skeleton: print such a request to fill in; nothing is called")
	p.WriteString("\n")
	p.para(0, "Any value may be file://NAME, a file of the scenario's folder. aws <command> help and aws <command> <subcommand> help say more.")
	return p.String()
}

func helpOnService(service string) string {
	p := &page{}
	fmt.Fprintf(p, "aws %s <subcommand> [parameters]\n", service)
	p.head("Subcommands:")
	for _, c := range commands(service) {
		op, _ := FindCommand(service, c)
		p.hang(2, 6, c+": "+op.Summary)
	}
	if waiters := waitersOf(service); len(waiters) > 0 {
		p.hang(2, 6, "wait: Lets time pass until something is so: "+strings.Join(waiters, ", ")+".")
	}
	return p.String()
}

func helpOnWait(service string) string {
	p := &page{}
	fmt.Fprintf(p, "aws %s wait <subcommand> [parameters]\n", service)
	p.head("Subcommands:")
	for _, name := range waitersOf(service) {
		w, _ := findWaiter(service, name)
		p.hang(2, 6, name+": "+w.description())
	}
	return p.String()
}

func helpOnOperation(op *Operation, command, summary string) string {
	p := &page{}
	p.synopsis(op, command)
	p.WriteString("\n")
	p.para(0, summary)
	p.WriteString("\n")
	p.para(0, permissionText(op))
	options, others := []option{}, []string{}
	for _, opt := range optionsOf(op) {
		switch {
		case opt.off || opt.field == nil && opt.added == nil:
		case isSimulated(op, opt):
			options = append(options, opt)
		default:
			others = append(others, opt.flag)
		}
	}
	if len(options) > 0 {
		p.head("Options:")
	}
	for _, opt := range options {
		p.option(op, opt)
	}
	if line, ok := example(op, command); ok {
		p.head("Example:")
		p.command(line)
	}
	if len(others) > 0 {
		p.head("Real, accepted and not simulated:")
		p.para(2, strings.Join(others, " "))
	}
	return p.String()
}

// isSimulated says whether an option has an effect here.
func isSimulated(op *Operation, opt option) bool {
	if opt.added != nil {
		return opt.added.apply != nil
	}
	_, ok := op.shape.Field(opt.field.Name)
	return ok || opt.flag == "--dry-run"
}

// synopsis is the command with its simulated options, those that may be left
// out in brackets.
func (p *page) synopsis(op *Operation, command string) {
	words := "aws " + op.Service + " " + command
	for _, opt := range optionsOf(op) {
		if opt.off || opt.field == nil && opt.added == nil || !isSimulated(op, opt) {
			continue
		}
		form := opt.flag + valueForm(opt)
		if !opt.needed() {
			form = "[" + form + "]"
		}
		words += " " + strings.ReplaceAll(form, " ", unbroken)
	}
	p.hang(0, 4, words)
}

// valueForm is how an option's value is written in a synopsis.
func valueForm(opt option) string {
	return map[arity]string{takesOne: " <value>", takesMany: " <value> ..."}[opt.takes]
}
