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
	"task":                  {"aws ecs describe-tasks --cluster {cluster} --tasks %s"},
	"service":               {"aws ecs describe-services --cluster {cluster} --services %s"},
	"instance":              {"aws ec2 describe-instances --instance-ids %s"},
	"target group":          {"aws elbv2 describe-target-health --target-group-arn {arn}", "aws elbv2 describe-target-groups --names %s"},
	"classic load balancer": {"aws elb describe-instance-health --load-balancer-name %s", "aws elb describe-load-balancers --load-balancer-names %s"},
	"load balancer":         {"aws elbv2 describe-load-balancers --names %s", "aws elbv2 describe-listeners --load-balancer-arn {arn}"},
	"security group":        {"aws ec2 describe-security-groups --group-ids %s"},
	"VPC":                   {"aws ec2 describe-vpcs --vpc-ids %s"},
	"subnet":                {"aws ec2 describe-subnets --subnet-ids %s"},
	"route table":           {"aws ec2 describe-route-tables --route-table-ids %s"},
	"internet gateway":      {"aws ec2 describe-internet-gateways --internet-gateway-ids %s"},
	"NAT gateway":           {"aws ec2 describe-nat-gateways --nat-gateway-ids %s"},
	"VPC endpoint":          {"aws ec2 describe-vpc-endpoints --vpc-endpoint-ids %s"},
	"network ACL":           {"aws ec2 describe-network-acls --network-acl-ids %s"},
	"mount target":          {"aws efs describe-mount-targets --mount-target-id %s"},
	"role":                  {"aws iam get-role --role-name %s", "aws iam list-attached-role-policies --role-name %s", "aws iam list-role-policies --role-name %s"},
	"user":                  {"aws iam get-user --user-name %s", "aws iam list-groups-for-user --user-name %s", "aws iam list-attached-user-policies --user-name %s", "aws iam list-user-policies --user-name %s"},
}

// Inspect describes a thing of a kind by the commands of the aws command line,
// and finds the events about it. The kinds are those of a picture: "task",
// "service", "instance", "target group", "load balancer", "classic load balancer", "security group", "role", "user",
// and the parts of a network.
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
	for _, line := range a.policyLines(kind, id) {
		if err := out.describe(a, line); err != nil {
			return out, err
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

// policyLines are the commands that show the documents of a role's or a user's
// policies: the inline ones, and the versions in force of those that are attached and
// of the permissions boundary. Things of other kinds have none.
func (a *Attempt) policyLines(kind, name string) []string {
	inline, managed := a.policiesOf(kind, name)
	var out []string
	for _, policy := range inline {
		out = append(out, fmt.Sprintf("aws iam get-%s-policy --%s-name %s --policy-name %s", kind, kind, api.Quote(name), api.Quote(policy)))
	}
	for _, arn := range managed {
		if r, err := a.world.Call(engine.Scenario, "iam:GetPolicy", &api.GetPolicyInput{PolicyArn: arn}); err == nil {
			version := r.Out.(*api.GetPolicyOutput).Policy.DefaultVersionId
			out = append(out, "aws iam get-policy-version --policy-arn "+arn+" --version-id "+version)
		}
	}
	return out
}

// policiesOf are the inline policies of a role or user by name, and the managed ones,
// its permissions boundary last, by ARN.
func (a *Attempt) policiesOf(kind, name string) (inline, managed []string) {
	var attached []api.AttachedPolicy
	var boundary *api.AttachedPermissionsBoundary
	switch kind {
	case "role":
		if out, ok := a.look("iam:ListRolePolicies", &api.ListRolePoliciesInput{RoleName: name}).(*api.ListRolePoliciesOutput); ok {
			inline = out.PolicyNames
		}
		if out, ok := a.look("iam:ListAttachedRolePolicies", &api.ListAttachedRolePoliciesInput{RoleName: name}).(*api.ListAttachedRolePoliciesOutput); ok {
			attached = out.AttachedPolicies
		}
		if out, ok := a.look("iam:GetRole", &api.GetRoleInput{RoleName: name}).(*api.GetRoleOutput); ok {
			boundary = out.Role.PermissionsBoundary
		}
	case "user":
		if out, ok := a.look("iam:ListUserPolicies", &api.ListUserPoliciesInput{UserName: name}).(*api.ListUserPoliciesOutput); ok {
			inline = out.PolicyNames
		}
		if out, ok := a.look("iam:ListAttachedUserPolicies", &api.ListAttachedUserPoliciesInput{UserName: name}).(*api.ListAttachedUserPoliciesOutput); ok {
			attached = out.AttachedPolicies
		}
		if out, ok := a.look("iam:GetUser", &api.GetUserInput{UserName: name}).(*api.GetUserOutput); ok {
			boundary = out.User.PermissionsBoundary
		}
	}
	for _, p := range attached {
		managed = append(managed, p.PolicyArn)
	}
	if boundary != nil {
		managed = append(managed, boundary.PermissionsBoundaryArn)
	}
	return inline, managed
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
