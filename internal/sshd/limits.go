package sshd

import (
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits bounds what the clients of a server may take. All are above zero.
type Limits struct {
	Sessions int           // apps at once
	PerKey   int           // apps at once of one key
	Idle     time.Duration // that an app waits for a key or the mouse
	Total    time.Duration // that a session lasts
	Login    time.Duration // from a connection to its first session
	Logins   int           // connections a minute from one address; as many may come at once
}

// DefaultLimits are for a team on a small machine.
func DefaultLimits() Limits {
	return Limits{Sessions: 100, PerKey: 4, Idle: 15 * time.Minute, Total: 4 * time.Hour, Login: 20 * time.Second, Logins: 60}
}

func (l Limits) check() []error {
	var errs []error
	for _, bound := range []struct {
		name string
		ok   bool
	}{
		{"sessions", l.Sessions > 0},
		{"sessions of one key", l.PerKey > 0},
		{"idle time", l.Idle > 0},
		{"time of a session", l.Total > 0},
		{"time to log in", l.Login > 0},
		{"logins a minute", l.Logins > 0},
	} {
		if !bound.ok {
			errs = append(errs, fmt.Errorf("the limit of %s must be above zero", bound.name))
		}
	}
	return errs
}

// connections is how many connections there may be at once: room for every
// session, and for as many that are logging in.
func (l Limits) connections() int { return 2*l.Sessions + 16 }

// book knows the sessions that have an app.
type book struct {
	limits Limits

	mu       sync.Mutex
	sessions map[*session]struct{}
	byKey    map[string]int
	stopping string // why no more come in; empty while they do
	running  sync.WaitGroup
}

func newBook(l Limits) *book {
	return &book{limits: l, sessions: map[*session]struct{}{}, byKey: map[string]int{}}
}

// enter takes a place for a session, or says why there is none. A session that
// entered must leave.
func (b *book) enter(s *session) (refusal string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.stopping != "":
		return b.stopping
	case b.byKey[s.Key] >= b.limits.PerKey:
		return fmt.Sprintf("your key has %s open, the most that it may have; end one first", sessionsOf(b.limits.PerKey))
	case len(b.sessions) >= b.limits.Sessions:
		return fmt.Sprintf("the server is full with %s; try again later", sessionsOf(b.limits.Sessions))
	}
	b.sessions[s] = struct{}{}
	b.byKey[s.Key]++
	b.running.Add(1)
	return ""
}

func sessionsOf(n int) string {
	if n == 1 {
		return "1 session"
	}
	return fmt.Sprintf("%d sessions", n)
}

// leave gives the place of a session back.
func (b *book) leave(s *session) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.sessions, s)
	if b.byKey[s.Key]--; b.byKey[s.Key] == 0 {
		delete(b.byKey, s.Key)
	}
	b.running.Done()
}

func (b *book) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.sessions)
}

// stop ends all sessions and lets no more in.
func (b *book) stop(why string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stopping = why
	for s := range b.sessions {
		s.end(why)
	}
}

// wait waits until every session has left, and reports whether they did in
// time. No session may enter any more.
func (b *book) wait(d time.Duration) bool {
	left := make(chan struct{})
	go func() {
		b.running.Wait()
		close(left)
	}()
	select {
	case <-left:
		return true
	case <-time.After(d):
		return false
	}
}

// logins bounds how often an address may connect.
type logins struct {
	perMinute int
	mu        sync.Mutex
	seen      map[netip.Prefix]*rate.Limiter
}

// maxSeen is how many addresses are kept at most.
const maxSeen = 4096

func newLogins(perMinute int) *logins {
	return &logins{perMinute: perMinute, seen: map[netip.Prefix]*rate.Limiter{}}
}

// allow counts a connection and reports whether it may go on.
func (l *logins) allow(from net.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	client := clientOf(from)
	limiter := l.seen[client]
	if limiter == nil {
		if len(l.seen) >= maxSeen {
			l.forget()
		}
		limiter = rate.NewLimiter(rate.Limit(l.perMinute)/60, l.perMinute)
		l.seen[client] = limiter
	}
	return limiter.Allow()
}

// forget drops the addresses that may connect as often as new ones, or all when
// there are none: memory is bounded before fairness is.
func (l *logins) forget() {
	for client, limiter := range l.seen {
		if limiter.Tokens() >= float64(l.perMinute) {
			delete(l.seen, client)
		}
	}
	if len(l.seen) >= maxSeen {
		clear(l.seen)
	}
}

// clientOf is the part of an address that stands for one client: a whole IPv4
// address, and the half of an IPv6 address that names its network. Addresses
// of other kinds are one client together.
func clientOf(a net.Addr) netip.Prefix {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip := tcp.AddrPort().Addr().Unmap().WithZone("")
	bits := ip.BitLen()
	if ip.Is6() {
		bits = 64
	}
	// A length that fits the address is never refused.
	prefix, _ := ip.Prefix(bits)
	return prefix
}
