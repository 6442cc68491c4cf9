package scenarios

import (
	"strings"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/managed"
	"drydock/scenarios/source"
)

// inlineOwn is a policy that is part of a user, a group or a role.
type inlineOwn struct {
	Name     string `toml:"name,required" doc:"its name"`
	Document string `toml:"document,required" doc:"the policy, as JSON"`
}

type policyOwn struct{}

type roleOwn struct {
	Trusts   []string    `toml:"trusts" doc:"services that may assume it, such as ecs-tasks.amazonaws.com, in place of assume_role_policy_document"`
	Attached []string    `toml:"attached" doc:"managed policies: the name of one of AWS's, or of one of the world's, or an ARN"`
	Policies []inlineOwn `toml:"policies" doc:"inline policies"`
	Boundary string      `toml:"boundary" doc:"the managed policy that is its permissions boundary, named as in attached"`
	Profile  bool        `toml:"profile" doc:"makes an instance profile of the same name with it"`
}

type groupOwn struct {
	Attached []string    `toml:"attached" doc:"managed policies, named as those of a role"`
	Policies []inlineOwn `toml:"policies" doc:"inline policies"`
}

type userOwn struct {
	Attached []string    `toml:"attached" doc:"managed policies, named as those of a role"`
	Policies []inlineOwn `toml:"policies" doc:"inline policies"`
	Boundary string      `toml:"boundary" doc:"the managed policy that is its permissions boundary, named as in attached"`
	Groups   []string    `toml:"groups" doc:"groups that it is in"`
}

type profileOwn struct {
	Role string `toml:"role" ref:"role" doc:"the role in it; none when not given"`
}

type resourceOwn struct {
	ARN     string `toml:"arn,required" doc:"the ARN; a bucket's stands for its objects too"`
	Account string `toml:"account" doc:"the account that owns it, where the ARN does not say so"`
	Policy  string `toml:"policy" doc:"its resource-based policy, as JSON"`
	Key     string `toml:"key" doc:"ARN of the customer managed KMS key that encrypts it"`
}

type controlOwn struct {
	Name     string `toml:"name,required" doc:"what explanations call it"`
	Type     string `toml:"type,required" doc:"SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY"`
	Level    int64  `toml:"level" doc:"0 for the root, then each organizational unit, last the account"`
	Document string `toml:"document,required" doc:"the policy, as JSON"`
}

// resource makes known what IAM asks of a resource.
func (b *builder) resource(r *row) error {
	var own resourceOwn
	source.Decode(r.tree, &own)
	_, err := b.call("drydock:DeclareResource", &api.DeclareResourceInput{Arn: own.ARN, Account: own.Account, Policy: own.Policy, Key: own.Key})
	return err
}

func (b *builder) controlPolicy(r *row) error {
	var own controlOwn
	source.Decode(r.tree, &own)
	_, err := b.call("drydock:PutControlPolicy", &api.PutControlPolicyInput{Name: own.Name, Type: own.Type, Level: &own.Level, Document: own.Document})
	return err
}

// policyARN is the ARN that a name of a managed policy stands for: one of AWS's, or
// one of the world's; an ARN stands for itself.
func (b *builder) policyARN(name string) string {
	if strings.HasPrefix(name, "arn:") {
		return name
	}
	for _, p := range managed.All() {
		if p.Name == name {
			return p.ARN()
		}
	}
	for _, p := range b.world.Names("policy") {
		if strings.HasSuffix(p.ID, "/"+name) {
			return p.ID
		}
	}
	return name
}

// holder says by which calls a role, a group or a user gets policies.
type holder struct {
	attach, bound func(arn string) (op string, in any)
	put           func(p inlineOwn) (op string, in any)
}

func roleHolder(name string) holder {
	return holder{
		attach: func(arn string) (string, any) {
			return "iam:AttachRolePolicy", &api.AttachRolePolicyInput{RoleName: name, PolicyArn: arn}
		},
		bound: func(arn string) (string, any) {
			return "iam:PutRolePermissionsBoundary", &api.PutRolePermissionsBoundaryInput{RoleName: name, PermissionsBoundary: arn}
		},
		put: func(p inlineOwn) (string, any) {
			return "iam:PutRolePolicy", &api.PutRolePolicyInput{RoleName: name, PolicyName: p.Name, PolicyDocument: p.Document}
		},
	}
}

// groupHolder is a group's, which has no permissions boundary.
func groupHolder(name string) holder {
	return holder{
		attach: func(arn string) (string, any) {
			return "iam:AttachGroupPolicy", &api.AttachGroupPolicyInput{GroupName: name, PolicyArn: arn}
		},
		put: func(p inlineOwn) (string, any) {
			return "iam:PutGroupPolicy", &api.PutGroupPolicyInput{GroupName: name, PolicyName: p.Name, PolicyDocument: p.Document}
		},
	}
}

func userHolder(name string) holder {
	return holder{
		attach: func(arn string) (string, any) {
			return "iam:AttachUserPolicy", &api.AttachUserPolicyInput{UserName: name, PolicyArn: arn}
		},
		bound: func(arn string) (string, any) {
			return "iam:PutUserPermissionsBoundary", &api.PutUserPermissionsBoundaryInput{UserName: name, PermissionsBoundary: arn}
		},
		put: func(p inlineOwn) (string, any) {
			return "iam:PutUserPolicy", &api.PutUserPolicyInput{UserName: name, PolicyName: p.Name, PolicyDocument: p.Document}
		},
	}
}

// grant gives a holder its policies, and its boundary if it has one.
func (b *builder) grant(h holder, attached []string, policies []inlineOwn, boundary string) error {
	for _, policy := range attached {
		if _, err := b.call(h.attach(b.policyARN(policy))); err != nil {
			return err
		}
	}
	for _, p := range policies {
		if _, err := b.call(h.put(p)); err != nil {
			return err
		}
	}
	if boundary == "" {
		return nil
	}
	_, err := b.call(h.bound(b.policyARN(boundary)))
	return err
}

// role makes a role. One that every account has is given what the table says in
// place of what it has.
func (b *builder) role(r *row) error {
	var own roleOwn
	source.Decode(r.tree, &own)
	name, _ := r.tree["role_name"].(string)
	if b.hasRole(name) {
		if err := b.strip(name, r); err != nil {
			return err
		}
	} else if err := b.plain(r); err != nil {
		return err
	}
	if err := b.grant(roleHolder(name), own.Attached, own.Policies, own.Boundary); err != nil {
		return err
	}
	if !own.Profile {
		return nil
	}
	if _, err := b.call("iam:CreateInstanceProfile", &api.CreateInstanceProfileInput{InstanceProfileName: name}); err != nil {
		return err
	}
	_, err := b.call("iam:AddRoleToInstanceProfile", &api.AddRoleToInstanceProfileInput{InstanceProfileName: name, RoleName: name})
	return err
}

func (b *builder) hasRole(name string) bool {
	_, err := b.call("iam:GetRole", &api.GetRoleInput{RoleName: name})
	return err == nil
}

// strip takes from a role that is there what policies it has, and gives it the trust
// policy of a table.
func (b *builder) strip(name string, r *row) error {
	own, request := r.kind.split(r.tree)
	in, _, err := r.kind.operation().DecodeKeys(r.kind.complete(own, request))
	if err != nil {
		return err
	}
	if _, err := b.call("iam:UpdateAssumeRolePolicy", &api.UpdateAssumeRolePolicyInput{RoleName: name, PolicyDocument: in.(*api.CreateRoleInput).AssumeRolePolicyDocument}); err != nil {
		return err
	}
	out, err := b.call("iam:ListAttachedRolePolicies", &api.ListAttachedRolePoliciesInput{RoleName: name})
	if err != nil {
		return err
	}
	for _, p := range out.(*api.ListAttachedRolePoliciesOutput).AttachedPolicies {
		if _, err := b.call("iam:DetachRolePolicy", &api.DetachRolePolicyInput{RoleName: name, PolicyArn: p.PolicyArn}); err != nil {
			return err
		}
	}
	listed, err := b.call("iam:ListRolePolicies", &api.ListRolePoliciesInput{RoleName: name})
	if err != nil {
		return err
	}
	for _, p := range listed.(*api.ListRolePoliciesOutput).PolicyNames {
		if _, err := b.call("iam:DeleteRolePolicy", &api.DeleteRolePolicyInput{RoleName: name, PolicyName: p}); err != nil {
			return err
		}
	}
	return b.describeRole(name, in.(*api.CreateRoleInput))
}

// describeRole gives a role that is there what else a table says of it.
func (b *builder) describeRole(name string, in *api.CreateRoleInput) error {
	if in.Description != "" || in.MaxSessionDuration != nil {
		if _, err := b.call("iam:UpdateRole", &api.UpdateRoleInput{RoleName: name, Description: in.Description, MaxSessionDuration: in.MaxSessionDuration}); err != nil {
			return err
		}
	}
	if len(in.Tags) > 0 {
		if _, err := b.call("iam:TagRole", &api.TagRoleInput{RoleName: name, Tags: in.Tags}); err != nil {
			return err
		}
	}
	if in.PermissionsBoundary == "" {
		return nil
	}
	_, err := b.call("iam:PutRolePermissionsBoundary", &api.PutRolePermissionsBoundaryInput{RoleName: name, PermissionsBoundary: b.policyARN(in.PermissionsBoundary)})
	return err
}

func (b *builder) group(r *row) error {
	var own groupOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil {
		return err
	}
	name, _ := r.tree["group_name"].(string)
	return b.grant(groupHolder(name), own.Attached, own.Policies, "")
}

func (b *builder) user(r *row) error {
	var own userOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil {
		return err
	}
	name, _ := r.tree["user_name"].(string)
	if err := b.grant(userHolder(name), own.Attached, own.Policies, own.Boundary); err != nil {
		return err
	}
	for _, g := range own.Groups {
		if _, err := b.call("iam:AddUserToGroup", &api.AddUserToGroupInput{UserName: name, GroupName: g}); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) instanceProfile(r *row) error {
	var own profileOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil || own.Role == "" {
		return err
	}
	name, _ := r.tree["instance_profile_name"].(string)
	_, err := b.call("iam:AddRoleToInstanceProfile", &api.AddRoleToInstanceProfileInput{InstanceProfileName: name, RoleName: own.Role})
	return err
}

// isEverywhere reports whether a name is of a thing of IAM that every account has,
// an ARN of one of IAM's, or of a service of AWS's: a call says whether there is one.
func isEverywhere(ref, name string) bool {
	return engine.IsOpening(ref, name) || ref == "endpoint-service" || strings.HasPrefix(name, "arn:") && (ref == "role" || ref == "policy" || ref == "instance-profile")
}
