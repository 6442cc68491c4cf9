package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"drydock/scenarios"
	"drydock/scenarios/source"

	"github.com/spf13/cobra"
)

func packCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Check, index, prove and look up what scenario packs are made of",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			return wrong(&usageError{errors.New("pack needs a command: check, fmt, test or view")})
		},
	}
	cmd.AddCommand(packCheck(), packFmt(), packTest(), packView())
	return cmd
}

func packCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check PATH…",
		Short: "Report every mistake of scenario files, with line and column",
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

func filesOf(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		files, err := scenarios.Files(p)
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	return out, nil
}

// checkFile reads a file and builds its world, so that calls which the engine
// refuses are found too.
func checkFile(file string) error {
	s, err := find(file)
	if err != nil {
		return err
	}
	_, err = scenarios.NewAttempt(s, 1)
	return err
}

func packTest() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "test [PATH…|ID…]",
		Short: "Prove scenarios: the start fails, solutions pass, wrong turns fail as listed",
		RunE: func(c *cobra.Command, args []string) error {
			list, err := load(args)
			if err != nil {
				return err
			}
			return prove(c, list, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the proofs as JSON")
	return cmd
}

// load reads the scenarios of the paths, the built-in ones by default.
func load(paths []string) ([]*scenarios.Scenario, error) {
	if len(paths) == 0 {
		return scenarios.BuiltIn()
	}
	var names, files []string
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil && !strings.ContainsAny(p, `/\.`) {
			names = append(names, p) // the id of a built-in scenario
			continue
		}
		found, err := scenarios.Files(p)
		if err != nil {
			return nil, wrong(err)
		}
		files = append(files, found...)
	}
	files = append(names, files...)
	var out []*scenarios.Scenario
	var mistakes source.Diagnostics
	for _, file := range files {
		s, err := find(file)
		var ds source.Diagnostics
		switch {
		case errors.As(err, &ds):
			mistakes = append(mistakes, ds...)
		case err != nil:
			return nil, wrong(err)
		case len(s.Goals) > 0:
			out = append(out, s)
		case slices.Contains(paths, file): // named itself, not found in a folder
			return nil, wrong(fmt.Errorf("%s is a world without goals; try: drydock console %s", file, file))
		}
	}
	if len(mistakes) > 0 {
		return nil, &statusError{exitNotPassed, mistakes}
	}
	return out, nil
}

func prove(c *cobra.Command, list []*scenarios.Scenario, asJSON bool) error {
	proofs := []scenarios.Proof{}
	failed := 0
	out := c.OutOrStdout()
	for _, s := range list {
		p, err := scenarios.Prove(s)
		if err != nil {
			return &statusError{exitNotPassed, fmt.Errorf("%s: %w", s.ID, err)}
		}
		proofs = append(proofs, p)
		if len(p.Failures) > 0 {
			failed++
		}
		if !asJSON {
			printProof(c, p)
		}
	}
	if asJSON {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(proofs); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(out, "%d passed, %d failed\n", len(proofs)-failed, failed)
	}
	if failed > 0 {
		return &statusError{status: exitNotPassed}
	}
	return nil
}

func printProof(c *cobra.Command, p scenarios.Proof) {
	verdict := "ok  "
	if len(p.Failures) > 0 {
		verdict = "FAIL"
	}
	fmt.Fprintf(c.OutOrStdout(), "%s %s: %d runs over %d of %d combinations of its variables\n", verdict, p.Scenario, p.Runs, p.Played, p.Combinations)
	if p.Sample != nil {
		fmt.Fprintf(c.OutOrStdout(), "  the sample is of the seeds %v\n", p.Sample)
	}
	for _, f := range p.Failures {
		fmt.Fprintf(c.OutOrStdout(), "  - %s\n", f)
	}
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
