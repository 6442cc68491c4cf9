package engine

import (
	"strings"

	"drydock/engine/sim"
)

// The roles that every account here has from the start, as one in which the
// console of ECS has been used has them. "Amazon ECS task execution IAM role",
// "Amazon ECS container instance IAM role", "Amazon ECS infrastructure IAM role".
const (
	defaultExecutionRole      = "ecsTaskExecutionRole"
	defaultInstanceRole       = "ecsInstanceRole"
	defaultInfrastructureRole = "ecsInfrastructureRole"
)

const serviceRolePath = "arn:aws:iam::aws:policy/service-role/"

// openingRoles are those roles, with the service that they trust and the policy that
// they have.
var openingRoles = [...]struct{ name, service, policy string }{
	{defaultExecutionRole, ecsTasksService, serviceRolePath + "AmazonECSTaskExecutionRolePolicy"},
	{defaultInstanceRole, ec2Service, serviceRolePath + "AmazonEC2ContainerServiceforEC2Role"},
	{defaultInfrastructureRole, ecsService, serviceRolePath + "AmazonECSInfrastructureRolePolicyForVolumes"},
}

// openAccount makes the users and roles that an account has from the start.
func (w *World) openAccount() {
	ids := sim.NewStream(w.cfg.Seed, "iam")
	admin := &iamUser{Name: string(Administrator), Path: "/", ID: uniqueID(&ids, "AIDA")}
	admin.ARN = w.iamARN("user", admin.Path, admin.Name)
	admin.Rights.Attached = []string{"arn:aws:iam::aws:policy/AdministratorAccess"}
	w.s.Users.Put(iamKey(admin.Name), admin)
	for _, r := range openingRoles {
		role := &iamRole{Name: r.name, Path: "/", ID: uniqueID(&ids, "AROA"), Trust: TrustPolicy(r.service), MaxSession: 3600, LastUsed: unset}
		role.ARN = w.iamARN("role", role.Path, role.Name)
		role.Rights.Attached = []string{r.policy}
		w.s.Roles.Put(iamKey(role.Name), role)
	}
	profile := &instanceProfile{Name: defaultInstanceRole, Path: "/", ID: uniqueID(&ids, "AIPA"), Role: defaultInstanceRole}
	profile.ARN = w.iamARN("instance-profile", profile.Path, profile.Name)
	w.s.InstanceProfiles.Put(iamKey(profile.Name), profile)
}

// The services that take roles, as principals.
const (
	ecsTasksService = "ecs-tasks.amazonaws.com"
	ecsService      = "ecs.amazonaws.com"
	ec2Service      = "ec2.amazonaws.com"
	elbService      = "elasticloadbalancing.amazonaws.com"
)

// TrustPolicy is a trust policy that lets services of AWS assume a role.
func TrustPolicy(services ...string) string {
	named := `"` + strings.Join(services, `","`) + `"`
	if len(services) > 1 {
		named = "[" + named + "]"
	}
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":` + named + `},"Action":"sts:AssumeRole"}]}`
}

// OpeningRole returns the service that a role which every account has trusts; not ok
// for another role.
func OpeningRole(name string) (service string, ok bool) {
	for _, r := range openingRoles {
		if r.name == name {
			return r.service, true
		}
	}
	return "", false
}

// IsOpening reports whether every account has something of IAM from the start: of the
// kinds "role", "instance-profile" and "user".
func IsOpening(kind, name string) bool {
	switch kind {
	case "role":
		_, ok := OpeningRole(name)
		return ok
	case "instance-profile":
		return name == defaultInstanceRole
	case "user":
		return name == string(Administrator)
	}
	return false
}

// iamKey is a name as IAM compares it: names that differ only in case are the
// same. "IAM and AWS STS quotas".
func iamKey(name string) string { return strings.ToLower(name) }

// iamARN is the ARN of something of IAM; IAM has no Region.
func (w *World) iamARN(kind, path, name string) string {
	return "arn:aws:iam::" + w.cfg.Account + ":" + kind + path + name
}

// uniqueID draws a unique id: a prefix that tells the kind, and 17 characters.
// "IAM identifiers".
func uniqueID(from *sim.Stream, prefix string) string { return prefix + from.Upper(17) }

// role finds a role by its name or ARN; nil when there is none.
func (w *World) role(nameOrARN string) *iamRole {
	name := nameOrARN
	if strings.HasPrefix(nameOrARN, "arn:") {
		name = lastOf(nameOrARN)
	}
	r := w.s.Roles.Get(iamKey(name))
	if r == nil || name != nameOrARN && r.ARN != nameOrARN {
		return nil
	}
	return r
}

// roleARN is the ARN that a role's name or ARN stands for, whether or not there is
// such a role.
func (w *World) roleARN(nameOrARN string) string {
	switch r := w.role(nameOrARN); {
	case r != nil:
		return r.ARN
	case strings.HasPrefix(nameOrARN, "arn:"):
		return nameOrARN
	}
	return w.iamARN("role", "/", nameOrARN)
}
