package scenarios

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"drydock/scenarios/source"
)

// FuzzLoad: whatever a file holds, loading ends without a panic, every mistake
// has a place in the file, and a scenario that loads can be begun and advanced,
// or is refused with a place.
func FuzzLoad(f *testing.F) {
	whole, err := fs.ReadFile(builtIn, "packs/ecs/healthy-nowhere.toml")
	if err != nil {
		f.Fatal(err)
	}
	definition, err := fs.ReadFile(builtIn, "packs/ecs/web.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte("format = 1\n[world]\nbase = \"two-az\"\n"))
	f.Add([]byte("format = 1\n[vars]\nn = [1]\n[[world.cluster]]\ncluster_name = \"{{n}}\"\n"))
	f.Add([]byte("format = 1\n[[world.service]]\nid = 3\nload_balancers = [{}]\n[[goal]]\ncheck = 'tasks(\"x\")'\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 16<<10 {
			return
		}
		s, err := Load(fstest.MapFS{"x.toml": {Data: src}, "web.json": {Data: definition}}, "x.toml")
		if err == nil && (s.World.Settle > time.Hour || len(s.World.Before) > 0) {
			return // days are played elsewhere
		}
		if err == nil {
			var a *Attempt
			if a, err = NewAttempt(s, 1); err == nil {
				a.Advance(time.Minute)
				return
			}
		}
		ds, ok := err.(source.Diagnostics)
		if !ok || len(ds) == 0 {
			t.Fatalf("not a list of diagnostics: %v", err)
		}
		for _, d := range ds {
			if d.What == "" {
				t.Errorf("a diagnostic without words: %+v", d)
			}
		}
	})
}

// FuzzExec: no line makes the console panic, and a line that is not a move
// changes nothing.
func FuzzExec(f *testing.F) {
	for _, line := range []string{
		"aws ecs list-tasks --cluster prod", "why web-tg", "why node-a:32768", "events 3", "advance 90s", "undo", "hint", "goals", "help aws ecs",
		"aws ecs update-service --cluster prod --service web --desired-count 5", "aws elbv2 deregister-targets --target-group-arn web-tg --targets Id=node-a,Port=32768",
		"aws ec2 modify-instance-attribute --instance-id node-a --groups sg-alb", "aws ecs stop-task --cluster prod --task x",
		"aws ecs describe-services --cluster prod --services web --query services[].{a:serviceName,b:events[].id} --output table", "aws ecs list-tasks --cluster prod --output text",
		"aws ecs wait services-stable --cluster prod --services web", "aws ecs update-service --cli-input-json '{\"service\":\"web\",\"cluster\":\"prod\"}' --dry-run", "aws ec2 delete-security-group --group-id sg-alb --dry-run",
		"aws ecs register-task-definition --cli-input-json file://web.json", "aws ecs stop-task --generate-cli-skeleton",
	} {
		f.Add(line)
	}
	s, err := Find("healthy-nowhere")
	if err != nil {
		f.Fatal(err)
	}
	base, err := NewAttempt(s, 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		a := base.Fork()
		now, before := a.world.Now(), a.world.Changes()
		in, err := parseInput(a.shell(), line)
		if err == nil && in.advance > 3_600_000 {
			return // hours are played elsewhere
		}
		r := a.Exec(line)
		if !r.Moved && a.world.Now() == now && a.world.Changes() != before {
			t.Fatalf("%q is no move and changed the world: %+v", line, r)
		}
		if r.Moved {
			if err := a.Undo(); err != nil || a.world.Hash() != base.world.Hash() {
				t.Fatalf("%q cannot be undone: %v", line, err)
			}
		}
	})
}
