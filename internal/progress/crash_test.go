package progress

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// helpers are what the test binary does instead of testing, each with a file
// of progress, when the environment names one of them.
var helpers = map[string]func(path string) error{"append": appendForEver}

const (
	helperName = "DRYDOCK_PROGRESS_HELPER"
	helperFile = "DRYDOCK_PROGRESS_FILE"
)

func TestMain(m *testing.M) {
	if run := helpers[os.Getenv(helperName)]; run != nil {
		fmt.Fprintln(os.Stderr, run(os.Getenv(helperFile)))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// helper is a process that runs one of helpers.
func helper(t *testing.T, name, path string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	child := exec.Command(exe)
	child.Env = append(os.Environ(), helperName+"="+name, helperFile+"="+path)
	return child
}

// appendForEver begins an attempt and appends to it until it is killed. It
// prints the attempt's id, and then the number of each entry once it is kept.
func appendForEver(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	l := s.Learner("local")
	id, err := l.Begin(ctx, web)
	if err != nil {
		return err
	}
	fmt.Println(id)
	for n := 1; ; n++ {
		if err := appendEntry(ctx, l, id, entry(long, n)); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// long makes an entry span pages, so that it could be torn.
var long = strings.Repeat("a long name ", 1000)

// killed is what a helper process said before it was killed.
type killed struct {
	id   string // "" when it had not come so far
	kept int    // entries that it was told were kept
}

// runAndKill starts a helper process and kills it a moment after it has said so
// many lines, which makes one id and then numbers.
func runAndKill(t *testing.T, path string, lines int, after time.Duration) killed {
	t.Helper()
	child := helper(t, "append", path)
	var stderr strings.Builder
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())

	said, came := bufio.NewReader(out), killed{}
	read := func() bool {
		line, err := said.ReadString('\n')
		if err != nil { // the process is gone, perhaps within a line
			return false
		}
		line = strings.TrimSuffix(line, "\n")
		if came.id == "" {
			came.id = line
			return true
		}
		n, err := strconv.Atoi(line)
		if err != nil || n != came.kept+1 {
			t.Errorf("after entry %d the process said %q", came.kept, line)
		}
		came.kept++
		return true
	}
	more := true
	for ; lines > 0 && more; lines-- {
		more = read()
	}
	time.Sleep(after)
	if err := child.Process.Kill(); err != nil {
		t.Errorf("kill: %v", err)
	}
	for more {
		more = read()
	}
	_ = child.Wait() // it was killed: that is the error
	if stderr.Len() > 0 {
		t.Errorf("the process failed before it was killed: %s", stderr.String())
	}
	return came
}

// A process that is killed at any moment has kept everything that it was told
// was kept, and nothing else but, perhaps, what it was just keeping.
func TestWhatIsKeptOutlivesAKill(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	path := newPath(t)
	var rounds []killed
	for range 20 {
		// Zero lines: while it opens the file, or begins.
		came := runAndKill(t, path, chance.IntN(30), time.Duration(chance.IntN(3000))*time.Microsecond)
		rounds = append(rounds, came)

		s, err := Open(t.Context(), path)
		must(t, err)
		var sound string
		must(t, s.db.QueryRow(`PRAGMA integrity_check`).Scan(&sound))
		if sound != "ok" {
			t.Fatalf("the file is damaged: %s", sound)
		}
		must(t, s.Close())
	}

	l, all := open(t, path).Learner("local"), 0
	for i, came := range rounds {
		if came.id == "" {
			continue
		}
		got := load(t, l, came.id)
		all += got.Length
		if got.Length != came.kept && got.Length != came.kept+1 {
			t.Errorf("round %d: %d entries were said to be kept, and %d are", i, came.kept, got.Length)
		}
		var want []Entry
		for n := range got.Length {
			want = append(want, entry(long, n+1))
		}
		if diff := cmp.Diff(want, got.Journal); diff != "" {
			t.Errorf("round %d: the journal (-want +got):\n%s", i, diff)
		}
		if want := int64(got.Length) * 1000; got.Reached != want {
			t.Errorf("round %d: reached %d, want %d: time and entry are kept together", i, got.Reached, want)
		}
	}
	if all == 0 {
		t.Error("no process was let keep anything")
	}
}
