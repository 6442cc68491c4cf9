package play_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/parts/partstest"
	"drydock/tui/play"
	"drydock/tui/play/playtest"
	"drydock/tui/theme"
)

// driver presses keys on a play screen and runs its commands. What the clock
// would send waits in held until beat.
type driver struct {
	t       testing.TB
	attempt *playtest.Attempt
	m       play.Model
	w, h    int
	out     []tea.Msg // messages for the shell
	held    []tea.Cmd // beats that are due, and commands that were held back
	hold    bool      // hold all commands back
}

func newDriver(t *testing.T, w, h int) *driver {
	t.Helper()
	d := &driver{t: t, attempt: playtest.New(), w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(d.attempt, "load balancing", theme.Dark(), w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	return d
}

// run runs a command and passes its message on.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.hold {
		d.held = append(d.held, cmd)
		return
	}
	d.deliver(cmd())
}

func (d *driver) deliver(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case play.LeftMsg, play.FinishedMsg:
		d.out = append(d.out, msg)
	case play.Beat:
		d.held = append(d.held, func() tea.Msg { return msg.Msg })
	default:
		d.send(msg)
	}
}

func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	var cmd tea.Cmd
	d.m, cmd = d.m.Update(msg)
	d.run(cmd)
}

// beat delivers the clock's messages that are due; it reports how many.
func (d *driver) beat() int {
	due := d.held
	d.held = nil
	for _, c := range due {
		d.send(c())
	}
	return len(due)
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl}, "ctrl+l": {Code: 'l', Mod: tea.ModCtrl}, "ctrl+r": {Code: 'r', Mod: tea.ModCtrl}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl},
}

// press presses keys by name, and types everything that is not a name.
func (d *driver) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			d.send(msg)
			continue
		}
		for _, r := range k {
			d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

// finish delivers beats until the submission that is on its way is judged.
func (d *driver) finish() play.FinishedMsg {
	d.t.Helper()
	for range 1000 {
		if len(d.out) > 0 || d.beat() == 0 {
			break
		}
	}
	if len(d.out) == 0 {
		d.t.Fatalf("the run to the horizon does not end:\n%s", d.frame())
	}
	done, ok := d.out[0].(play.FinishedMsg)
	if !ok {
		d.t.Fatalf("%+v", d.out[0])
	}
	return done
}

func (d *driver) frame() string {
	d.t.Helper()
	frame, _ := d.m.View()
	if err := partstest.CheckFrame(frame, d.w, d.h); err != nil {
		d.t.Fatalf("%v\n%s", err, ansi.Strip(frame))
	}
	return ansi.Strip(frame)
}

func (d *driver) shows(want ...string) {
	d.t.Helper()
	frame := d.frame()
	for _, w := range want {
		if !strings.Contains(frame, w) {
			d.t.Errorf("%q is not on the screen:\n%s", w, frame)
		}
	}
}

func (d *driver) hides(unwanted string) {
	d.t.Helper()
	if frame := d.frame(); strings.Contains(frame, unwanted) {
		d.t.Errorf("%q is on the screen:\n%s", unwanted, frame)
	}
}
