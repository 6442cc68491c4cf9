package engine

import (
	"cmp"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// declareResource handles drydock:DeclareResource.
func (w *World) declareResource(_ *call, in *api.DeclareResourceInput) (*api.Nothing, *api.Error) {
	if _, err := policy.ParseARN(in.Arn); err != nil {
		return nil, api.Refuse("InvalidParameterValue", "%v", err).Ours()
	}
	f := &resourceFact{ARN: in.Arn, Account: cmp.Or(in.Account, w.cfg.Account), Policy: in.Policy, Key: in.Key}
	if in.Policy != "" {
		_, mistakes := policy.Parse(in.Arn, in.Policy, f.kind())
		if err := malformed(mistakes); err != nil {
			return nil, err
		}
	}
	w.s.Facts.Put(in.Arn, f)
	w.forgetAnswers()
	w.changes++
	return &api.Nothing{}, nil
}

// kind is how the policy of a resource is to be read: that of a repository names no
// resource, and that of a file system need not. "Using access points in IAM policies",
// Amazon EFS User Guide.
func (f *resourceFact) kind() policy.Kind {
	switch {
	case strings.HasPrefix(f.ARN, "arn:aws:ecr:"):
		return policy.Repository
	case strings.HasPrefix(f.ARN, "arn:aws:elasticfilesystem:") && !strings.Contains(f.Policy, `"Resource"`):
		return policy.Repository
	}
	return policy.Resource
}

// putControlPolicy handles drydock:PutControlPolicy. An account that is in an
// organization has the AWS managed FullAWSAccess at every level to begin with; a
// policy that allows something takes its place at its level.
func (w *World) putControlPolicy(_ *call, in *api.PutControlPolicyInput) (*api.Nothing, *api.Error) {
	kind := policy.SCP
	if in.Type == "RESOURCE_CONTROL_POLICY" {
		kind = policy.RCP
	}
	_, mistakes := policy.Parse(in.Name, in.Document, kind)
	if err := malformed(mistakes); err != nil {
		return nil, err
	}
	w.s.ControlPolicies = append(w.s.ControlPolicies, controlPolicy{Name: in.Name, Document: in.Document, Resource: kind == policy.RCP, Level: value(in.Level)})
	w.forgetAnswers()
	w.changes++
	return &api.Nothing{}, nil
}
