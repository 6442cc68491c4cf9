package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"drydock/internal/progress"
	"drydock/scenarios"
	"drydock/tui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// screen80 is the app of a learner in a window of 80x24, driven by keys.
type screen80 struct{ m tea.Model }

func appOf(l *learner) *screen80 {
	s := &screen80{tui.New(appConfig([]string{"TERM=xterm-256color"}, l))}
	begin := s.m.Init()
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.do(begin)
	return s
}

// do runs a command, without waiting for the clock's.
func (s *screen80) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				s.do(c)
			}
			return
		}
		s.send(msg)
	case <-time.After(2 * time.Second):
	}
}

func (s *screen80) send(msg tea.Msg) {
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.do(cmd)
}

func (s *screen80) press(keys ...string) {
	special := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "down": tea.KeyDown}
	for _, k := range keys {
		if code, ok := special[k]; ok {
			s.send(tea.KeyPressMsg{Code: code})
			continue
		}
		for _, r := range k {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func (s *screen80) frame() string { return ansi.Strip(s.m.View().Content) }

// moves is the number of moves in the header.
func (s *screen80) moves() int {
	if m := movesShown.FindStringSubmatch(s.frame()); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return -1
}

var movesShown = regexp.MustCompile(`moves (\d+)/`)

func storeIn(t testing.TB, file string) *progress.Store {
	t.Helper()
	store, err := progress.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

// openLine is a line that is always accepted, and a move, once.
func openLine(port int) string {
	return fmt.Sprintf("aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port %d --source-group sg-alb", port)
}

// Whoever leaves in the middle goes on where they were, also with two timelines
// and hints, and the library knows what is done.
func TestGoingOn(t *testing.T) {
	store := storeIn(t, filepath.Join(t.TempDir(), "progress.db"))
	s := appOf(&learner{kept: store.Learner("a")})
	s.press("esc")
	if !strings.Contains(s.frame(), "A first look around") && !strings.Contains(s.frame(), "Tour") && !strings.Contains(s.frame(), "tour") {
		t.Errorf("nothing leads to the tour:\n%s", s.frame())
	}
	l := &learner{kept: store.Learner("a")}
	s = appWith(t, l, "healthy-nowhere")
	s.press("esc", "esc", ";", openLine(9001), "enter", "advance 30s", "enter", openLine(9002), "enter", "undo", "enter", "hint", "enter", "advance 5s", "enter", "esc")
	was := s.frame()
	if s.moves() != 1 || !strings.Contains(was, "09:12:35") {
		t.Fatalf("not as played:\n%s", was)
	}
	// The program is gone; another one begins.
	s = appOf(&learner{kept: store.Learner("a")})
	if !strings.Contains(s.frame(), "Continue: Healthy nowhere") || !strings.Contains(s.frame(), "1 move so far") {
		t.Fatalf("home does not offer to go on:\n%s", s.frame())
	}
	s.press("enter", "esc")
	if s.moves() != 1 || !strings.Contains(s.frame(), "09:12:35") {
		t.Fatalf("not as it was:\n%s\nnow:\n%s", was, s.frame())
	}
	// Another learner sees nothing of it.
	if other := appOf(&learner{kept: store.Learner("b")}).frame(); strings.Contains(other, "Continue") {
		t.Errorf("somebody else's attempt is offered:\n%s", other)
	}
}

// appWith is the app at a scenario.
func appWith(t *testing.T, l *learner, id string) *screen80 {
	t.Helper()
	cfg := appConfig([]string{"TERM=xterm-256color"}, l)
	cfg.Start = id
	s := &screen80{tui.New(cfg)}
	begin := s.m.Init()
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	s.do(begin)
	return s
}

// An attempt of another version of the scenario is told of, and begins anew; the
// old one is not offered again.
func TestAnAttemptOfAnotherVersionBeginsAnew(t *testing.T) {
	ctx := context.Background()
	kept := storeIn(t, filepath.Join(t.TempDir(), "progress.db")).Learner("a")
	id, err := kept.Begin(ctx, progress.Attempt{Scenario: "healthy-nowhere", Digest: "of long ago", Engine: "0", Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	opened, err := (&learner{kept: kept}).open(tui.OpenRequest{ID: "healthy-nowhere", Resume: id})
	if err != nil || !strings.Contains(opened.Note, "has changed since you began") || opened.Attempt.Moves() != 0 {
		t.Errorf("%+v, %v", opened, err)
	}
	if left, err := kept.Unfinished(ctx); err != nil || len(left) != 0 {
		t.Errorf("still offered: %v %v", left, err)
	}
}

// A puzzle that is passed and left is done: it is not offered again, and its
// stars are kept.
func TestWhatIsPassedIsDone(t *testing.T) {
	kept := storeIn(t, filepath.Join(t.TempDir(), "progress.db")).Learner("a")
	l := &learner{kept: kept}
	opened, err := l.open(tui.OpenRequest{ID: "tour"})
	if err != nil {
		t.Fatal(err)
	}
	opened.Attempt.Exec("aws ecs update-service --cluster prod --service web --desired-count 3")
	if err := l.finished(opened.Attempt, opened.Attempt.Submit().Finish()); err != nil {
		t.Fatal(err)
	}
	if err := l.left(); err != nil {
		t.Fatal(err)
	}
	p, err := l.progress()
	if err != nil || len(p.Continue) != 0 || p.Best["tour"] != 3 {
		t.Errorf("%+v %v", p, err)
	}
}

// Where progress cannot be kept, one can play, and is told.
func TestPlayWithoutKeeping(t *testing.T) {
	s := appWith(t, &learner{broken: fmt.Errorf("progress.db: the disk is full")}, "tour")
	if !strings.Contains(s.frame(), "the disk is full") {
		t.Errorf("nothing is said of it:\n%s", s.frame())
	}
	s.press("esc", "esc", ";", "aws ecs update-service --cluster prod --service web --desired-count 3", "enter")
	if s.moves() != 1 {
		t.Errorf("it cannot be played:\n%s", s.frame())
	}
}

const (
	killedChild = "DRYDOCK_TEST_KILLED_CHILD" // the file of progress, for the child
	kills       = 50
)

// TestKilledChild is no test: it is the program that the next test kills. It
// goes on with the attempt that is kept, or begins one, makes move after move,
// and says how many the screen shows as soon as it shows them.
func TestKilledChild(t *testing.T) {
	file := os.Getenv(killedChild)
	if file == "" {
		t.Skip("only as the child of TestKillLosesNoMove")
	}
	store, err := progress.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	l := &learner{kept: store.Learner("a")}
	s := appOf(l)
	if strings.Contains(s.frame(), "Continue:") {
		s.press("enter")
	} else {
		s = appWith(t, l, "healthy-nowhere")
		s.press("esc") // the ticket; the question before the puzzle is next
	}
	s.press("esc", ";")
	fmt.Printf("moves %d\n", s.moves())
	for n := s.moves(); ; n++ {
		s.press(fmt.Sprintf("aws ecs update-service --cluster prod --service web --desired-count %d", 5-n%2), "enter")
		if s.moves() != n+1 {
			fmt.Printf("refused\n%s\n", s.frame())
			return
		}
		fmt.Printf("moves %d\n", n+1)
		s.press("advance 1s", "enter")
		time.Sleep(30 * time.Millisecond) // so that fifty starts stay below the most moves
	}
}

// A played puzzle is killed with SIGKILL at 50 random moments, each time going
// on where it was. No move that the screen showed as made is ever lost.
func TestKillLosesNoMove(t *testing.T) {
	file := filepath.Join(t.TempDir(), "progress.db")
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	shown := 0
	for kill := range kills {
		began, last := killOnce(t, file, chance)
		if began < shown {
			t.Fatalf("kill %d: %d moves were shown, and %d are there", kill, shown, began)
		}
		shown = max(began, last)
	}
	if shown < kills/2 {
		t.Errorf("only %d moves in %d starts: the test kills too early", shown, kills)
	}
	// What is kept is played to the same world again.
	kept := storeIn(t, file).Learner("a")
	left, err := kept.Unfinished(context.Background())
	if err != nil || len(left) != 1 {
		t.Fatalf("%d attempts are kept: %v", len(left), err)
	}
	k, err := kept.Look(context.Background(), left[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenarios.Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := scenarios.Resume(s, saved(k)); err != nil || a.Moves() < shown {
		t.Errorf("%v; moves %d of %d", err, a.Moves(), shown)
	}
	t.Logf("%d moves over %d kills", shown, kills)
}

// killOnce starts the program, lets it play for a random while, kills it, and
// returns how many moves it showed first and last.
func killOnce(t *testing.T, file string, chance *rand.Rand) (began, last int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
	cmd.Env = append(os.Environ(), killedChild+"="+file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	began = -1
	// The moment counts from the first frame: a slow start is none of its
	// business.
	first := make(chan struct{})
	wait := time.Duration(chance.IntN(100)) * time.Millisecond
	go func() {
		<-first
		time.Sleep(wait)
		_ = cmd.Process.Kill()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, ok := strings.CutPrefix(lines.Text(), "moves ")
		if !ok {
			rest, _ := io.ReadAll(out)
			t.Fatalf("%s\n%s", lines.Text(), rest)
		}
		last, err = strconv.Atoi(n)
		if err != nil {
			t.Fatal(err)
		}
		if began < 0 {
			began = last
			close(first)
		}
	}
	_ = cmd.Wait()
	return began, last
}

// An input that could not be kept is kept before the next one: a journal with a
// hole would be played again to another world.
func TestWhatIsOwedIsKeptFirst(t *testing.T) {
	ctx := context.Background()
	kept := storeIn(t, filepath.Join(t.TempDir(), "progress.db")).Learner("a")
	k := &keeper{kept: kept, attempt: progress.Attempt{Scenario: "tour", Digest: "d", Engine: "e", Seed: 1}}
	if err := k.Keep(scenarios.Entry{At: 1, Input: "one"}, 1); err != nil {
		t.Fatal(err)
	}
	id := k.id
	k.id = "elsewhere" // nothing can be kept under this name
	if k.Keep(scenarios.Entry{At: 2, Input: "two"}, 2) == nil || k.Reached(3) == nil {
		t.Error("what is not kept is not told")
	}
	k.id = id
	if err := k.Keep(scenarios.Entry{At: 4, Input: "three"}, 4); err != nil {
		t.Fatal(err)
	}
	got, err := kept.Look(ctx, id)
	if err != nil || len(got.Journal) != 3 || got.Journal[1].Input != "two" || got.Reached != 4 {
		t.Errorf("%+v %v", got, err)
	}
}

// Who begins again after passing is not offered what is solved.
func TestAgainLeavesWhatIsSolved(t *testing.T) {
	kept := storeIn(t, filepath.Join(t.TempDir(), "progress.db")).Learner("a")
	l := &learner{kept: kept}
	solve := func(r tui.OpenRequest) {
		opened, err := l.open(r)
		if err != nil {
			t.Fatal(err)
		}
		opened.Attempt.Exec("aws ecs update-service --cluster prod --service web --desired-count 3")
		if err := l.finished(opened.Attempt, opened.Attempt.Submit().Finish()); err != nil {
			t.Fatal(err)
		}
	}
	solve(tui.OpenRequest{ID: "tour"})
	solve(tui.OpenRequest{ID: "tour", Seed: 1, Variant: true})
	// The program ends on the result, without a word.
	p, err := (&learner{kept: kept}).progress()
	if err != nil || len(p.Continue) != 0 || p.Best["tour"] != 3 {
		t.Errorf("%+v %v", p, err)
	}
}
