package sshd

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// maxChannels is how many sessions one connection may have open, as with
// OpenSSH's own server.
const maxChannels = 10

// channel takes a channel of the kind "session"; every other kind, as for
// forwarding, is refused by having no handler.
func (s *Server) channel(srv *ssh.Server, conn *gossh.ServerConn, c gossh.NewChannel, ctx ssh.Context) {
	defer s.caught("a session's requests")
	of, ok := ctx.Value(connectionKey{}).(*connection)
	if !ok {
		_ = c.Reject(gossh.Prohibited, "the connection is not known")
		return
	}
	defer of.channels.Add(-1)
	if of.channels.Add(1) > maxChannels {
		_ = c.Reject(gossh.ResourceShortage, "too many sessions on one connection")
		return
	}
	of.used.Store(true)
	ssh.DefaultSessionHandler(srv, conn, sieve{c}, ctx)
}

// sieve is a new channel of which only the requests that are admitted reach the
// library. The library would agree to forward an agent, and keep any number of
// variables.
type sieve struct{ gossh.NewChannel }

// Accept is gossh.NewChannel.
func (s sieve) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, in, err := s.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	out := make(chan *gossh.Request)
	go func() {
		defer close(out)
		variables := 0
		for req := range in {
			if !admitted(req, &variables) {
				// A client that is gone needs no answer.
				_ = req.Reply(false, nil)
				continue
			}
			out <- req
		}
	}()
	return ch, out, nil
}

// admitted reports whether a request may pass; variables counts those of the
// channel. A command (exec) passes, so that asked can tell the person who typed
// it that there are none.
func admitted(req *gossh.Request, variables *int) bool {
	switch req.Type {
	case "pty-req", "window-change", "shell", "exec":
		return true
	case "env":
		var v struct{ Name, Value string }
		if gossh.Unmarshal(req.Payload, &v) != nil || !admittedVariable(v.Name, v.Value) || *variables >= maxVariables {
			return false
		}
		*variables++
		return true
	}
	return false
}

const (
	maxVariables = 32  // in one session
	maxValue     = 256 // bytes of one variable
)

// localeName is LC_ALL and its like.
var localeName = regexp.MustCompile(`^LC_[A-Z]{1,32}$`)

// admittedVariable reports whether a client may set a variable: one that says
// what its terminal can do, or its language.
func admittedVariable(name, value string) bool {
	switch name {
	case "TERM", "COLORTERM", "NO_COLOR", "LANG":
	default:
		if !localeName.MatchString(name) {
			return false
		}
	}
	return len(value) <= maxValue && !strings.ContainsFunc(value, unicode.IsControl)
}

// request is what a client asked for when its session began.
type request struct {
	kind    string // shell or exec
	pty     ssh.Pty
	changes <-chan ssh.Window // of size; closed when the session's channel is, nil without a terminal
}

// asked keeps what a session asks for, for its handler. It runs where the
// library reads the session's requests, so that the size is not changed while
// it is copied.
func (s *Server) asked(sess ssh.Session, kind string) bool {
	pty, changes, ok := sess.Pty()
	if !ok {
		changes = nil
	}
	s.requests.Store(sess, request{kind, pty, changes})
	return true
}

// termName is what a terminal may be called. Names are looked up in files, so
// none may lead out of a folder.
var termName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`)

// refusal says why a session cannot have an app; empty when it can.
func (r request) refusal() string {
	switch {
	case r.kind != "shell":
		return "there are no commands here and no files to copy, only the trainer; type the ssh line without a command"
	case r.changes == nil:
		return "this needs a terminal; connect from one, or add -t to the ssh line"
	case r.pty.Term == "dumb" || !termName.MatchString(r.pty.Term):
		return "this needs a terminal that can place its cursor; set TERM to what yours is, such as xterm-256color"
	}
	return ""
}

// The largest screen that is drawn, in cells. A client may claim any size, and
// every cell takes memory.
const (
	maxWidth  = 500
	maxHeight = 200
)

// sizeOf is a client's size within bounds; a client that does not know its own
// gets that of a plain terminal.
func sizeOf(w ssh.Window) (width, height int) {
	if w.Width <= 0 || w.Height <= 0 {
		return 80, 24
	}
	return min(w.Width, maxWidth), min(w.Height, maxHeight)
}
