package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine"
	"drydock/engine/api"
)

// Inspection is what AWS itself would say of a thing.
type Inspection struct {
	Described []Described
	Events    []engine.Event // that are about it, oldest first
}

// Described is a describe command and its answer.
type Described struct {
	Line   string // as one would type it
	Answer string // JSON
}

// describes are the commands that describe a kind of thing. In each, %s is the
// thing, {arn} its ARN, and {cluster} the first cluster.
var describes = map[string][]string{
	"task":           {"aws ecs describe-tasks --cluster {cluster} --tasks %s"},
	"service":        {"aws ecs describe-services --cluster {cluster} --services %s"},
	"instance":       {"aws ec2 describe-instances --instance-ids %s"},
	"target group":   {"aws elbv2 describe-target-health --target-group-arn {arn}", "aws elbv2 describe-target-groups --names %s"},
	"load balancer":  {"aws elbv2 describe-load-balancers --names %s", "aws elbv2 describe-listeners --load-balancer-arn {arn}"},
	"security group": {"aws ec2 describe-security-groups --group-ids %s"},
}

// Inspect describes a thing of a kind by the commands of the aws command line,
// and finds the events about it. The kinds are those of a picture: "task",
// "service", "instance", "target group", "load balancer", "security group".
// Looking is the screen's own: nothing is recorded, whatever it shows.
func (a *Attempt) Inspect(kind, id string) (Inspection, error) {
	var out Inspection
	cluster := a.Picture().Cluster
	lines := slices.Clone(describes[kind])
	if kind == "instance" {
		if arn := a.containerInstance(id); arn != "" {
			lines = append(lines, "aws ecs describe-container-instances --cluster {cluster} --container-instances "+arn)
		}
	}
	for _, line := range lines {
		line = strings.NewReplacer("{cluster}", cluster, "{arn}", a.balancingARN(kind, id), "%s", api.Quote(id)).Replace(line)
		in, err := parseInput(api.Shell{}, line)
		if err != nil {
			return out, err
		}
		answer, refused := a.world.Call(a.principal(), in.request.Op.ID(), in.request.Input)
		if refused != nil {
			return out, refused
		}
		out.Described = append(out.Described, Described{line, strings.TrimRight(api.Marshal(answer.Out), "\n")})
	}
	if out.Described == nil {
		return out, fmt.Errorf("nothing describes a %s", kind)
	}
	for _, e := range a.Events() {
		if slices.ContainsFunc(e.Resources, func(r string) bool { return r == id || strings.HasSuffix(r, "/"+id) || strings.Contains(r, "/"+id+"/") }) {
			out.Events = append(out.Events, e)
		}
	}
	return out, nil
}

// containerInstance is the ARN under which an EC2 instance is registered; empty
// when it is not.
func (a *Attempt) containerInstance(id string) string {
	for _, z := range a.Picture().Zones {
		for _, i := range z.Instances {
			if i.ID == id {
				return i.ARN
			}
		}
	}
	return ""
}

// balancingARN is the ARN of a target group or a load balancer that is known by
// its name; empty for other kinds and for names that nothing has.
func (a *Attempt) balancingARN(kind, name string) string {
	switch kind {
	case "target group":
		if r, err := a.world.Call(a.principal(), "elbv2:DescribeTargetGroups", &api.DescribeTargetGroupsInput{Names: []string{name}}); err == nil {
			return r.Out.(*api.DescribeTargetGroupsOutput).TargetGroups[0].TargetGroupArn
		}
	case "load balancer":
		if r, err := a.world.Call(a.principal(), "elbv2:DescribeLoadBalancers", &api.DescribeLoadBalancersInput{Names: []string{name}}); err == nil {
			return r.Out.(*api.DescribeLoadBalancersOutput).LoadBalancers[0].LoadBalancerArn
		}
	}
	return ""
}
