package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// hostKey reads the server's private key. A missing one is made: ed25519, in a
// file that nobody else may read.
//
// The library's own way is not taken: it changes the mode of the folder that
// the file is in, also when that is a shared one.
func hostKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = makeHostKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the host key: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the host key: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 && runtime.GOOS != "windows" {
		return nil, fmt.Errorf("others may read the host key %s (mode %04o); make it yours alone: chmod 600 %s", path, mode, path)
	}
	return text, nil
}

func makeHostKey(path string) ([]byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := gossh.MarshalPrivateKey(key, "drydock")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(block)
	_, err = file.Write(text)
	return text, errors.Join(err, file.Close())
}

// readKeys reads a file of public keys in the form of authorized_keys. The keys
// are in the form of the protocol. The error names every line that is not
// understood; the keys of the other lines are there all the same.
func readKeys(path string) (map[string]bool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the file of keys: %w", err)
	}
	keys, errs := parseKeys(path, string(text))
	if len(keys) == 0 && len(errs) == 0 {
		errs = append(errs, fmt.Errorf("%s has no key; expected one a line, such as: ssh-ed25519 AAAA… ann", path))
	}
	return keys, errors.Join(errs...)
}

// allowedOptions are the options of authorized_keys that ask for what holds for
// everybody here.
var allowedOptions = []string{"no-agent-forwarding", "no-port-forwarding", "no-user-rc", "no-x11-forwarding"}

func parseKeys(path, text string) (map[string]bool, []error) {
	keys := map[string]bool{}
	var errs []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, err := parseKey(line)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d:1: %w", path, number, err))
			if strings.Contains(line, "PRIVATE KEY") {
				break // the rest is of the same key
			}
			continue
		}
		keys[string(key.Marshal())] = true
	}
	return keys, errs
}

// parseKey reads one line. An option that would narrow what a key may do is
// refused, since passing over it would let in more than its author meant.
func parseKey(line string) (gossh.PublicKey, error) {
	if strings.Contains(line, "PRIVATE KEY") {
		return nil, errors.New("a private key; expected public ones, from a file that ends in .pub")
	}
	key, _, options, _, err := gossh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return nil, errors.New("not a public key; expected a line such as: ssh-ed25519 AAAA… ann")
	}
	for _, option := range options {
		if !slices.Contains(allowedOptions, strings.ToLower(option)) {
			name, _, _ := strings.Cut(option, "=")
			return nil, fmt.Errorf("the option %q does nothing here; take it out, or leave the key out", name)
		}
	}
	if _, ok := key.(*gossh.Certificate); ok {
		return nil, errors.New("a certificate; expected the public key itself")
	}
	return key, nil
}
