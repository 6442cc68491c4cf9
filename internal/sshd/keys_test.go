package sshd

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestTheHostKeyIsMadeOnce(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "new", "host")
	first, err := hostKey(path)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.ParsePrivateKey(first)
	if err != nil || signer.PublicKey().Type() != "ssh-ed25519" {
		t.Fatalf("%v, %v", signer, err)
	}
	again, err := hostKey(path)
	if err != nil || string(again) != string(first) {
		t.Errorf("the second start has another key, or %v", err)
	}
	if runtime.GOOS == "windows" {
		return // modes say nothing there
	}
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, folder: 0o755} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := hostKey(path); err == nil || !strings.Contains(err.Error(), "chmod 600 "+path) {
		t.Errorf("a key that others may read: %v", err)
	}
}

func TestAHostKeyThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "host")
	if err := os.WriteFile(path, []byte("no key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Listen(Options{HostKey: path, Open: true, Limits: DefaultLimits()})
	if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "a new one is made") {
		t.Error(err)
	}
}

// Every mistake of a file of keys is told at the start; later, its other lines
// count.
func TestMistakesInAFileOfKeys(t *testing.T) {
	ann := newKey(t)
	line := strings.TrimSpace(string(gossh.MarshalAuthorizedKey(ann.PublicKey())))
	_, private := newKeyPEM(t)
	text := strings.Join([]string{
		"# the team", "", "   # more",
		line + " ann@example.com",
		"no-port-forwarding,no-X11-forwarding " + line,
		"ssh-ed25519 nonsense",
		`from="10.0.0.0/8" ` + line,
		"cert-authority " + line,
		string(private),
	}, "\n")
	path := filepath.Join(t.TempDir(), "team.keys")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Listen(Options{AuthorizedKeys: path, HostKey: filepath.Join(t.TempDir(), "host"), Limits: DefaultLimits()})
	if err == nil {
		t.Fatal("the server starts")
	}
	want := []string{
		path + ":6:1: not a public key; expected a line such as: ssh-ed25519 AAAA… ann",
		path + `:7:1: the option "from" does nothing here; take it out, or leave the key out`,
		path + `:8:1: the option "cert-authority" does nothing here; take it out, or leave the key out`,
		path + ":9:1: a private key; expected public ones, from a file that ends in .pub",
	}
	if got := err.Error(); got != strings.Join(want, "\n") {
		t.Errorf("the mistakes are\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	keys, _ := readKeys(path)
	if len(keys) != 1 || !keys[string(ann.PublicKey().Marshal())] {
		t.Errorf("%d keys may come in", len(keys))
	}
}

func TestAFileWithoutKeys(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.keys")
	if _, err := readKeys(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(path, []byte("# nobody yet\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readKeys(path); err == nil || !strings.Contains(err.Error(), "has no key; expected one a line") {
		t.Errorf("a file without a key: %v", err)
	}
}

func FuzzKeys(f *testing.F) {
	f.Add("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ ann\n# x\n")
	f.Add(`from="a b" ssh-rsa AAAA` + "\n-----BEGIN OPENSSH PRIVATE KEY-----\n")
	f.Fuzz(func(t *testing.T, text string) {
		keys, errs := parseKeys("f", text)
		for key := range keys {
			if _, err := gossh.ParsePublicKey([]byte(key)); err != nil {
				t.Errorf("a key that is none: %v", err)
			}
		}
		for _, err := range errs {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("no place: %v", err)
			}
		}
	})
}
