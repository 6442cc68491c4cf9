package scenarios

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drydock/engine/api"
)

// consoleAttempt is an attempt at healthy-nowhere.
func consoleAttempt(t *testing.T) *Attempt {
	t.Helper()
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestQueryAndOutput(t *testing.T) {
	a := consoleAttempt(t)
	const describe = "aws ecs describe-services --cluster prod --services web nosuch "
	tests := []struct{ line, want, err string }{
		{describe + "--query services[].{Name:serviceName,Count:desiredCount}", "[\n    {\n        \"Name\": \"web\",\n        \"Count\": 4\n    }\n]", ""},
		{describe + "--query services[].[serviceName,desiredCount] --output text", "web\t4", ""},
		{describe + "--query services[].{Name:serviceName,Count:desiredCount} --output text", "4\tweb", ""},
		{describe + "--query failures --output text", "arn:aws:ecs:eu-west-1:123456789012:service/prod/nosuch\tMISSING", ""},
		{describe + "--query services[0].nosuch", "null", ""},
		{describe + "--query services[0].nosuch --output text", "None", ""},
		{describe + "--query services[0].nosuch --output table", "", ""},
		{describe + "--query services[].[serviceName,desiredCount] --output table", "------------------\n|DescribeServices|\n+--------+-------+\n|  web   |  4    |\n+--------+-------+", ""},
		{"aws ecs list-services --cluster prod --output text", "SERVICEARNS\tarn:aws:ecs:eu-west-1:123456789012:service/prod/web", ""},
		{describe + "--query 'length(nosuch)'", "", "In function length(), invalid type for value: None, expected one of: ['string', 'array', 'object'], received: \"null\""},
		{describe + "--query services[", "", "Bad value for --query services[: Invalid jmespath expression: Incomplete expression:\n\"services[\"\n          ^"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			r := a.Exec(tt.line)
			if r.Output != tt.want || r.Err != tt.err {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", r.Output, r.Err, tt.want, tt.err)
			}
		})
	}
}

// A query that cannot be read makes no call; one that fails on the answer comes
// after it.
func TestBadQueryMakesNoCall(t *testing.T) {
	a := consoleAttempt(t)
	const update = "aws ecs update-service --cluster prod --service web --desired-count 5 --query "
	if r := a.Exec(update + "a["); !r.Unreadable || r.Request != nil || a.Moves() != 0 {
		t.Errorf("%+v", r)
	}
	if r := a.Exec(update + "length(@.nosuch)"); r.Err == "" || r.Unreadable || !r.Moved {
		t.Errorf("%+v", r)
	}
	line, err := a.Exec("aws ecs describe-services --cluster prod --services web --query services[].{b:serviceName,a:desiredCount}").JSON("x", "y")
	if err != nil || !strings.Contains(string(line), `"output":[{"b":"web","a":5}]`) || !json.Valid(line) {
		t.Errorf("%s, %v", line, err)
	}
}

func TestWait(t *testing.T) {
	a := consoleAttempt(t)
	r := a.Exec("aws ecs wait services-stable --cluster prod --services nosuch")
	if want := `Waiter ServicesStable failed: Waiter encountered a terminal failure state: For expression "failures[].reason" we matched expected path: "MISSING" at least once`; r.Err != want || r.Moved {
		t.Errorf("got %q", r.Err)
	}
	before := a.Elapsed()
	r = a.Exec("aws elbv2 wait target-in-service --target-group-arn web-tg")
	if want := "Waiter TargetInService failed: Max attempts exceeded"; r.Err != want {
		t.Errorf("got %q, want %q", r.Err, want)
	}
	if got := a.Elapsed() - before; got != 39*15*time.Second {
		t.Errorf("39 delays of 15 s are not %s", got)
	}
	if r := a.Exec("aws elbv2 wait target-in-service --target-group-arn arn:nosuch"); !strings.HasPrefix(r.Err, "Waiter TargetInService failed: An error occurred (") || strings.Contains(r.Err, "when calling") {
		t.Errorf("got %q", r.Err)
	}
	if r := a.Exec("aws elbv2 wait load-balancer-exists --names nosuch"); r.Err != "Waiter LoadBalancerExists failed: Max attempts exceeded. Previously accepted state: Matched expected service error code: LoadBalancerNotFound" {
		t.Errorf("got %q", r.Err)
	}
	if r := a.Exec("aws elbv2 wait load-balancers-deleted --names nosuch"); r.Err != "" || r.Output != "" {
		t.Errorf("%+v", r)
	}
	if r := a.Exec("aws ec2 wait instance-running --instance-ids node-a"); r.Err != "" || r.Output != "" || len(r.Notes) != 0 {
		t.Errorf("%+v", r)
	}
	if a.Moves() != 0 || len(a.journal) != 0 {
		t.Errorf("a wait was recorded: %+v", a.journal)
	}
	again, err := Resume(a.scenario, a.Save())
	if err != nil || again.world.Hash() != a.world.Hash() {
		t.Errorf("the waits are not in the replay: %v", err)
	}
	for line, want := range map[string]bool{"advance 5m": true, "aws ecs wait services-stable": true, "aws ecs list-tasks": false, "": false, "why wait": false} {
		if TakesTime(line) != want {
			t.Errorf("TakesTime(%q) is not %v", line, want)
		}
	}
}

func TestDryRun(t *testing.T) {
	a := consoleAttempt(t)
	const line = "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 80 --cidr 10.0.0.0/8 --dry-run"
	r := a.Exec(line)
	if r.Err != "An error occurred (DryRunOperation) when calling the AuthorizeSecurityGroupIngress operation: Request would have succeeded, but DryRun flag is set." || r.Moved || a.Moves() != 0 {
		t.Errorf("%+v", r)
	}
	if r := a.Exec(strings.Replace(line, "sg-instances", "sg-nosuch", 1)); !strings.Contains(r.Err, "InvalidGroup") {
		t.Errorf("%+v", r)
	}
}

func TestFilesOfThePack(t *testing.T) {
	folder := t.TempDir()
	scenario, pack := filepath.Join(folder, "pack", "x.toml"), filepath.Join(folder, "pack")
	host := filepath.Join(folder, "host")
	for name, text := range map[string]string{
		scenario: "format = 1\n[world]\nbase = \"two-az\"\n", filepath.Join(pack, "one.json"): `{"services":["web"],"cluster":"prod"}`,
		filepath.Join(pack, "d", "two.json"): `{"family":"f","containerDefinitions":[{"name":"a","image":"i:1","memory":64}]}`,
		filepath.Join(folder, "secret.json"): `{"services":["secret"]}`, filepath.Join(host, "mine.json"): `{"services":["mine"]}`,
		filepath.Join(host, "one.json"): `{"services":["host"]}`, filepath.Join(pack, "big.json"): strings.Repeat(" ", fileMax+1),
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../secret.json", filepath.Join(pack, "link.json")); err != nil {
		t.Skip("no links here")
	}
	s, err := Find(scenario)
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(name, want string) {
		t.Helper()
		r := a.Exec("aws ecs describe-services --cli-input-json file://" + name)
		if !r.Unreadable || !strings.HasPrefix(r.Err, "Error parsing parameter '--cli-input-json': Unable to load paramfile file://"+name+": ") || !strings.Contains(r.Err, want) ||
			!strings.Contains(r.Err, "(file:// reads files of the scenario's pack") || strings.Contains(r.Err, "secret\"") {
			t.Errorf("%s: %s", name, r.Err)
		}
	}
	reads := func(name, service string) {
		t.Helper()
		r := a.Exec("aws ecs describe-services --cluster prod --query failures[].arn --cli-input-json file://" + name)
		if r.Err != "" || !strings.Contains(r.Output, service+"\"") {
			t.Errorf("%s: %s%s", name, r.Output, r.Err)
		}
	}
	reads("one.json", "web")
	reads("./d/../one.json", "web")
	refused("nosuch.json", "[Errno 2] No such file or directory: 'nosuch.json'")
	refused("../secret.json", "it is not in the scenario's folder")
	refused("d/../../secret.json", "it is not in the scenario's folder")
	refused(filepath.Join(folder, "secret.json"), "it is not in the scenario's folder")
	refused("link.json", "escapes")
	refused("big.json", "not a plain file of at most 1 MiB")
	refused("d", "are for reading in play")
	refused("x.toml", "are for reading in play")
	for _, left := range []string{"x.toml~", "x.toml.bak", ".git/config", "d/.hidden.json", "notes"} {
		refused(left, "are for reading in play")
	}
	refused("mine.json", "[Errno 2]")
	read, err := FilesIn(host)
	if err != nil {
		t.Fatal(err)
	}
	a.ReadAlso(read)
	reads("mine.json", "mine")
	reads("one.json", "host")
	refused("../secret.json", "it is not in the scenario's folder")
	if _, err := FilesIn(filepath.Join(host, "mine.json")); err == nil {
		t.Error("a file was taken for a folder")
	}
	if r := a.Exec("aws ecs register-task-definition --cli-input-json file://d/two.json"); !r.Moved {
		t.Fatalf("%+v", r)
	}
	// The journal is replayed without the files.
	if err := os.RemoveAll(pack); err != nil {
		t.Fatal(err)
	}
	again, err := Resume(s, a.Save())
	if err != nil || again.world.Hash() != a.world.Hash() {
		t.Errorf("replayed: %v", err)
	}
}

// A line of a turn may name a file of the pack, which the digest then covers; a
// bad query in one is a mistake of the file.
func TestFilesInTurns(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{"small.toml": small + three, "count.json": `{"desiredCount":5}`} {
		files[name] = textFile(text)
	}
	load := func(line string) (*Scenario, error) {
		old := `"aws ecs update-service --cluster prod --service web --desired-count 3"`
		text := strings.Replace(small+three, old, "'"+line+"'", 1)
		if text == small+three {
			t.Fatal("the scenario has no such line any more")
		}
		files["small.toml"] = textFile(text)
		return Load(files, "small.toml")
	}
	const line = "aws ecs update-service --cluster prod --service web --cli-input-json file://count.json"
	one, err := load(line)
	if err != nil {
		t.Fatal(err)
	}
	files["count.json"] = textFile(`{"desiredCount":6}`)
	if two, err := load(line); err != nil || two.Digest() == one.Digest() {
		t.Errorf("the digest does not cover the file: %v", err)
	}
	if _, err := load(line + " --query a["); err == nil || !strings.Contains(err.Error(), "Bad value for --query a[: Invalid jmespath expression: Incomplete expression; expected") {
		t.Errorf("got %v", err)
	}
	if _, err := load(strings.Replace(line, "count", "nosuch", 1)); err == nil || !strings.Contains(err.Error(), "No such file or directory: 'nosuch.json'") {
		t.Errorf("got %v", err)
	}
}

// Every waiter's expressions can be read, and its call changes nothing.
func TestWaiters(t *testing.T) {
	seen := 0
	for _, service := range []string{"ec2", "ecs", "elbv2"} {
		line := "aws " + service + " wait "
		for _, name := range api.Complete(line, len(line), nil).Candidates {
			needs := map[string]string{"services": " --services s", "tasks": " --tasks t", "target": " --target-group-arn g"}
			kind, _, _ := strings.Cut(name.Text, "-")
			req, err := api.ParseLine(line + name.Text + needs[kind])
			if err != nil {
				t.Errorf("%s: %v", name.Text, err)
				continue
			}
			seen++
			if !req.Op.Reads || req.Wait.Delay <= 0 || req.Wait.Attempts <= 0 || len(req.Wait.Acceptors) == 0 {
				t.Errorf("%+v", req.Wait)
			}
			for _, by := range req.Wait.Acceptors {
				if err := checkQuery(by.Argument); by.Argument != "" && err != nil {
					t.Errorf("%s: %v", name.Text, err)
				}
			}
		}
	}
	if seen < 18 {
		t.Errorf("only %d waiters", seen)
	}
}

// why alone explains the last refusal, until the next call that is accepted.
func TestWhyAloneExplainsTheLastRefusal(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	own := *s
	own.Play.As = "role/ecsInstanceRole"
	a, err := NewAttempt(&own, 1)
	if err != nil {
		t.Fatal(err)
	}
	says := func(line, want string) {
		t.Helper()
		r := a.Exec(line)
		if got := r.Output + r.Err + strings.Join(r.Notes, "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in\n%s", line, want, got)
		}
	}
	const refused = "aws ecs delete-service --cluster prod --service web"
	says("why", "why your last call was refused, and none was")
	says(refused, "is not authorized to perform: ecs:DeleteService")
	says(refused, "why: tells which statement decided")
	says("why", "authorisation: arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/learner, ecs:DeleteService on")
	says("why", "→ implicit deny: no identity-based policy allows it")
	says("why web", "service")
	says("why", "→ implicit deny")
	if f := a.Fork(); !strings.Contains(f.Exec("why").Output, "implicit deny") {
		t.Error("a fork forgets the refusal")
	}
	a.scenario.Play.As = ""
	says("aws ecs delete-service --cluster prod --service none", "ServiceNotFound")
	says("why", "no policy refused your last call, DeleteService; its service did: ")
	says("aws ecs list-clusters", "prod")
	says("why", "none was")
	says("aws ec2 revoke-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --cidr 0.0.0.0/0 --dry-run", "Request would have succeeded")
	says("why", "none was")
}
