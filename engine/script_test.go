package engine

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/api"
	"drydock/engine/sim"
	"drydock/engine/targethealth"
)

var rewrite = flag.Bool("rewrite", false, "write what the scripts of testdata/script answer into them")

// TestScripts plays each script of testdata/script on a world of its own, made
// by testdata/prelude.txt. A script is blocks of commands and, below a line
// ----, the events that they bring, without API calls. The commands are those
// of do, and
//
//	why THING      the traces of a thing
//	tasks          each task that is known still, with its containers
//	instances      each container instance
//	targets        the targets of every target group
//	data           the records on every device, what each task sees of them, and
//	               what is left of those of each service
//	service NAME   a service's counts and the state of its deployment
//	history NAME   a service's service deployments, oldest first: the service's
//	               deployment, from what to what, with the tasks of each as wanted,
//	               running and pending
//	stop ID        StopServiceDeployment of a service's deployment
//	sets NAME      a service's task sets, and which definition DescribeServices shows
//	providers      how many tasks that are to run each capacity provider has
//	interfaces     how many tasks with interfaces of their own each instance has, of how many
//	show CALL      the answer to a call, a line for each thing that it lists
//	actions        from now on EventBridge's service and deployment events too
//
// In a command {task-1} stands for the id that the output shows as task-1.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := &player{w: prelude(t, 1, true), names: map[string]string{}, ids: map[string]string{}, counts: map[string]int{}}
			p.seen = len(p.w.Events())
			each(&p.w.s.ContainerInstances, func(c *containerInst) { p.readable(lastOf(c.ARN)) })
			got := p.play(string(want))
			if got == string(want) {
				return
			}
			if *rewrite {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s (-want +got), -rewrite writes it:\n%s", file, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
		})
	}
}

// player plays one script.
type player struct {
	w       *World
	seen    int    // events told so far
	actions bool   // whether service actions are told
	answer  string // to the commands of the block so far
	names   map[string]string
	ids     map[string]string
	counts  map[string]int
}

// play returns the script with what its commands bring.
func (p *player) play(script string) string {
	var out strings.Builder
	answered := false
	for line := range strings.Lines(script) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case text == "":
			answered = false
		case answered:
			continue // the old answer
		case text == "----":
			out.WriteString(line + p.answer)
			p.answer, answered = "", true
			continue
		case text[0] != '#':
			p.answer += p.command(text)
		}
		out.WriteString(line)
	}
	return out.String()
}

var reference = regexp.MustCompile(`\{[a-z]+-[a-z0-9]+\}`)

// command does one line and returns what is to be told of it.
func (p *player) command(line string) string {
	line = reference.ReplaceAllStringFunc(line, func(name string) string { return p.ids[name[1:len(name)-1]] })
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "why":
		traces, err := p.w.Why(rest)
		if err != nil {
			return err.Error() + "\n"
		}
		var out strings.Builder
		for _, t := range traces {
			out.WriteString(t.String())
		}
		return p.readable(out.String())
	case "tasks":
		return p.readable(p.tasks())
	case "instances":
		return p.readable(p.instances())
	case "targets":
		return p.readable(p.targets())
	case "interfaces":
		return p.interfaces()
	case "providers":
		return p.providers()
	case "data":
		return p.readable(p.data())
	case "service":
		return p.readable(p.service(rest))
	case "history":
		return p.readable(p.history(rest))
	case "sets":
		return p.readable(p.sets(rest))
	case "show":
		return p.readable(p.show(rest))
	case "stop":
		line = "aws ecs stop-service-deployment --service-deployment-arn " + p.serviceDeployment(rest)
	case "actions":
		p.actions = true
		return ""
	}
	err := do(p.w, line)
	out := p.events()
	if err != nil {
		out += p.readable(err.Error()) + "\n"
	}
	return out
}

// events are the events since the last command, a line each.
func (p *player) events() string {
	var out strings.Builder
	for _, e := range p.w.Events()[p.seen:] {
		name := ""
		switch e.DetailType {
		case apiCall:
			continue
		case serviceAction, deploymentStateChange:
			if !p.actions {
				continue
			}
			name = e.Name + " "
		}
		fmt.Fprintf(&out, "%s %s%s\n", e.At, name, p.readable(e.Message))
	}
	p.seen = len(p.w.Events())
	return out.String()
}

func (p *player) tasks() string {
	var out strings.Builder
	for t := range p.w.s.Tasks.All() {
		fmt.Fprintf(&out, "%s %s", t.ID, t.LastStatus)
		if t.StopCode != "" {
			fmt.Fprintf(&out, ", %s: %s", t.StopCode, t.StoppedReason)
		}
		for _, k := range t.Containers {
			fmt.Fprintf(&out, "; %s %s", k.Name, k.LastStatus)
			if k.ExitCode != nil {
				fmt.Fprintf(&out, " exit %d", *k.ExitCode)
			}
			for _, b := range k.Bindings {
				fmt.Fprintf(&out, " %d>%d", b.HostPort, b.ContainerPort)
			}
			if k.Reason != "" {
				out.WriteString(" " + k.Reason)
			}
		}
		out.WriteString("\n")
	}
	return out.String()
}

func (p *player) instances() string {
	var out strings.Builder
	for c := range p.w.s.ContainerInstances.All() {
		v := p.w.containerInstanceView(c)
		fmt.Fprintf(&out, "%s %s agentConnected %t running %d pending %d, %d CPU units and %d MiB left; EC2 %s\n", lastOf(c.ARN), v.Status, v.AgentConnected,
			v.RunningTasksCount, v.PendingTasksCount, v.RemainingResources[0].IntegerValue, v.RemainingResources[1].IntegerValue, p.w.s.Instances.Get(c.Instance).State)
	}
	return out.String()
}

func (p *player) interfaces() string {
	var out strings.Builder
	for c := range p.w.s.ContainerInstances.All() {
		if u := p.w.interfaces(c); c.Status != instanceInactive {
			fmt.Fprintf(&out, "%s %s %d of %d\n", p.w.shown(c.Instance), c.Status, u.Used, u.Total)
		}
	}
	return out.String()
}

func (p *player) providers() string {
	counts, sequence := map[string]int{}, ""
	for t := range p.w.s.Tasks.All() {
		if t.DesiredStatus == taskRunning {
			counts[t.Provider]++
			sequence += " " + t.Provider
		}
	}
	return fmt.Sprintf("%v:%s\n", counts, sequence)
}

func (p *player) targets() string {
	var out strings.Builder
	for g := range p.w.s.TargetGroups.All() {
		for i := range g.Targets {
			t := &g.Targets[i]
			fmt.Fprintf(&out, "%s %s %s", g.Name, p.w.targetName(t), t.Health.State)
			if t.Health.State != targethealth.Healthy {
				fmt.Fprintf(&out, " %s: %s", t.Health.Reason, t.Health.Text)
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

func (p *player) data() string {
	var out strings.Builder
	for at := range p.w.s.Stores.All() {
		fmt.Fprintf(&out, "%s %s:", at.Device, at.Path)
		for _, r := range at.Writers {
			fmt.Fprintf(&out, " %s %d", r.Task, r.Records)
		}
		out.WriteString("\n")
	}
	for t := range p.w.s.Tasks.All() {
		if v := p.w.taskPicture(t); t.LastStatus == taskRunning {
			fmt.Fprintf(&out, "%s sees %d in %s\n", t.ID, v.Sees, v.Volume)
		}
	}
	for s := range p.w.s.Services.All() {
		if r, err := p.w.Records(s.Name); err == nil {
			fmt.Fprintf(&out, "%s: written %d, kept %d, shared %t\n", s.Name, r.Written, r.Kept, r.Shared)
		}
	}
	return out.String()
}

func (p *player) service(name string) string {
	out, err := send(p.w, "aws ecs describe-services --cluster prod --services "+name)
	if err != nil {
		return err.Error() + "\n"
	}
	answer := out.(*api.DescribeServicesOutput)
	if len(answer.Services) == 0 {
		return answer.Failures[0].Reason + "\n"
	}
	s := answer.Services[0]
	text := fmt.Sprintf("%s %s desired %d running %d pending %d", s.ServiceName, s.Status, s.DesiredCount, s.RunningCount, s.PendingCount)
	for _, d := range s.Deployments {
		text += fmt.Sprintf("; %s %s %s failedTasks %d: %s", d.Id, d.Status, d.RolloutState, d.FailedTasks, d.RolloutStateReason)
	}
	return text + "\n"
}

// show is the answer to a call: each thing of its list on a line, as JSON.
func (p *player) show(line string) string {
	out, err := send(p.w, line)
	if err != nil {
		return err.Error() + "\n"
	}
	var lists map[string]json.RawMessage
	if text, err := json.Marshal(out); err != nil || json.Unmarshal(text, &lists) != nil {
		return fmt.Sprintf("%+v\n", out)
	}
	text := ""
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		var things []json.RawMessage
		if json.Unmarshal(lists[name], &things) != nil {
			things = []json.RawMessage{lists[name]}
		}
		for _, thing := range things {
			text += name + " " + string(thing) + "\n"
		}
	}
	return text
}

// serviceDeployment is the ARN of what a service's deployment attempts.
func (p *player) serviceDeployment(id string) string {
	for d := range p.w.s.ServiceDeployments.All() {
		if d.Deployment == id {
			return d.ARN
		}
	}
	return id
}

func (p *player) history(name string) string {
	out, err := send(p.w, "aws ecs list-service-deployments --cluster prod --service "+name)
	if err != nil {
		return err.Error() + "\n"
	}
	text := ""
	for _, brief := range out.(*api.ListServiceDeploymentsOutput).ServiceDeployments {
		answer, err := send(p.w, "aws ecs describe-service-deployments --service-deployment-arns "+brief.ServiceDeploymentArn)
		if err != nil {
			return err.Error() + "\n"
		}
		d := answer.(*api.DescribeServiceDeploymentsOutput).ServiceDeployments[0]
		line := p.w.s.ServiceDeployments.Get(d.ServiceDeploymentArn).Deployment + " " + d.Status
		for _, r := range append(d.SourceServiceRevisions, *d.TargetServiceRevision) {
			line += fmt.Sprintf(", %s %d/%d/%d", p.revision(r.Arn), r.RequestedTaskCount, r.RunningTaskCount, r.PendingTaskCount)
		}
		for _, at := range []struct {
			word string
			at   api.Time
		}{{"created", d.CreatedAt}, {"started", d.StartedAt}, {"stopped", d.StoppedAt}, {"finished", d.FinishedAt}} {
			if at.at != 0 {
				line += fmt.Sprintf("; %s %s", at.word, sim.Time(at.at-p.w.stamp(0)))
			}
		}
		if d.StatusReason != "" {
			line += ": " + d.StatusReason
		}
		if d.Rollback != nil {
			line += " Rollback to " + p.revision(d.Rollback.ServiceRevisionArn)
		}
		text = line + "\n" + text
	}
	return text
}

func (p *player) sets(name string) string {
	out, err := send(p.w, "aws ecs describe-services --cluster prod --services "+name)
	if err != nil {
		return err.Error() + "\n"
	}
	s := out.(*api.DescribeServicesOutput).Services[0]
	text := fmt.Sprintf("%s %s desired %d running %d pending %d, %s %q %s\n", name, s.Status, s.DesiredCount, s.RunningCount, s.PendingCount,
		s.DeploymentController.Type, lastOf(s.TaskDefinition), s.LaunchType)
	for _, ts := range *s.TaskSets {
		text += fmt.Sprintf("%s %s %s %s%% of %d: desired %d running %d pending %d, %s since %s\n", ts.Id, ts.Status, lastOf(ts.TaskDefinition), ts.Scale.Value, s.DesiredCount,
			ts.ComputedDesiredCount, ts.RunningCount, ts.PendingCount, ts.StabilityStatus, sim.Time(ts.StabilityStatusAt-p.w.stamp(0)))
	}
	return text
}

// revision is the task definition of a service revision.
func (p *player) revision(arn string) string {
	return lastOf(p.w.s.ServiceRevisions.Get(arn).Definition)
}

var (
	targetGroupARN = regexp.MustCompile(`arn:aws:elasticloadbalancing:[a-z0-9:-]+targetgroup/([A-Za-z0-9-]+)/[0-9a-f]+`)
	anyID          = regexp.MustCompile(`ecs-svc/[0-9]{19}|\b[0-9a-f]{32}\b|\b[a-z]+-0[0-9a-f]{16}\b`)
)

// readable puts names in the place of ids: aliases, or numbers in the order of
// appearance.
func (p *player) readable(text string) string {
	return anyID.ReplaceAllStringFunc(targetGroupARN.ReplaceAllString(text, "$1"), func(id string) string {
		if p.names[id] == "" {
			p.names[id] = p.name(id)
			p.ids[p.names[id]] = id
		}
		return p.names[id]
	})
}

func (p *player) name(id string) string {
	if alias := p.w.Alias(id); alias != "" {
		return alias
	}
	kind, _, _ := strings.Cut(id, "-0")
	switch {
	case strings.HasPrefix(id, "ecs-svc/"):
		kind = "deployment"
	case len(id) == 32:
		kind = "task"
	}
	for c := range p.w.s.ContainerInstances.All() {
		if lastOf(c.ARN) == id {
			return "ci-" + p.w.shown(c.Instance)
		}
	}
	p.counts[kind]++
	return fmt.Sprintf("%s-%d", kind, p.counts[kind])
}
