package scenarios

import (
	"io/fs"
	"path"
	"strings"
	"testing"
)

// The built-in indexes are what pack fmt writes, and no id is used twice.
func TestIndexesAreInStep(t *testing.T) {
	folders, err := fs.Glob(builtIn, "packs/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no packs: %v", err)
	}
	for _, folder := range folders {
		pack, err := fs.Sub(builtIn, folder)
		if err != nil {
			t.Fatal(err)
		}
		ix, err := formatIndex(pack, path.Base(folder))
		if err != nil || ix.Changes != nil {
			t.Errorf("%s is out of step (go run . pack fmt writes it): %v %v", folder, ix.Changes, err)
		}
	}
	for _, p := range Packs() {
		if p.Err != nil {
			t.Error(p.Err)
		}
	}
}

// A proof plays one seed of each combination of the variables; learners and later
// modes play others, which place and crash other tasks. No verdict may be luck.
func TestVerdictsHoldForOtherSeeds(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	seeds := uint64(6)
	if testing.Short() {
		t.Log("with -short: two seeds")
		seeds = 2
	}
	for _, s := range all {
		p := Proof{Scenario: s.ID}
		for seed := uint64(1); seed <= seeds; seed++ {
			if err := p.play(s, seed); err != nil {
				t.Fatal(err)
			}
		}
		if want := int(seeds) * (1 + len(s.Turns) + len(s.Choices)); p.Runs != want {
			t.Errorf("%s: %d runs instead of %d", s.ID, p.Runs, want)
		}
		for _, f := range p.Failures {
			t.Error(f)
		}
	}
}

// Every built-in scenario can be found, built and proved.
func TestBuiltInScenariosAreProved(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no scenario is built in")
	}
	for _, s := range all {
		found, err := Find(s.ID)
		if err != nil || found.Digest() != s.Digest() {
			t.Errorf("%s is not found: %v", s.ID, err)
		}
		p, err := Prove(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Failures {
			t.Errorf("%s: %s", s.ID, f)
		}
		right, wrong := len(s.Solutions()), len(s.WrongTurns())
		for _, c := range s.Choices {
			if c.Right {
				right++
			} else {
				wrong++
			}
		}
		if want := p.Played * (1 + len(s.Turns) + len(s.Choices)); p.Runs != want || right == 0 || wrong < 5 || len(s.Trials) == 0 {
			t.Errorf("%s: %d runs, want %d; %d right ways, %d wrong ones, %d trials", s.ID, p.Runs, want, right, wrong, len(s.Trials))
		}
	}
}

// Every built-in stock world can be built, and has no goals.
func TestStockWorlds(t *testing.T) {
	worlds, err := fs.Glob(stockWorlds, "worlds/*.toml")
	if err != nil || len(worlds) == 0 {
		t.Fatalf("no worlds: %v", err)
	}
	for _, w := range worlds {
		name := strings.TrimSuffix(path.Base(w), ".toml")
		s, err := Find(name)
		if err != nil {
			t.Fatal(err)
		}
		a := begin(t, s, 1)
		if s.ID != name || len(s.Goals) > 0 || len(a.Events()) == 0 || a.Elapsed() != 0 {
			t.Errorf("%s: id %q, %d goals, %d events", name, s.ID, len(s.Goals), len(a.Events()))
		}
	}
}

func TestFindOfNothing(t *testing.T) {
	for name, want := range map[string]string{
		"healthy-nowher": `there is no scenario or world "healthy-nowher"; did you mean "healthy-nowhere"?`,
		"zebra":          `there is no scenario or world "zebra"; there are: tour, healthy-nowhere`,
		"..":             `there is no scenario or world ".."; there are: tour, healthy-nowhere`,
		"":               `there is no scenario or world ""; there are: tour, healthy-nowhere`,
	} {
		if _, err := Find(name); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Find(%q): %v", name, err)
		}
	}
}

// More combinations than can be played are sampled, and the sample is told, as
// seeds that draw different ones.
func TestSampleOfCombinations(t *testing.T) {
	var numbers []string
	for _, r := range "abcdefghijklmno" {
		numbers = append(numbers, `"`+string(r)+`"`)
	}
	values := "[" + strings.Join(numbers, ", ") + "]"
	text := `format = 1
[scenario]
id = "many"
rev = 1
title = "Many"
objectives = ["lb.dynamic-port"]
difficulty = 1
minutes = 1
brief = "b"
debrief = "d"
[vars]
a = ` + values + `
b = ` + values + `
[[world.vpc]]
id = "vpc-main"
cidr_block = "10.0.0.0/16"
[play]
horizon = "1m"
par = 1
[[goal]]
id = "made"
text = "t"
points = 1
check = 'security_group("made").ingress == 0'
[[solution]]
title = "t"
do = ["aws ec2 create-security-group --group-name made --description {{a}}{{b}} --vpc-id vpc-main"]
`
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Prove(s)
	if err != nil {
		t.Fatal(err)
	}
	if p.Combinations != 225 || p.Played != 200 || len(p.Sample) != 200 || p.Runs != 400 || len(p.Failures) != 0 {
		t.Errorf("combinations %d, played %d, sample %d, runs %d, failures %v", p.Combinations, p.Played, len(p.Sample), p.Runs, p.Failures)
	}
	drawn := map[[2]any]bool{}
	for _, seed := range p.Sample {
		v := s.Draw(seed)
		drawn[[2]any{v["a"], v["b"]}] = true
	}
	if len(drawn) != 200 {
		t.Errorf("the sample draws %d combinations", len(drawn))
	}
}
