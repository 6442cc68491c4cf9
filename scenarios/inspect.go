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
	"role":           {"aws iam get-role --role-name %s", "aws iam list-attached-role-policies --role-name %s", "aws iam list-role-policies --role-name %s"},
}

// Inspect describes a thing of a kind by the commands of the aws command line,
// and finds the events about it. The kinds are those of a picture: "task",
// "service", "instance", "target group", "load balancer", "security group", "role".
// Looking is the screen's own: it shows what the learner may not see, and nothing is
// recorded, whatever it shows.
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
		if err := out.describe(a, line); err != nil {
			return out, err
		}
	}
	if kind == "role" {
		for _, line := range a.policyLines(id) {
			if err := out.describe(a, line); err != nil {
				return out, err
			}
		}
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

// describe makes one call and keeps its line and answer.
func (out *Inspection) describe(a *Attempt, line string) error {
	in, err := parseInput(api.Shell{}, line)
	if err != nil {
		return err
	}
	answer, refused := a.world.Call(engine.Scenario, in.request.Op.ID(), in.request.Input)
	if refused != nil {
		return refused
	}
	out.Described = append(out.Described, Described{line, strings.TrimRight(api.Marshal(answer.Out), "\n")})
	return nil
}

// policyLines are the commands that show the documents of a role's policies: the
// inline ones, and the versions in force of those that are attached and of its
// permissions boundary.
func (a *Attempt) policyLines(role string) []string {
	var out []string
	if r, err := a.world.Call(engine.Scenario, "iam:ListRolePolicies", &api.ListRolePoliciesInput{RoleName: role}); err == nil {
		for _, name := range r.Out.(*api.ListRolePoliciesOutput).PolicyNames {
			out = append(out, "aws iam get-role-policy --role-name "+api.Quote(role)+" --policy-name "+api.Quote(name))
		}
	}
	var managed []string
	if r, err := a.world.Call(engine.Scenario, "iam:ListAttachedRolePolicies", &api.ListAttachedRolePoliciesInput{RoleName: role}); err == nil {
		for _, p := range r.Out.(*api.ListAttachedRolePoliciesOutput).AttachedPolicies {
			managed = append(managed, p.PolicyArn)
		}
	}
	if r, err := a.world.Call(engine.Scenario, "iam:GetRole", &api.GetRoleInput{RoleName: role}); err == nil {
		if b := r.Out.(*api.GetRoleOutput).Role.PermissionsBoundary; b != nil {
			managed = append(managed, b.PermissionsBoundaryArn)
		}
	}
	for _, arn := range managed {
		if r, err := a.world.Call(engine.Scenario, "iam:GetPolicy", &api.GetPolicyInput{PolicyArn: arn}); err == nil {
			version := r.Out.(*api.GetPolicyOutput).Policy.DefaultVersionId
			out = append(out, "aws iam get-policy-version --policy-arn "+arn+" --version-id "+version)
		}
	}
	return out
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
		if r, err := a.world.Call(engine.Scenario, "elbv2:DescribeTargetGroups", &api.DescribeTargetGroupsInput{Names: []string{name}}); err == nil {
			return r.Out.(*api.DescribeTargetGroupsOutput).TargetGroups[0].TargetGroupArn
		}
	case "load balancer":
		if r, err := a.world.Call(engine.Scenario, "elbv2:DescribeLoadBalancers", &api.DescribeLoadBalancersInput{Names: []string{name}}); err == nil {
			return r.Out.(*api.DescribeLoadBalancersOutput).LoadBalancers[0].LoadBalancerArn
		}
	}
	return ""
}
