package house_test

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// banned is something that no file may hold. The patterns are written so that
// they do not match themselves.
var banned = []struct {
	pattern *regexp.Regexp
	ext     string // of the files it is looked for in; "" for every file
	text    string
}{
	{
		regexp.MustCompile(`(^|[^\w.~$}/-])/(work|root|home/[a-z][\w-]*|Users/[A-Za-z][\w-]*)/`), "",
		"holds a path of somebody's machine",
	},
	{regexp.MustCompile(`proxy\.golang\.[o]rg`), "", "names the host of a registry"},
	{regexp.MustCompile(`\b(TO[D]O|FIX[M]E)\b`), ".go", "has a note of work left to do: do it, or write it down elsewhere"},
}

// bannedIn says what a file holds that it must not.
func bannedIn(file, text string) []string {
	var problems []string
	for n, line := range slices.Collect(strings.Lines(text)) {
		for _, b := range banned {
			if (b.ext == "" || b.ext == path.Ext(file)) && b.pattern.MatchString(line) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s: %.80s", file, n+1, b.text, strings.TrimSpace(line)))
			}
		}
	}
	return problems
}

// titles counts the headings of the first level in a Markdown text, outside of
// code.
func titles(text string) int {
	count, fence := 0, ""
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case fence != "":
			if strings.HasPrefix(trimmed, fence) {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
			fence = trimmed[:3]
		case strings.HasPrefix(line, "# "):
			count++
		}
	}
	return count
}

func TestNoFileHoldsWhatIsBanned(t *testing.T) {
	root := treeRoot(t)
	for _, file := range treeFiles(t, root) {
		for _, problem := range bannedIn(file, readTree(t, root, file)) {
			t.Error(problem)
		}
	}
}

func TestEveryPaperHasOneTitle(t *testing.T) {
	root := treeRoot(t)
	for _, file := range treeFiles(t, root) {
		if path.Ext(file) != ".md" || strings.Contains("/"+file, "/testdata/") {
			continue
		}
		if n := titles(readTree(t, root, file)); n != 1 {
			t.Errorf("%s: has %d titles (lines that begin with a single #), want 1", file, n)
		}
	}
}

func TestBannedIn(t *testing.T) {
	slash := "/" // keeps the bad lines below out of this file
	tests := []struct {
		name string
		file string
		line string
		bad  bool
	}{
		{"a folder of the machine", "a.md", "cd " + slash + "work/main", true},
		{"in quotes", "a.toml", `dir = "` + slash + `root/go"`, true},
		{"at the start of a line", "a", slash + "home/ann/drydock", true},
		{"a Mac", "a", slash + "Users/ann/drydock", true},
		{"a variable before it", "a.txtar", "$HOME" + slash + "work/x", false},
		{"part of an address", "a.md", "https://example.com" + slash + "work/x", false},
		{"a folder's name alone", "a.md", "the folder work/ and the root/ of it", false},
		{"a registry", "a.md", "https://proxy.golang." + "org", true},
		{"a note in code", "a.go", "// TO" + "DO: later", true},
		{"another note in code", "a.go", "// FIX" + "ME", true},
		{"a note elsewhere", "a.md", "TO" + "DO", false},
		{"a longer word", "a.go", "// TO" + "DOS", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := bannedIn(test.file, test.line); (len(got) > 0) != test.bad {
				t.Errorf("bannedIn(%q, %q) = %q, want bad = %t", test.file, test.line, got, test.bad)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	tests := []struct {
		name string
		text string
		want int
	}{
		{"one", "# A\n\n## B\n", 1},
		{"none", "A\n## B\n#hashtag\n", 0},
		{"two", "# A\n# B\n", 2},
		{"a comment in code", "# A\n```sh\n# no title\n```\n", 1},
		{"a comment in indented code", "# A\n1. do\n   ~~~\n# no title\n   ~~~\n", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := titles(test.text); got != test.want {
				t.Errorf("titles = %d, want %d", got, test.want)
			}
		})
	}
}
