package scenarios

import (
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
	"drydock/engine/trace"
)

// A path is followed in the console, as the screen follows it.
func TestPathsInTheConsole(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	for _, c := range []struct {
		line string
		want []string
	}{
		{"path internet alb 80", []string{"internet to alb, port 80: connected (2 interfaces, all alike)", " 1 ✓ rtb-public ", "✓ alb port 80 "}},
		{"path internet alb", []string{"internet to alb, port 80: connected"}},
		{"path alb node-a 32768", []string{"alb to node-a, port 32768: timed out", "✗ sg-instances ingress ", "no rule admits tcp 32768 from sg-alb", "← stops here"}},
		{"path node-a s3", []string{"node-a to s3.eu-west-1.amazonaws.com, port 443: connected", "igw-main"}},
		{"path node-a 10.0.1.4 80", []string{"timed out"}},
		{"path node-a node-a 80", []string{"no path from node-a to node-a: "}},
		{"path node-a", []string{"path needs two things and a port"}},
		{"path node-a alb 80 tcp", []string{"path needs two things and a port"}},
		{"path node-a alb http", []string{"http is no port: expected a number from 1 to 65535"}},
		{"path node-a alb 65536", []string{"65536 is no port"}},
		{"path node-a internet", []string{"which port of internet? Nothing listens there now: path node-a internet 443"}},
		{"path node-a nobody 80", []string{`there is no "nobody" to connect from or to`}},
	} {
		r := a.Exec(c.line)
		for _, want := range c.want {
			if got := r.Output + r.Err; !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", c.line, want, got)
			}
		}
		if r.Moved || r.Request != nil {
			t.Errorf("%s is a move", c.line)
		}
	}
	if r := a.Exec("path alb node-a 32768"); len(r.Data.([]trace.Trace)) != 2 {
		t.Errorf("as data it is %+v", r.Data)
	}
}

func TestCompleteAPath(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	for line, want := range map[string][]string{
		"pa":                  {"path"},
		"path int":            {"internet"},
		"path node-":          {"node-a", "node-b"},
		"path s3":             nil,
		"path node-a ec":      {"ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "ec2"},
		"path node-a al":      {"alb"},
		"path node-a alb ":    {"80"},
		"path node-a s3 4":    {"443"},
		"path node-a alb 80 ": nil,
	} {
		got := a.Complete(line, len(line))
		var texts []string
		for _, c := range got.Candidates {
			texts = append(texts, c.Text)
		}
		if !slices.Equal(texts, want) {
			t.Errorf("%q: got %q, want %q", line, texts, want)
		}
	}
	has := func(line, want string) {
		t.Helper()
		if !slices.ContainsFunc(a.Complete(line, len(line)).Candidates, func(c api.Candidate) bool { return c.Text == want }) {
			t.Errorf("%q does not offer %s", line, want)
		}
	}
	has("why sub", "subnet-a")
	has("why rtb", "rtb-public")
	has("why igw", "igw-main")
}

// The parts of a network are inspected like everything else.
func TestInspectTheNetwork(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	v := a.Network().VPCs[0]
	for kind, id := range map[string]string{
		"VPC": v.ID, "subnet": v.Zones[0].Subnets[0].ID, "route table": v.Tables[0].ID, "internet gateway": v.Gateway.ID,
	} {
		in, err := a.Inspect(kind, id)
		if err != nil || !strings.Contains(in.Described[0].Answer, id) {
			t.Errorf("%s: %v %+v", kind, err, in.Described)
		}
	}
}
