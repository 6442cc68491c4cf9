package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"drydock/quizzes"
	"drydock/scenarios"
	"drydock/scenarios/source"

	"github.com/spf13/cobra"
)

// loaded is what paths hold.
type loaded struct {
	scenarios []*scenarios.Scenario
	questions []*quizzes.Question
}

// load reads the scenarios and questions of paths, the built-in ones by default.
func load(paths []string) (loaded, error) {
	if len(paths) == 0 {
		return loadBuiltIn()
	}
	var out loaded
	var banks []string
	var mistakes source.Diagnostics
	for _, p := range paths {
		files := []string{p} // the id of a built-in scenario
		if _, err := os.Stat(p); err == nil || strings.ContainsAny(p, `/\.`) {
			if files, err = filesOf([]string{p}); err != nil {
				return out, wrong(err)
			}
		}
		for _, file := range files {
			if quizzes.IsBank(file) {
				banks = append(banks, file)
				continue
			}
			s, err := find(file)
			var ds source.Diagnostics
			switch {
			case errors.As(err, &ds):
				mistakes = append(mistakes, ds...)
			case err != nil:
				return out, wrong(err)
			case len(s.Goals) > 0:
				out.scenarios = append(out.scenarios, s)
			case file == p: // named itself, not found in a folder
				return out, wrong(fmt.Errorf("%s is a world without goals; try: drydock console %s", file, file))
			}
		}
	}
	var err error
	out.questions, err = quizzes.LoadFiles(banks, out.scenarios)
	var ds source.Diagnostics
	if err != nil && !errors.As(err, &ds) {
		return out, err
	}
	if mistakes = append(mistakes, ds...); len(mistakes) > 0 {
		return out, &statusError{exitNotPassed, mistakes}
	}
	return out, nil
}

func loadBuiltIn() (loaded, error) {
	list, err := scenarios.BuiltIn()
	if err != nil {
		return loaded{}, err
	}
	questions, err := quizzes.BuiltIn()
	return loaded{list, questions}, err
}

// prove proves scenarios, then questions, and prints a line for each.
func prove(c *cobra.Command, l loaded, asJSON bool) error {
	proofs := []any{}
	failed := 0
	out := c.OutOrStdout()
	told := out
	if asJSON {
		told = io.Discard
	}
	for _, s := range l.scenarios {
		p, err := scenarios.Prove(s)
		if err != nil {
			return &statusError{exitNotPassed, fmt.Errorf("%s: %w", s.ID, err)}
		}
		proofs = append(proofs, p)
		failed += printProof(told, p)
	}
	for _, q := range l.questions {
		p, err := quizzes.Prove(q)
		if err != nil {
			return &statusError{exitNotPassed, fmt.Errorf("%s: %w", q.ID, err)}
		}
		proofs = append(proofs, p)
		failed += printQuestionProof(told, p)
	}
	if asJSON {
		if err := printJSON(out, proofs); err != nil {
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

// printJSON prints data for programs to read.
func printJSON(w io.Writer, data any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(data)
}

// verdict is how the line of a proof begins, and how many proofs failed with it:
// one or none.
func verdict(failures int) (string, int) {
	if failures > 0 {
		return "FAIL", 1
	}
	return "ok  ", 0
}

func printProof(w io.Writer, p scenarios.Proof) int {
	word, failed := verdict(len(p.Failures))
	fmt.Fprintf(w, "%s %s: %d runs over %d of %d combinations of its variables\n", word, p.Scenario, p.Runs, p.Played, p.Combinations)
	printSample(w, p.Sample)
	for _, f := range p.Failures {
		fmt.Fprintf(w, "  - %s\n", f)
	}
	return failed
}

// printQuestionProof tells of a question: of one that the engine decides how much
// was played, of the others how many variants were compared.
func printQuestionProof(w io.Writer, p quizzes.Proof) int {
	word, failed := verdict(len(p.Failures))
	how := fmt.Sprintf("%d of %d combinations of its variables", p.Played, p.Combinations)
	if p.Bound {
		how = fmt.Sprintf("%d runs over %s", p.Runs, how)
	}
	fmt.Fprintf(w, "%s question %s: %s\n", word, p.Question, how)
	printSample(w, p.Sample)
	for _, f := range p.Failures {
		fmt.Fprintf(w, "  - %s\n", plain(f.String()))
	}
	return failed
}

func printSample(w io.Writer, seeds []uint64) {
	if seeds != nil {
		fmt.Fprintf(w, "  the sample is of the seeds %v\n", seeds)
	}
}
