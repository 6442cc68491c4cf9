package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/scenarios"
	"drydock/tui"
	"drydock/tui/library"
)

// generated is a folder with one pack of n scenarios, and with a file for each
// that no scenario could be read from.
func generated(n int) fstest.MapFS {
	var index strings.Builder
	index.WriteString("format = 1\n\n[pack]\nid    = \"many\"\ntitle = \"Many\"\n")
	fsys := fstest.MapFS{}
	for i := range n {
		fmt.Fprintf(&index, "\n[[scenario]]\nid = \"s-%d\"\ntitle = \"Scenario %d\"\nobjectives = [\"lb.dynamic-port\", \"lb.ec2-security-group\"]\n"+
			"exams = [\"SAA-C03\", \"DVA-C02\", \"SOA-C03\"]\ndifficulty = %d\nminutes = 8\nsummary = \"web is up, and nobody can reach it\"\n", i, i, i%5+1)
		fsys[fmt.Sprintf("many/s-%d.toml", i)] = &fstest.MapFile{Data: []byte("not a scenario")}
	}
	fsys["many/pack.toml"] = &fstest.MapFile{Data: []byte(index.String())}
	return fsys
}

// screens is the app over the packs of a file system, in a window of 120x36.
type screens struct {
	m     tea.Model
	begin tea.Cmd
}

func start(fsys fs.FS) screens {
	var m tea.Model = tui.New(tui.Config{
		Version: "v0.1.0", Environ: []string{"TERM=xterm-256color"}, Preview: preview, Open: new(learner).open,
		Packs: func() []library.Pack { return shelf(scenarios.ReadPacks(fsys, ".")) },
	})
	begin := m.Init()
	m, _ = m.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	return screens{m, begin}
}

// list does what the app begins with: it reads the indexes.
func (s screens) list() screens {
	for _, cmd := range s.begin().(tea.BatchMsg) {
		if cmd != nil {
			s.m, _ = s.m.Update(cmd())
		}
	}
	return s
}

func (s screens) frame() string { return s.m.View().Content }

// openings counts the files that are opened, by the end of their path.
type openings struct {
	fs.FS
	files map[string]int
}

func (o openings) Open(name string) (fs.File, error) {
	o.files[path.Base(name)]++
	return o.FS.Open(name)
}

// Nothing but indexes is read on the way to the list, and nothing at all on the
// way to the first frame.
func TestTheFirstFrameReadsNoScenario(t *testing.T) {
	o := openings{generated(100), map[string]int{}}
	s := start(o)
	first, listed := s.frame(), s.list().frame()
	if !strings.Contains(first, "reading the packs") || !strings.Contains(listed, "100 scenarios in 1 pack") {
		t.Errorf("the frames are\n%s\n%s", first, listed)
	}
	maps.DeleteFunc(o.files, func(name string, _ int) bool { return !strings.HasPrefix(name, "s-") })
	if len(o.files) > 0 {
		t.Errorf("opened: %v", o.files)
	}
}

// The scenario for the first time here is one that there is.
func TestTheTourIsListed(t *testing.T) {
	for _, p := range packs() {
		for _, e := range p.Entries {
			if e.ID == tour {
				return
			}
		}
	}
	t.Errorf("no pack has %q", tour)
}

// BenchmarkFirstFrame starts the screens over a pack of one scenario and over one
// of a hundred, in turn: up to the first frame, and up to the one that shows what
// the indexes say. The ratio of the two times is what a hundred scenarios cost.
func BenchmarkFirstFrame(b *testing.B) {
	one, many := generated(1), generated(100)
	for name, draw := range map[string]func(fs.FS){
		"first":  func(fsys fs.FS) { start(fsys).frame() },
		"listed": func(fsys fs.FS) { start(fsys).list().frame() },
	} {
		b.Run(name, func(b *testing.B) {
			var small, large time.Duration
			for b.Loop() {
				begin := time.Now()
				draw(one)
				middle := time.Now()
				draw(many)
				small += middle.Sub(begin)
				large += time.Since(middle)
			}
			b.ReportMetric(float64(large)/float64(small), "100:1")
			b.ReportMetric(float64(small.Microseconds())/float64(b.N), "µs/1")
			b.ReportMetric(float64(large.Microseconds())/float64(b.N), "µs/100")
		})
	}
}
