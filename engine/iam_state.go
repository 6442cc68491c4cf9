package engine

import (
	"drydock/engine/api"
	"drydock/engine/sim"
)

// rights are the policies that say what a user, a group or a role may do.
type rights struct {
	Inline   []inlinePolicy
	Attached []string // ARNs of managed policies, in the order of attaching
	Boundary string   // ARN of the permissions boundary; empty without one, and always of a group
}

// inlinePolicy is a policy that is part of a user, a group or a role.
type inlinePolicy struct{ Name, Document string }

type iamUser struct {
	Name, Path, ARN, ID string
	Created             sim.Time
	Rights              rights
	Groups              []string // names
	Keys                []accessKey
	Tags                []api.IAMTag
}

// accessKey is an access key of a user. Its secret is told once and not kept.
type accessKey struct {
	ID      string
	Status  string // "Active", "Inactive"
	Created sim.Time
}

type iamGroup struct {
	Name, Path, ARN, ID string
	Created             sim.Time
	Rights              rights
}

type iamRole struct {
	Name, Path, ARN, ID string
	Created             sim.Time
	Description         string
	Trust               string // the document
	// Trusted has, of the users and roles that the trust policy names, the unique
	// ids that they had when it was saved: unknown ones name nobody from then on.
	Trusted    map[string]string
	MaxSession int64 // seconds
	Rights     rights
	Service    string // to which a service-linked role is linked; empty for others
	LastUsed   sim.Time
	Tags       []api.IAMTag
}

// managedPolicy is a customer managed policy. Those of AWS are no state: see
// package managed.
type managedPolicy struct {
	Name, Path, ARN, ID string
	Created, Updated    sim.Time
	Description         string
	Versions            []policyVersion // oldest first, at most five
	Default             string          // id of the version in force
	Made                int64           // how many versions were ever made
	Tags                []api.IAMTag
}

type policyVersion struct {
	ID       string // "v1"
	Document string
	Created  sim.Time
}

// instanceProfile carries a role to an EC2 instance.
type instanceProfile struct {
	Name, Path, ARN, ID string
	Created             sim.Time
	Role                string // name; empty for none
	Tags                []api.IAMTag
}

// resourceFact is what is known of a resource that is no part of the world
// otherwise: a bucket, a secret, something of another account.
type resourceFact struct {
	ARN     string
	Account string // its owner
	Policy  string // its resource-based policy; empty for none
	Key     string // ARN of the customer managed KMS key that encrypts it; empty for none
}

// controlPolicy is a policy of the organization that the account is in.
type controlPolicy struct {
	Name, Document string
	Resource       bool  // a resource control policy, else a service control policy
	Level          int64 // 0 for the root, then each organizational unit, last the account
}

// roleDeletion is how the deletion of a service-linked role went.
type roleDeletion struct {
	ID, Status, Reason string
	Used               []string // ARNs of what used the role
}

// profileAssociation is that an instance has an instance profile.
type profileAssociation struct {
	ID, Instance string
	Since        sim.Time
}
