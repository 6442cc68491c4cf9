package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"drydock/scenarios"

	"github.com/spf13/cobra"
)

// runFlags are the flags of drydock run.
type runFlags struct {
	do       string
	solution int
	wrong    int
	choice   string
	seed     uint64
	json     bool
	files    string
}

func runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run ID|FILE",
		Short: "Play a scenario without a screen: lines in, outcome out",
		Long: `Play a scenario without a screen: lines in, outcome out.

A line is what the trainer's console takes: aws … , advance 5m, undo, hint, why. After
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
	cmd.Flags().StringVar(&f.choice, "choice", "", "pick the choice `ID` of a puzzle of choice")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "draw variables, ids and chance from `SEED`")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as JSON")
	filesFlag(cmd, &f.files)
	return cmd
}

func run(c *cobra.Command, name string, f runFlags) error {
	given := 0
	for _, flag := range []string{"do", "solution", "wrong", "choice"} {
		if c.Flags().Changed(flag) {
			given++
		}
	}
	if given > 1 {
		return wrong(errors.New("--do, --solution, --wrong and --choice exclude each other"))
	}
	s, err := find(name)
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
	if err := readAlso(a, f.files); err != nil {
		return wrong(err)
	}
	if err := playLines(c, a, f); err != nil {
		return wrong(err)
	}
	o := a.Submit().Finish()
	out := c.OutOrStdout()
	if f.json {
		if err := printJSON(out, o); err != nil {
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
	show := teller(c, f)
	switch {
	case c.Flags().Changed("solution"):
		return playTurn(a.Scenario().Solutions(), f.solution, "solution", a, show)
	case c.Flags().Changed("wrong"):
		return playTurn(a.Scenario().WrongTurns(), f.wrong, "wrong turn", a, show)
	case c.Flags().Changed("choice"):
		replies, err := a.Choose(f.choice)
		for _, r := range replies {
			show(r.Line(), r)
		}
		return err
	case f.do != "":
		r, err := input(c, f.do)
		if err != nil {
			return err
		}
		defer r.Close()
		return playReader(r, a, f.do, show)
	}
	return nil
}

// teller returns what shows the answers to lines of play: what a service
// refused and what is not simulated on standard error, and on standard output,
// unless that is for JSON, what the console's own words answer.
func teller(c *cobra.Command, f runFlags) func(where string, r scenarios.Reply) {
	return func(where string, r scenarios.Reply) {
		if r.Err != "" {
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", plain(where), plain(r.Err))
		}
		for _, note := range r.Notes {
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", plain(where), plain(note))
		}
		if r.Request == nil && r.Output != "" && !f.json {
			fmt.Fprintln(c.OutOrStdout(), plain(r.Output))
		}
	}
}

func playTurn(turns []scenarios.Turn, n int, what string, a *scenarios.Attempt, show func(string, scenarios.Reply)) error {
	if n < 1 || n > len(turns) {
		return fmt.Errorf("there is no %s %d; there are %d", what, n, len(turns))
	}
	return a.Play(turns[n-1].Do, false, show)
}

// playReader plays lines from a file. Empty lines and comments are passed
// over; what a service refuses is shown, and play goes on.
func playReader(r io.Reader, a *scenarios.Attempt, name string, show func(string, scenarios.Reply)) error {
	lines := newLines(r)
	for lines.next() {
		reply := a.Exec(lines.text)
		where := fmt.Sprintf("%s:%d", name, lines.number)
		if reply.Unreadable {
			return fmt.Errorf("%s: %s: %s", where, shortened(lines.text), reply.Err)
		}
		show(where, reply)
	}
	return lines.scanner.Err()
}

// shortened is a line as a message shows it.
func shortened(line string) string {
	if r := []rune(line); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return line
}

// plain replaces control characters, so that no text from a file or a line can
// reach into the terminal. Line ends and tabs stay.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return unicode.ReplacementChar
		}
		return r
	}, text)
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
