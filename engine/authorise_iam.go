package engine

import (
	"cmp"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// iamNeeds has what requests of AWS IAM and AWS STS need, and those of Amazon EC2
// about instance profiles. Lists, and what is about no one thing, are not in it:
// they need their action on "*".
//
// See "Actions, resources, and condition keys for AWS Identity and Access Management
// (IAM)" and "… for AWS Security Token Service" in the Service Authorization
// Reference.
func iamNeeds() asking {
	return asking{
		"iam:GetRole":                     asks(func(w *World, in *api.GetRoleInput) []need { return w.onRole(in.RoleName) }),
		"iam:DeleteRole":                  asks(func(w *World, in *api.DeleteRoleInput) []need { return w.onRole(in.RoleName) }),
		"iam:UpdateRole":                  asks(func(w *World, in *api.UpdateRoleInput) []need { return w.onRole(in.RoleName) }),
		"iam:UpdateRoleDescription":       asks(func(w *World, in *api.UpdateRoleDescriptionInput) []need { return w.onRole(in.RoleName) }),
		"iam:UpdateAssumeRolePolicy":      asks(func(w *World, in *api.UpdateAssumeRolePolicyInput) []need { return w.onRole(in.RoleName) }),
		"iam:GetRolePolicy":               asks(func(w *World, in *api.GetRolePolicyInput) []need { return w.onRole(in.RoleName) }),
		"iam:ListRolePolicies":            asks(func(w *World, in *api.ListRolePoliciesInput) []need { return w.onRole(in.RoleName) }),
		"iam:ListAttachedRolePolicies":    asks(func(w *World, in *api.ListAttachedRolePoliciesInput) []need { return w.onRole(in.RoleName) }),
		"iam:ListRoleTags":                asks(func(w *World, in *api.ListRoleTagsInput) []need { return w.onRole(in.RoleName) }),
		"iam:ListInstanceProfilesForRole": asks(func(w *World, in *api.ListInstanceProfilesForRoleInput) []need { return w.onRole(in.RoleName) }),
		"iam:PutRolePolicy": asks(func(w *World, in *api.PutRolePolicyInput) []need {
			return w.onRole(in.RoleName, w.boundedBy(in.RoleName, "")...)
		}),
		"iam:DeleteRolePolicy": asks(func(w *World, in *api.DeleteRolePolicyInput) []need {
			return w.onRole(in.RoleName, w.boundedBy(in.RoleName, "")...)
		}),
		"iam:DeleteRolePermissionsBoundary": asks(func(w *World, in *api.DeleteRolePermissionsBoundaryInput) []need {
			return w.onRole(in.RoleName, w.boundedBy(in.RoleName, "")...)
		}),
		"iam:PutRolePermissionsBoundary": asks(func(w *World, in *api.PutRolePermissionsBoundaryInput) []need {
			return w.onRole(in.RoleName, "iam:PermissionsBoundary", in.PermissionsBoundary)
		}),
		"iam:AttachRolePolicy": asks(func(w *World, in *api.AttachRolePolicyInput) []need {
			return w.onRole(in.RoleName, w.boundedBy(in.RoleName, "", "iam:PolicyARN", in.PolicyArn)...)
		}),
		"iam:DetachRolePolicy": asks(func(w *World, in *api.DetachRolePolicyInput) []need {
			return w.onRole(in.RoleName, w.boundedBy(in.RoleName, "", "iam:PolicyARN", in.PolicyArn)...)
		}),
		"iam:TagRole":   asks(func(w *World, in *api.TagRoleInput) []need { return withRequestTags(w.onRole(in.RoleName), in.Tags) }),
		"iam:UntagRole": asks(func(w *World, in *api.UntagRoleInput) []need { return withTagKeys(w.onRole(in.RoleName), in.TagKeys) }),
		"iam:CreateRole": asks(func(w *World, in *api.CreateRoleInput) []need {
			return withRequestTags(w.onNew("role", in.Path, in.RoleName, "iam:PermissionsBoundary", in.PermissionsBoundary), in.Tags)
		}),
		"iam:CreateServiceLinkedRole": asks(func(w *World, in *api.CreateServiceLinkedRoleInput) []need { return w.onLinked(in.AWSServiceName) }),
		"iam:DeleteServiceLinkedRole": asks(func(w *World, in *api.DeleteServiceLinkedRoleInput) []need {
			return w.onRole(in.RoleName, "iam:AWSServiceName", w.serviceOf(in.RoleName))
		}),
		"iam:GetServiceLinkedRoleDeletionStatus": asks(func(w *World, in *api.GetServiceLinkedRoleDeletionStatusInput) []need {
			return w.onDeletion(in.DeletionTaskId)
		}),
		"iam:DeleteUser":               asks(func(w *World, in *api.DeleteUserInput) []need { return w.onUser(in.UserName) }),
		"iam:UpdateUser":               asks(func(w *World, in *api.UpdateUserInput) []need { return w.onUser(in.UserName) }),
		"iam:GetUserPolicy":            asks(func(w *World, in *api.GetUserPolicyInput) []need { return w.onUser(in.UserName) }),
		"iam:ListUserPolicies":         asks(func(w *World, in *api.ListUserPoliciesInput) []need { return w.onUser(in.UserName) }),
		"iam:ListAttachedUserPolicies": asks(func(w *World, in *api.ListAttachedUserPoliciesInput) []need { return w.onUser(in.UserName) }),
		"iam:ListUserTags":             asks(func(w *World, in *api.ListUserTagsInput) []need { return w.onUser(in.UserName) }),
		"iam:ListGroupsForUser":        asks(func(w *World, in *api.ListGroupsForUserInput) []need { return w.onUser(in.UserName) }),
		"iam:GetUser":                  asks(func(w *World, in *api.GetUserInput) []need { return w.onUser(in.UserName) }),
		"iam:CreateAccessKey":          asks(func(w *World, in *api.CreateAccessKeyInput) []need { return w.onUser(in.UserName) }),
		"iam:ListAccessKeys":           asks(func(w *World, in *api.ListAccessKeysInput) []need { return w.onUser(in.UserName) }),
		"iam:UpdateAccessKey":          asks(func(w *World, in *api.UpdateAccessKeyInput) []need { return w.onUser(in.UserName) }),
		"iam:DeleteAccessKey":          asks(func(w *World, in *api.DeleteAccessKeyInput) []need { return w.onUser(in.UserName) }),
		"iam:PutUserPolicy": asks(func(w *World, in *api.PutUserPolicyInput) []need {
			return w.onUser(in.UserName, w.boundedBy("", in.UserName)...)
		}),
		"iam:DeleteUserPolicy": asks(func(w *World, in *api.DeleteUserPolicyInput) []need {
			return w.onUser(in.UserName, w.boundedBy("", in.UserName)...)
		}),
		"iam:DeleteUserPermissionsBoundary": asks(func(w *World, in *api.DeleteUserPermissionsBoundaryInput) []need {
			return w.onUser(in.UserName, w.boundedBy("", in.UserName)...)
		}),
		"iam:PutUserPermissionsBoundary": asks(func(w *World, in *api.PutUserPermissionsBoundaryInput) []need {
			return w.onUser(in.UserName, "iam:PermissionsBoundary", in.PermissionsBoundary)
		}),
		"iam:AttachUserPolicy": asks(func(w *World, in *api.AttachUserPolicyInput) []need {
			return w.onUser(in.UserName, w.boundedBy("", in.UserName, "iam:PolicyARN", in.PolicyArn)...)
		}),
		"iam:DetachUserPolicy": asks(func(w *World, in *api.DetachUserPolicyInput) []need {
			return w.onUser(in.UserName, w.boundedBy("", in.UserName, "iam:PolicyARN", in.PolicyArn)...)
		}),
		"iam:TagUser":   asks(func(w *World, in *api.TagUserInput) []need { return withRequestTags(w.onUser(in.UserName), in.Tags) }),
		"iam:UntagUser": asks(func(w *World, in *api.UntagUserInput) []need { return withTagKeys(w.onUser(in.UserName), in.TagKeys) }),
		"iam:CreateUser": asks(func(w *World, in *api.CreateUserInput) []need {
			return withRequestTags(w.onNew("user", in.Path, in.UserName, "iam:PermissionsBoundary", in.PermissionsBoundary), in.Tags)
		}),
		"iam:GetGroup":                  asks(func(w *World, in *api.GetGroupInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:DeleteGroup":               asks(func(w *World, in *api.DeleteGroupInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:UpdateGroup":               asks(func(w *World, in *api.UpdateGroupInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:AddUserToGroup":            asks(func(w *World, in *api.AddUserToGroupInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:RemoveUserFromGroup":       asks(func(w *World, in *api.RemoveUserFromGroupInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:PutGroupPolicy":            asks(func(w *World, in *api.PutGroupPolicyInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:GetGroupPolicy":            asks(func(w *World, in *api.GetGroupPolicyInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:ListGroupPolicies":         asks(func(w *World, in *api.ListGroupPoliciesInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:DeleteGroupPolicy":         asks(func(w *World, in *api.DeleteGroupPolicyInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:ListAttachedGroupPolicies": asks(func(w *World, in *api.ListAttachedGroupPoliciesInput) []need { return w.onUserGroup(in.GroupName) }),
		"iam:AttachGroupPolicy": asks(func(w *World, in *api.AttachGroupPolicyInput) []need {
			return w.onUserGroup(in.GroupName, "iam:PolicyARN", in.PolicyArn)
		}),
		"iam:DetachGroupPolicy": asks(func(w *World, in *api.DetachGroupPolicyInput) []need {
			return w.onUserGroup(in.GroupName, "iam:PolicyARN", in.PolicyArn)
		}),
		"iam:CreateGroup": asks(func(w *World, in *api.CreateGroupInput) []need { return w.onNew("group", in.Path, in.GroupName) }),
		"iam:CreatePolicy": asks(func(w *World, in *api.CreatePolicyInput) []need {
			return withRequestTags(w.onNew("policy", in.Path, in.PolicyName), in.Tags)
		}),
		"iam:GetPolicy":               asks(func(w *World, in *api.GetPolicyInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:DeletePolicy":            asks(func(w *World, in *api.DeletePolicyInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:CreatePolicyVersion":     asks(func(w *World, in *api.CreatePolicyVersionInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:GetPolicyVersion":        asks(func(w *World, in *api.GetPolicyVersionInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:ListPolicyVersions":      asks(func(w *World, in *api.ListPolicyVersionsInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:DeletePolicyVersion":     asks(func(w *World, in *api.DeletePolicyVersionInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:SetDefaultPolicyVersion": asks(func(w *World, in *api.SetDefaultPolicyVersionInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:ListEntitiesForPolicy":   asks(func(w *World, in *api.ListEntitiesForPolicyInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:ListPolicyTags":          asks(func(w *World, in *api.ListPolicyTagsInput) []need { return w.onPolicy(in.PolicyArn) }),
		"iam:TagPolicy": asks(func(w *World, in *api.TagPolicyInput) []need {
			return withRequestTags(w.onPolicy(in.PolicyArn), in.Tags)
		}),
		"iam:UntagPolicy": asks(func(w *World, in *api.UntagPolicyInput) []need {
			return withTagKeys(w.onPolicy(in.PolicyArn), in.TagKeys)
		}),
		"iam:CreateInstanceProfile": asks(func(w *World, in *api.CreateInstanceProfileInput) []need {
			return withRequestTags(w.onNew("instance-profile", in.Path, in.InstanceProfileName), in.Tags)
		}),
		"iam:GetInstanceProfile":    asks(func(w *World, in *api.GetInstanceProfileInput) []need { return w.onProfile(in.InstanceProfileName) }),
		"iam:DeleteInstanceProfile": asks(func(w *World, in *api.DeleteInstanceProfileInput) []need { return w.onProfile(in.InstanceProfileName) }),
		"iam:RemoveRoleFromInstanceProfile": asks(func(w *World, in *api.RemoveRoleFromInstanceProfileInput) []need {
			return w.onProfile(in.InstanceProfileName)
		}),
		"iam:AddRoleToInstanceProfile": asks(func(w *World, in *api.AddRoleToInstanceProfileInput) []need {
			return append(w.onProfile(in.InstanceProfileName), w.passes(ec2Service, in.RoleName)...)
		}),
		"iam:SimulatePrincipalPolicy": asks(func(w *World, in *api.SimulatePrincipalPolicyInput) []need {
			return []need{{resource: in.PolicySourceArn}}
		}),
		"iam:GetContextKeysForPrincipalPolicy": asks(func(w *World, in *api.GetContextKeysForPrincipalPolicyInput) []need {
			return []need{{resource: in.PolicySourceArn}}
		}),

		"sts:AssumeRole": asks(func(w *World, in *api.AssumeRoleInput) []need { return w.assumeNeeds(in) }),

		"ec2:AssociateIamInstanceProfile": asks(func(w *World, in *api.AssociateIamInstanceProfileInput) []need {
			return append([]need{w.onInstance(in.InstanceId)}, w.passesProfile(in.IamInstanceProfile)...)
		}),
		"ec2:DescribeIamInstanceProfileAssociations": asks(func(w *World, _ *api.DescribeIamInstanceProfileAssociationsInput) []need {
			return []need{{resource: "*", keys: keyed("ec2:Region", w.cfg.Region)}}
		}),
		"ec2:DisassociateIamInstanceProfile": asks(func(w *World, in *api.DisassociateIamInstanceProfileInput) []need {
			return []need{w.onInstance(w.associatedWith(in.AssociationId))}
		}),
		"ec2:ReplaceIamInstanceProfileAssociation": asks(func(w *World, in *api.ReplaceIamInstanceProfileAssociationInput) []need {
			return append([]need{w.onInstance(w.associatedWith(in.AssociationId))}, w.passesProfile(in.IamInstanceProfile)...)
		}),
	}
}

// about is the permission for an operation on one thing, with keys and their values
// in turn; those without a value are left out.
func about(arn string, tags []api.IAMTag, pairs ...string) []need {
	n := need{resource: arn}
	for _, t := range tags {
		n.keys.Set("aws:ResourceTag/"+t.Key, t.Value)
		n.keys.Set("iam:ResourceTag/"+t.Key, t.Value)
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			n.keys.Set(pairs[i], pairs[i+1])
		}
	}
	return []need{n}
}

func (w *World) onRole(name string, pairs ...string) []need {
	if r := w.s.Roles.Get(iamKey(name)); r != nil {
		return about(r.ARN, r.Tags, pairs...)
	}
	return about(w.iamARN("role", "/", name), nil, pairs...)
}

func (w *World) onUserGroup(name string, pairs ...string) []need {
	if g := w.s.UserGroups.Get(iamKey(name)); g != nil {
		return about(g.ARN, nil, pairs...)
	}
	return about(w.iamARN("group", "/", name), nil, pairs...)
}

func (w *World) onPolicy(arn string) []need {
	if p := w.s.Policies.Get(arn); p != nil {
		return about(arn, p.Tags)
	}
	return about(arn, nil)
}

func (w *World) onProfile(name string) []need {
	if p := w.s.InstanceProfiles.Get(iamKey(name)); p != nil {
		return about(p.ARN, p.Tags)
	}
	return about(w.iamARN("instance-profile", "/", name), nil)
}

// onUser is about a user. A request that names none is about its caller; who that is
// does not follow from the request.
func (w *World) onUser(name string, pairs ...string) []need {
	if u := w.s.Users.Get(iamKey(name)); u != nil {
		return about(u.ARN, u.Tags, pairs...)
	}
	if name == "" {
		return about(theCaller, nil, pairs...)
	}
	return about(w.iamARN("user", "/", name), nil, pairs...)
}

// theCaller stands in a need for the ARN of whoever calls.
const theCaller = "the caller"

// onNew is about something that is yet to be made.
func (w *World) onNew(kind, path, name string, pairs ...string) []need {
	return about(w.iamARN(kind, cmp.Or(path, "/"), name), nil, pairs...)
}

// onLinked is about the service-linked role of a service.
func (w *World) onLinked(service string) []need {
	name := "*"
	if l := linkedRoleOf(service); l != nil {
		name = l.name
	}
	return about(w.iamARN("role", "/aws-service-role/"+service+"/", name), nil, "iam:AWSServiceName", service)
}

// serviceOf is the service of a service-linked role; "" of another role.
func (w *World) serviceOf(name string) string {
	if r := w.s.Roles.Get(iamKey(name)); r != nil {
		return r.Service
	}
	return ""
}

// onDeletion is about the role that a deletion is of, which its id tells.
func (w *World) onDeletion(id string) []need {
	rest := strings.TrimPrefix(id, "task")
	at := strings.LastIndexByte(rest, '/')
	if rest == id || at < 0 {
		return about("*", nil)
	}
	name := lastOf(rest[:at])
	path := strings.TrimSuffix(rest[:at], name)
	return about(w.iamARN("role", path, name), nil, "iam:AWSServiceName", lastOf(strings.TrimSuffix(path, "/")))
}

// boundedBy are pairs of keys with the permissions boundary that a role or a user
// has now.
func (w *World) boundedBy(role, user string, pairs ...string) []string {
	boundary := ""
	if r := w.s.Roles.Get(iamKey(role)); r != nil {
		boundary = r.Rights.Boundary
	}
	if u := w.s.Users.Get(iamKey(user)); u != nil {
		boundary = u.Rights.Boundary
	}
	return append(pairs, "iam:PermissionsBoundary", boundary)
}

// requestedTags are the keys for tags in a request.
func requestedTags(keys *policy.Context, tags []api.IAMTag) {
	var names []string
	for _, t := range tags {
		keys.Set("aws:RequestTag/"+t.Key, t.Value)
		names = append(names, t.Key)
	}
	if len(names) > 0 {
		keys.SetList("aws:TagKeys", names...)
	}
}

// withRequestTags adds the tags of a request to the keys of a need.
func withRequestTags(needs []need, tags []api.IAMTag) []need {
	requestedTags(&needs[0].keys, tags)
	return needs
}

// withTagKeys adds the keys of tags to those of a need.
func withTagKeys(needs []need, keys []string) []need {
	if len(keys) > 0 {
		needs[0].keys.SetList("aws:TagKeys", keys...)
	}
	return needs
}

// associatedWith is the id of the instance that an association is of.
func (w *World) associatedWith(id string) string {
	if i, err := w.withAssociation(id); err == nil {
		return i.ID
	}
	return "*"
}
