package policy

// Request is one request to AWS.
type Request struct {
	Principal Principal
	Action    string // service:Name
	// Resource is an ARN, or "*" for an action that has no resource.
	Resource string
	// ResourceAccount is the resource's account where the ARN does not say it, as
	// for Amazon S3; without either it is the caller's.
	ResourceAccount string
	// Context has the condition keys of the request. Those that follow from the
	// principal and the resource need not be in it: aws:PrincipalArn,
	// aws:PrincipalAccount, aws:PrincipalType, aws:username, aws:userid,
	// aws:PrincipalIsAWSService, aws:PrincipalServiceName, aws:ResourceAccount.
	Context Context
}

// Policies are all that apply to a request.
type Policies struct {
	// Identity are the policies of the user and its groups, or of the role.
	Identity []*Policy
	// Boundary is the permissions boundary; nil where there is none.
	Boundary *Policy
	// Session are the session policies. Nil where there are none; a list without
	// any allows nothing.
	Session []*Policy
	// SCP and RCP are the policies of an organization, by level: those of the
	// root, of each organizational unit on the way down, and of the account. SCP
	// are those of the caller's account, RCP those of the resource's. No level at
	// all: the account is in no organization.
	SCP, RCP [][]*Policy
	// ManagementAccount is the organization's own account, which neither limits.
	ManagementAccount string
	// Resource is the policy of the resource, such as the trust policy of a role;
	// nil where there is none.
	Resource *Policy
	// Endpoint is the policy of the VPC endpoint through which the request comes;
	// nil where there is none.
	Endpoint *Policy
}

// Effect is the outcome of a decision.
type Effect int

// The outcomes, spelled as SimulateCustomPolicy spells them.
const (
	ImplicitDeny Effect = iota
	ExplicitDeny
	Allowed
)

func (e Effect) String() string { return [...]string{"implicitDeny", "explicitDeny", "allowed"}[e] }

// Source is which policies decided.
type Source int

// The sources, in the order in which they are asked: of several that deny the
// first is named, which is engine's choice.
const (
	ByRCP Source = iota
	BySCP
	ByEndpoint
	ByResource
	ByTrust
	ByIdentity
	ByBoundary
	BySession
)

// sources has for each source its name, what AWS calls it in "because no … allows"
// and what in "with an explicit deny in …".
var sources = [...]struct{ name, plain, article string }{
	{"resource control policy", "resource control policy", "a resource control policy"},
	{"service control policy", "service control policy", "a service control policy"},
	{"VPC endpoint policy", "VPC endpoint policy", "a VPC endpoint policy"},
	{"resource-based policy", "resource-based policy", "a resource-based policy"},
	{"role trust policy", "role trust policy", "the role trust policy"},
	{"identity-based policy", "identity-based policy", "an identity-based policy"},
	{"permissions boundary", "permissions boundary", "a permissions boundary"},
	{"session policy", "session policy", "a session policy"},
}

func (s Source) String() string { return sources[s].name }

// Decision is how a request is decided.
type Decision struct {
	Effect Effect
	// By is the kind of policies that decided. Where several had to allow it is
	// the kind that granted: the resource's if its grant was enough, else the
	// identity's.
	By Source
	// Policy, Statement (from 1) and Sid are the deciding statement; Policy is nil
	// where none did: of an implicit deny, and of a root user.
	Policy    *Policy
	Statement int
	Sid       string
}
