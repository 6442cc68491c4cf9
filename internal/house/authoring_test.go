package house_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the papers' commands print into the papers")

// block is a fenced block of a Markdown text: its lines are first to last,
// counted from 0, without the fences.
type block struct {
	lang        string
	first, last int
	text        string
}

// blocks lists the fenced blocks of a text that stand at the margin.
func blocks(text string) []block {
	var out []block
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		lang, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		b := block{lang: lang, first: i + 1}
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			b.text += lines[i] + "\n"
		}
		b.last = i - 1
		out = append(out, b)
	}
	return out
}

// ofLang lists the blocks of one language.
func ofLang(text, lang string) []block {
	return slices.DeleteFunc(blocks(text), func(b block) bool { return b.lang != lang })
}

var scenarioID = regexp.MustCompile(`(?m)^id *= "([a-z0-9-]+)"$`)

// example returns the one scenario of a paper, and its id; empty when it has none.
func example(t *testing.T, text string) (id, file string) {
	t.Helper()
	for _, b := range ofLang(text, "toml") {
		if !strings.HasPrefix(b.text, "format = 1\n") {
			continue
		}
		if file != "" {
			t.Fatal("a paper has two whole scenarios")
		}
		found := scenarioID.FindStringSubmatch(b.text)
		if found == nil {
			t.Fatal("the scenario of a paper has no id")
		}
		id, file = found[1], b.text
	}
	return id, file
}

// slips applies a block of changed lines to a file: each line that begins with
// - is replaced by the line after it, which begins with +.
func slips(file, changes string) (string, error) {
	lines := strings.Split(strings.TrimSuffix(changes, "\n"), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		old, isOld := strings.CutPrefix(lines[i], "-")
		fresh, isFresh := strings.CutPrefix(lines[i+1], "+")
		if !isOld || !isFresh || strings.Count(file, "\n"+old+"\n") != 1 {
			return "", fmt.Errorf("%q, then %q: not a line that the file has once, and another in its place", lines[i], lines[i+1])
		}
		file = strings.Replace(file, "\n"+old+"\n", "\n"+fresh+"\n", 1)
	}
	return file, nil
}

// builtProgram builds the program into a folder of its own and returns the
// folder.
func builtProgram(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.Command("go", "build", "-o", dir+string(filepath.Separator), ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return dir
}

// papersFolder is an empty folder with the scenario of a paper, and with the
// mistakes that the paper makes in it.
func papersFolder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	id, file := example(t, text)
	if file == "" {
		return dir
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(id+".toml", file)
	for _, b := range ofLang(text, "diff") {
		wrong, err := slips(file, b.text)
		if err != nil {
			t.Fatal(err)
		}
		write("mistakes.toml", wrong)
	}
	return dir
}

var hash = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// shell runs a command line as a reader would and returns what it prints; the
// hash of a world, which any change of the engine changes, is left out.
func shell(t *testing.T, program, dir, line string) string {
	t.Helper()
	c := exec.Command("bash", "-c", line)
	c.Dir = dir
	c.Env = append(os.Environ(), "PATH="+program+string(filepath.ListSeparator)+os.Getenv("PATH"), "NO_COLOR=1")
	out, err := c.CombinedOutput()
	// A status other than 0 is part of what is shown; not starting is not.
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return hash.ReplaceAllString(string(bytes.TrimRight(out, "\n")), "…") + "\n"
}

// TestPapersShowWhatIsPrinted runs the commands of the papers' `console` blocks
// and compares what they print. -update writes it into the papers.
func TestPapersShowWhatIsPrinted(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash here to run the commands with")
	}
	root := treeRoot(t)
	program := builtProgram(t, root)
	papers, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, file := range append(papers, filepath.Join(root, "README.md")) {
		name := path.Base(filepath.ToSlash(file))
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(src)
		dir := papersFolder(t, text)
		lines := strings.Split(text, "\n")
		shown := ofLang(text, "console")
		for _, b := range slices.Backward(shown) {
			var want strings.Builder
			for line := range strings.Lines(b.text) {
				if command, ok := strings.CutPrefix(line, "$ "); ok {
					ran++
					want.WriteString(line + shell(t, program, dir, command))
				}
			}
			if want.String() == b.text {
				continue
			}
			if !*update {
				t.Errorf("%s:%d: the block is\n%s\nand the commands print\n%s\n(-update writes it)", name, b.first+1, b.text, want.String())
			}
			lines = slices.Replace(lines, b.first, b.last+1, strings.Split(strings.TrimSuffix(want.String(), "\n"), "\n")...)
		}
		if out := strings.Join(lines, "\n"); *update && out != text {
			if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if ran == 0 {
		t.Error("no paper shows a command")
	}
}

// TestTheGuidesScenarioIsProved takes the scenario out of the authors' guide and
// has the program check and prove it.
func TestTheGuidesScenarioIsProved(t *testing.T) {
	root := treeRoot(t)
	text := readTree(t, root, "docs/authoring.md")
	id, file := example(t, text)
	if file == "" {
		t.Fatal("docs/authoring.md has no whole scenario")
	}
	for _, part := range []string{"[vars]", "[[fault]]", `from    = "submit"`, "[play]", "[[goal]]", "[[hint]]", "[[solution]]", "[[wrong]]", `"{{desired}}"`, "{{service("} {
		if !strings.Contains(file, part) {
			t.Errorf("the example does not show %s", part)
		}
	}
	program, dir := builtProgram(t, root), papersFolder(t, text)
	for _, verb := range []string{"check", "test"} {
		c := exec.Command(filepath.Join(program, module), "pack", verb, id+".toml")
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("pack %s: %v\n%s", verb, err, out)
		}
	}
}

// closedGroup is the world that the questions of the authors' guide play in.
const closedGroup = "format = 1\n\n[world]\nbase = \"two-az\"\n\n[[world.security_group]]\nid = \"sg-web\"\n"

// TestTheGuidesQuestionsAreProved takes the questions out of the authors' guide and
// has the program check and prove them.
func TestTheGuidesQuestionsAreProved(t *testing.T) {
	root := treeRoot(t)
	bank := ""
	for _, b := range ofLang(readTree(t, root, "docs/authoring.md"), "toml") {
		if strings.HasPrefix(b.text, "[[question]]\n") {
			bank += b.text
		}
	}
	for _, part := range []string{"check ", "right = true", "{{port}}", "answer ", "mistakes ", "why "} {
		if !strings.Contains(bank, part) {
			t.Errorf("the example does not show %s", part)
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"banks/guide.toml": "format = 1\n" + bank, "worlds/closed-group.toml": closedGroup} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(builtProgram(t, root), module)
	for _, verb := range []string{"check", "test"} {
		c := exec.Command(program, "pack", verb, ".")
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("pack %s: %v\n%s", verb, err, out)
		}
	}
}

func TestBlocks(t *testing.T) {
	got := blocks("# T\n```sh\na\nb\n```\nx\n```toml\n```\n")
	want := []block{{"sh", 2, 3, "a\nb\n"}, {"toml", 7, 6, ""}}
	if !slices.Equal(got, want) {
		t.Errorf("blocks = %+v, want %+v", got, want)
	}
}

func TestSlips(t *testing.T) {
	got, err := slips("a\nb\nc\n", "-b\n+d\n")
	if err != nil || got != "a\nd\nc\n" {
		t.Errorf("slips = %q, %v", got, err)
	}
	for _, bad := range []string{"-x\n+d\n", "b\n+d\n", "-b\nd\n"} {
		if _, err := slips("a\nb\nc\n", bad); err == nil {
			t.Errorf("slips with %q: no error", bad)
		}
	}
}
