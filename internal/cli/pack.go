package cli

import (
	"errors"
	"fmt"
	"slices"

	"drydock/quizzes"
	"drydock/scenarios"

	"github.com/spf13/cobra"
)

func packCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Check, index, prove, count and look up what packs are made of",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			return wrong(&usageError{errors.New("pack needs a command: check, fmt, test, coverage or view")})
		},
	}
	cmd.AddCommand(packCheck(), packFmt(), packTest(), packCoverage(), packView())
	return cmd
}

func packCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check PATH…",
		Short: "Report every mistake of scenario files and question banks, with line and column",
		Args:  usageArgs(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			files, err := filesOf(args)
			if err != nil {
				return wrong(err)
			}
			bad := 0
			for _, file := range files {
				if err := checkFile(file); err != nil {
					bad++
					fmt.Fprintln(c.OutOrStdout(), err)
				}
			}
			if bad > 0 {
				return &statusError{exitNotPassed, fmt.Errorf("mistakes in %d of %s", bad, countFiles(len(files)))}
			}
			fmt.Fprintf(c.OutOrStdout(), "%s without a mistake\n", countFiles(len(files)))
			return nil
		},
	}
}

func countFiles(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
}

// filesOf lists the scenario files and the banks of paths.
func filesOf(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		banks, err := quizzes.Files(p)
		if err == nil && slices.Contains(banks, p) {
			out = append(out, p)
			continue
		}
		files, err := scenarios.Files(p)
		if err != nil && len(banks) == 0 {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(files, quizzes.IsBank)...)
		out = append(out, banks...)
	}
	return out, nil
}

// checkFile reads a file and builds its worlds, so that calls which the engine
// refuses are found too.
func checkFile(file string) error {
	if quizzes.IsBank(file) {
		return checkBank(file)
	}
	s, err := find(file)
	if err != nil {
		return err
	}
	if _, err = scenarios.NewAttempt(s, 1); err != nil {
		return err
	}
	_, err = quizzes.Of(s)
	return err
}

func checkBank(file string) error {
	list, err := quizzes.LoadFiles([]string{file}, nil)
	if err != nil {
		return err
	}
	for _, q := range list {
		if q.World() == nil {
			continue
		}
		if _, err := scenarios.NewAttempt(q.World(), 1); err != nil {
			return fmt.Errorf("%s: the world of the question %s: %w", file, q.ID, err)
		}
	}
	return nil
}

func packTest() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "test [PATH…|ID…]",
		Short: "Prove scenarios and questions: solutions pass, wrong turns fail as listed, keys are right",
		RunE: func(c *cobra.Command, args []string) error {
			l, err := load(args)
			if err != nil {
				return err
			}
			return prove(c, l, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the proofs as JSON")
	return cmd
}

func packView() *cobra.Command {
	return &cobra.Command{
		Use:   "view",
		Short: "List the tables of a world and the functions of expressions",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(c.OutOrStdout(), scenarios.Reference())
			return err
		},
	}
}
