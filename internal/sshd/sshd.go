package sshd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/wish/v2"
	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// DefaultAddr is where the server listens when nothing else is asked for: on
// this machine alone.
const DefaultAddr = "127.0.0.1:23231"

// How long the server waits for what should be quick.
const (
	quitGrace   = 3 * time.Second // from asking an app to quit to cutting its connection
	finishGrace = 2 * time.Second // from there to giving it up
	byeGrace    = time.Second     // for clients to hang up once their sessions have ended
)

// Options is what a server is made from.
type Options struct {
	// Log takes what happens. Keys are named by their fingerprints.
	Log *slog.Logger
	// Addr is where to listen, as host:port; port 0 takes a free one.
	Addr string
	// HostKey is the file of the server's own key. It is made when it is
	// missing.
	HostKey string
	// AuthorizedKeys is the file of the public keys that may come in, one a
	// line. It is read again at each login.
	AuthorizedKeys string
	// Open lets every public key in; AuthorizedKeys must then be empty.
	Open bool
	// Limits bounds sessions and time.
	Limits Limits
	// App makes the app of one session. It is called once a session, from
	// several goroutines at once. The function that it returns, unless nil, is
	// called once when the app has ended, however it ended. An error is
	// logged, and the learner is told that there is one.
	App func(Session) (tea.Model, func(), error)
}

// Session is what an app knows of the client that it is made for.
type Session struct {
	// Key is the SHA-256 fingerprint of the client's public key, as ssh-keygen
	// -l prints it. It is who the learner is.
	Key string
	// Name is the user name that the client typed. Nobody has checked it: it
	// is good for a greeting at most.
	Name string
	// Environ is the environment of the client's terminal in the form of
	// os.Environ: TERM, and of what the client sent COLORTERM, NO_COLOR, LANG
	// and LC_*.
	Environ []string
	// Width and Height are the size of the terminal in cells.
	Width, Height int
}

// Server serves one app per session. Make one with Listen.
type Server struct {
	o        Options
	ssh      *ssh.Server
	listener net.Listener
	host     gossh.PublicKey
	logins   *logins
	book     *book
	conns    atomic.Int64
	requests sync.Map // of ssh.Session: what it asked for, until its handler begins
}

// Listen checks the options, makes the host key when it is missing, and begins
// to listen. The error names every mistake of the options and of the file of
// keys.
func Listen(o Options) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &Server{o: o, logins: newLogins(o.Limits.Logins), book: newBook(o.Limits)}
	pem, err := hostKey(o.HostKey)
	if err != nil {
		return nil, err
	}
	signer, err := gossh.ParsePrivateKey(pem)
	if err != nil {
		return nil, fmt.Errorf("the host key %s: %w; give a private key without a passphrase, or remove the file and a new one is made", o.HostKey, err)
	}
	s.host = signer.PublicKey()
	s.ssh, err = wish.NewServer(
		wish.WithVersion("drydock"),
		wish.WithHostKeyPEM(pem),
		wish.WithPublicKeyAuth(s.admits),
		// The app's own clocks end a session, with a word to the learner. These
		// end connections that have none, or whose client is gone.
		wish.WithIdleTimeout(o.Limits.Idle+time.Minute),
		wish.WithMaxTimeout(o.Limits.Total+time.Minute),
		wish.WithMiddleware(func(ssh.Handler) ssh.Handler { return s.handle }),
	)
	if err != nil {
		return nil, err
	}
	s.ssh.ConnCallback = s.connected
	s.ssh.SessionRequestCallback = s.asked
	s.ssh.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
	s.ssh.RequestHandlers = map[string]ssh.RequestHandler{}
	s.ssh.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
	s.listener, err = net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", o.Addr, err)
	}
	return s, nil
}

// check says all that is wrong with the options.
func (o Options) check() error {
	errs := o.Limits.check()
	switch {
	case o.AuthorizedKeys == "" && !o.Open:
		errs = append(errs, errors.New("nobody may come in: name a file of public keys, or let every key in"))
	case o.AuthorizedKeys != "" && o.Open:
		errs = append(errs, errors.New("name a file of public keys or let every key in, not both"))
	case o.AuthorizedKeys != "":
		_, err := readKeys(o.AuthorizedKeys)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// Fingerprint is the SHA-256 fingerprint of the host key, as ssh shows it to
// somebody who connects for the first time.
func (s *Server) Fingerprint() string { return gossh.FingerprintSHA256(s.host) }

// Serve serves until the context is done. Then it takes no more connections,
// has every app quit, and returns nil once their screens are restored and their
// functions of closing have run, or within some seconds.
func (s *Server) Serve(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- s.ssh.Serve(s.listener) }()
	var err error
	select {
	case err = <-failed:
		err = fmt.Errorf("serve %s: %w", s.o.Addr, err)
	case <-ctx.Done():
	}
	s.stop()
	return err
}

func (s *Server) stop() {
	// Closing what is closed already is no harm.
	_ = s.listener.Close()
	s.book.stop("the server is stopping; connect again later")
	if s.book.wait(quitGrace) {
		ctx, cancel := context.WithTimeout(context.Background(), byeGrace)
		defer cancel()
		// Clients that stay are cut off next.
		_ = s.ssh.Shutdown(ctx)
	}
	_ = s.ssh.Close()
	if !s.book.wait(finishGrace) {
		s.o.Log.Error("sessions did not end", "count", s.book.count())
	}
}

// connection is what the server keeps of one connection.
type connection struct {
	net.Conn
	used     atomic.Bool  // a session was opened
	channels atomic.Int64 // sessions that are open, with or without an app
	closed   sync.Once
	gone     func()
}

type connectionKey struct{}

// Close is net.Conn.
func (c *connection) Close() error {
	c.closed.Do(c.gone)
	return c.Conn.Close()
}

// connected looks at a new connection before anything is read from it. nil
// closes it.
func (s *Server) connected(ctx ssh.Context, conn net.Conn) net.Conn {
	why := ""
	switch {
	case !s.logins.allow(conn.RemoteAddr()):
		why = "too many connections from your address; try again in a minute"
	case s.conns.Load() >= int64(s.o.Limits.connections()):
		why = "too many connections; try again in a minute"
	}
	if why != "" {
		s.o.Log.Warn("connection refused", "from", conn.RemoteAddr(), "why", why)
		// SSH lets a server say a line before the protocol begins.
		_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
		_, _ = conn.Write([]byte(why + "\r\n"))
		return nil
	}
	s.conns.Add(1)
	c := &connection{Conn: conn, gone: func() { s.conns.Add(-1) }}
	time.AfterFunc(s.o.Limits.Login, func() {
		if !c.used.Load() {
			_ = c.Close()
		}
	})
	ctx.SetValue(connectionKey{}, c)
	return c
}

// admits reports whether a public key may come in.
func (s *Server) admits(ctx ssh.Context, key ssh.PublicKey) bool {
	if _, ok := key.(*gossh.Certificate); ok {
		// A certificate's fingerprint changes when it is renewed, so it names
		// nobody. The client offers the key in it next.
		return false
	}
	if s.o.Open {
		return true
	}
	keys, err := readKeys(s.o.AuthorizedKeys)
	if err != nil {
		s.o.Log.Warn("the file of keys has mistakes; their lines let nobody in", "err", err)
	}
	if keys[string(key.Marshal())] {
		return true
	}
	s.o.Log.Info("key refused", "key", gossh.FingerprintSHA256(key), "from", ctx.RemoteAddr())
	return false
}
