package play

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"drydock/engine"
	"drydock/tui/parts"
)

// fact is a line of what is known of a thing.
type fact struct{ label, value string }

// facts are what the picture tells of the thing of a key, and whether it is
// still there.
func facts(p engine.Picture, key string) ([]fact, bool) {
	for _, z := range p.Zones {
		for _, i := range z.Instances {
			if key == "instance "+i.ID {
				return instanceFacts(z, i), true
			}
		}
	}
	for at := range everyTask(p) {
		if key == "task "+at.task.ID {
			return taskFacts(p, at), true
		}
	}
	for _, lb := range p.LoadBalancers {
		if key == "load balancer "+lb.Name {
			return balancerFacts(lb), true
		}
		for _, r := range lb.Ways {
			if key == "target group "+r.TargetGroup.Name {
				return targetGroupFacts(r.TargetGroup), true
			}
		}
	}
	for _, s := range p.Services {
		if key == "service "+s.Name {
			return serviceFacts(s), true
		}
		if key == "waiting "+s.Name && s.Waiting > 0 {
			return waitingFacts(s), true
		}
	}
	for _, g := range p.Groups {
		if key == "security group "+g.ID {
			return groupFacts(g), true
		}
	}
	for _, u := range p.Users {
		if key == "user "+u.Name {
			return userFacts(u), true
		}
	}
	for _, r := range p.Roles {
		if key == "role "+r.Name {
			return roleFacts(r), true
		}
	}
	return nil, false
}

// placed is a task of a picture, with where it is.
type placed struct {
	task engine.TaskView
	zone string
	on   engine.InstanceView // without an id on Fargate
}

// everyTask goes through the tasks of a picture in the order in which they are
// drawn.
func everyTask(p engine.Picture) iter.Seq[placed] {
	return func(yield func(placed) bool) {
		for _, z := range p.Zones {
			for _, i := range z.Instances {
				for _, t := range i.Tasks {
					if !yield(placed{t, z.Name, i}) {
						return
					}
				}
			}
			for _, t := range z.Fargate {
				if !yield(placed{task: t, zone: z.Name}) {
					return
				}
			}
		}
	}
}

func instanceFacts(z engine.Zone, i engine.InstanceView) []fact {
	agent := "connected"
	if !i.Connected {
		agent = "disconnected"
	}
	out := []fact{{"id", i.ID}, {"type", i.Type}, {"zone", z.Name}}
	if i.ARN == "" {
		return append(out, fact{"EC2", i.Status}, fact{"cluster", "not registered"}, fact{"role", i.Role}, fact{"groups", strings.Join(i.Groups, ", ")})
	}
	out = append(out,
		fact{"status", i.Status},
		fact{"agent", agent},
		fact{"cpu", fmt.Sprintf("%d of %d units", i.CPU.Used, i.CPU.Total)},
		fact{"memory", fmt.Sprintf("%d of %d MiB", i.Memory.Used, i.Memory.Total)},
	)
	if i.HeldCPU+i.HeldMem+i.HeldENI > 0 {
		out = append(out, fact{"for daemons", fmt.Sprintf("%d units, %d MiB kept free", i.HeldCPU, i.HeldMem)})
	}
	if i.Interfaces.Used > 0 {
		out = append(out, fact{"interfaces", fmt.Sprintf("%d of %d", i.Interfaces.Used, i.Interfaces.Total)})
	}
	return append(out, fact{"role", i.Role}, fact{"groups", strings.Join(i.Groups, ", ")}, fact{"tasks", fmt.Sprint(len(i.Tasks))})
}

func taskFacts(p engine.Picture, at placed) []fact {
	t := at.task
	out := []fact{
		{"service", t.Service},
		{"definition", t.Definition},
		{"image", t.Image},
		{"status", t.LastStatus + ", desired " + t.DesiredStatus},
		{"target", t.Health},
		{"checks", t.Checks},
	}
	if t.LaunchType == "FARGATE" {
		out = append(out, fact{"runs on", "Fargate in " + at.zone})
	} else {
		out = append(out, fact{"instance", instanceName(at.on)})
	}
	if t.CPU+t.Memory > 0 {
		out = append(out, fact{"holds", fmt.Sprintf("%d units, %d MiB", t.CPU, t.Memory)})
	}
	if t.Interface != "" {
		public := t.PublicIP
		if public == "" {
			public = "none, private only"
		}
		out = append(out,
			fact{"address", t.Address}, fact{"public IP", public}, fact{"ports", portWords(t)},
			fact{"groups", strings.Join(t.Groups, ", ")}, fact{"interface", t.Interface})
	} else {
		out = append(out, fact{"host ports", portWords(t)})
	}
	out = append(out, permissionFacts(t)...)
	if t.Volume != "" {
		out = append(out, fact{"data", fmt.Sprintf("sees %d records in %s", t.Sees, t.Volume)})
	}
	for _, target := range targetsOf(p, at) {
		if target.Reason != "" {
			out = append(out, fact{"reason", target.Reason})
		}
	}
	return append(out, fact{"task", t.ID}) // long, and its start is the title
}

// isStatic reports whether a task's definition names a host port.
func isStatic(t engine.TaskView, port int64) bool {
	return t.Interface == "" && !slices.Contains(t.DynamicPorts, port)
}

// portWords are the ports of a task, with where they come from.
func portWords(t engine.TaskView) string {
	words := make([]string, len(t.HostPorts))
	for n, port := range t.HostPorts {
		words[n] = fmt.Sprint(port)
		switch {
		case isStatic(t, port):
			words[n] += " static"
		case t.Interface == "":
			words[n] += " dynamic"
		}
	}
	return strings.Join(words, ", ")
}

// targetsOf are the targets that a task is registered as: its own address, or a
// port of its instance.
func targetsOf(p engine.Picture, at placed) []engine.TargetView {
	var out []engine.TargetView
	for _, lb := range p.LoadBalancers {
		for _, r := range lb.Ways {
			for _, target := range r.TargetGroup.Targets {
				own := at.task.Address != "" && target.Host == at.task.Address
				shared := target.Host != "" && (target.Host == at.on.ID || target.Host == at.on.Alias)
				if (own || shared) && slices.Contains(at.task.HostPorts, target.Port) {
					out = append(out, target)
				}
			}
		}
	}
	return out
}

// waitingFacts are about the tasks of a service that fit nowhere.
func waitingFacts(s engine.ServiceView) []fact {
	return []fact{
		{"service", s.Name},
		{"waiting", fmt.Sprintf("%d of %d", s.Waiting, s.Desired)},
		{"because", s.WaitsFor},
		{"running", fmt.Sprint(s.Running)},
	}
}

func balancerFacts(lb engine.LoadBalancerView) []fact {
	out := []fact{{"name", lb.Name}, {"type", lb.Type}, {"scheme", lb.Scheme}, {"groups", strings.Join(lb.Groups, ", ")}}
	for _, r := range lb.Ways {
		out = append(out, fact{"listener", fmt.Sprintf("%s %s → %s", r.Protocol, strings.TrimPrefix(routeWords(r), ":"), first(groupName(r.TargetGroup), r.Does))})
	}
	return out
}

func groupName(g engine.TargetGroupView) string { return first(g.Alias, g.Name) }

func targetGroupFacts(g engine.TargetGroupView) []fact {
	out := []fact{{"name", g.Name}, {"targets", counts(g)}}
	for _, t := range g.Targets {
		value := t.State
		if t.Reason != "" {
			value += ", " + t.Reason
		}
		out = append(out, fact{fmt.Sprintf("%s:%d", t.Host, t.Port), value})
	}
	return out
}

// counts are the numbers of a target group's targets by state, in words.
func counts(g engine.TargetGroupView) string {
	s := fmt.Sprintf("healthy %d  unhealthy %d", g.Healthy, g.Unhealthy)
	for _, c := range []struct {
		word string
		n    int64
	}{{"initial", g.Initial}, {"draining", g.Draining}, {"unused", g.Unused}} {
		if c.n > 0 {
			s += fmt.Sprintf("  %s %d", c.word, c.n)
		}
	}
	return s
}

func serviceFacts(s engine.ServiceView) []fact {
	steady := "no"
	if s.Steady {
		steady = "yes"
	}
	return []fact{
		{"service", s.Name},
		{"status", s.Status},
		{"desired", fmt.Sprint(s.Desired)},
		{"running", fmt.Sprint(s.Running)},
		{"pending", fmt.Sprint(s.Pending)},
		{"waiting", waitingWords(s)},
		{"steady", steady},
		{"behind", strings.Join(s.Balanced, ", ")},
	}
}

func waitingWords(s engine.ServiceView) string {
	if s.Waiting == 0 {
		return ""
	}
	return fmt.Sprintf("%d, %s", s.Waiting, s.WaitsFor)
}

func groupFacts(g engine.GroupView) []fact {
	return append([]fact{{"id", g.ID}, {"alias", g.Alias}}, ruleFacts(g)...)
}

// ruleFacts are the rules of a security group.
func ruleFacts(g engine.GroupView) []fact {
	var out []fact
	for _, way := range []struct {
		label, word string
		rules       []engine.RuleView
	}{{"inbound", "from", g.Ingress}, {"outbound", "to", g.Egress}} {
		if len(way.rules) == 0 {
			out = append(out, fact{way.label, "no rule"})
		}
		for _, r := range way.rules {
			traffic := r.Protocol + " " + r.Ports
			if r.Protocol == "all" {
				traffic = "all traffic"
			}
			out = append(out, fact{way.label, traffic + " " + way.word + " " + r.Source})
		}
	}
	return out
}

func roleFacts(r engine.RoleView) []fact {
	out := []fact{}
	for _, what := range r.For {
		out = append(out, fact{"used for", what})
	}
	if len(r.For) == 0 {
		out = append(out, fact{"used for", "nothing in this cluster"})
	}
	trusts := strings.Join(r.Trusts, ", ")
	if trusts == "" {
		trusts = "no service that runs containers"
	}
	out = append(out, fact{"trusts", trusts})
	if len(r.Untrusting) > 0 {
		out = append(out, fact{"missing", "✗ not assumable by " + strings.Join(r.Untrusting, ", ")})
	}
	for _, action := range r.Denied {
		out = append(out, fact{"missing", "✗ denied " + action})
	}
	out = append(out, policyFacts(r.Policies)...)
	return append(out, fact{"boundary", r.Boundary}, fact{"ARN", r.ARN})
}

func userFacts(u engine.UserView) []fact {
	out := append([]fact{{"user", u.Name}}, policyFacts(u.Policies)...)
	return append(out, fact{"groups", strings.Join(u.Groups, ", ")}, fact{"boundary", u.Boundary}, fact{"ARN", u.ARN})
}

// policyFacts are the names of policies, one below the other.
func policyFacts(names []string) []fact {
	if len(names) == 0 {
		return []fact{{"policies", "none"}}
	}
	var out []fact
	for n, name := range names {
		label := "policies"
		if n > 0 {
			label = ""
		}
		out = append(out, fact{label, name})
	}
	return out
}

// permissionFacts are a task's roles, what its containers act as, and how their
// calls of AWS go.
func permissionFacts(t engine.TaskView) []fact {
	out := []fact{{"task role", t.TaskRole}, {"exec role", t.ExecutionRole}}
	if t.As != "" && t.As != t.TaskRole || t.As == "" && len(t.Calls) > 0 {
		as := t.As
		if as == "" {
			as = "nobody: it finds no credentials"
		}
		out = append(out, fact{"acts as", as})
	}
	for _, c := range t.Calls {
		sign := "✓ "
		if c.Failing {
			sign = "✗ "
		}
		out = append(out, fact{"calls", fmt.Sprintf("%s%s on %s: %d made, %d denied", sign, c.Action, parts.Short(c.Resource), c.Made, c.Denied)})
		if c.Said != "" {
			out = append(out, fact{"log", c.Said})
		}
	}
	return out
}
