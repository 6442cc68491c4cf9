package sshd

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestEverySessionIsAProgramOfItsOwn(t *testing.T) {
	ann, bob := newKey(t), newKey(t)
	h := startHost(t, Options{AuthorizedKeys: keysFile(t, ann, bob)})
	home := h.connect(t, ann)
	first, second, third := play(t, home), play(t, home), play(t, h.connect(t, bob))
	first.press("xx")
	second.press("x")
	first.shows("count=2.")
	second.shows("count=1.")
	third.shows("count=0.")
	third.shows("name=ann.")
	if n := h.closings(fingerprint(ann)); n != 0 {
		t.Errorf("%d sessions of ann have ended", n)
	}
	// One session of a shared connection is closed, the other goes on.
	_ = first.Close()
	eventually(t, "the closing of the first", func() bool { return h.closings(fingerprint(ann)) == 1 })
	second.press("xx")
	second.shows("count=3.")
	// The connection is cut.
	_ = home.Close()
	eventually(t, "the closing of the second", func() bool { return h.closings(fingerprint(ann)) == 2 })
	third.press("x")
	third.shows("count=1.")
	third.press("q")
	third.ends(0)
	eventually(t, "all have left", func() bool { return h.book.count() == 0 })
	if n := h.closings(fingerprint(bob)); n != 1 {
		t.Errorf("the app of bob was closed %d times", n)
	}
	if !restored(third.out.String()) {
		t.Error("the screen is left behind")
	}
}

func TestAPanicEndsOneSession(t *testing.T) {
	h := startHost(t, Options{Open: true})
	ann, bob := newKey(t), newKey(t)
	other := play(t, h.connect(t, bob))
	for i, key := range []string{"p", "P"} {
		p := play(t, h.connect(t, ann))
		p.shows("count=0.")
		p.press(key)
		p.ends(1)
		p.shows("this session ended by a mistake of the program")
		if !restored(p.out.String()) {
			t.Error("the screen is left behind")
		}
		if n := h.closings(fingerprint(ann)); n != i+1 {
			t.Errorf("closed %d times", n)
		}
	}
	other.press("x")
	other.shows("count=1.")
}

func TestAnAppThatCannotBeMade(t *testing.T) {
	var calls atomic.Int64
	h := startHost(t, Options{Open: true, App: func(Session) (tea.Model, func(), error) {
		if calls.Add(1) == 1 {
			return nil, nil, errors.New("no room")
		}
		panic("a mistake")
	}})
	for _, reason := range []string{"no room", "a mistake"} {
		p := play(t, h.connect(t, newKey(t)))
		p.ends(1)
		p.shows("could not be started; the server's log says why")
		eventually(t, "the log names it", func() bool { return strings.Contains(h.log.String(), reason) })
	}
	eventually(t, "both have left", func() bool { return h.book.count() == 0 })
}

func TestAPanicWhileClosing(t *testing.T) {
	h := startHost(t, Options{Open: true, App: func(s Session) (tea.Model, func(), error) {
		return testApp{s: s}, func() { panic("cannot save") }, nil
	}})
	p := play(t, h.connect(t, newKey(t)))
	p.press("q")
	p.ends(0)
	eventually(t, "the log names it", func() bool { return strings.Contains(h.log.String(), "cannot save") })
}

func TestSuspendDoesNothing(t *testing.T) {
	h := startHost(t, Options{Open: true})
	p := play(t, h.connect(t, newKey(t)))
	p.press("\x1a")
	p.press("x")
	p.shows("count=1.")
}

func TestSizesOfTheWindow(t *testing.T) {
	h := startHost(t, Options{Open: true})
	p := newPlayer(t, h.connect(t, newKey(t)))
	p.start("xterm", 100, 30)
	p.shows("size=100x30.")
	for _, change := range []struct {
		width, height int
		want          string
	}{
		{120, 36, "size=120x36."},
		{0, 0, "size=80x24."},
		{1 << 30, 1 << 30, "size=500x200."},
		{40, 12, "size=40x12."},
	} {
		if err := p.WindowChange(change.height, change.width); err != nil {
			t.Fatal(err)
		}
		p.shows(change.want)
	}
}

func TestColoursAreTheClients(t *testing.T) {
	h := startHost(t, Options{Open: true})
	tests := []struct {
		term string
		env  [2]string
		want string // the escape of red
	}{
		{"xterm-256color", [2]string{"COLORTERM", "truecolor"}, "\x1b[38;2;255;0;0m"},
		{"xterm-256color", [2]string{"LANG", "C.UTF-8"}, "\x1b[38;5;196m"},
		{"xterm", [2]string{"LANG", "C.UTF-8"}, "\x1b[91m"},
		{"xterm-256color", [2]string{"NO_COLOR", "1"}, ""},
		{"xterm-256color", [2]string{"NO_COLOR", "yes"}, ""},
	}
	for _, test := range tests {
		t.Run(test.term+" "+test.env[0]+"="+test.env[1], func(t *testing.T) {
			p := newPlayer(t, h.connect(t, newKey(t)))
			if err := p.Setenv(test.env[0], test.env[1]); err != nil {
				t.Fatal(err)
			}
			p.start(test.term, 80, 24)
			p.shows("env=" + test.env[0] + "=" + test.env[1] + ",TERM=" + test.term + ".")
			p.shows(test.want + "red")
			if text := p.out.String(); test.want == "" && (strings.Contains(text, "[38;") || strings.Contains(text, "[91m")) {
				t.Errorf("colour despite NO_COLOR: %q", text)
			}
		})
	}
}

func TestNamesAreMadePlain(t *testing.T) {
	for name, want := range map[string]string{
		"ann": "ann", "a\x1b[2Jb\n": "a[2Jb", "Zoë": "Zoë", "\u202Eevil": "evil",
		strings.Repeat("é", 40): strings.Repeat("é", 32),
	} {
		if got := plainName(name); got != want {
			t.Errorf("plainName(%q) = %q", name, got)
		}
	}
}

func TestStoppingEndsEverySession(t *testing.T) {
	h := startHost(t, Options{Open: true})
	ann := newKey(t)
	client := h.connect(t, ann)
	players := []*player{play(t, client), play(t, client), play(t, h.connect(t, newKey(t)))}
	for _, p := range players {
		p.shows("count=0.")
	}
	began := time.Now()
	h.stop()
	for _, p := range players {
		p.ends(0)
		p.shows("drydock: the server is stopping; connect again later")
		if !restored(p.out.String()) {
			t.Error("the screen is left behind")
		}
	}
	err := <-h.ended
	h.ended <- err // for the cleaning up
	if err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > patience {
		t.Errorf("it took %s", took)
	}
	if n := h.closings(fingerprint(ann)); n != 2 {
		t.Errorf("%d apps of ann were closed", n)
	}
	if _, err := h.login(ann); err == nil {
		t.Error("the server still listens")
	}
}

// A client that takes no output holds its program up: the program must end all
// the same.
func TestStoppingCutsAClientOffThatReadsNothing(t *testing.T) {
	h := startHost(t, Options{Open: true})
	ann := newKey(t)
	session, err := h.connect(t, ann).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.StdoutPipe(); err != nil { // it is never read
		t.Fatal(err)
	}
	p := &player{Session: session, t: t, keys: keys}
	p.start("xterm", 500, 200)
	p.press("f")
	eventually(t, "the app is there", func() bool { return h.book.count() == 1 })
	// Two megabytes are under way until the client's window is full; then
	// nothing is written any more. Whether it is does not change what must hold.
	time.Sleep(2 * time.Second)
	h.stop()
	eventually(t, "the app is closed", func() bool { return h.closings(fingerprint(ann)) == 1 })
}
