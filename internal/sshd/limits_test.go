package sshd

import (
	"io"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

func TestAFullServerSaysSo(t *testing.T) {
	limits := DefaultLimits()
	limits.Sessions, limits.PerKey = 3, 2
	h := startHost(t, Options{Open: true, Limits: limits})
	ann, bob := newKey(t), newKey(t)
	first := play(t, h.connect(t, ann))
	first.shows("count=0.")
	play(t, h.connect(t, ann)).shows("count=0.")
	third := play(t, h.connect(t, ann))
	third.ends(1)
	third.shows("drydock: your key has 2 sessions open, the most that it may have; end one first\r\n")

	play(t, h.connect(t, bob)).shows("count=0.")
	fifth := play(t, h.connect(t, newKey(t)))
	fifth.ends(1)
	fifth.shows("drydock: the server is full with 3 sessions; try again later")

	// A place that is given back is there for the next.
	first.press("q")
	first.ends(0)
	eventually(t, "the place is free", func() bool { return h.book.count() == 2 })
	play(t, h.connect(t, ann)).shows("count=0.")
}

func TestConnectionsOfOneAddressAreBounded(t *testing.T) {
	limits := DefaultLimits()
	limits.Logins = 3
	h := startHost(t, Options{Open: true, Limits: limits})
	key := newKey(t)
	for range 3 {
		h.connect(t, key)
	}
	if _, err := h.login(key); err == nil {
		t.Error("one more came in")
	}
	if text := banner(t, h.Addr().String()); text != "too many connections from your address; try again in a minute\r\n" {
		t.Errorf("the server says %q", text)
	}
}

func TestConnectionsAreBounded(t *testing.T) {
	limits := DefaultLimits()
	limits.Sessions, limits.Logins = 1, 1000
	h := startHost(t, Options{Open: true, Limits: limits})
	for i := range limits.connections() {
		if text := banner(t, h.Addr().String()); !strings.HasPrefix(text, "SSH-2.0-drydock") {
			t.Fatalf("connection %d hears %q", i+1, text)
		}
	}
	if text := banner(t, h.Addr().String()); text != "too many connections; try again in a minute\r\n" {
		t.Errorf("one more hears %q", text)
	}
}

func TestAConnectionMustOpenASession(t *testing.T) {
	limits := DefaultLimits()
	limits.Login = time.Second
	h := startHost(t, Options{Open: true, Limits: limits})
	conn, err := net.Dial("tcp", h.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	silent := h.connect(t, newKey(t))
	player := play(t, h.connect(t, newKey(t)))
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	if text, err := io.ReadAll(conn); err != nil || !strings.HasPrefix(string(text), "SSH-2.0-") {
		t.Errorf("a client that says nothing hears %q, %v", text, err)
	}
	_ = silent.Wait() // returns when the server hangs up
	player.press("x")
	player.shows("count=1.")
}

func TestAnIdleSessionIsWarnedAndEnded(t *testing.T) {
	limits := DefaultLimits()
	limits.Idle = 2 * time.Second
	h := startHost(t, Options{Open: true, Limits: limits})
	p := play(t, h.connect(t, newKey(t)))
	p.shows("no key for a while: this session ends in 1 second; press a key to stay")
	p.ends(0)
	p.shows("drydock: this session ended after 2 seconds without a key; connect again to go on")
	if !restored(p.out.String()) {
		t.Error("the screen is left behind")
	}
}

func TestASessionLastsSoLong(t *testing.T) {
	limits := DefaultLimits()
	limits.Total = 2 * time.Second
	h := startHost(t, Options{Open: true, Limits: limits})
	p := play(t, h.connect(t, newKey(t)))
	p.shows("this session ends in 1 second: it has lasted the most that one may")
	p.ends(0)
	p.shows("drydock: this session ended after 2 seconds, the most that one may last")
}

func TestLimitsAreChecked(t *testing.T) {
	_, err := Listen(Options{})
	if err == nil {
		t.Fatal("a server without any limit")
	}
	for _, want := range []string{"the limit of sessions must", "sessions of one key", "idle time", "time of a session", "logins a minute", "nobody may come in"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\ndoes not have %q", err, want)
		}
	}
}

func TestLoginsKeepSoManyAddresses(t *testing.T) {
	l := newLogins(2)
	at := func(i int) net.Addr {
		return &net.TCPAddr{IP: net.IPv4(10, 0, byte(i>>8), byte(i))}
	}
	for i := range 3 * maxSeen {
		if !l.allow(at(i)) {
			t.Fatalf("the first connection of address %d is refused", i)
		}
		if len(l.seen) > maxSeen {
			t.Fatalf("%d addresses are kept", len(l.seen))
		}
	}
	// Quiet addresses go first.
	l = newLogins(2)
	for range 3 {
		l.allow(at(0))
	}
	for i := range maxSeen - 1 {
		l.seen[clientOf(at(i+1))] = rate.NewLimiter(1, 2)
	}
	l.allow(at(maxSeen + 1))
	if len(l.seen) != 2 || l.allow(at(0)) {
		t.Errorf("%d addresses are kept, or the busy one is forgotten", len(l.seen))
	}
}

func TestClientsOfAddresses(t *testing.T) {
	tests := map[string]string{
		"192.0.2.7":           "192.0.2.7/32",
		"::ffff:192.0.2.7":    "192.0.2.7/32",
		"2001:db8:1:2:3::4":   "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::": "2001:db8:1:2::/64",
	}
	for ip, want := range tests {
		got := clientOf(net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(ip), 5)))
		if got.String() != want {
			t.Errorf("clientOf(%s) = %s, want %s", ip, got, want)
		}
	}
	if got := clientOf(&net.UnixAddr{Name: "x"}); got != (netip.Prefix{}) {
		t.Errorf("clientOf a socket = %s", got)
	}
}
