package house_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// charmModule is the path of a module that is served under charm.land, with
// the name that its repository has.
var charmModule = regexp.MustCompile(`^charm\.land/([a-z]+)(/v[0-9]+)?$`)

// goModProblems says which direct requirements of a go.mod are under charm.land
// and lack the name of their repository beside them. Without it, a reader of
// go.mod cannot tell where the source is.
func goModProblems(text string) []string {
	var problems []string
	for n, line := range slices.Collect(strings.Lines(text)) {
		requirement, comment, _ := strings.Cut(strings.TrimSpace(line), "//")
		fields := strings.Fields(strings.TrimPrefix(requirement, "require "))
		if len(fields) != 2 || strings.TrimSpace(comment) == "indirect" {
			continue
		}
		found := charmModule.FindStringSubmatch(fields[0])
		if found == nil {
			if strings.HasPrefix(fields[0], "charm.land/") {
				problems = append(problems, fmt.Sprintf("go.mod:%d: %s is not of the form charm.land/name/v2", n+1, fields[0]))
			}
			continue
		}
		if want := "github.com/charmbracelet/" + found[1]; strings.TrimSpace(comment) != want {
			problems = append(problems, fmt.Sprintf("go.mod:%d: %s lacks the comment // %s", n+1, fields[0], want))
		}
	}
	return problems
}

func TestCharmModulesNameTheirRepositories(t *testing.T) {
	text := readTree(t, treeRoot(t), "go.mod")
	if !strings.Contains(text, "charm.land/") {
		t.Fatal("go.mod has no module of charm.land: is this still the right check?")
	}
	for _, problem := range goModProblems(text) {
		t.Error(problem)
	}
}

func TestGoModProblems(t *testing.T) {
	const text = `module drydock

require charm.land/log/v2 v2.0.1

require (
	charm.land/bubbletea/v2 v2.0.10 // github.com/charmbracelet/bubbletea
	charm.land/lipgloss/v2 v2.0.6 // github.com/charmbracelet/bubbletea
	charm.land/huh/v2 v2.0.3 // indirect
	github.com/BurntSushi/toml v1.6.0
)
`
	want := []string{
		"go.mod:3: charm.land/log/v2 lacks the comment // github.com/charmbracelet/log",
		"go.mod:7: charm.land/lipgloss/v2 lacks the comment // github.com/charmbracelet/lipgloss",
	}
	if got := goModProblems(text); !slices.Equal(got, want) {
		t.Errorf("goModProblems = %q, want %q", got, want)
	}
}
