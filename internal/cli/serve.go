package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"drydock/internal/progress"
	"drydock/internal/sshd"
	"drydock/tui"

	tea "charm.land/bubbletea/v2"
	"charm.land/log/v2"
	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

func serveCommand() *cobra.Command {
	o := sshd.Options{Limits: sshd.DefaultLimits()}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the trainer over SSH",
		Long: `Serves the trainer over SSH: everybody who connects plays on their own, in their own
terminal. A public key is who somebody is; there are no passwords. Nothing but the trainer is
served: no shell, no commands, no forwarding, no files.

It listens on this machine alone unless --addr says otherwise, and runs until ctrl+c or SIGTERM.
Exit status: 0 stopped, 1 failed, 2 wrong input.`,
		Example: `drydock serve --authorized-keys team.keys
drydock serve --authorized-keys team.keys --addr :23231
drydock serve --open`,
		Args: usageArgs(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error { return serve(c, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Addr, "addr", sshd.DefaultAddr, "listen on HOST:PORT; :PORT is every address of this machine")
	f.StringVar(&o.AuthorizedKeys, "authorized-keys", "", "let in the public keys of FILE, one a line as in ~/.ssh/authorized_keys")
	f.BoolVar(&o.Open, "open", false, "let every public key in")
	f.StringVar(&o.HostKey, "host-key", "", "the server's private key, made when missing (default ssh_host_ed25519 in the data folder)")
	f.IntVar(&o.Limits.Sessions, "max-sessions", o.Limits.Sessions, "sessions at once")
	f.IntVar(&o.Limits.PerKey, "max-per-key", o.Limits.PerKey, "sessions at once of one key")
	f.DurationVar(&o.Limits.Idle, "idle", o.Limits.Idle, "end a session after this time without a key, with a warning before")
	f.DurationVar(&o.Limits.Total, "max-time", o.Limits.Total, "end a session after this time, with a warning before")
	f.IntVar(&o.Limits.Logins, "logins", o.Limits.Logins, "connections a minute from one address")
	return cmd
}

// serve runs the server until a signal ends it.
func serve(c *cobra.Command, o sshd.Options) error {
	switch {
	case o.AuthorizedKeys == "" && !o.Open:
		return wrong(errors.New(`who may come in? Say one of:
  --authorized-keys FILE  the public keys in FILE, one a line as in ~/.ssh/authorized_keys
  --open                  every public key`))
	case o.AuthorizedKeys != "" && o.Open:
		return wrong(errors.New("--open lets every key in, and --authorized-keys those of a file; say one of them"))
	}
	if o.HostKey == "" {
		file, err := xdg.DataFile("drydock/ssh_host_ed25519")
		if err != nil {
			return fmt.Errorf("no folder for the host key: %w; name a file with --host-key", err)
		}
		o.HostKey = file
	}
	o.Log = slog.New(log.NewWithOptions(c.ErrOrStderr(), log.Options{ReportTimestamp: true}))
	store, err := progress.Open(c.Context(), progress.DefaultPath())
	if err != nil {
		return err
	}
	defer store.Close()
	o.App = func(s sshd.Session) (tea.Model, func(), error) {
		// A learner is known by the key; two sessions of one key each have
		// their own attempts.
		return tui.New(appConfig(s.Environ, &learner{kept: store.Learner(s.Key)})), nil, nil
	}
	server, err := sshd.Listen(o)
	if failed := (*net.OpError)(nil); errors.As(err, &failed) {
		return err
	} else if err != nil {
		return wrong(err)
	}
	announce(c.OutOrStdout(), o, server)
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	defer context.AfterFunc(ctx, stop)()
	return server.Serve(ctx)
}

// announce says where the server is, how to know it, and how to connect.
func announce(w io.Writer, o sshd.Options, server *sshd.Server) {
	addr := server.Addr().String()
	fmt.Fprintf(w, "listening on  %s\n", addr)
	fmt.Fprintf(w, "host key      %s  %s\n", server.Fingerprint(), plain(o.HostKey))
	if o.Open {
		fmt.Fprintln(w, "let in        every public key")
	} else {
		fmt.Fprintf(w, "let in        the public keys of %s\n", plain(o.AuthorizedKeys))
	}
	fmt.Fprintf(w, "connect with  %s\n", sshLine(addr))
}

// sshLine is what to type to connect to an address.
func sshLine(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "ssh " + addr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		if host, err = os.Hostname(); err != nil {
			host = "HOST"
		}
	}
	return fmt.Sprintf("ssh -p %s %s", port, host)
}
