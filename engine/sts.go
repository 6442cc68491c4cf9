package engine

import (
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/sim"
)

// getCallerIdentity tells the unique id of a user, or that of a role with the name
// of the session. "GetCallerIdentity", API Reference of AWS STS.
func (w *World) getCallerIdentity(c *call, _ *api.GetCallerIdentityInput) (*api.GetCallerIdentityOutput, *api.Error) {
	out := &api.GetCallerIdentityOutput{Account: w.cfg.Account, Arn: w.arn(c.as)}
	switch who := w.callerOf(c.as); {
	case who.role != nil:
		out.UserId = who.role.ID + ":" + learnersSession
	case who.user != nil:
		out.UserId = who.user.ID
	default:
		// The scenario's author, or one who is not there, is no user of the world.
		ids := sim.NewStream(w.cfg.Seed, "iam "+string(c.as))
		out.UserId = uniqueID(&ids, "AIDA")
	}
	return out, nil
}

// assumeRole opens a session. That the caller and the trust policy allow it was
// asked before; a session that AWS would refuse for its length or its policies is
// refused here.
//
// See "AssumeRole" in the API Reference of AWS STS.
func (w *World) assumeRole(c *call, in *api.AssumeRoleInput) (*api.AssumeRoleOutput, *api.Error) {
	r := w.role(in.RoleArn)
	if r == nil {
		// IAM does not tell whether there is such a role. The scenario alone comes
		// here, of whom nothing is asked.
		return nil, api.Refuse("AccessDenied", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s", w.arn(c.as), in.RoleArn)
	}
	session, err := policy.RoleSession(r.ARN, in.RoleSessionName)
	if err != nil {
		return nil, api.Refuse("ValidationError", "1 validation error detected: Value '%s' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*", in.RoleSessionName)
	}
	chained := strings.HasPrefix(string(c.as), "role/")
	seconds, err := policy.SessionSeconds(value(in.DurationSeconds), r.MaxSession, chained)
	switch {
	case err != nil && chained && value(in.DurationSeconds) > policy.MaxChained:
		return nil, api.Refuse("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
	case err != nil:
		return nil, api.Refuse("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	if refusal := w.checkSession(in); refusal != nil {
		return nil, refusal
	}
	r.LastUsed = w.s.Now
	out := &api.AssumeRoleOutput{
		Credentials: &api.Credentials{
			AccessKeyId: "ASIA" + w.s.IDs.Upper(16), SecretAccessKey: w.s.IDs.Word(40), SessionToken: w.s.IDs.Word(200),
			Expiration: w.stamp(w.s.Now + sim.Time(seconds*1000)),
		},
		AssumedRoleUser: &api.AssumedRoleUser{AssumedRoleId: r.ID + ":" + in.RoleSessionName, Arn: session.String()},
		SourceIdentity:  in.SourceIdentity,
	}
	if size := policy.Size(in.Policy) + tagSize(in.Tags); size > 0 {
		// AWS packs them into a binary form of which it tells nothing: engine's
		// choice is the share of the plain text.
		out.PackedPolicySize = max(1, int64(size)*100/4096)
	}
	w.changed(c, session.String(), r.ARN)
	return out, nil
}

// tagSize is how long tags are, keys and values together.
func tagSize(tags []api.IAMTag) int {
	n := 0
	for _, t := range tags {
		n += len(t.Key) + len(t.Value)
	}
	return n
}

// checkSession refuses session policies and tags that no session can have.
func (w *World) checkSession(in *api.AssumeRoleInput) *api.Error {
	if in.Policy != "" {
		if _, mistakes := policy.Parse("session policy", in.Policy, policy.Session); mistakes != nil {
			return malformed(mistakes)
		}
	}
	if len(in.PolicyArns) > maxAttached {
		return api.Refuse("ValidationError", "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to %d", maxAttached)
	}
	for _, p := range in.PolicyArns {
		if w.managedPolicy(p.Arn) == nil {
			return api.Refuse("ValidationError", "There is no managed policy %s.", p.Arn).Ours()
		}
	}
	if _, err := withTags(nil, in.Tags); err != nil {
		return api.Refuse("InvalidParameterValue", "%s", err.Message)
	}
	return nil
}

// assumeNeeds is what AssumeRole needs: the session itself, and to tag it and to say
// who is behind it where the request does so.
//
// See "Available keys for AWS STS" in "IAM and AWS STS condition context keys".
func (w *World) assumeNeeds(in *api.AssumeRoleInput) []need {
	var keys policy.Context
	keys.Set("sts:RoleSessionName", in.RoleSessionName)
	if in.ExternalId != "" {
		keys.Set("sts:ExternalId", in.ExternalId)
	}
	if in.SourceIdentity != "" {
		keys.Set("sts:SourceIdentity", in.SourceIdentity)
	}
	if len(in.TransitiveTagKeys) > 0 {
		keys.SetList("sts:TransitiveTagKeys", in.TransitiveTagKeys...)
	}
	requestedTags(&keys, in.Tags)
	if r := w.role(in.RoleArn); r != nil {
		for _, t := range r.Tags {
			keys.Set("aws:ResourceTag/"+t.Key, t.Value)
			keys.Set("iam:ResourceTag/"+t.Key, t.Value)
		}
	}
	out := []need{{resource: in.RoleArn, keys: keys}}
	if len(in.Tags) > 0 {
		out = append(out, need{action: "sts:TagSession", resource: in.RoleArn, keys: keys})
	}
	if in.SourceIdentity != "" {
		out = append(out, need{action: "sts:SetSourceIdentity", resource: in.RoleArn, keys: keys})
	}
	return out
}

// profileOf finds the instance profile that a request of EC2 names, by name or by
// ARN.
func (w *World) profileOf(spec *api.IamInstanceProfileSpecification) (*instanceProfile, *api.Error) {
	const invalid = "Value (%s) for parameter iamInstanceProfile.%s is invalid. Invalid IAM Instance Profile %s"
	switch {
	case spec.Arn != "" && spec.Name != "":
		return nil, api.Refuse("InvalidParameterCombination", "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'")
	case spec.Arn != "":
		if p := w.profile(spec.Arn); p != nil {
			return p, nil
		}
		return nil, api.Refuse("InvalidParameterValue", invalid, spec.Arn, "arn", "ARN")
	}
	if p := w.s.InstanceProfiles.Get(iamKey(spec.Name)); p != nil {
		return p, nil
	}
	return nil, api.Refuse("InvalidParameterValue", invalid, spec.Name, "name", "name")
}

// checkRole refuses to launch an instance with a profile that holds no role. Whether
// a running one may get such a profile AWS does not say.
func (p *instanceProfile) checkRole() *api.Error {
	if p.Role == "" {
		return api.Refuse("InvalidParameterValue", "IAM Instance Profile \"%s\" has no associated IAM Roles", p.ARN)
	}
	return nil
}

// passesProfile is the permission to hand the role in an instance profile to EC2.
func (w *World) passesProfile(spec *api.IamInstanceProfileSpecification) []need {
	if spec == nil {
		return nil
	}
	p, err := w.profileOf(spec)
	if err != nil || p.Role == "" {
		return nil
	}
	return w.passes(ec2Service, p.Role)
}
