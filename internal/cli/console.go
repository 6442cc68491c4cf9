package cli

import (
	"fmt"

	"drydock/scenarios"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

func consoleCommand() *cobra.Command {
	var asJSON bool
	var seed uint64
	var folder string
	cmd := &cobra.Command{
		Use:   "console ID|FILE",
		Short: "Read console lines from standard input and answer them",
		Long: `Read console lines from standard input and answer them: aws …, advance 10m,
why THING, why alone for the last refusal, path FROM TO PORT, events, goals, hint,
undo, outcome, help; exit ends it.

It takes a scenario, or a world without goals, such as two-az. The aws lines take
--query, --output json|text|table, wait, help and file://NAME, which reads files
of the scenario's folder.`,
		Example: `  echo 'aws ecs list-services --cluster prod' | drydock console healthy-nowhere
  drydock console two-az --json < lines.txt`,
		Args:              usageArgs(cobra.ExactArgs(1)),
		ValidArgsFunction: completeIDs,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := find(args[0])
			if err != nil {
				return wrong(err)
			}
			a, err := scenarios.NewAttempt(s, seed)
			if err != nil {
				return wrong(err)
			}
			if err := readAlso(a, folder); err != nil {
				return wrong(err)
			}
			return console(c, a, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer each line with one JSON object")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "draw variables, ids and chance from `SEED`")
	filesFlag(cmd, &folder)
	return cmd
}

// filesFlag adds the option that lets file:// read the user's own files.
func filesFlag(cmd *cobra.Command, folder *string) {
	cmd.Flags().StringVar(folder, "files", "", "have file:// read files of your folder `DIR` too")
}

// readAlso has an attempt read files of a folder; none when it is empty.
func readAlso(a *scenarios.Attempt, folder string) error {
	if folder == "" {
		return nil
	}
	read, err := scenarios.FilesIn(folder)
	if err != nil {
		return fmt.Errorf("--files: %w", err)
	}
	a.ReadAlso(read)
	return nil
}

// console answers line after line until the input ends.
func console(c *cobra.Command, a *scenarios.Attempt, asJSON bool) error {
	out := c.OutOrStdout()
	prompt := func() {}
	if f, ok := c.InOrStdin().(term.File); ok && term.IsTerminal(f.Fd()) && !asJSON {
		prompt = func() { fmt.Fprintf(out, "%s $ ", a.Clock().Format("15:04:05")) }
	}
	in := newLines(c.InOrStdin())
	for prompt(); in.next(); prompt() {
		if in.text == "exit" || in.text == "quit" {
			return nil
		}
		reply := a.Exec(in.text)
		if asJSON {
			line, err := reply.JSON(in.text, a.Clock().Format("2006-01-02T15:04:05.000Z"))
			if err != nil {
				return err
			}
			fmt.Fprintln(out, string(line))
			continue
		}
		if reply.Output != "" {
			fmt.Fprintln(out, plain(reply.Output))
		}
		if reply.Err != "" {
			fmt.Fprintln(out, "\n"+plain(reply.Err))
		}
		for _, note := range reply.Notes {
			fmt.Fprintln(out, "drydock: "+plain(note))
		}
	}
	return in.scanner.Err()
}
