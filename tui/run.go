package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"drydock/tui/form"
	"drydock/tui/home"
	"drydock/tui/keys"
	"drydock/tui/library"
	"drydock/tui/play"
	"drydock/tui/quiz"
	"drydock/tui/result"
)

// ErrNoTerminal is why Run refuses: its input or output is not a terminal that
// screens can be drawn in.
var ErrNoTerminal = errors.New("this needs a terminal; for plain text use: drydock run, or drydock console")

// Run runs the app in a terminal until it is quit, and leaves the terminal as it
// was: also after a panic in the app, which comes back as an error, and after
// an interrupt, a termination or a hang-up signal.
//
// It returns ErrNoTerminal when in or out is not a terminal, or when TERM says
// that the terminal cannot place a cursor.
func Run(cfg Config, in io.Reader, out io.Writer) error {
	if !isTerminal(in) || !isTerminal(out) || dumb(cfg.Environ) {
		return ErrNoTerminal
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	p := tea.NewProgram(New(cfg),
		tea.WithoutSignalHandler(), tea.WithInput(in), tea.WithOutput(out), tea.WithEnvironment(cfg.Environ))
	// A signal quits as the key does. Killed, the library closes the input under
	// the goroutine that reads it.
	defer context.AfterFunc(ctx, p.Quit)()
	if _, err := p.Run(); err != nil {
		return fmt.Errorf("run the screens: %w", err)
	}
	return nil
}

func isTerminal(f any) bool {
	fd, ok := f.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(fd.Fd())
}

// dumb reports whether the last TERM of an environment is "dumb" or missing.
func dumb(environ []string) bool {
	kind := ""
	for _, kv := range environ {
		if value, ok := strings.CutPrefix(kv, "TERM="); ok {
			kind = value
		}
	}
	return kind == "dumb" || kind == ""
}

// tooSmallNotice is the one line that a window below the least size gets: as
// much as fits, and the way out before the name.
func tooSmallNotice(width int) string {
	need, out := fmt.Sprintf("needs %dx%d cells", MinWidth, MinHeight), "ctrl+c quits"
	for _, text := range []string{"Drydock " + need + "; " + out, need + "; " + out} {
		if ansi.StringWidth(text) <= width {
			return text
		}
	}
	return ansi.Truncate(out, width, "")
}

// Table lists every key binding by view, as Markdown: the contents of
// docs/keys.md.
func Table() string {
	groups := []keys.Group{{Title: "Everywhere", Bindings: everywhere()}}
	groups = append(groups, home.DefaultKeys().Groups()...)
	groups = append(groups, library.DefaultKeys().Groups()...)
	groups = append(groups, play.DefaultKeys().Groups()...)
	groups = append(groups, form.DefaultKeys().Groups()...)
	groups = append(groups, result.DefaultKeys().Groups()...)
	groups = append(groups, quiz.DefaultKeys().Groups()...)
	return "# Keys\n\nThis page is made from the key bindings of the program; the help of each view (`?`) is too.\n" +
		keys.Markdown(groups)
}
