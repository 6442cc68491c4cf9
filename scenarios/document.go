package scenarios

import (
	"drydock/engine"
	"drydock/engine/api"
)

// look makes a call of the screen's own that only reads; nil when it is refused.
func (a *Attempt) look(op string, in any) any {
	r, err := a.world.Call(engine.Scenario, op, in)
	if err != nil {
		return nil
	}
	return r.Out
}

// Document is the policy document that an operation would replace, by the
// members of its request that are given; "" for none. Looking is the screen's own, as
// in Inspect.
func (a *Attempt) Document(op string, given map[string]string) string {
	switch op {
	case "iam:UpdateAssumeRolePolicy":
		if out, ok := a.look("iam:GetRole", &api.GetRoleInput{RoleName: given["RoleName"]}).(*api.GetRoleOutput); ok {
			return string(out.Role.AssumeRolePolicyDocument)
		}
	case "iam:PutRolePolicy":
		if out, ok := a.look("iam:GetRolePolicy", &api.GetRolePolicyInput{RoleName: given["RoleName"], PolicyName: given["PolicyName"]}).(*api.GetRolePolicyOutput); ok {
			return string(out.PolicyDocument)
		}
	case "iam:PutUserPolicy":
		if out, ok := a.look("iam:GetUserPolicy", &api.GetUserPolicyInput{UserName: given["UserName"], PolicyName: given["PolicyName"]}).(*api.GetUserPolicyOutput); ok {
			return string(out.PolicyDocument)
		}
	case "iam:PutGroupPolicy":
		if out, ok := a.look("iam:GetGroupPolicy", &api.GetGroupPolicyInput{GroupName: given["GroupName"], PolicyName: given["PolicyName"]}).(*api.GetGroupPolicyOutput); ok {
			return string(out.PolicyDocument)
		}
	case "ec2:ModifyVpcEndpoint":
		return a.endpointPolicy(given)
	case "iam:CreatePolicyVersion":
		return a.inForce(given["PolicyArn"])
	}
	return ""
}

// endpointPolicy is the policy of its own that an endpoint has; "" for the default one,
// and where that is asked for.
func (a *Attempt) endpointPolicy(given map[string]string) string {
	if given["ResetPolicy"] == "true" {
		return ""
	}
	for _, v := range a.world.Network().VPCs {
		for _, e := range v.Endpoints {
			if id := given["VpcEndpointId"]; id != "" && (e.ID == id || e.Alias == id) {
				return e.Policy
			}
		}
	}
	return ""
}

// inForce is the document of a managed policy's default version.
func (a *Attempt) inForce(arn string) string {
	p, ok := a.look("iam:GetPolicy", &api.GetPolicyInput{PolicyArn: arn}).(*api.GetPolicyOutput)
	if !ok {
		return ""
	}
	v, ok := a.look("iam:GetPolicyVersion", &api.GetPolicyVersionInput{PolicyArn: arn, VersionId: p.Policy.DefaultVersionId}).(*api.GetPolicyVersionOutput)
	if !ok {
		return ""
	}
	return string(v.PolicyVersion.Document)
}

// InlinePolicies are the names of the policies inside a role or a user; none for other
// kinds of things.
func (a *Attempt) InlinePolicies(kind, id string) []string {
	inline, _ := a.policiesOf(kind, id)
	return inline
}
