package form_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/scenarios"
	"drydock/tui/form"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

// driver presses keys on a form.
type driver struct {
	t    *testing.T
	m    form.Model
	w, h int
	out  []tea.Msg
}

func newDriver(t *testing.T, id string, w, h int) *driver {
	t.Helper()
	return &driver{t: t, m: form.New(find(t, id), names(t), theme.Dark(), w, h), w: w, h: h}
}

func find(t testing.TB, id string) *api.Operation {
	t.Helper()
	op, ok := api.Find(id)
	if !ok {
		t.Fatalf("no operation %s", id)
	}
	return op
}

// puzzle is an attempt at the real scenario.
func puzzle(t testing.TB) *scenarios.Attempt {
	t.Helper()
	s, err := scenarios.Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a, err := scenarios.NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// names are the things of the real scenario's world.
func names(t testing.TB) func(string) []api.Name {
	t.Helper()
	return puzzle(t).World().Names
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+x": {Code: 'x', Mod: tea.ModCtrl}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl},
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

func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	var cmd tea.Cmd
	d.m, cmd = d.m.Update(msg)
	if cmd != nil {
		d.out = append(d.out, cmd())
	}
	d.frame()
}

// click presses the left button on the first place of the frame that shows text.
func (d *driver) click(text string) {
	d.t.Helper()
	for y, l := range strings.Split(d.frame(), "\n") {
		if i := strings.Index(l, text); i >= 0 {
			d.send(tea.MouseClickMsg{X: ansi.StringWidth(l[:i]) + 1, Y: y, Button: tea.MouseLeft})
			return
		}
	}
	d.t.Fatalf("%q is not there to click:\n%s", text, d.frame())
}

func (d *driver) frame() string {
	d.t.Helper()
	frame, cursor := d.m.View()
	if err := partstest.CheckFrame(frame, d.w, d.h); err != nil {
		d.t.Fatalf("%v\n%s", err, ansi.Strip(frame))
	}
	if cursor != nil && (cursor.X < 1 || cursor.X >= d.w-1 || cursor.Y < 1 || cursor.Y >= d.h-1) {
		d.t.Fatalf("the cursor is at %d, %d:\n%s", cursor.X, cursor.Y, ansi.Strip(frame))
	}
	return ansi.Strip(frame)
}

func (d *driver) shows(want ...string) {
	d.t.Helper()
	frame := d.frame()
	for _, w := range want {
		if !strings.Contains(frame, w) {
			d.t.Errorf("%q is not shown:\n%s", w, frame)
		}
	}
}

func (d *driver) hides(unwanted string) {
	d.t.Helper()
	if frame := d.frame(); strings.Contains(frame, unwanted) {
		d.t.Errorf("%q is shown:\n%s", unwanted, frame)
	}
}

// line is the line that was handed over.
func (d *driver) line() string {
	d.t.Helper()
	if len(d.out) != 1 {
		d.t.Fatalf("%d messages\n%s", len(d.out), d.frame())
	}
	msg, ok := d.out[0].(form.SubmittedMsg)
	if !ok {
		d.t.Fatalf("%#v", d.out[0])
	}
	return msg.Line
}
