package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"drydock/scenarios"

	"github.com/spf13/cobra"
)

// runFlags are the flags of drydock run.
type runFlags struct {
	do       string
	solution int
	wrong    int
	seed     uint64
	json     bool
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run ID|FILE",
		Short: "Play a scenario without a screen: lines in, outcome out",
		Long: `Play a scenario without a screen: lines in, outcome out.

A line is what the trainer's console takes: aws … , advance 5m, undo, hint. After
the last line the attempt is submitted and played to its horizon.

Exit status: 0 passed, 1 not passed, 2 wrong input.`,
		Example: `  drydock run healthy-nowhere
  drydock run healthy-nowhere --solution 1
  drydock run healthy-nowhere --do moves.txt --seed 7 --json`,
		Args:              usageArgs(cobra.ExactArgs(1)),
		ValidArgsFunction: completeIDs,
		RunE:              func(c *cobra.Command, args []string) error { return run(c, args[0], f) },
	}
	cmd.Flags().StringVar(&f.do, "do", "", "read lines of play from a `FILE`; - is standard input")
	cmd.Flags().IntVar(&f.solution, "solution", 0, "play the scenario's solution `N`, counted from 1")
	cmd.Flags().IntVar(&f.wrong, "wrong", 0, "play the scenario's wrong turn `N`, counted from 1")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "draw variables, ids and chance from `SEED`")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as JSON")
	return cmd
}

func run(c *cobra.Command, name string, f runFlags) error {
	given := 0
	for _, flag := range []string{"do", "solution", "wrong"} {
		if c.Flags().Changed(flag) {
			given++
		}
	}
	if given > 1 {
		return wrong(errors.New("--do, --solution and --wrong exclude each other"))
	}
	s, err := scenarios.Find(name)
	if err != nil {
		return wrong(err)
	}
	if len(s.Goals) == 0 {
		return wrong(fmt.Errorf("%s is a world without goals; try: drydock console %s", name, name))
	}
	a, err := scenarios.NewAttempt(s, f.seed)
	if err != nil {
		return wrong(err)
	}
	if err := playLines(c, a, f); err != nil {
		return wrong(err)
	}
	o := a.Submit().Finish()
	out := c.OutOrStdout()
	if f.json {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(o); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(out, o.String())
	}
	if !o.Passed {
		return &statusError{status: exitNotPassed}
	}
	return nil
}

// playLines puts in the moves that the flags ask for.
func playLines(c *cobra.Command, a *scenarios.Attempt, f runFlags) error {
	switch {
	case c.Flags().Changed("solution"):
		return playTurn(a.Scenario().Solutions(), f.solution, "solution", a)
	case c.Flags().Changed("wrong"):
		return playTurn(a.Scenario().WrongTurns(), f.wrong, "wrong turn", a)
	case f.do != "":
		r, err := input(c, f.do)
		if err != nil {
			return err
		}
		defer r.Close()
		return playReader(c.ErrOrStderr(), r, a, f.do)
	}
	return nil
}

func playTurn(turns []scenarios.Turn, n int, what string, a *scenarios.Attempt) error {
	if n < 1 || n > len(turns) {
		return fmt.Errorf("there is no %s %d; there are %d", what, n, len(turns))
	}
	return a.Play(turns[n-1].Do, false)
}

// playReader plays lines from a file. Empty lines and comments are passed
// over; what a service refuses is shown, and play goes on.
func playReader(w io.Writer, r io.Reader, a *scenarios.Attempt, name string) error {
	lines := newLines(r)
	for lines.next() {
		reply := a.Exec(lines.text)
		if reply.Unreadable {
			return fmt.Errorf("%s:%d: %s: %s", name, lines.number, lines.text, reply.Err)
		}
		if reply.Err != "" {
			fmt.Fprintf(w, "%s:%d: %s\n", name, lines.number, reply.Err)
		}
		for _, note := range reply.Notes {
			fmt.Fprintf(w, "%s:%d: %s\n", name, lines.number, note)
		}
	}
	return lines.scanner.Err()
}

// lines reads lines of play: a backslash at the end joins the next one, and
// lines that are empty or begin with # are passed over.
type lines struct {
	scanner *bufio.Scanner
	text    string
	number  int // of the line that text began on
	read    int
}

func newLines(r io.Reader) *lines {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	return &lines{scanner: s}
}

func (l *lines) next() bool {
	for l.scanner.Scan() {
		l.read++
		l.text, l.number = strings.TrimSpace(l.scanner.Text()), l.read
		for strings.HasSuffix(l.text, `\`) && l.scanner.Scan() {
			l.read++
			l.text = strings.TrimSuffix(l.text, `\`) + strings.TrimSpace(l.scanner.Text())
		}
		if l.text != "" && !strings.HasPrefix(l.text, "#") {
			return true
		}
	}
	return false
}
