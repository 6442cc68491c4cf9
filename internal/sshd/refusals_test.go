package sshd

import (
	"os"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestOnlyKnownPublicKeysComeIn(t *testing.T) {
	ann, eve := newKey(t), newKey(t)
	file := keysFile(t, ann)
	h := startHost(t, Options{AuthorizedKeys: file})
	h.connect(t, ann)
	if _, err := h.login(eve); err == nil {
		t.Error("an unknown key came in")
	}
	for name, methods := range map[string][]gossh.AuthMethod{
		"nothing":    nil,
		"a password": {gossh.Password("")},
		"an answer": {gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
			return make([]string, len(questions)), nil
		})},
	} {
		_, err := gossh.Dial("tcp", h.Addr().String(), &gossh.ClientConfig{User: "ann", Auth: methods, HostKeyCallback: gossh.FixedHostKey(h.host)})
		if err == nil || !strings.Contains(err.Error(), "unable to authenticate") {
			t.Errorf("with %s: %v", name, err)
		}
	}
	// The file is read again at each login.
	if err := os.WriteFile(file, gossh.MarshalAuthorizedKey(eve.PublicKey()), 0o644); err != nil {
		t.Fatal(err)
	}
	h.connect(t, eve)
	if _, err := h.login(ann); err == nil {
		t.Error("a key that was taken out came in")
	}
}

func TestAnOpenServerStillAsksForAKey(t *testing.T) {
	h := startHost(t, Options{Open: true})
	play(t, h.connect(t, newKey(t))).shows("count=0.")
	if _, err := gossh.Dial("tcp", h.Addr().String(), &gossh.ClientConfig{User: "ann", HostKeyCallback: gossh.FixedHostKey(h.host)}); err == nil {
		t.Error("a client without a key came in")
	}
}

func TestWhatIsNotTheAppIsRefused(t *testing.T) {
	h := startHost(t, Options{Open: true})
	client := h.connect(t, newKey(t))
	t.Run("requests of a session", func(t *testing.T) {
		p := newPlayer(t, client)
		forward := gossh.Marshal(struct {
			Single           bool
			Protocol, Cookie string
			Screen           uint32
		}{false, "MIT-MAGIC-COOKIE-1", "00", 0})
		for name, payload := range map[string][]byte{
			"subsystem":                  gossh.Marshal(struct{ Name string }{"sftp"}),
			"auth-agent-req@openssh.com": nil,
			"x11-req":                    forward,
			"signal":                     gossh.Marshal(struct{ Name string }{"KILL"}),
			"break":                      {0, 0, 0, 1},
			"no-such-request":            nil,
		} {
			if ok, err := p.SendRequest(name, true, payload); ok || err != nil {
				t.Errorf("%s: granted %t, %v", name, ok, err)
			}
		}
	})
	t.Run("channels", func(t *testing.T) {
		target := gossh.Marshal(struct {
			Host string
			Port uint32
			From string
			At   uint32
		}{"127.0.0.1", 22, "127.0.0.1", 1})
		for _, kind := range []string{"direct-tcpip", "forwarded-tcpip", "direct-streamlocal@openssh.com", "auth-agent@openssh.com", "x11", "tun@openssh.com"} {
			if _, _, err := client.OpenChannel(kind, target); err == nil {
				t.Errorf("a channel of the kind %s was opened", kind)
			}
		}
	})
	t.Run("requests of a connection", func(t *testing.T) {
		at := gossh.Marshal(struct {
			Host string
			Port uint32
		}{"127.0.0.1", 0})
		for _, name := range []string{"tcpip-forward", "cancel-tcpip-forward", "streamlocal-forward@openssh.com"} {
			if ok, _, err := client.SendRequest(name, true, at); ok || err != nil {
				t.Errorf("%s: granted %t, %v", name, ok, err)
			}
		}
	})
	t.Run("variables", func(t *testing.T) {
		p := newPlayer(t, client)
		for name, want := range map[string]bool{
			"COLORTERM": true, "NO_COLOR": true, "LANG": true, "LC_ALL": true, "TERM": true,
			"LD_PRELOAD": false, "PATH": false, "TEA_DEBUG": false, "TMUX": false, "LC_": false, "LC_all": false,
		} {
			if err := p.Setenv(name, "1"); (err == nil) != want {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, value := range []string{"a\x1bb", strings.Repeat("a", maxValue+1)} {
			if p.Setenv("LANG", value) == nil {
				t.Errorf("LANG may be %q", value)
			}
		}
		taken := 5
		for p.Setenv("LANG", "C") == nil {
			taken++
		}
		if taken != maxVariables {
			t.Errorf("%d variables are taken", taken)
		}
	})
	t.Run("too many sessions on a connection", func(t *testing.T) {
		crowd := h.connect(t, newKey(t))
		for range maxChannels {
			newPlayer(t, crowd)
		}
		if _, err := crowd.NewSession(); err == nil {
			t.Error("one more was opened")
		}
	})
	if n := h.book.count(); n != 0 {
		t.Errorf("%d apps run", n)
	}
}

func TestSessionsWithoutAnAppSayWhy(t *testing.T) {
	h := startHost(t, Options{Open: true})
	tests := map[string]struct {
		ask  func(*player) error
		want string
	}{
		"a command":                 {func(p *player) error { return p.Start("ls") }, "drydock: there are no commands here"},
		"scp of old":                {func(p *player) error { return p.Start("scp -t /tmp") }, "no files to copy"},
		"an empty command":          {func(p *player) error { return p.Start("") }, "no commands here"},
		"a shell without terminal":  {func(p *player) error { return p.Shell() }, "drydock: this needs a terminal; connect from one, or add -t"},
		"a command in a terminal":   {inTerminal("xterm", (*player).startLs), "no commands here"},
		"a terminal without cursor": {inTerminal("dumb", (*player).shell), "set TERM to what yours is"},
		"a terminal without a name": {inTerminal("", (*player).shell), "set TERM"},
		"a terminal that is a path": {inTerminal("../../etc/passwd", (*player).shell), "set TERM"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPlayer(t, h.connect(t, newKey(t)))
			if err := test.ask(p); err != nil {
				t.Fatal(err)
			}
			p.ends(1)
			p.shows(test.want)
			if text := p.out.String(); strings.Count(text, "\n") != 1 || strings.Contains(text, "\x1b") {
				t.Errorf("it is not one plain line: %q", text)
			}
		})
	}
}

func (p *player) startLs() error { return p.Start("ls") }

func (p *player) shell() error { return p.Shell() }

// inTerminal asks for a terminal, and then for what ask asks.
func inTerminal(term string, ask func(*player) error) func(*player) error {
	return func(p *player) error {
		if err := p.RequestPty(term, 24, 80, gossh.TerminalModes{}); err != nil {
			return err
		}
		return ask(p)
	}
}
