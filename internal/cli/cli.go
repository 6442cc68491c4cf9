// Package cli is the command line of Drydock: it reads commands and flags, and
// wires the packages that do the work.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"drydock/scenarios"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = ""

// Exit statuses.
const (
	exitPassed    = 0
	exitNotPassed = 1
	exitUsage     = 2
)

// statusError ends the program with an exit status. What there is to say has
// been printed when err is nil.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// usageError is a command line that is not understood, for which help helps.
type usageError struct{ err error }

func (e *usageError) Error() string { return numberError.ReplaceAllString(e.err.Error(), "") }

// numberError is what Go says of a flag that is no number, after cobra has said
// which flag.
var numberError = regexp.MustCompile(`: strconv\.Parse\w+: parsing .*`)

// wrong marks an error as wrong input.
func wrong(err error) error {
	if err == nil {
		return nil
	}
	return &statusError{exitUsage, err}
}

// Main runs the command line of the process and returns its exit status.
func Main() int {
	err := fang.Execute(context.Background(), root(), fang.WithVersion(versionText()), fang.WithErrorHandler(printError), fang.WithoutManpage())
	return statusOf(err)
}

func statusOf(err error) int {
	var status *statusError
	switch {
	case err == nil:
		return exitPassed
	case errors.As(err, &status):
		return status.status
	default:
		return exitNotPassed
	}
}

// printError prints what went wrong on a line of its own and, for wrong usage,
// how to ask for help. Messages of several lines keep their lines.
func printError(w io.Writer, _ fang.Styles, err error) {
	text := err.Error()
	if text == "" {
		return
	}
	fmt.Fprintln(w, "drydock: "+plain(strings.TrimRight(text, "\n")))
	var usage *usageError
	if errors.As(err, &usage) {
		fmt.Fprintln(w, "Run drydock --help, or drydock COMMAND --help, to see what is understood.")
	}
}

// root is the whole tree of commands.
func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "drydock",
		Short: "Practice for AWS container exams, in a terminal",
		Long: `Drydock is practice for AWS container exams, offline and in a terminal: broken
clusters to repair, an engine that behaves as ECS, EC2 and Elastic Load Balancing are
documented to behave, and a score that the engine's outcome decides.

Without a command it starts the trainer. Not affiliated with AWS.

Environment: DRYDOCK_PACKS names folders with packs beside the built-in ones and
those in drydock/packs of the data folder. DRYDOCK_THEME is dark, light, 16 (the
terminal's own colours) or plain; NO_COLOR is plain too.`,
		Args:          usageArgs(cobra.NoArgs),
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(c *cobra.Command, _ []string) error { return startApp(c, "") },
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrong(&usageError{err}) })
	cmd.AddCommand(playCommand(), quizCommand(), runCommand(), consoleCommand(), packCommand(), serveCommand(), benchCommand(), versionCommand())
	return cmd
}

// usageArgs makes a wrong number of arguments wrong usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if check(c, args) == nil {
			return nil
		}
		what := fmt.Sprintf("%s takes %s", c.CommandPath(), argumentsOf(c))
		if c.HasSubCommands() && len(args) > 0 {
			what = fmt.Sprintf("there is no command %q", c.CommandPath()+" "+args[0])
			c.SuggestionsMinimumDistance = 2
			if near := c.SuggestionsFor(args[0]); len(near) > 0 {
				what += fmt.Sprintf("; did you mean %q?", c.CommandPath()+" "+near[0])
			}
		}
		return wrong(&usageError{fmt.Errorf("%s\nusage: %s", what, c.UseLine())})
	}
}

// argumentsOf says what a command takes, from its usage line.
func argumentsOf(c *cobra.Command) string {
	_, rest, _ := strings.Cut(c.Use, " ")
	if rest == "" {
		return "no arguments"
	}
	return "one " + strings.ReplaceAll(rest, "|", " or ")
}

func playCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "play ID|FILE",
		Short:             "Start the trainer at a scenario",
		Args:              usageArgs(cobra.ExactArgs(1)),
		ValidArgsFunction: completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := find(args[0])
			if err != nil {
				return wrong(err)
			}
			if len(s.Goals) == 0 {
				return wrong(fmt.Errorf("%s is a world without goals; try: drydock console %s", args[0], args[0]))
			}
			return startApp(c, args[0])
		},
	}
}

// completeIDs completes the ids of the scenarios that packs list.
func completeIDs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, p := range scenarios.Packs(packFolders()...) {
		for _, l := range p.Scenarios {
			out = append(out, l.ID+"\t"+l.Title)
		}
	}
	return out, cobra.ShellCompDirectiveDefault
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), "drydock "+versionText())
			return err
		},
	}
}

// versionText is the release, or "devel".
func versionText() string {
	if version == "" {
		return "devel"
	}
	return version
}

// input opens what lines are read from: a file, or standard input for "-".
func input(c *cobra.Command, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.InOrStdin()), nil
	}
	return os.Open(name)
}
