package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	mdLink  = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	// unlettered is what a heading's anchor leaves out.
	unlettered = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// anchors are the places of a Markdown text that a link can name after a #.
func anchors(text string) map[string]bool {
	out := map[string]bool{}
	for _, h := range heading.FindAllStringSubmatch(text, -1) {
		out[strings.ReplaceAll(unlettered.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-")] = true
	}
	return out
}

// TestPapersLinkToWhatIsThere follows the links from paper to paper, and to files
// of the tree.
func TestPapersLinkToWhatIsThere(t *testing.T) {
	root := treeRoot(t)
	count := 0
	for _, file := range treeFiles(t, root) {
		if path.Ext(file) != ".md" || strings.Contains("/"+file, "/testdata/") {
			continue
		}
		for _, found := range mdLink.FindAllStringSubmatch(readTree(t, root, file), -1) {
			target, place, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			count++
			to := file
			if target != "" {
				to = path.Join(path.Dir(file), target)
			}
			switch {
			case !exists(root, to):
				t.Errorf("%s: the link to %s leads nowhere", file, found[1])
			case place != "" && !anchors(readTree(t, root, to))[place]:
				t.Errorf("%s: %s has no heading #%s", file, to, place)
			}
		}
	}
	if count == 0 {
		t.Error("no paper links to another")
	}
}

// TestFidelityHasTheDelays holds the tables of times in docs/fidelity.md against
// engine/delays.go: each name with its time, in one row.
func TestFidelityHasTheDelays(t *testing.T) {
	root := treeRoot(t)
	page := readTree(t, root, "docs/fidelity.md")
	delays := delaysOf(t, root)
	if len(delays) < 10 {
		t.Fatalf("engine/delays.go has %d times: is this still the right check?", len(delays))
	}
	for name, words := range delays {
		row := regexp.MustCompile(`(?m)^\|.*\| ` + regexp.QuoteMeta(words) + ` \| ` + "`" + name + "`" + ` \|$`)
		if !row.MatchString(page) {
			t.Errorf("docs/fidelity.md has no row for %s with %s", name, words)
		}
	}
}

// delaysOf lists the times of engine/delays.go by name, in the words of the page.
func delaysOf(t *testing.T, root string) map[string]string {
	t.Helper()
	out := map[string]string{}
	ast.Inspect(parse(t, token.NewFileSet(), root, "engine/delays.go", 0), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				if words := timeWords(n.Value); words != "" {
					out[id.Name] = words
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if i < len(n.Values) {
					if words := timeWords(n.Values[i]); words != "" {
						out[id.Name] = words
					}
				}
			}
		}
		return true
	})
	return out
}

// timeWords reads "60 * time.Second" as "60 s"; "" for anything else.
func timeWords(e ast.Expr) string {
	count := 1
	if product, ok := e.(*ast.BinaryExpr); ok && product.Op == token.MUL {
		number, ok := product.X.(*ast.BasicLit)
		if !ok {
			return ""
		}
		n, err := strconv.Atoi(number.Value)
		if err != nil {
			return ""
		}
		count, e = n, product.Y
	}
	unit, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	short := map[string]string{"Millisecond": "ms", "Second": "s", "Minute": "min", "Hour": "h"}[unit.Sel.Name]
	if short == "" {
		return ""
	}
	return fmt.Sprintf("%d %s", count, short)
}

func TestAnchors(t *testing.T) {
	got := anchors("# The house\n## What `when` says, and why\n")
	for _, want := range []string{"the-house", "what-when-says-and-why"} {
		if !got[want] {
			t.Errorf("anchors = %v, without %s", got, want)
		}
	}
}
