package api

import (
	"fmt"
	"strings"
)

// UsageError is a line that the AWS CLI would refuse without calling AWS, or
// that Drydock cannot carry out.
type UsageError struct {
	Text string // what is printed, without a newline at the end
	Exit int    // the exit status: 2 for the form of the line, 255 for the values in it
}

// Error is Text.
func (e *UsageError) Error() string { return e.Text }

const usage = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`

// usagef is an error in the form of the line, with the usage before it.
func usagef(format string, args ...any) *UsageError {
	return &UsageError{Text: usage + fmt.Sprintf(format, args...), Exit: 2}
}

// valuef is an error in a value, or the refusal of what the AWS CLI can do and
// Drydock cannot yet; the usage would not help.
func valuef(format string, args ...any) *UsageError {
	return &UsageError{Text: fmt.Sprintf(format, args...), Exit: 255}
}

// invalidChoice lists what may be chosen, two in a line, and what resembles the
// word. note follows it.
func invalidChoice(word string, choices []string, note string) string {
	lines := []string{"Invalid choice, valid choices are:\n"}
	for i := 0; i < len(choices); i += 2 {
		padded := []string{}
		for _, choice := range choices[i:min(i+2, len(choices))] {
			padded = append(padded, fmt.Sprintf("%-40s", choice))
		}
		lines = append(lines, strings.Join(padded, " | "))
	}
	if near := nearest(word, choices, 3); len(near) > 0 {
		lines = append(lines, "\n\nInvalid choice: "+pythonQuote(word)+", maybe you meant:\n")
		for _, n := range near {
			lines = append(lines, "  * "+n)
		}
	}
	return strings.Join(lines, "\n") + note
}
