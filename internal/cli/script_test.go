package cli

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts compare with cmp into them")

// The scripts run the test binary itself under the name drydock.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"drydock": func() { os.Exit(Main()) }})
}

func TestScript(t *testing.T) { runScripts(t, filepath.Join("testdata", "script")) }

// TestAcceptance runs what an issue says that commands must show.
func TestAcceptance(t *testing.T) { runScripts(t, filepath.Join("..", "..", ".ci", "acceptance")) }

func runScripts(t *testing.T, dir string) {
	t.Helper()
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    cmdExits,
			"again":    cmdAgain,
			"json":     cmdJSON,
			"jsonline": cmdJSONLine,
			"pick":     cmdPick,
			"pickenv":  cmdPickEnv,
			"mutate":   cmdMutate,
			"distinct": cmdDistinct,
			"ports":    cmdPorts,
		},
	})
}

// cmdExits is `exits STATUS program args…`: it runs a program and holds its exit
// status. Its output is there for stdout, stderr and the json commands.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS program args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := statusAfter(ts, ts.Exec(args[1], args[2:]...)); got != want {
		ts.Fatalf("%s ended with status %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}

func statusAfter(ts *testscript.TestScript, err error) int {
	var ended *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &ended):
		return ended.ExitCode()
	}
	ts.Fatalf("%v", err)
	return -1
}

// cmdAgain is `again STATUS N`: it runs the command on the N-th line of the last
// output that begins with "again:", counted from 1, as a person would.
func cmdAgain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: again STATUS N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var lines []string
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if command, ok := strings.CutPrefix(strings.TrimSpace(line), "again: "); ok {
			lines = append(lines, command)
		}
	}
	if n < 1 || n > len(lines) {
		ts.Fatalf("there are %d lines to do again", len(lines))
	}
	cmdExits(ts, false, append([]string{args[0]}, strings.Fields(lines[n-1])...))
}

// cmdJSON is `json PATH WANT`: it holds a value of the last output, which is one
// JSON document. A path is of keys and indices; in a list of objects that have
// an id, the id stands for the index; "#" is the length of a list or an object.
// WANT is text, or JSON for other values.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH WANT")
	}
	holdJSON(ts, neg, ts.ReadFile("stdout"), args[0], args[1])
}

// cmdJSONLine is `jsonline N PATH WANT`: as json, for the N-th line of an output
// of one object a line.
func cmdJSONLine(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: jsonline N PATH WANT")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	if n < 1 || n > len(lines) {
		ts.Fatalf("the output has %d lines", len(lines))
	}
	holdJSON(ts, neg, lines[n-1], args[1], args[2])
}

func holdJSON(ts *testscript.TestScript, neg bool, text, path, want string) {
	got := lookUp(ts, text, path)
	if (got == want) == neg {
		ts.Fatalf("%s is %s", path, got)
	}
}

// cmdPick is `pick PATH FILE`: it writes a value of the last output to a file.
func cmdPick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pick PATH FILE")
	}
	value := lookUp(ts, ts.ReadFile("stdout"), args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(value+"\n"), 0o644))
}

// cmdPickEnv is `pickenv PATH NAME`: it sets an environment variable to a value
// of the last output.
func cmdPickEnv(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pickenv PATH NAME")
	}
	ts.Setenv(args[1], lookUp(ts, ts.ReadFile("stdout"), args[0]))
}

func lookUp(ts *testscript.TestScript, text, path string) string {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		ts.Fatalf("not JSON: %v\n%s", err, text)
	}
	for _, part := range strings.Split(path, ".") {
		next, ok := member(v, part)
		if !ok {
			ts.Fatalf("%s: there is no %q", path, part)
		}
		v = next
	}
	if s, ok := v.(string); ok {
		return s
	}
	out, err := json.Marshal(v)
	ts.Check(err)
	return string(out)
}

func member(v any, part string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		if part == "#" {
			return len(v), true
		}
		item, ok := v[part]
		return item, ok
	case []any:
		if part == "#" {
			return len(v), true
		}
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(v) {
			return v[i], true
		}
		for _, item := range v {
			if object, ok := item.(map[string]any); ok && object["id"] == part {
				return item, true
			}
		}
	}
	return nil, false
}

// cmdMutate is `mutate FROM TO OLD NEW`: it copies a file with every OLD in it
// replaced, and fails when there is none.
func cmdMutate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: mutate FROM TO OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[2]) {
		ts.Fatalf("%s does not have %q", args[0], args[2])
	}
	to := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(to), 0o755))
	ts.Check(os.WriteFile(to, []byte(strings.ReplaceAll(text, args[2], args[3])), 0o644))
}

// cmdDistinct is `distinct FROM TO PATH FILE program args…`: it runs a program
// with each seed of a range and writes the different values that its JSON has at
// a path, sorted, one a line.
func cmdDistinct(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 5 {
		ts.Fatalf("usage: distinct FROM TO PATH FILE program args…")
	}
	from, err := strconv.Atoi(args[0])
	ts.Check(err)
	to, err := strconv.Atoi(args[1])
	ts.Check(err)
	var values []string
	for seed := from; seed <= to; seed++ {
		statusAfter(ts, ts.Exec(args[4], append(slices.Clone(args[5:]), "--seed", fmt.Sprint(seed))...))
		values = append(values, lookUp(ts, ts.ReadFile("stdout"), args[2]))
	}
	slices.Sort(values)
	text := strings.Join(slices.Compact(values), "\n") + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(text), 0o644))
}

// cmdPorts is `ports FILE`: it writes the ports of the targets that the last
// output, of describe-target-health in the console's JSON, has, each once.
func cmdPorts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ports FILE")
	}
	var reply struct {
		Output struct {
			TargetHealthDescriptions []struct{ Target struct{ Port int } }
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &reply))
	var ports []int
	for _, d := range reply.Output.TargetHealthDescriptions {
		ports = append(ports, d.Target.Port)
	}
	slices.Sort(ports)
	var text strings.Builder
	for _, port := range slices.Compact(ports) {
		fmt.Fprintln(&text, port)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text.String()), 0o644))
}
